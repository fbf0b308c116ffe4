"""Command palette, Ctrl+K: finds and runs every command by name."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.commands.shortcuts import spelled
from composer_app.ui.texts import shell as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.paint_guard import guarded_paint
from composer_app.ui.theme.painting import draw_text, rounded, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.layouts import in_column
from composer_app.ui.widgets.list_delegate import Index, ListDelegate
from composer_app.ui.widgets.mnemonics import plain

_WIDTH, _ROWS = 560, 10
_ACTION = Qt.ItemDataRole.UserRole


class CommandPalette(QFrame):
    """A popup below the page bar. Typing narrows the list, Enter runs, Esc leaves.

    Signals:
        archive_search_wanted(text): no command: search the logs for this.
    """

    archive_search_wanted = Signal(str)

    def __init__(self, commands: CommandRegistry, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self._commands = commands
        self._window = parent
        self._field = QLineEdit(placeholderText=texts.FIND_HINT)
        self._field.setObjectName("palette_field")
        self._field.setAccessibleName(texts.FIND_OR_RUN)
        self._list = QListWidget()
        self._list.setObjectName("palette_list")
        self._list.setAccessibleName(texts.COMMANDS)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(_CommandDelegate(self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        in_column(self, self._field, self._list, spacing=8, margins=(8, 8, 8, 8))
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._run)

    def open(self) -> None:
        """Show it in the middle of its window's upper part."""
        window = self._window
        width = min(_WIDTH, window.width() - 64)
        self._field.clear()
        self._narrow("")
        self.setFixedWidth(width)
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - width) // 2, corner.y() + 88)
        self.show()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        self._list.clear()
        wanted = text.casefold().split()
        for action in self._commands:
            name = _name(action)
            if action.isEnabled() and all(word in name.casefold() for word in wanted):
                item = QListWidgetItem(name)
                item.setData(_ACTION, action)
                self._list.addItem(item)
        if text.strip():
            item = QListWidgetItem(texts.LOOK_IN_LOGS.format(words=text.strip()))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        row = row_height(32, typography.body())
        self._list.setFixedHeight(row * max(1, min(self._list.count(), _ROWS)))
        self.adjustSize()

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        action, text = item.data(_ACTION), self._field.text().strip()
        self.hide()
        if isinstance(action, QAction):
            action.trigger()
        else:
            self.archive_search_wanted.emit(text)


def _name(action: QAction) -> str:
    return plain(action.text())


class _CommandDelegate(ListDelegate):
    """Name on the left, shortcut on the right."""

    @guarded_paint
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current()
        if option.state & QStyle.StateFlag.State_Selected:
            rounded(painter, QRectF(option.rect), 6, theme.accent_soft)
        box = QRectF(option.rect).adjusted(12, 0, -12, 0)
        action = index.data(_ACTION)
        keys = ""
        if isinstance(action, QAction):
            keys = spelled(action.shortcut()) or action.text().partition("\t")[2]
        taken = text_width(keys, typography.tiny())
        draw_text(painter, box.adjusted(0, 0, -taken - 12, 0), index.data(), typography.body(), theme.text)
        if keys:
            box.setLeft(box.right() - taken)
            draw_text(painter, box, keys, typography.tiny(), theme.text3)
