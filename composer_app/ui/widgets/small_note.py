"""Small painted text in a bar or under a field; a QLabel's colour would not follow the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, draw_text, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.plain_text import set_tooltip


@spoken_as(QAccessible.Role.StaticText)
class SmallNote(Painted, QWidget):
    """One line, cut at the end if too long; the tooltip has the whole text.

    Args:
        fills: takes all the room there is, with its words at the right; False: as wide as its words, at the left.
    """

    def __init__(self, parent: QWidget | None = None, *, fills: bool = False) -> None:
        super().__init__(parent)
        self._words, self._role, self._fills = "", "text2", fills
        across = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Preferred
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)

    def say(self, words: str, details: str = "", *, role: str = "text2") -> None:
        """Show another note.

        Args:
            details: follow the words in the tooltip.
            role: its colour, by the name of a role of the theme.
        """
        self._words, self._role = words, role
        set_tooltip(self, "\n".join(part for part in (words, details) if part))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        width = 0 if self._fills else text_width(self._words, typography.small())
        return QSize(width, row_height(20, typography.small()) - 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        is_right = self._fills is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        align = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        colour = current().colour(self._role)
        draw_text(QPainter(self), QRectF(self.rect()), self._words, typography.small(), colour, align)
