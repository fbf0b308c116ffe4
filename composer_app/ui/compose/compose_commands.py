"""The commands of the compose page, with their keys. `ui/commands/` has those of the whole program."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.commands.shortcuts import SHORTCUTS
from composer_app.ui.texts.commands import COMMANDS


class ComposeCommands(QObject):
    """Actions for the page to connect. Those of the menus are shared with the window; keys with another meaning on
    other pages belong to the page.

    Signals:
        part_wanted: the next part of the page (1), or the one before (-1).
        row_wanted: a row of the header ("cc", "bcc" or "reply_to").
    """

    part_wanted = Signal(int)
    row_wanted = Signal(str)

    def __init__(self, page: QWidget, registry: CommandRegistry) -> None:
        super().__init__(page)
        self._page = page
        add = registry.add
        self.new_mail = add("new_mail", menu="File", icon="compose")
        self.open_file = add("open_mail_file", menu="File", icon="file")
        self.save = add("save_draft", menu="File")
        self.save_as = add("save_mail_file", menu="File")
        self.send = add("send", menu="Message", icon="send")
        self.schedule = add("schedule_mail", menu="Message", icon="schedule")
        self.send_test = add("send_test", menu="Message", icon="send-test")
        self.dry_run = add("dry_run", menu="Message", icon="check")
        self.request = add("draft_request", menu="Message", icon="request")
        self.options = add("send_options", menu="Message", icon="options")
        self.attach = add("attach_files", menu="Message", icon="attach")
        self.import_list = add("import_list", menu="Message", icon="table")
        self.discard = add("discard_draft", menu="Message", icon="trash")
        self.preview = add("toggle_preview", menu="View", icon="eye", checkable=True)
        self.wrap = add("wrap_lines", menu="View", checkable=True)
        self.go_to_line = add("go_to_line", menu="Edit")
        self.go_to_tag = add("go_to_tag", menu="Edit")
        self.find = self._of_page("find")
        self.replace = self._of_page("replace")
        self._of_page("redo", SHORTCUTS["redo"].keys[1]).triggered.connect(self._redo)
        self._of_page("next_part").triggered.connect(self._want_next_part)
        self._of_page("previous_part").triggered.connect(self._want_previous_part)
        for row, slot in (("cc", self._want_cc), ("bcc", self._want_bcc), ("reply-to", self._want_reply_to)):
            add(f"show_{row}").triggered.connect(slot)

    def _of_page(self, key: str, keys: str = "") -> QAction:
        action = QAction(COMMANDS[key], self._page)
        action.setShortcut(QKeySequence(keys or SHORTCUTS[key].keys[0]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._page.addAction(action)
        return action

    @Slot()
    def _redo(self) -> None:
        """Many users expect this key; Qt only has it on Windows."""
        redo = getattr(QApplication.focusWidget(), "redo", None)
        if callable(redo):
            redo()

    @Slot()
    def _want_next_part(self) -> None:
        self.part_wanted.emit(1)

    @Slot()
    def _want_previous_part(self) -> None:
        self.part_wanted.emit(-1)

    @Slot()
    def _want_cc(self) -> None:
        self.row_wanted.emit("cc")

    @Slot()
    def _want_bcc(self) -> None:
        self.row_wanted.emit("bcc")

    @Slot()
    def _want_reply_to(self) -> None:
        self.row_wanted.emit("reply_to")
