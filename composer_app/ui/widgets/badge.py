"""A status as icon and word on a soft ground, for Outbox and details. Tables show it without ground."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QAccessible, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.ui.texts import outcome_words
from composer_app.ui.theme import icons, outcome_signs, typography
from composer_app.ui.theme.painting import Painted, draw_text, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

_PADDING, _ICON, _GAP = 7, 14, 6


@spoken_as(QAccessible.Role.StaticText)
class Badge(Painted, QWidget):
    """22 px high, as wide as its word. ``text`` replaces the outcome's own word."""

    def __init__(self, outcome: Outcome, parent: QWidget | None = None, *, text: str = "") -> None:
        super().__init__(parent)
        self._outcome, self._text = outcome, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def outcome(self) -> Outcome:
        return self._outcome

    def set_outcome(self, outcome: Outcome, text: str = "") -> None:
        """Shows another status."""
        self._outcome, self._text = outcome, text
        self._name()
        self.restyle()

    def word(self) -> str:
        return self._text or outcome_words.word(self._outcome)

    def _name(self) -> None:
        self.setAccessibleName(self.word())

    def sizeHint(self) -> QSize:
        font = typography.small(QFont.Weight.Medium)
        width = 2 * _PADDING + 2 + _ICON + _GAP + text_width(self.word(), font)
        return QSize(width, max(22, self.fontMetrics().height() + 6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        triple = current().outcomes[self._outcome]
        painter = QPainter(self)
        rect = QRectF(self.rect())
        edge = triple.bar if current().edge > 1 else None
        rounded(painter, rect, 5, triple.soft, edge, current().edge)
        spot = self.visual(QRectF(_PADDING - 1, 0, _ICON + 2, rect.height()))
        icons.paint(painter, spot, outcome_signs.icon_name(self._outcome), triple.text, 16)
        x = _PADDING + _ICON + _GAP
        text = self.visual(QRectF(x, 0, rect.width() - x, rect.height()))
        draw_text(painter, text, self.word(), typography.small(QFont.Weight.Medium), triple.text)
