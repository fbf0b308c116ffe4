"""The commands of the compose page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication

from composer_app.ui.shell.command_registry import CommandRegistry
from composer_app.ui.shell.shortcuts import SHORTCUTS

if TYPE_CHECKING:
    from composer_app.ui.compose.compose_page import ComposePage


class PageCommands(QObject):
    """Those of the menus are shared; keys that mean something else on other pages belong to the page alone."""

    def __init__(self, page: ComposePage, commands: CommandRegistry) -> None:
        super().__init__(page)
        self._page, self._commands = page, commands
        add = commands.add
        self.new_mail = add("new_mail", "New mail", menu="File", icon="compose")
        self.save = add("save_draft", "Save draft", menu="File")
        self.send = add("send", "Send", menu="Message", icon="send")
        self.attach = add("attach_files", "Attach files…", menu="Message", icon="attach")
        self.discard = add("discard_draft", "Discard draft", menu="Message", icon="trash")
        self.preview = add("toggle_preview", "Preview", menu="View", icon="eye", checkable=True)
        self.new_mail.triggered.connect(self._on_new_mail)
        self.save.triggered.connect(self._on_save)
        self.send.triggered.connect(page.send)
        self.attach.triggered.connect(self._on_attach)
        self.discard.triggered.connect(self._on_discard)
        self.preview.toggled.connect(self._on_preview)
        self._own("find", "Find", self._on_find)
        self._own("replace", "Find and replace", self._on_replace)
        self._own("redo", "Redo", self._on_redo, SHORTCUTS["redo"].keys[1])
        self._shared("next_part", "Next part of the page", self._on_next_part)
        self._shared("previous_part", "Previous part of the page", self._on_previous_part)
        for label, slot in (("Cc", self._on_cc), ("Bcc", self._on_bcc), ("Reply-to", self._on_reply_to)):
            add(f"show_{label.lower()}", f"Show {label}").triggered.connect(slot)

    def _own(self, key: str, text: str, slot: object, keys: str = "") -> None:
        action = QAction(text, self._page)
        action.setShortcut(QKeySequence(keys or SHORTCUTS[key].keys[0]))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self._page.addAction(action)

    def _shared(self, key: str, text: str, slot: object) -> None:
        """A key of the page that a menu shows and the palette runs."""
        self._own(key, text, slot)
        self._commands.add(key, text, menu="View").triggered.connect(slot)

    def _in_sight(self) -> bool:
        if not self._page.isVisible():
            self._page.page_wanted.emit()
        return self._page.isVisible()

    @Slot()
    def _on_new_mail(self) -> None:
        self._in_sight()
        self._page.new_mail()

    @Slot()
    def _on_save(self) -> None:
        """It is saved as one types; the line beside Send then says when."""
        page = self._page
        if page.draft().is_empty:
            page.toast_wanted.emit("There is nothing to save yet.", "", None)
            return
        page.keep_now()
        page.save_now()
        if not page.isVisible():
            page.toast_wanted.emit("The draft is saved.", "", None)

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
        self._page.view.body.open_find()

    @Slot()
    def _on_replace(self) -> None:
        self._page.view.body.open_replace()

    @Slot()
    def _on_redo(self) -> None:
        """Many hands know this key for it; Qt gives it to the widgets on Windows only."""
        redo = getattr(QApplication.focusWidget(), "redo", None)
        if callable(redo):
            redo()

    @Slot()
    def _on_cc(self) -> None:
        self._show_row("cc")

    @Slot()
    def _on_bcc(self) -> None:
        self._show_row("bcc")

    @Slot()
    def _on_reply_to(self) -> None:
        self._show_row("reply_to")

    def _show_row(self, kind: str) -> None:
        if self._in_sight():
            self._page.view.header.focus(kind)

    @Slot()
    def _on_next_part(self) -> None:
        self._go(1)

    @Slot()
    def _on_previous_part(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        """Header, letter, files, Send, and round again: Tab is taken inside the editor."""
        if not self._in_sight():
            return
        view = self._page.view
        parts = (view.header, view.body, view.files, view.actions)
        focused = self._page.window().focusWidget()
        nowhere = -1 if step > 0 else 0
        here = next((n for n, part in enumerate(parts) if focused and part.isAncestorOf(focused)), nowhere)
        match (here + step) % len(parts):
            case 0:
                view.header.focus("to")
            case 1:
                view.body.focus_editor()
            case 2:
                view.files.focus_first()
            case _:
                view.actions.send_button.setFocus(Qt.FocusReason.TabFocusReason)
