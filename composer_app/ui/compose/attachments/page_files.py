"""Files and the compose page: picker, drops, clipboard, chips, messages, undo."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QDir, QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from composer_app.domain.content_ids import content_ids
from composer_app.services.settings import Settings
from composer_app.ui.compose.attachments import file_names
from composer_app.ui.compose.attachments.file_drops import FileDrops
from composer_app.ui.compose.attachments.mail_files import MailFiles
from composer_app.ui.compose.body.long_line import LongLine
from composer_app.ui.compose.body.paste_limit import PasteLimit
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.texts.message import MessageText
from composer_app.ui.theme.colours import MessageKind

if TYPE_CHECKING:
    from composer_app.ui.compose.compose_page import ComposePage

FOLDER = "compose-folder"
_PICTURES = "Images (" + " ".join(f"*.{ending}" for ending in sorted(file_names.PICTURES)) + ")"


class PageFiles(QObject):
    """Brings files from wherever they come into the mail, and tells what became of each."""

    def __init__(
        self, page: ComposePage, view: ComposeView, files: MailFiles, drops: FileDrops, settings: Settings
    ) -> None:
        super().__init__(page)
        self._settings = settings
        self._page, self._view, self._files = page, view, files
        LongLine(view.body.html_editor, view.messages)
        PasteLimit((view.body.html_editor, view.body.text_pane.editor), view.messages, self)
        files.changed.connect(self.show)
        files.placed.connect(self._on_placed)
        files.renamed.connect(self._on_renamed)
        files.refused.connect(self._on_refused)
        files.copying_changed.connect(self._on_copying)
        drops.attached.connect(self._attach)
        drops.placed.connect(self._place)
        drops.foreign.connect(self._on_foreign)
        drops.wanted.connect(page.page_wanted)
        view.files.add_wanted.connect(self.pick)
        view.files.open_wanted.connect(files.open_copy)
        view.files.remove_wanted.connect(self._on_remove)
        view.files.rename_wanted.connect(files.rename)
        view.body.image_wanted.connect(self._pick_image)
        view.body.image_pasted.connect(files.attach_image)
        view.body.files_pasted.connect(self._on_files_pasted)

    @Slot()
    def show(self) -> None:
        """Show the files as they stand."""
        self._view.files.show_files(self._files.all(), self._page.used_bytes())
        # an image that has come or gone changes what the HTML shows
        self._view.preview.show_letter(self._view.body.html(), self._view.body.text())

    def focus(self, field: str) -> None:
        """Put the focus where something is to be mended."""
        if field == "body":
            self._view.body.focus_editor()
        elif field == "files":
            self._view.files.focus_first()
        elif field == "wrong recipient":
            self._view.header.focus_first_wrong()
        else:
            self._view.header.focus(field)

    # -- into the mail

    @Slot()
    def pick(self) -> None:
        """The file dialog; it does not hold up the window."""
        dialog = self._dialog("Attach files")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._on_picked)
        dialog.open()

    @Slot()
    def _pick_image(self) -> None:
        dialog = self._dialog("Place an image in the text")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_PICTURES)
        dialog.filesSelected.connect(self._on_image_picked)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._page, title)
        dialog.setObjectName("file_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        last = bytes(self._settings.layout(FOLDER).data()).decode(errors="replace")
        dialog.setDirectory(last if last and QDir(last).exists() else QDir.homePath())
        dialog.filesSelected.connect(self._on_chosen)
        return dialog

    @Slot(list)
    def _on_chosen(self, names: list[str]) -> None:
        """The next file is looked for where this one was."""
        if names:
            self._settings.set_layout(FOLDER, QByteArray(str(Path(names[0]).parent).encode()))

    @Slot(list)
    def _on_picked(self, names: list[str]) -> None:
        self._attach([Path(name) for name in names])

    @Slot(list)
    def _on_image_picked(self, names: list[str]) -> None:
        for name in names:
            self._files.attach(Path(name), inline=True)

    @Slot(list)
    def _on_files_pasted(self, names: list[str]) -> None:
        for path in map(Path, names):
            self._files.attach(path, inline=file_names.is_picture(path.name) and self._view.body.mode() == "html")

    @Slot(list)
    def _attach(self, paths: list[Path]) -> None:
        self._view.messages.take("files")
        for path in paths:
            self._files.attach(path)

    @Slot(list, int)
    def _place(self, paths: list[Path], line: int) -> None:
        self._view.messages.take("files")
        for path in paths:
            self._files.attach(path, inline=True, line=line)

    # -- what became of it

    @Slot(str, int)
    def _on_placed(self, name: str, line: int) -> None:
        self._view.body.place_image(name, line or None)

    @Slot(str, str)
    def _on_renamed(self, old: str, new: str) -> None:
        self._view.body.rename_image(old, new)

    @Slot(object)
    def _on_refused(self, words: MessageText) -> None:
        if words.kind is MessageKind.INFO:
            self._page.toast_wanted.emit(words.title, "", None)
            return
        earlier = self._view.messages.message("files")
        if earlier is not None and earlier.title() != words.title:
            # several files at once: each is told
            body = f"{earlier.title()} {earlier.body()}\n{words.title} {words.body}"
            words = MessageText("Some files were not attached.", body.removeprefix("Some files were not attached. "))
        self._view.messages.put("files", words)

    @Slot(list)
    def _on_copying(self, names: list[str]) -> None:
        self._view.files.show_copying(names)
        self._view.actions.show_waiting("A file is still being copied into the mail." if names else "")

    @Slot(list)
    def _on_foreign(self, addresses: list[str]) -> None:
        shown = addresses[0] if len(addresses[0]) <= 60 else f"{addresses[0][:59]}…"
        self._on_refused(
            MessageText(
                "An address is no file.",
                f"{shown} is not on this computer. Save it here first, then drop the file.",
                kind=MessageKind.WARNING,
            )
        )

    @Slot(str)
    def _on_remove(self, name: str) -> None:
        removed = self._files.remove(name)
        if removed is None:
            return
        file, place = removed
        text = f"{name} removed."
        if file.is_inline and name in content_ids(self._view.body.html()):
            text = f"{name} removed. The text still asks for it."
        kept = self._page.erasing.keep(file)
        self._page.toast_wanted.emit(text, "Undo", lambda: self._files.put_back(kept.value, place))
        self._view.files.focus_first()
