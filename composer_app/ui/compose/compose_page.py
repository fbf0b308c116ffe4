"""The compose page: binds its widgets to the open draft."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.checks.finding import CheckFinding, Field
from composer_app.domain.draft import Draft
from composer_app.domain.letter import BodyMode
from composer_app.domain.placeholders import filled, placeholder_names
from composer_app.domain.send_options import options_set
from composer_app.domain.send_time import FARTHEST
from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.open_draft.attachment_intake import AttachmentIntake
from composer_app.services.open_draft.draft_session import DraftSession
from composer_app.services.running_erasure import Erasure
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.commands.shortcuts import keys_of
from composer_app.ui.compose.account_message import AccountMessage
from composer_app.ui.compose.action_row import ActionRow
from composer_app.ui.compose.attachments.attachment_binding import AttachmentBinding
from composer_app.ui.compose.attachments.attachment_row import AttachmentRow
from composer_app.ui.compose.attachments.file_drops import FileDrops
from composer_app.ui.compose.body.body_pane import BodyPane
from composer_app.ui.compose.body.long_line import LongLine
from composer_app.ui.compose.body.paste_limit import PasteLimit
from composer_app.ui.compose.checks.check_binding import CheckBinding
from composer_app.ui.compose.checks.check_row import CheckRow
from composer_app.ui.compose.compose_commands import ComposeCommands
from composer_app.ui.compose.compose_view import ComposeView
from composer_app.ui.compose.draft_request_flow import DraftRequestFlow
from composer_app.ui.compose.drafts_menu import DraftsMenu
from composer_app.ui.compose.example_mails import example
from composer_app.ui.compose.header_rows import Header
from composer_app.ui.compose.mail_file_flow import MailFileFlow
from composer_app.ui.compose.problem_list import KEY as PROBLEMS
from composer_app.ui.compose.problem_list import ProblemList
from composer_app.ui.compose.public_recipients_warning import PublicRecipientsWarning
from composer_app.ui.compose.recipient_list.list_binding import ListBinding
from composer_app.ui.compose.send_flow import SendFlow
from composer_app.ui.compose.send_options_dialog import SendOptionsDialog
from composer_app.ui.compose.send_test_flow import SendTestFlow
from composer_app.ui.mail_view.preview_pane import PreviewPane
from composer_app.ui.texts import compose, letter, verbs
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.widgets import confirm as confirmation
from composer_app.ui.widgets.confirm import Confirm
from composer_app.ui.widgets.send_time_dialog import SendTimeDialog

SHOW_SIZE_AFTER_MS = 100
"""Delay before the sizes of the mail are measured after an edit: a big body takes longer than a key."""
PREVIEW_FLAG, SPLITTER, ZOOM = "compose-preview", "compose-splitter", "compose-zoom"
LETTER_FLAG, WRAP_FLAG = "compose-letter", "compose-wrap"


class ComposePage(QWidget):
    """The page on which the user writes a mail. `session` holds the draft; the page shows it and passes edits on.

    Signals:
        sent: the `Submission` of a mail that is in the outbox, on disk.
        page_wanted: show this page, since it needs the user.
        status_changed, toast_wanted: for the window.
    """

    sent = Signal(object)
    page_wanted = Signal()
    status_changed = Signal(str, str)
    toast_wanted = Signal(str, str, object)

    def __init__(self, services: Services, commands: CommandRegistry, *, confirm: Confirm = confirmation.ask) -> None:
        super().__init__()
        self.setObjectName("compose_page")
        self._services = services
        self._is_filling = False
        self._hovered_link = ""
        self.session = DraftSession(
            services.context,
            services.drafts,
            services.accounts,
            services.outbox,
            services.send_runs,
            services.eraser,
            services.attachment_sweep,
            self,
        )
        self.session.opened.connect(self._show)  # first: other messages come below it
        self.intake = AttachmentIntake(services.attachments, self.session, self)
        maker = TextPartMaker(services.context)
        self.commands = ComposeCommands(self, commands)
        self.view = ComposeView(
            self,
            Header(),
            BodyPane(
                maker, services.context, self._find_image, self._other_placeholders, services.settings, confirm=confirm
            ),
            PreviewPane(self._find_image, images=services.remote_images, confirm=confirm),
            AttachmentRow(),
            CheckRow(),
            ActionRow(keys_of("send")),
        )
        self.drafts_menu = DraftsMenu(
            self, self.session, services.drafts, [self.commands.new_mail, self.commands.discard]
        )
        self.view.header.row("from").add_right(self.drafts_menu.button)
        self.view.order_tabs()
        self.drops = FileDrops(self, self.view.places, self.view.line_at, lambda: self.session.size_bytes)
        self.attachments = AttachmentBinding(self, self.session, self.intake, self.view, self.drops, services)
        self.recipient_list = ListBinding(self, self.session, self.view, services)
        self.mail_files = MailFileFlow(self, self.session, services.mail_files, services.settings)
        self.sending = SendFlow(services, self.session, maker, confirm, self)
        self.checks = CheckBinding(services, self.session, self.view.checks, self._show_finding, self)
        self.send_test = SendTestFlow(services, self.session, maker, self)
        self.requests = DraftRequestFlow(services, self.session, maker, self)
        self._problems = ProblemList(self.session, self.view.messages, self._focus_field, self)
        self.public_recipients = PublicRecipientsWarning(
            self.session, self.view.header.recipients, self.view.messages, services.settings, self
        )
        self._account_message = AccountMessage(self.session, services.accounts, self.view.messages, self)
        self._show_size_soon = QTimer(self, singleShot=True, interval=SHOW_SIZE_AFTER_MS)
        self._show_size_soon.timeout.connect(self._show_size)
        LongLine(self.view.body.html_editor, self.view.messages)
        PasteLimit(self.view.body.editors, self.view.messages, self)
        if services.settings.flag(LETTER_FLAG, False):
            self.session.new_mode = BodyMode.LETTER
        self._connect_view()
        self._connect_commands()
        self._connect_session()
        self._restore_layout()
        self._show(self.session.draft)
        self._on_senders_changed()
        self._offer_images()

    def _connect_view(self) -> None:
        view = self.view
        view.header.edited.connect(self._on_edited)
        view.header.recipients_changed.connect(self._on_recipients_changed)
        view.body.edited.connect(self._on_edited)
        view.body.html_changed.connect(self._show_preview)
        view.body.text_pane.edited.connect(self._show_preview)
        view.body.text_pane.own_text_dropped.connect(self._on_own_text_dropped)
        view.body.letter_made.connect(self._on_letter_made)
        view.body.mode_chosen.connect(self._on_mode_chosen)
        view.body.caret_moved.connect(self._on_caret_moved)
        view.preview.link_hovered.connect(self._on_link_hovered)
        view.preview.link_refused.connect(self._on_link_refused)
        view.actions.send_wanted.connect(self.send)
        view.actions.test_wanted.connect(self.open_send_test)
        view.actions.request_wanted.connect(self.open_request)
        view.actions.schedule_wanted.connect(self.open_schedule)
        view.actions.options_wanted.connect(self.open_options)
        self.drops.wanted.connect(self.page_wanted)
        self.attachments.toast_wanted.connect(self.toast_wanted)
        self.drops.opened.connect(self.mail_files.open_file)
        self.mail_files.toast_wanted.connect(self.toast_wanted)
        self.mail_files.refused.connect(self._on_file_refused)
        self.drops.listed.connect(self.recipient_list.open_file)
        self.recipient_list.toast_wanted.connect(self.toast_wanted)
        self.recipient_list.values_changed.connect(self._show_preview)
        self.recipient_list.test_wanted.connect(self._on_list_test_wanted)
        view.header.recipients.table_pasted.connect(self.recipient_list.open_table)
        view.header.recipients.toast_wanted.connect(self.toast_wanted)
        self.public_recipients.toast_wanted.connect(self.toast_wanted)

    def _connect_commands(self) -> None:
        commands = self.commands
        commands.new_mail.triggered.connect(self.new_mail)
        commands.save.triggered.connect(self._on_save)
        commands.open_file.triggered.connect(self._on_open_file)
        commands.save_as.triggered.connect(self._on_save_as)
        commands.send.triggered.connect(self.send)
        commands.send_test.triggered.connect(self.open_send_test)
        commands.dry_run.triggered.connect(self.dry_run)
        commands.request.triggered.connect(self.open_request)
        commands.schedule.triggered.connect(self.open_schedule)
        commands.options.triggered.connect(self.open_options)
        commands.attach.triggered.connect(self._on_attach)
        commands.import_list.triggered.connect(self._on_import_list)
        self.view.header.import_wanted.connect(self._on_import_list)
        commands.discard.triggered.connect(self._on_discard)
        commands.preview.toggled.connect(self.show_preview)
        commands.wrap.toggled.connect(self._on_wrap)
        commands.go_to_line.triggered.connect(self._on_go_to_line)
        commands.go_to_tag.triggered.connect(self._on_go_to_tag)
        commands.find.triggered.connect(self.view.body.open_find)
        commands.replace.triggered.connect(self.view.body.open_replace)
        commands.row_wanted.connect(self._on_row_wanted)
        commands.part_wanted.connect(self._on_part_wanted)

    def _connect_session(self) -> None:
        session = self.session
        session.rewritten.connect(self._show)
        session.edited.connect(self._on_draft_edited)
        session.list_changed.connect(self._on_recipients_changed)
        session.files_changed.connect(self._show_preview)  # the preview depends on the attached images
        session.options_changed.connect(self._show_options)
        session.image_renamed.connect(self.view.body.rename_image)
        session.sender_changed.connect(self.view.header.sender_field.set_text)
        session.senders_changed.connect(self._on_senders_changed)
        session.account_changed.connect(self._offer_images)
        session.saved_changed.connect(self._show_saved)
        session.drafts_unreadable.connect(self._on_drafts_unreadable)
        session.handed_over.connect(self._on_handed_over)
        session.queued.connect(self.sent)
        session.not_queued.connect(self._on_not_queued)
        for flow in (self.sending, self.send_test, self.requests):
            flow.wrong.connect(self._problems.show_problems)
        self.send_test.failed.connect(self._on_not_queued)
        self.send_test.wrong.connect(self.recipient_list.show_test_problems)
        self.send_test.failed.connect(self.recipient_list.show_test_failure)
        self.requests.failed.connect(self._on_not_queued)
        self.send_test.queued.connect(self._on_test_queued)
        self.sending.failed.connect(self._on_not_queued)
        self.sending.file_wanted.connect(self.attachments.picker.pick_files)
        self.sending.checked.connect(self.checks.show_result)
        self.sending.finding_wanted.connect(self.checks.follow_first)
        self.checks.toast_wanted.connect(self.toast_wanted)
        self._services.eraser.forgotten.connect(self._on_forgotten)

    # -- what the window calls

    def enter(self) -> None:
        """The page is shown. The first time it opens the last draft."""
        self.session.begin()
        self.drops.watch(self.window())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.drops.watch(self.window())

    def focus_first(self) -> None:
        """Put the focus where the user goes on writing."""
        self.view.focus_first()

    def refresh_status(self) -> None:
        """Emit `status_changed`: the link under the mouse, the words of the letter or the caret in the editor, and the
        size of the HTML."""
        left = self._hovered_link
        if not left and (count := self.view.body.letter_words()) is not None:
            left = letter.words_of_letter(count)
        elif not left and (caret := self.view.body.caret()):
            left = compose.PLACE.format(line=fmt.number(caret[0]), column=fmt.number(caret[1]))
        html = len(self.session.draft.html.encode())
        self.status_changed.emit(left, compose.HTML_SIZE.format(size=fmt.size(html)) if html else "")

    def save_layout(self) -> None:
        """Save the layout in the settings."""
        settings = self._services.settings
        settings.set_layout(SPLITTER, self.view.splitter.saveState())
        settings.set_layout(ZOOM, QByteArray(str(self.view.body.html_editor.zoom.steps()).encode()))

    def _restore_layout(self) -> None:
        settings = self._services.settings
        if not (state := settings.layout(SPLITTER)).isEmpty():
            self.view.splitter.restoreState(state)
        zoom = bytes(settings.layout(ZOOM).data())
        if zoom.lstrip(b"-").isdigit():
            self.view.body.html_editor.zoom.set_steps(int(zoom))
        self.show_preview(settings.flag(PREVIEW_FLAG, True))
        self.commands.wrap.setChecked(settings.flag(WRAP_FLAG, False))

    # -- from the page to the draft

    @Slot()
    def _on_edited(self) -> None:
        if not self._is_filling:
            self._write()

    def _write(self) -> None:
        header, body = self.view.header, self.view.body
        self.session.write(
            sender=header.sender_field.text(),
            to=header.recipients.texts("to"),
            cc=header.recipients.texts("cc"),
            bcc=header.recipients.texts("bcc"),
            reply_to=header.reply_to.text(),
            subject=header.subject.text(),
            html=body.html(),
            text=body.text(),
            mode=body.html_mode(),
        )

    # -- from the draft to the page

    @Slot(object)
    def _show(self, draft: Draft) -> None:
        """Fill the page, with a new undo history in every field."""
        self._is_filling = True
        self.view.preview.start_over()
        try:
            self.view.header.show_draft(draft)
            self.view.body.show_draft(draft)
        finally:
            self._is_filling = False
        self.view.messages.clear()
        self.public_recipients.start_over()
        self.recipient_list.show_list()
        self._show_columns()
        self._on_recipients_changed()
        self._show_options()
        self._show_saved()
        self.attachments.show_files()
        self._show_preview()

    @Slot()
    def _on_draft_edited(self) -> None:
        if not self._show_size_soon.isActive():
            self._show_size_soon.start()

    @Slot()
    def _show_size(self) -> None:
        self._show_columns()
        self.recipient_list.show_gaps()
        self.view.files.show_used(self.session.size_bytes)
        self.refresh_status()

    @Slot()
    def _on_recipients_changed(self) -> None:
        merge, recipients = self.session.draft.merge, self.view.header.recipients
        self.view.actions.show_count(recipients.count() if merge is None else merge.recipient_count)
        self.view.actions.show_too_many(recipients.too_many_words())
        self.public_recipients.show_warning()

    @Slot()
    def _show_options(self) -> None:
        self.view.actions.show_options(len(options_set(self.session.draft.options)))

    @Slot()
    def _on_senders_changed(self) -> None:
        self.view.header.sender_field.set_known(self.session.senders)

    @Slot()
    def _show_saved(self) -> None:
        failure = self.session.save_failure
        if failure is None:
            self.view.actions.show_saved(self.session.saved_at)
            self.view.messages.take("not_saved")
            return
        self.view.messages.put("not_saved", compose.not_saved_words(failure_words(failure)))
        self.view.actions.show_not_saved()

    @Slot(object)
    def _on_drafts_unreadable(self, error: Exception) -> None:
        words = failure_words(error)
        self.view.messages.put("drafts", MessageText(compose.DRAFTS_UNREADABLE, words.title, words.vendor))

    @Slot(object)
    def _on_forgotten(self, erasure: Erasure) -> None:
        self.view.body.find_bar.apply(erasure)

    # -- preview and status line

    @Slot()
    def _show_preview(self) -> None:
        if self._is_filling:
            return
        values = self.recipient_list.values()
        text = self.view.body.text()
        self.view.preview.show_mail(
            filled(self.view.body.html(), values), text if text is None else filled(text, values)
        )

    @Slot(bool)
    def show_preview(self, shown: bool) -> None:
        """Show or hide the preview; saved in the settings."""
        self.view.preview.setVisible(shown)
        self.commands.preview.setChecked(shown)
        self._services.settings.set_flag(PREVIEW_FLAG, shown)

    def _find_image(self, content_id: str) -> tuple[Path, str] | None:
        """The path of an inline image, and its media type."""
        files = self.session.draft.attachments
        file = next((one for one in files if one.is_inline and one.file_name == content_id), None)
        return None if file is None else (self._services.attachments.path_of(file), file.media_type)

    @Slot(BodyMode)
    def _on_mode_chosen(self, mode: BodyMode) -> None:
        """The next new mail opens in this mode."""
        self.session.new_mode = mode
        self._services.settings.set_flag(LETTER_FLAG, mode is BodyMode.LETTER)

    def _other_placeholders(self) -> list[str]:
        """The placeholders of the subject, and those that the list of recipients has a column for."""
        merge = self.session.draft.merge
        columns = merge.settings.placeholders() if merge is not None else {}
        return list(dict.fromkeys((*placeholder_names(self.session.draft.subject), *columns)))

    def _show_columns(self) -> None:
        merge = self.session.draft.merge
        self.view.body.letter_pane.show_columns(None if merge is None else merge.settings.placeholders().keys())

    @Slot()
    def _on_caret_moved(self) -> None:
        if self.isVisible():
            self.refresh_status()

    @Slot(str)
    def _on_link_hovered(self, address: str) -> None:
        self._hovered_link = address
        self.refresh_status()

    @Slot(object)
    def _on_link_refused(self, words: MessageText) -> None:
        self.view.messages.put("link", words)

    @Slot()
    def _offer_images(self) -> None:
        account = self.session.account
        self.view.preview.set_may_load_images(account is None or account.loads_images)

    # -- commands

    def _comes_into_sight(self) -> bool:
        if not self.isVisible():
            self.page_wanted.emit()
        return self.isVisible()

    @Slot()
    def new_mail(self) -> None:
        """Open an empty draft. The former one stays among the drafts."""
        self._comes_into_sight()
        self.view.messages.clear()
        self.session.open_new()
        self.view.header.focus("to")

    def load_example(self, key: str) -> None:
        """Open one of the example mails ("statement", "test-addresses")."""
        found = example(key, self._services.accounts.current, self._services.context.clock())
        self.session.open(found.draft)
        for path in found.inline_images:
            self.intake.attach(path, is_inline=True, is_placed=True)
        for path in found.files:
            self.intake.attach(path)

    @Slot()
    def _on_save(self) -> None:
        """Save at once. A draft is saved by itself; the line beside Send says when."""
        if self.session.draft.is_empty:
            self.toast_wanted.emit(compose.NOTHING_TO_SAVE, "", None)
            return
        self.session.save()
        if not self.isVisible():
            self.toast_wanted.emit(compose.DRAFT_SAVED, "", None)

    @Slot(bool)
    def _on_wrap(self, wraps: bool) -> None:
        self.view.body.html_editor.set_wraps(wraps)
        self._services.settings.set_flag(WRAP_FLAG, wraps)

    @Slot()
    def _on_go_to_line(self) -> None:
        if self._comes_into_sight():
            self.view.body.ask_for_line()

    @Slot()
    def _on_go_to_tag(self) -> None:
        if self._comes_into_sight():
            self.view.body.go_to_tag()

    @Slot()
    def _on_open_file(self) -> None:
        if self._comes_into_sight():
            self.mail_files.pick()

    @Slot()
    def _on_save_as(self) -> None:
        if self._comes_into_sight():
            self.mail_files.save()

    @Slot(object)
    def _on_file_refused(self, words: MessageText) -> None:
        self.view.messages.put("mail_file", words)

    @Slot()
    def _on_attach(self) -> None:
        if self._comes_into_sight():
            self.attachments.picker.pick_files()

    @Slot()
    def _on_import_list(self) -> None:
        if self._comes_into_sight():
            self.recipient_list.pick()

    @Slot()
    def _on_discard(self) -> None:
        """Discard the draft; the toast offers Undo."""
        if self._comes_into_sight() and (undo := self.session.discard()) is not None:
            self.view.header.focus("to")
            self.toast_wanted.emit(compose.DRAFT_DISCARDED, verbs.UNDO, undo)

    def _focus_field(self, field: str) -> None:
        """Where a sentence about a problem leads."""
        actions = self.view.actions
        buttons = {"options": actions.options_button, "schedule": actions.schedule_button}
        if field in buttons:
            buttons[field].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.view.focus_field(field)

    def _show_finding(self, finding: CheckFinding) -> None:
        """Where a finding of the checks leads."""
        if finding.field is Field.BODY:
            self.view.body.show_place(finding.start, finding.end)
        elif finding.field is Field.TEXT:
            self.view.body.set_mode("text")
            self.view.body.focus_editor()
        else:
            self._focus_field(finding.field.value)

    @Slot()
    def open_options(self) -> None:
        """Let the user set the send options of the draft."""
        if not self._comes_into_sight():
            return
        account = self.session.account or self._services.accounts.current
        dialog = SendOptionsDialog(self.session.draft.options, account.generation, self)
        dialog.chosen.connect(self.session.set_options)
        dialog.open()

    @Slot(str)
    def _on_own_text_dropped(self, text: str) -> None:
        undo = self.session.undo_step(text, self.view.body.text_pane.take_back)
        self.toast_wanted.emit(compose.TEXT_MADE_AGAIN, verbs.UNDO, undo)

    @Slot(str)
    def _on_letter_made(self, html: str) -> None:
        undo = self.session.undo_step(html, self.view.body.take_back)
        self.toast_wanted.emit(letter.MADE_LETTER, verbs.UNDO, undo)

    @Slot(str)
    def _on_row_wanted(self, key: str) -> None:
        if self._comes_into_sight():
            self.view.header.focus(key)

    @Slot(int)
    def _on_part_wanted(self, step: int) -> None:
        if self._comes_into_sight():
            self.view.focus_part(step)

    # -- sending

    @Slot()
    def send(self) -> None:
        """Send the mail, or show its problems. If another page is shown, only show this one."""
        if not self.isVisible():
            self.page_wanted.emit()
        elif self._is_ready():
            self.sending.start()

    @Slot()
    def open_schedule(self) -> None:
        """Ask when the mail is to be sent, and hand it to the service with that time."""
        if not self._comes_into_sight() or not self.view.actions.schedule_button.isEnabled() or not self._is_ready():
            return
        account = self.session.account
        assert account is not None  # else it is not ready
        dialog = SendTimeDialog(FARTHEST[account.generation], self._services.context.clock, self)
        dialog.chosen.connect(self._on_time_chosen)
        dialog.open()

    @Slot()
    def open_send_test(self) -> None:
        """Ask where a test of the draft goes, and send it there."""
        if self._comes_into_sight() and self._is_ready():
            self.send_test.start()

    @Slot(object)
    def _on_list_test_wanted(self, values: dict[str, str]) -> None:
        if self._is_ready():
            self.send_test.start(values)
        else:  # the page says why
            self.recipient_list.close_sheet()

    @Slot(str)
    def _on_test_queued(self, words: str) -> None:
        self.toast_wanted.emit(words, "", None)

    @Slot()
    def open_request(self) -> None:
        """Show the request that the draft would be sent with."""
        if self._comes_into_sight() and self._is_ready():
            self.requests.start(is_dry_run=False)

    @Slot()
    def dry_run(self) -> None:
        """Check the draft as Send does, and show the request in place of sending it."""
        if self._comes_into_sight() and self._is_ready():
            self.requests.start(is_dry_run=True)

    @Slot(object)
    def _on_time_chosen(self, send_at: datetime) -> None:
        if self._is_ready():
            self.sending.start(send_at)

    def _is_ready(self) -> bool:
        """Whether the open draft can be sent now, as far as the page is concerned. What is typed belongs to it then."""
        if self.intake.is_copying() or self.session.outgoing is not None:
            return False
        self.view.header.recipients.commit()
        self._write()
        if not self.session.has_account():
            self._account_message.show_account()
            return False
        return True

    @Slot(bool)
    def _on_handed_over(self, has_late_words: bool) -> None:
        if has_late_words:
            self.view.messages.put("late", compose.LATE_WORDS)
        self.view.header.focus("to")

    @Slot(object)
    def _on_not_queued(self, error: Exception) -> None:
        self.view.messages.put(PROBLEMS, compose.not_queued_words(failure_words(error)))
