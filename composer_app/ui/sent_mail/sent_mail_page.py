"""The page of a sent mail, in place of the page with the list it was opened from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from composer_app.domain.draft import Draft
from composer_app.domain.mail import Attachment
from composer_app.domain.message_history import MessageRow
from composer_app.domain.placeholders import filled
from composer_app.services.records import FoundDetails, MailRef, RecordKind, SentMail
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.mail_view.open_attachment import AttachmentOpener
from composer_app.ui.messages.request_dialog import RequestDialog
from composer_app.ui.messages.save_evidence import SaveEvidence
from composer_app.ui.sent_mail.file_row import FileRow
from composer_app.ui.sent_mail.mail_body import MailBody, recipient_of, values_for
from composer_app.ui.sent_mail.mail_head import MailHead
from composer_app.ui.sent_mail.recipient_panel import RecipientPanel
from composer_app.ui.sent_mail.save_files import SaveFiles
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import sent_mail
from composer_app.ui.texts.commands import PAGE_NAMES
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import row_height
from composer_app.ui.widgets.buttons import quiet_button, secondary_button
from composer_app.ui.widgets.deferred_refresh import DeferredRefresh
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.plain_text import Label, set_tooltip
from composer_app.ui.widgets.tab_order import PartKeys

PANEL_WIDTH = 336
_LEAST_BUTTON = 28
_TOOL_GAPS = 8 * 9 + 24 + 1
"""Px between the tools, beside them, and of the line."""
_SOON_MS = 150
"""Delay that joins several changes of the archive into one query."""
_LAYOUT = "sent_mail_panel"


class SentMailPage(QWidget):
    """Read-only. Follows the archive while it is shown.

    Signals:
        status_changed(left, right): the two texts of the status line.
        back_wanted: show the page with the list again.
        step_wanted(step): open the mail above (-1) or below (1) in that list.
        edit_wanted(Draft): open it on the compose page.
        show_in_logs(BulkId): list the recipients in Logs.
        toast_wanted(text, action text, callable or None).
    """

    status_changed = Signal(str, str)
    back_wanted = Signal()
    step_wanted = Signal(int)
    edit_wanted = Signal(object)
    show_in_logs = Signal(object)
    toast_wanted = Signal(str, str, object)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self.setObjectName("sent_mail_page")
        self._services = services
        self._ref = MailRef()
        self._mail: SentMail | None = None
        self._shown: MessageRow | None = None
        self._is_other_mail = True
        self._reading: Task[SentMail | None] | None = None
        self._reading_details: Task[FoundDetails | None] | None = None
        self._refresh = DeferredRefresh(self, _SOON_MS)
        self._refresh.due.connect(self._read)
        self._back = quiet_button(PAGE_NAMES["logs"], self, icon="chevron-left")
        self._back.setObjectName("sent_back")
        self._above = quiet_button(parent=self, icon="chevron-up", tooltip=sent_mail.ABOVE)
        self._above.setObjectName("sent_above")
        self._below = quiet_button(parent=self, icon="chevron-down", tooltip=sent_mail.BELOW)
        self._below.setObjectName("sent_below")
        self._place = Label(parent=self)
        self._place.setObjectName("sent_place")
        self._again = secondary_button(sent_mail.WRITE_AGAIN, self, icon="edit")
        self._again.setObjectName("write_again")
        self._copy = secondary_button(sent_mail.COPY_AS_NEW, self, icon="copy")
        self._copy.setObjectName("copy_as_new")
        set_tooltip(self._copy, sent_mail.COPY_HINT)
        self._request = quiet_button(sent_mail.SHOW_REQUEST, self, icon="request", tooltip=sent_mail.SHOW_REQUEST_HINT)
        self._request.setObjectName("show_request")
        self._save = quiet_button(sent_mail.SAVE_EML, self, icon="export", tooltip=sent_mail.SAVE_EML_HINT)
        self._save.setObjectName("save_eml")
        for button in (self._request, self._save):
            button.setMinimumWidth(_LEAST_BUTTON)  # their words do not keep the window wide
        self.head = MailHead(self)
        self.body = MailBody(services, self)
        self.files = FileRow(self)
        self.people = RecipientPanel(self)
        self.saver = SaveFiles(services.attachments, services.exchanges, services.settings, self)
        self.evidence = SaveEvidence(services, self)
        self._opener = AttachmentOpener(services.context, self)
        self._refusal = InlineMessage(MessageKind.ERROR, "", parent=self)
        self._refusal.setObjectName("sent_refusal")
        self._refusal.set_closable(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        tools = self._tools = QWidget(self)
        tools.setFixedHeight(row_height(48, typography.body()))
        line = Hairline(tools, Qt.Orientation.Vertical)
        line.setFixedHeight(20)
        in_row(
            tools,
            *(self._back, line, self._above, self._below, self._place, REST),
            *(self._again, self._copy, self._request, self._save),
            spacing=8,
            margins=(8, 0, 16, 0),
        )
        self._left = QWidget(self)
        box = QWidget(self._left)
        in_column(box, self._refusal, margins=(16, 8, 16, 8))
        self._refusal_box = box
        box.hide()
        in_column(self._left, self.head, self.body, box, self.files, grows=self.body)
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self.people)
        self._splitter.handle(1).setAccessibleName(sent_mail.WIDTH_OF_RECIPIENTS)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        width = typography.units(PANEL_WIDTH)
        self._splitter.setSizes([max(self.width() - width, width), width])
        self._splitter.restoreState(self._services.settings.layout(_LAYOUT))
        in_column(self, tools, Hairline(self), self._splitter, grows=self._splitter)
        self.files.hide()

    def _connect(self) -> None:
        services = self._services
        for change in services.mail_changes:
            change.connect(self._refresh.soon)
        services.accounts.switched.connect(self._on_switched)
        self._back.clicked.connect(self.back_wanted)
        self._above.clicked.connect(self._go_up)
        self._below.clicked.connect(self._go_down)
        self._again.clicked.connect(self._write_again)
        self._copy.clicked.connect(self._copy_as_new)
        self._request.clicked.connect(self._show_request)
        self._save.clicked.connect(self._save_eml)
        self.people.shown_changed.connect(self._show_recipient)
        self.people.chosen_changed.connect(self._on_chosen)
        self.people.logs_wanted.connect(self._on_logs_wanted)
        self.body.toast_requested.connect(self._toast)
        self.body.link_refused.connect(self._refuse)
        self.saver.toast_requested.connect(self._toast)
        self.evidence.toast_requested.connect(self._toast)
        self.saver.refused.connect(self._refuse)
        self._opener.refused.connect(self._refuse)
        self._refusal.closed.connect(self._refusal_box.hide)
        self.files.open_wanted.connect(self._open)
        self.files.save_wanted.connect(self.saver.save)
        self.files.save_all_wanted.connect(self.saver.save_all)
        PartKeys(self, lambda: (self.people, self._tools, self.body, self.files))
        for keys, slot in (
            ("Esc", self._on_escape),
            ("Alt+Up", self._go_up),
            ("Alt+Down", self._go_down),
            ("Ctrl+F", self.people.focus_search),
            ("Ctrl+Shift+F", self.body.finder.open_field),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # -- for the window

    def show_mail(self, wanted: MailRef, page: str, place: int, total: int) -> None:
        """Show another mail.

        Args:
            page: the key of the page with the list.
            place: where it stands in the list, from 0.
            total: mails in the list.
        """
        self._ref, self._is_other_mail = wanted, True
        name = PAGE_NAMES[page]
        self._back.setText(name)
        self._back.setAccessibleName(sent_mail.BACK.format(page=name))
        set_tooltip(self._back, sent_mail.BACK.format(page=name))
        self._place.setText(sent_mail.PLACE.format(place=fmt.number(place + 1), n=fmt.number(total)))
        self._above.setEnabled(place > 0)
        self._below.setEnabled(place + 1 < total)
        self._refusal_box.hide()
        self._fit_tools()
        self._read()

    def enter(self) -> None:
        """The page is shown now."""

    def focus_first(self) -> None:
        """Put the focus on the recipients: the keyboard moves there, and Esc leads back."""
        self.people.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh_status(self) -> None:
        """Emit `status_changed`."""
        if self._mail is None or self._shown is None:
            self.status_changed.emit("", "")
            return
        left = sent_mail.status_left(self._mail.submission, len(self._mail.messages))
        self.status_changed.emit(left, sent_mail.status_right(self._shown, self._services.context.clock()))

    def save_layout(self) -> None:
        """Keep the width of the panel."""
        self._services.settings.set_layout(_LAYOUT, self._splitter.saveState())

    @Slot()
    def save_evidence(self) -> None:
        """Save all data about the mail to the recipient that is shown."""
        if self._shown is not None and not self._is_other_mail:
            task = self._services.records.details(RecordKind.MESSAGE, self._shown.row)
            task.on_success(self._on_details).on_failure(self._on_failed)

    @Slot(object)
    def _on_details(self, found: FoundDetails | None) -> None:
        if found is not None:
            self.evidence.save(found.details)

    # -- reading

    @Slot()
    def _read(self) -> None:
        self._refresh.done()
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._services.records.sent_mail(self._ref)
        self._reading.on_success(self._on_read).on_failure(self._on_failed)

    @Slot(object)
    def _on_read(self, found: SentMail | None) -> None:
        if self._reading is None or not self._reading.is_done:
            return  # a later one is being read
        if found is None:
            self._show_nothing(sent_mail.ERASED)
            return
        is_other, self._is_other_mail = self._is_other_mail, False
        is_gone = self._shown is None or self._shown.row not in {one.row for one in found.messages}
        is_other = is_other or is_gone  # the recipient that was shown may have been erased
        self._mail = found
        if is_other:
            self._shown = None
        self.people.show()
        self.people.set_logs_offered(found.message.bulk_id is not None)
        self.people.set_messages(found.messages, found.message.row, is_other_mail=is_other)
        if self._shown is None:
            self._show_recipient(found.message)
        submission = found.submission
        self.files.show_files(submission.content.attachments if submission is not None else (), found.missing)
        self.refresh_status()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._show_nothing(failure_words(error, of_a_read=True))

    def _show_nothing(self, words: MessageText) -> None:
        self._mail = self._shown = None
        self.people.hide()
        self.files.hide()
        self.head.hide()
        for button in (self._again, self._copy, self._request, self._save):
            button.setEnabled(False)
        self.body.show_message(words)
        self.refresh_status()

    # -- showing

    @Slot(object)
    def _show_recipient(self, message: MessageRow) -> None:
        mail = self._mail
        if mail is None:
            return
        is_other_mail = self._shown is None
        if self._shown is None or self._shown.row != message.row:
            self.head.show_fact("opens", "")  # until it is read
        self._shown = message
        submission = mail.submission
        subject, sender, to = message.subject, message.sender, message.to
        if submission is not None:
            subject = filled(submission.content.subject, values_for(submission, message))
            sender = submission.content.sender
            recipient = recipient_of(submission, message)
            to = str(recipient.mailbox) if recipient is not None else to
        self.head.show()
        self.head.show_subject(subject, message.outcome)
        self.head.show_fact("from", sender)
        self.head.show_fact("to", to, sent_mail.one_of(len(mail.messages), message.kind))
        self.head.show_fact("sent", *sent_mail.sent_line(message, self._services.context.clock()))
        self.body.show_mail(mail, message, is_other_mail=is_other_mail)
        if self._reading_details is not None:
            self._reading_details.cancel()
        self._reading_details = self._services.records.details(RecordKind.MESSAGE, message.row)
        self._reading_details.on_success(self._on_recipient_read).on_failure(self._on_failed)
        self.refresh_status()

    @Slot(object)
    def _on_recipient_read(self, found: FoundDetails | None) -> None:
        if found is None or self._shown is None or found.row != self._shown.row:
            return  # of another recipient, or erased
        message = found.details.message
        line = sent_mail.opens_line(message.outcome, found.details.events, message.account_id)
        self.head.show_fact("opens", *line)
        self.body.set_details(found.details)

    @Slot(int)
    def _on_chosen(self, number: int) -> None:
        is_ours = self._mail is not None and self._mail.submission is not None
        self._again.setEnabled(is_ours and number > 0)
        self._copy.setEnabled(is_ours)
        hint = sent_mail.write_again_hint(number) if number else sent_mail.CHOOSE_FIRST
        set_tooltip(self._again, hint if is_ours else sent_mail.NOT_OURS)
        set_tooltip(self._copy, sent_mail.COPY_HINT if is_ours else sent_mail.NOT_OURS)
        self._offer_request(is_ours=is_ours)

    def _offer_request(self, *, is_ours: bool) -> None:
        submission = self._mail.submission if self._mail is not None else None
        has_account = submission is not None and self._services.accounts.get(submission.account_id) is not None
        self._save.setEnabled(is_ours)
        self._request.setEnabled(has_account)
        set_tooltip(self._save, sent_mail.SAVE_EML_HINT if is_ours else sent_mail.NOT_OURS)
        hint = sent_mail.SHOW_REQUEST_HINT if has_account else sent_mail.REQUEST_GONE_HINT
        set_tooltip(self._request, hint if is_ours else sent_mail.NOT_OURS)

    @Slot(object)
    def _refuse(self, words: MessageText) -> None:
        self._refusal.set_content(words.kind, words.title, words.body, words.vendor)
        self._refusal_box.show()

    @Slot(str)
    def _toast(self, text: str) -> None:
        self.toast_wanted.emit(text, "", None)

    # -- what the user does

    @Slot()
    def _on_escape(self) -> None:
        """Close the search in the mail first, then leave the filter of the recipients, then the page."""
        if not self.body.finder.close_field() and not self.people.leave_filter():
            self.back_wanted.emit()

    @Slot()
    def _go_up(self) -> None:
        if self._above.isEnabled():
            self.step_wanted.emit(-1)

    @Slot()
    def _go_down(self) -> None:
        if self._below.isEnabled():
            self.step_wanted.emit(1)

    @Slot()
    def _on_switched(self) -> None:
        if self.isVisible():
            self.back_wanted.emit()

    @Slot()
    def _on_logs_wanted(self) -> None:
        if self._mail is not None and self._mail.message.bulk_id is not None:
            self.show_in_logs.emit(self._mail.message.bulk_id)

    @Slot(object)
    def _open(self, file: Attachment) -> None:
        self._refusal_box.hide()
        self._opener.open_copy(self._services.attachments.path_of(file), file.file_name)

    @Slot()
    def _write_again(self) -> None:
        self._write([one.to for one in self.people.chosen()])

    @Slot()
    def _copy_as_new(self) -> None:
        self._write([])

    @Slot()
    def _show_request(self) -> None:
        mail, message = self._mail, self._shown
        account = None
        if mail is not None and mail.submission is not None:
            account = self._services.accounts.get(mail.submission.account_id)
        if mail is not None and mail.submission is not None and message is not None and account is not None:
            RequestDialog(self._services.records, account, mail.submission, message, self).open()

    @Slot()
    def _save_eml(self) -> None:
        mail, message = self._mail, self._shown
        if mail is not None and mail.submission is not None and message is not None:
            self._refusal_box.hide()
            subject = filled(mail.submission.content.subject, values_for(mail.submission, message))
            self.saver.save_mail(message, mail.submission, subject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()

    def _fit_tools(self) -> None:
        """Where there is no room, the last buttons lose their words."""
        folding = (self._save, self._request)
        others = (self._back, self._above, self._below, self._place, self._again, self._copy)
        needed = sum(one.sizeHint().width() for one in others) + sum(one.width_with_words() for one in folding)
        lacking = needed + _TOOL_GAPS - self.width()
        for button in folding:
            button.set_wordless(lacking > 0)
            lacking -= button.width_with_words() - _LEAST_BUTTON if lacking > 0 else 0

    def _write(self, keep: list[str]) -> None:
        if self._mail is not None and self._mail.submission is not None and not self._is_other_mail:
            self._services.outbox.copy_to_draft(self._mail.submission.id, keep).on_success(self._on_draft)

    @Slot(object)
    def _on_draft(self, draft: Draft | None) -> None:
        if draft is None:
            self._show_nothing(sent_mail.ERASED)
        else:
            self.edit_wanted.emit(draft)
