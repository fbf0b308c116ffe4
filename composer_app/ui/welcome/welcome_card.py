"""Card of the welcome page: icon, title, a few words, a button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import SelfPlaced, draw_text, draw_wrapped, rounded, wrapped_height
from composer_app.ui.theme.theme_store import current

_WIDTH, _HEIGHT, _PADDING = 264, 188, 16
_ICON_TOP, _TITLE_TOP, _BEFORE_BUTTON = 16, 46, 20


class Card(SelfPlaced, QWidget):
    """As wide as its button needs, as high as its text needs. The button is at the bottom left."""

    def __init__(self, icon: str, title: str, text: str, button: QAbstractButton) -> None:
        super().__init__()
        self._icon, self._title, self._text = icon, title, text
        self.button = button
        button.setParent(self)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        button = self.button.sizeHint()
        width = max(_WIDTH, button.width() + 2 * _PADDING)
        words = wrapped_height(self._text, typography.body(), width - 2 * _PADDING)
        high = self._text_top() + words + _BEFORE_BUTTON + button.height() + _PADDING
        return QSize(width, max(_HEIGHT, high))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _text_top(self) -> int:
        return _TITLE_TOP + QFontMetrics(typography.strong(1)).height() + 4

    def place(self) -> None:
        hint = self.button.sizeHint()
        spot = QRectF(_PADDING, self.height() - _PADDING - hint.height(), hint.width(), hint.height())
        self.button.setGeometry(self.visual(spot).toRect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 10, theme.raised, theme.line, theme.edge)
        icons.paint(painter, self.visual(QRectF(_PADDING, _ICON_TOP, 20, 20)), self._icon, "accent_text", 20)
        width = self.width() - 2 * _PADDING
        font = typography.strong(1)
        line = QRectF(_PADDING, _TITLE_TOP, width, QFontMetrics(font).height())
        draw_text(painter, self.visual(line), self._title, font, theme.text)
        words = QRectF(_PADDING, self._text_top(), width, self.height() - self._text_top())
        draw_wrapped(painter, self.visual(words), self._text, typography.body(), theme.text2)
