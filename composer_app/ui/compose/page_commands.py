"""The commands of the compose page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence

from composer_app.ui.commands import Commands

if TYPE_CHECKING:
    from composer_app.ui.compose.page import ComposePage


class PageCommands(QObject):
    """Those of the menus are shared; finding, replacing and going round the panes belong to the page alone."""

    def __init__(self, page: ComposePage, commands: Commands) -> None:
        super().__init__(page)
        self._page = page
        add = commands.add
        self.new_mail = add("new_mail", "New mail", "Ctrl+N", menu="File", icon="compose")
        self.send = add("send", "Send", "Ctrl+Return", menu="Message", icon="send")
        self.send.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        self.attach = add("attach_files", "Attach files…", "Ctrl+Shift+A", menu="Message", icon="attach")
        self.discard = add("discard_draft", "Discard draft", menu="Message", icon="trash")
        self.preview = add("toggle_preview", "Preview", "Ctrl+Shift+P", menu="View", icon="eye", checkable=True)
        self.new_mail.triggered.connect(self._on_new_mail)
        self.send.triggered.connect(page.send)
        self.attach.triggered.connect(self._on_attach)
        self.discard.triggered.connect(self._on_discard)
        self.preview.toggled.connect(self._on_preview)
        self._own("Find", "Ctrl+F", self._on_find)
        self._own("Find and replace", "Ctrl+H", self._on_replace)
        self._own("Next part of the page", "F6", self._on_next_part)

    def send_keys(self) -> str:
        """The keys of Send as the button shows them."""
        return self.send.shortcuts()[-1].toString(QKeySequence.SequenceFormat.NativeText).replace("Num+", "")

    def _own(self, text: str, keys: str, slot: object) -> None:
        action = QAction(text, self._page)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self._page.addAction(action)

    def _in_sight(self) -> bool:
        if not self._page.isVisible():
            self._page.page_wanted.emit()
        return self._page.isVisible()

    @Slot()
    def _on_new_mail(self) -> None:
        self._in_sight()
        self._page.new_mail()

    @Slot()
    def _on_attach(self) -> None:
        if self._in_sight():
            self._page.page_files.pick()

    @Slot()
    def _on_discard(self) -> None:
        if self._in_sight():
            self._page.discard()

    @Slot(bool)
    def _on_preview(self, shown: bool) -> None:
        self._page.show_preview(shown)

    @Slot()
    def _on_find(self) -> None:
        self._page.view.letter.open_find()

    @Slot()
    def _on_replace(self) -> None:
        self._page.view.letter.open_replace()

    @Slot()
    def _on_next_part(self) -> None:
        """Header, letter, files, Send, and round again: Tab is taken inside the editor."""
        view = self._page.view
        parts = (view.header, view.letter, view.files, view.actions)
        focused = self._page.window().focusWidget()
        here = next((n for n, part in enumerate(parts) if focused and part.isAncestorOf(focused)), -1)
        match (here + 1) % len(parts):
            case 0:
                view.header.focus("to")
            case 1:
                view.letter.focus_editor()
            case 2:
                view.files.focus_first()
            case _:
                view.actions.send_button.setFocus(Qt.FocusReason.TabFocusReason)
