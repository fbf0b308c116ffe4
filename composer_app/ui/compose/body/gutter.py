"""Line numbers left of a source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from composer_app.ui.texts import compose
from composer_app.ui.theme.paint_guard import guarded_event, guarded_size
from composer_app.ui.theme.painting import hairline
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as

if TYPE_CHECKING:
    from composer_app.ui.compose.body.source_editor import SourceEditor

_LEFT, _RIGHT = 16, 10


@spoken_as(QAccessible.Role.Graphic)
class Gutter(QWidget):
    """Paints the numbers of the lines in sight. A click selects the line, a drag several."""

    def __init__(self, editor: SourceEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self._from = 0
        self.setAcceptDrops(False)
        self.setAccessibleName(compose.LINE_NUMBERS)

    def needed_width(self) -> int:
        """Room for the highest number, never for fewer than three digits."""
        digits = max(3, len(str(self._editor.source.line_count())))
        return _LEFT + QFontMetrics(self._editor.font()).horizontalAdvance("9") * digits + _RIGHT

    @guarded_size
    def sizeHint(self) -> QSize:
        return QSize(self.needed_width(), 0)

    @guarded_event
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.alt)
        edge = QPoint(self.width() - 1, event.rect().top()).toPointF()
        hairline(painter, edge, event.rect().height(), theme.line, vertical=True)
        current_line = self._editor.current_line() - 1
        for number, rect in self._editor.lines_in_sight():
            if rect.top() > event.rect().bottom():
                break
            is_current = number == current_line
            font = self._editor.font()
            painter.setFont(font)
            painter.setPen(theme.text if is_current else theme.text3)
            spot = QRectF(0, rect.top(), self.width() - _RIGHT, self._editor.fontMetrics().height())
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(number + 1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = self._line_at(event)
        self._select(self._from)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._select(self._line_at(event))

    def _line_at(self, event: QMouseEvent) -> int:
        return self._editor.line_at(int(event.position().y())) - 1

    def _select(self, to: int) -> None:
        source = self._editor.source
        first, last = sorted((self._from, to))
        cursor = self._editor.textCursor()
        cursor.setPosition(source.line_start(first))
        cursor.setPosition(source.line_end(last), QTextCursor.MoveMode.KeepAnchor)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus(Qt.FocusReason.MouseFocusReason)
