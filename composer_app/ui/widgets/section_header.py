"""Section header, 34 px: title, count or note, and a chevron if it folds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from composer_app.ui.theme import icons, typography
from composer_app.ui.theme.painting import Painted, bottom_line, draw_text, focus_ring, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

_MARGIN = 16


@spoken_as(QAccessible.Role.Heading)
class SectionHeader(Painted, QAbstractButton):
    """Checked means open. Only a foldable one takes focus and clicks; use its ``toggled`` signal."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None, *, foldable: bool = False) -> None:
        super().__init__(parent)
        self._note, self._foldable = note, foldable
        self.setText(title)
        self.setCheckable(foldable)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if foldable else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def set_note(self, note: str) -> None:
        """The count or the few words behind the title."""
        self._note = note
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.text()} {self._note}".strip())

    def sizeHint(self) -> QSize:
        return QSize(200, row_height(34, typography.strong()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._foldable and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # QAbstractButton would move on to any button; the list it heads moves to the next row
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        ground = theme.hover if self._foldable and self.underMouse() else theme.window
        painter.fillRect(self.rect(), ground)
        bottom_line(painter, self.rect(), theme.line)
        height = float(self.height())
        width = text_width(self.text(), typography.strong())
        draw_text(painter, self.visual(QRectF(_MARGIN, 0, width, height)), self.text(), typography.strong(), theme.text)
        x = _MARGIN + width + 9
        rest = self.visual(QRectF(x, 0, max(self.width() - x - 48, 0), height))
        draw_text(painter, rest, self._note, typography.small(), theme.text2)
        if self._foldable:
            name = "chevron-down" if self.isChecked() else "chevron-right"
            spot = QRectF(self.width() - _MARGIN - 16, 0, 16, height)
            icons.paint(painter, self.visual(spot), name, "text2")
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, theme.focus)
