"""The compose page: one draft at a time, saved as one types."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.ids import DraftId, new_draft_id
from composer_app.domain.mail import size_as_sent
from composer_app.services.maintenance.erase_address import Erasure
from composer_app.services.services import Services
from composer_app.ui.compose.action_row import ActionRow
from composer_app.ui.compose.attachments.attachment_row import AttachmentRow
from composer_app.ui.compose.attachments.file_drops import FileDrops
from composer_app.ui.compose.attachments.mail_files import MailFiles
from composer_app.ui.compose.attachments.page_files import PageFiles
from composer_app.ui.compose.body.body_pane import BodyPane
from composer_app.ui.compose.body.text_maker import TextMaker
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.compose.drafts_menu import DraftsMenu
from composer_app.ui.compose.example_mails import example
from composer_app.ui.compose.header import Header
from composer_app.ui.compose.page_account import PageAccount
from composer_app.ui.compose.page_commands import PageCommands
from composer_app.ui.compose.page_erasing import PageErasing
from composer_app.ui.compose.page_sending import PageSending
from composer_app.ui.compose.preview.preview_pane import PreviewPane
from composer_app.ui.compose.send_flow import SendFlow
from composer_app.ui.shell.command_registry import CommandRegistry
from composer_app.ui.shell.shortcuts import keys_of
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets import confirm as confirmation
from composer_app.ui.widgets.confirm import Confirm

KEEP_AFTER_MS = 100
"""Edits within this time are handed to the drafts as one."""
PREVIEW_FLAG, SPLITTER, ZOOM = "compose-preview", "compose-splitter", "compose-zoom"


class ComposePage(QWidget):
    """Where a mail is written.

    Signals:
        sent: the `Submission` of a mail that is in the outbox, on disk.
        page_wanted: something here concerns the user while another page is shown.
        status_changed, toast_wanted: for the window.
    """

    sent = Signal(object)
    page_wanted = Signal()
    status_changed = Signal(str, str)
    toast_wanted = Signal(str, str, object)

    def __init__(
        self,
        services: Services,
        commands: CommandRegistry,
        parent: QWidget | None = None,
        *,
        confirm: Confirm = confirmation.ask,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compose_page")
        self._services = services
        self._draft = self._new_draft()
        self._on_disk: set[DraftId] = set()
        self._gone: set[DraftId] = set()  # sent or discarded; a save of one may still be on its way
        self._has_opened = self._is_opening_last = self._is_loading = False
        self._hovered_link = ""
        self._place = (1, 1)
        maker = TextMaker(services.context)
        self.files = MailFiles(services.context, services.attachments, self)
        self.commands = PageCommands(self, commands)
        self.view = ComposeView(
            self,
            Header(),
            BodyPane(maker),
            PreviewPane(self.files.find_image),
            AttachmentRow(),
            ActionRow(keys_of("send")),
        )
        self.drafts_menu = DraftsMenu(self, [self.commands.new_mail, self.commands.discard])
        self.view.header.row("from").add_right(self.drafts_menu.button)
        self.view.order_tabs()
        self.drops = FileDrops(self, self.view.places, self.view.line_at, self.used_bytes)
        self.page_files = PageFiles(self, self.view, self.files, self.drops, services.settings)
        self.sending = SendFlow(services, maker, confirm, self)
        self._page_sending = PageSending(self, self.view, self.sending)
        self.account = PageAccount(self, self.view, services)
        self.erasing = PageErasing(self, services.eraser)
        services.attachment_sweep.add_holder(self._needed_files)
        self._keep_soon = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._keep_soon.timeout.connect(self._keep)
        self._connect()
        self._restore_layout()
        self.load(self._draft)
        self._has_opened = False

    def _connect(self) -> None:
        view, services = self.view, self._services
        view.header.edited.connect(self._on_edited)
        view.header.recipients_changed.connect(self._on_recipients_changed)
        view.body.edited.connect(self._on_edited)
        view.body.html_changed.connect(self._show_preview)
        view.body.text_pane.edited.connect(self._show_preview)
        view.body.text_pane.own_text_dropped.connect(self._on_own_text_dropped)
        view.body.cursor_moved.connect(self._on_cursor_moved)
        view.preview.link_hovered.connect(self._on_link_hovered)
        view.actions.send_wanted.connect(self.send)
        self.files.edited.connect(self._on_edited)
        self.drafts_menu.chosen.connect(self._on_draft_chosen)
        self.sending.queued.connect(self.sent)
        self.sending.file_wanted.connect(self.page_files.pick)
        self.sending.queued.connect(self.account.ask_senders)
        services.drafts.saved.connect(self._on_saved)
        services.drafts.save_failed.connect(self._on_save_failed)

    # -- what the window calls

    def enter(self) -> None:
        """The page is shown. The first time the last draft is opened, just as it was."""
        if not self._has_opened:
            self.open_last()
        self.drops.watch(self.window())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.drops.watch(self.window())

    def focus_first(self) -> None:
        """Put the focus where one goes on writing."""
        self.view.focus_first()

    def open_last(self) -> None:
        """Show the newest draft there is, unless another one is opened first."""
        self._has_opened = self._is_opening_last = True
        task = self._services.drafts.list()
        task.on_success(self._on_listed)
        task.on_failure(self._on_drafts_unreadable)
        self.account.ask_senders()

    def refresh_status(self) -> None:
        line, column = self._place
        left = self._hovered_link or f"Line {fmt.number(line)}, column {fmt.number(column)}"
        html = len(self.view.body.html().encode())
        self.status_changed.emit(left, f"HTML {fmt.size(html)}" if html else "")

    def save_layout(self) -> None:
        """The window closes: keep the layout, and what was typed last."""
        settings = self._services.settings
        settings.set_layout(SPLITTER, self.view.splitter.saveState())
        settings.set_layout(ZOOM, QByteArray(str(self.view.body.html_editor.zoom()).encode()))
        if self._keep_soon.isActive():
            self._keep()

    def _restore_layout(self) -> None:
        settings = self._services.settings
        if not (state := settings.layout(SPLITTER)).isEmpty():
            self.view.splitter.restoreState(state)
        zoom = bytes(settings.layout(ZOOM).data())
        if zoom.lstrip(b"-").isdigit():
            self.view.body.html_editor.set_zoom(int(zoom))
        self.show_preview(settings.flag(PREVIEW_FLAG, True))

    # -- the draft

    def draft(self) -> Draft:
        """Everything on the page as it stands."""
        header, letter = self.view.header, self.view.body
        return Draft(
            id=self._draft.id,
            account_id=self.account.id,
            sender=header.sender_field.text(),
            to=header.texts("to"),
            cc=header.texts("cc"),
            bcc=header.texts("bcc"),
            reply_to=header.reply_to.text(),
            subject=header.subject.text(),
            html=letter.html(),
            text=letter.text(),
            attachments=self.files.all(),
            updated_at=self._services.context.clock(),
        )

    def load(self, draft: Draft) -> None:
        """Show another draft. The one before stays among the drafts, if it holds anything."""
        self._has_opened, self._is_opening_last = True, False
        self._leave()
        self._gone.discard(draft.id)
        self._show(draft)
        if not draft.is_empty and draft.id not in self._on_disk:
            self._keep()

    def apply(self, erasure: Erasure) -> None:
        """A person was erased: so from the mail on the page, and from what its fields could undo."""
        self._keep_soon.stop()
        draft = erasure.applied(self.draft())
        self.files.apply(erasure)
        self._show(draft, are_files_new=False)
        self._keep()

    def _show(self, draft: Draft, *, are_files_new: bool = True) -> None:
        """Fill the page; every field begins a history of its own."""
        self._draft = draft
        self._is_loading = True
        self.view.preview.start_over()
        try:
            self.view.header.show_draft(draft)
            self.view.body.show_draft(draft)
            if are_files_new:
                self.files.show_draft(draft.attachments)
        finally:
            self._is_loading = False
        self.view.messages.clear()
        self.account.show_draft(draft)
        self.drafts_menu.set_current(draft.id)
        self.view.actions.show_saved(draft.updated_at if draft.id in self._on_disk else None)
        self._on_recipients_changed()
        self._show_preview()
        self.page_files.show()

    def load_example(self, key: str) -> None:
        """Show one of the letters to begin with ("statement", "test-addresses")."""
        found = example(key, self._services.accounts.current, self._services.context.clock())
        self.load(found.draft)
        for path in found.inline_images:
            self.files.attach(path, inline=True, is_placed=True)
        for path in found.files:
            self.files.attach(path)

    def new_mail(self) -> None:
        """An empty page. What was on it stays among the drafts."""
        self._is_opening_last = False  # nobody wants the last draft any more
        if not self.draft().is_empty or self.account.id != self._services.accounts.current.id:
            self.load(self._new_draft())
        self.view.messages.clear()
        self.view.header.focus("to")

    def discard(self) -> None:
        """Throw the draft away; the toast brings it back."""
        draft = self.draft()
        if draft.is_empty:
            return
        self._services.drafts.discard(draft.id)
        self.let_go(draft.id)
        self.view.header.focus("to")
        kept = self.erasing.keep(draft)
        self.toast_wanted.emit("Draft discarded.", "Undo", lambda: self._take_back(kept.value))

    def _needed_files(self) -> set[str]:
        """The SHA-256 of the files on the page, and of what an undo would bring back."""
        return {file.sha256 for file in (*self.files.all(), *self.erasing.kept_files())}

    def keep_now(self) -> None:
        """Hand what was typed last to the drafts without waiting."""
        self._keep()

    def save_now(self) -> None:
        """Have what was typed last on its way to the disk: the window may be busy for a while."""
        if self._keep_soon.isActive():
            self._keep()
        self._services.drafts.flush()

    def let_go(self, draft_id: DraftId) -> None:
        """The draft that is shown was sent or discarded: go on with an empty page."""
        self._keep_soon.stop()
        self.drafts_menu.take(draft_id)
        self._on_disk.discard(draft_id)
        self._gone.add(draft_id)
        self.load(self._new_draft())

    def used_bytes(self) -> int:
        """What the mail weighs as it stands."""
        return size_as_sent(self.files.all(), self.view.body.html(), self.view.body.text() or "")

    def _take_back(self, draft: Draft) -> None:
        self._services.drafts.restore(draft)
        self.load(draft)

    def _new_draft(self) -> Draft:
        account = self._services.accounts.current
        now = self._services.context.clock()
        return Draft(id=new_draft_id(), account_id=account.id, sender=account.default_sender, updated_at=now)

    def _leave(self) -> None:
        """Keep the draft that is about to be left, or forget it if nothing is left of it."""
        if self._keep_soon.isActive():
            self._keep()
        self._services.drafts.flush()
        if self._draft.id in self._on_disk and self.draft().is_empty:
            self._services.drafts.discard(self._draft.id)
            self._gone.add(self._draft.id)
            self._on_disk.discard(self._draft.id)
            self.drafts_menu.take(self._draft.id)

    @Slot()
    def _on_edited(self) -> None:
        if self._is_loading:
            return
        self._page_sending.judge_again()
        if not self._keep_soon.isActive():
            self._keep_soon.start()

    @Slot()
    def _keep(self) -> None:
        self._keep_soon.stop()
        draft = self.draft()
        self.view.files.show_used(self.used_bytes())
        self.refresh_status()
        if not draft.is_empty or draft.id in self._on_disk:
            self._services.drafts.keep(draft)

    @Slot(object)
    def _on_saved(self, draft: Draft) -> None:
        if draft.id in self._gone:
            return
        self._on_disk.add(draft.id)
        self.drafts_menu.put(draft)
        if draft.id == self._draft.id:
            self.view.actions.show_saved(draft.updated_at)
            self.view.messages.take("not_saved")

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        words = failure_words(error)
        body = f"{words.title} What you wrote stands here and is saved with your next change, if that works."
        self.view.messages.put("not_saved", MessageText("The draft is not saved.", body, words.vendor))
        self.view.actions.show_not_saved()

    @Slot(object)
    def _on_listed(self, drafts: tuple[Draft, ...]) -> None:
        self._on_disk |= {draft.id for draft in drafts}
        self.drafts_menu.show_drafts(drafts)
        last = next((draft for draft in drafts if not draft.is_empty), None)
        if self._is_opening_last and last is not None and self.draft().is_empty:
            self.load(last)
        self._is_opening_last = False

    @Slot(object)
    def _on_drafts_unreadable(self, error: Exception) -> None:
        words = failure_words(error)
        self.view.messages.put("drafts", MessageText("The drafts cannot be read.", words.title, words.vendor))

    @Slot(object)
    def _on_draft_chosen(self, draft: Draft) -> None:
        self.load(draft)

    # -- sending

    @Slot()
    def send(self) -> None:
        """Send the mail, or say what it lacks."""
        if not self.isVisible():
            self.page_wanted.emit()  # nobody sends what is not in sight
            return
        if self.files.is_copying() or self.sending.is_busy:
            return
        self.view.header.commit()
        if self.account.is_known():
            self.sending.start(self.draft())

    # -- what else happens

    @Slot()
    def _on_recipients_changed(self) -> None:
        self.view.actions.show_count(self.view.header.count())
        self.view.actions.show_too_many(self.view.header.too_many_words())

    @Slot()
    def _show_preview(self) -> None:
        if self._is_loading:
            return
        letter = self.view.body
        self.view.preview.show_letter(letter.html(), letter.text())

    def show_preview(self, shown: bool) -> None:
        """Show or hide the preview; that is remembered."""
        self.view.preview.setVisible(shown)
        self.commands.preview.setChecked(shown)
        self._services.settings.set_flag(PREVIEW_FLAG, shown)

    @Slot(str)
    def _on_own_text_dropped(self, text: str) -> None:
        pane, kept = self.view.body.text_pane, self.erasing.keep(text)
        self.toast_wanted.emit("The text is made from the HTML again.", "Undo", lambda: pane.take_back(kept.value))

    @Slot(int, int)
    def _on_cursor_moved(self, line: int, column: int) -> None:
        self._place = (line, column)
        if self.isVisible():
            self.refresh_status()

    @Slot(str)
    def _on_link_hovered(self, address: str) -> None:
        self._hovered_link = address
        self.refresh_status()
