"""One of the four numbers: icon and word, the number, a line beside the period before. It opens its list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.overview.list_filters import Tokens
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.painting import Painted, draw_text, focus_ring
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import set_tooltip

_MARGIN, _TOP, _ICON, _GAP = 16, 9, 16, 6


class Figure(Painted, QAbstractButton):
    """76 px, grows with the font.

    Args:
        outcome: its icon and colour; None: all mail, without colour.

    Signals:
        list_wanted: the tokens of its list.
    """

    list_wanted = Signal(object)

    def __init__(self, name: str, word: str, outcome: Outcome | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"figure_{name}")
        self.setText(word)
        self._outcome = outcome
        self._number = self._note = ""
        self._tokens: Tokens = ()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def set_figure(self, number: str, note: str, tokens: Tokens) -> None:
        """The number as text, the line below it, and its list."""
        self._number, self._note, self._tokens = number, note, tokens
        self.setAccessibleName(f"{self.text()}: {number}")
        self.setAccessibleDescription(note)
        set_tooltip(self, note)
        self.update()

    def figure(self) -> tuple[str, str]:
        """The number and the line below it."""
        return self._number, self._note

    @Slot()
    def _on_clicked(self) -> None:
        if self._tokens:
            self.list_wanted.emit(self._tokens)

    def _heights(self) -> tuple[int, int, int]:
        fonts = (typography.body(medium=True), typography.figure(), typography.small())
        word, number, note = (QFontMetrics(font).height() for font in fonts)
        return word, number, note

    def sizeHint(self) -> QSize:
        return QSize(160, max(76, sum(self._heights()) + 2 * _TOP + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(typography.units(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(self.rect(), theme.alt)
        colour = theme.text2 if self._outcome is None else theme.outcomes[self._outcome].text
        icon = "send" if self._outcome is None else outcome_signs.icon_name(self._outcome)
        word, number, note = self._heights()
        room = self.width() - 2 * _MARGIN
        y = (self.height() - word - number - note) / 2
        icons.paint(painter, self.visual(QRectF(_MARGIN, y, _ICON, word)), icon, colour, _ICON)
        rect = QRectF(_MARGIN + _ICON + _GAP, y, room - _ICON - _GAP, word)
        draw_text(painter, self.visual(rect), self.text(), typography.body(medium=True), colour)
        rect = QRectF(_MARGIN, y + word, room, number)
        draw_text(painter, self.visual(rect), self._number, typography.figure(), theme.text)
        rect = QRectF(_MARGIN, y + word + number, room, note)
        draw_text(painter, self.visual(rect), self._note, typography.small(), theme.text2)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 6, theme.focus)
