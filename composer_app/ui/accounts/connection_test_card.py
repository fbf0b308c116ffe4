"""The result of "Test connection", in a box of its own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.texts.connection_test import ConnectionTestText, ConnectionTestWords
from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, draw_text, draw_wrapped, rounded, text_width, wrapped_height
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.plain_text import set_tooltip

_SIDE, _TOP, _NAME_LEFT, _TEXT_LEFT, _BETWEEN = 12, 9, 36, 160, 7


class ConnectionTestCard(Painted, QWidget):
    """Summary, one line per check, next step. Its height follows its width."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("connection_test_card")
        self._words = ConnectionTestWords("", ())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def words(self) -> ConnectionTestWords:
        return self._words

    def set_words(self, words: ConnectionTestWords) -> None:
        """Show this result."""
        self._words = words
        self.setAccessibleName(words.summary)
        self.setAccessibleDescription(words.spoken)
        set_tooltip(self, words.detail)
        self.restyle()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._laid_out(None, width))

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(max(self.width(), 300)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 2 * _TOP + self.fontMetrics().height())  # layouts go by heightForWidth

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 8, theme.base, theme.line, theme.edge)
        self._laid_out(painter, self.width())

    def _laid_out(self, painter: QPainter | None, width: int) -> float:
        """Lay out the box from top to bottom, and paint it if there is a painter. Returns the height."""
        inner = width - 2 * _SIDE
        y = float(_TOP)
        y += self._text(painter, self._words.summary, typography.strong(), "text", _SIDE, y, inner) + _BETWEEN
        text_left = max(_TEXT_LEFT, _NAME_LEFT + 16 + self._widest_name())
        for line in self._words.lines:
            y += self._line(painter, line, text_left, y, width - text_left - _SIDE) + _BETWEEN
        if self._words.next_step:
            left = _NAME_LEFT if self._words.lines else _SIDE
            y -= 2 if self._words.lines else 0
            y += self._text(painter, self._words.next_step, typography.body(), "text", left, y, width - left - _SIDE)
            y += _BETWEEN
        return y - _BETWEEN + _TOP + 2

    def _widest_name(self) -> int:
        return max((text_width(line.name, typography.body(medium=True)) for line in self._words.lines), default=0)

    def _line(self, painter: QPainter | None, line: ConnectionTestText, left: int, y: float, width: int) -> float:
        font = typography.body(medium=True)
        high = float(QFontMetrics(font).height())
        if painter is not None:
            icons.paint(painter, self.visual(QRectF(_SIDE, y, 16, high)), line.icon, line.role)
            name = self.visual(QRectF(_NAME_LEFT, y, left - _NAME_LEFT, high))
            draw_text(painter, name, line.name, font, current().text)
        return max(high, self._text(painter, line.text, typography.body(), "text2", left, y, width))

    def _text(
        self, painter: QPainter | None, text: str, font: QFont, role: str, left: int, y: float, width: int
    ) -> float:
        high = wrapped_height(text, font, width)
        if painter is not None:
            rect = self.visual(QRectF(left, y, width, high))
            draw_wrapped(painter, rect, text, font, current().colour(role))
        return float(high)
