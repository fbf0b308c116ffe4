"""The count of one outcome, which narrows the list to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words, sent_mail
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.painting import PaintedButton, draw_text, focus_ring, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import set_tooltip

_SIDE, _ICON, _GAP = 8, 16, 6


class CountButton(PaintedButton, QAbstractButton):
    """Icon, word and number; checked: the list shows this outcome."""

    def __init__(self, outcome: Outcome, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outcome = outcome
        self._count = 0
        self.setObjectName(f"count_{outcome.value}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_tooltip(self, sent_mail.count_hint())

    def set_count(self, count: int) -> None:
        """Show this number."""
        self._count = count
        self.setAccessibleName(sent_mail.count(self.outcome, count))
        self.update()

    def count(self) -> int:
        return self._count

    def sizeHint(self) -> QSize:
        width = _ICON + _GAP + text_width(outcome_words.word(self.outcome), typography.body())
        number = text_width(fmt.number(self._count), typography.body())
        return QSize(2 * _SIDE + width + 16 + number, row_height(26, typography.body()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            rounded(painter, box, 6, theme.accent_soft, theme.accent_text if theme.edge > 1 else None, theme.edge)
        elif self.underMouse():
            rounded(painter, box, 6, theme.hover)
        if self.hasFocus():
            focus_ring(painter, box, 6, theme.focus)
        high = box.height()
        icon = self.visual(QRectF(_SIDE, 0, _ICON, high))
        icons.paint(painter, icon, outcome_signs.icon_name(self.outcome), theme.outcomes[self.outcome].text)
        left = _SIDE + _ICON + _GAP
        role = "accent_text" if self.isChecked() else "text"
        word = self.visual(QRectF(left, 0, box.width() - left - _SIDE, high))
        draw_text(painter, word, outcome_words.word(self.outcome), typography.body(), theme.colour(role))
        end = Qt.AlignmentFlag.AlignRight if not self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        draw_text(painter, word, fmt.number(self._count), typography.body(), theme.text2, end)
