"""The body of a sent mail: as it is read, its text, its headers, and the request that handed it over."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QWidget

from composer_app.domain.mail import Mailbox, RecipientKind
from composer_app.domain.message_history import MessageDetails, MessageRow
from composer_app.domain.placeholders import filled
from composer_app.domain.recipients import address_key
from composer_app.domain.submission import Recipient, Submission
from composer_app.services.records import SentMail
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.mail_view.preview_pane import PreviewPane
from composer_app.ui.mail_view.text_search import find_in
from composer_app.ui.messages.field_view import FieldView
from composer_app.ui.messages.message_fields import Fields
from composer_app.ui.messages.raw_view import RawView
from composer_app.ui.sent_mail.find_in_mail import FindInMail
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages, sent_mail
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.texts.problems import failure_words
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.layouts import REST, in_column, scrolling
from composer_app.ui.widgets.plain_text import set_tooltip
from composer_app.ui.widgets.segmented import Segmented, SegmentItem
from composer_app.ui.widgets.small_note import SmallNote

MOST_SHOWN = 200_000
"""Bytes of a request that are shown: more, often in one line, would stop the window."""
MAIL_WIDTH = 600
"""CSS pixels of the mail: most mails are made for this width."""
_MARGIN = 20
_MOST_LISTED = 50
"""Addresses of a header that are listed."""


class _Ground(Painted, QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().base)


class _Reading(QPlainTextEdit):
    """Text to read and to copy."""

    def __init__(self, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(typography.fixed())
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(_MARGIN)


class MailBody(QWidget):
    """Fills placeholders with the values of the recipient that is shown.

    Signals:
        toast_requested: a sentence for a toast.
        link_refused: why a link was not opened (`MessageText`).
    """

    link_refused = Signal(object)
    toast_requested = Signal(str)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._mail: SentMail | None = None
        self._message: MessageRow | None = None
        self._request: Task[bytes] | None = None
        self._request_of: Submission | None = None
        self.preview = PreviewPane(self._find_image, images=services.remote_images, widest=MAIL_WIDTH)
        self.views = Segmented(
            [
                SegmentItem("mail", sent_mail.MAIL),
                SegmentItem("text", sent_mail.TEXT),
                SegmentItem("headers", sent_mail.HEADERS),
                SegmentItem("raw", sent_mail.RAW),
                SegmentItem("json", sent_mail.JSON, tooltip=sent_mail.JSON_HINT),
            ],
            name=sent_mail.WHICH_PART,
        )
        self.views.setObjectName("sent_views")
        self._text = _Reading("sent_text", sent_mail.TEXT)
        self._raw = _Reading("sent_raw", sent_mail.OF_REQUEST)
        self._raw_note = SmallNote()
        self._raw_note.setObjectName("raw_note")
        self._raw_page = _Ground()
        in_column(self._raw_page, self._raw_note, self._raw, grows=self._raw, spacing=4, margins=(_MARGIN, 12, 0, 0))
        self._raw.document().setDocumentMargin(0)
        self._json = RawView(fills=True)
        self._json.setObjectName("sent_json")
        self._json.copied.connect(self.toast_requested)
        self._json_page = _Ground()
        in_column(self._json_page, self._json, grows=self._json, margins=(_MARGIN, 12, _MARGIN, 12))
        self._fields = FieldView()
        self._fields.copied.connect(self.toast_requested)
        self._fields_note = SmallNote()
        self._fields_note.setObjectName("headers_note")
        self._headers_page = self._scrolling()
        self._message_box = InlineMessage(MessageKind.INFO, "")
        self._message_box.setObjectName("sent_message")
        self._message_page = _Ground()
        in_column(self._message_page, self._message_box, REST, margins=(16, 16, 16, 16))
        self.preview.put_first(self.views)
        self.finder = FindInMail()
        self.preview.put_last(self.finder)
        in_column(self, self.preview)
        self.views.changed.connect(self._on_view)
        self.finder.wanted.connect(self._find)
        self.preview.link_refused.connect(self.link_refused)
        self.preview.found.connect(self.finder.show_found)

    def _scrolling(self) -> QScrollArea:
        inner = _Ground()
        margins = (_MARGIN, 12, _MARGIN, _MARGIN)
        in_column(inner, self._fields_note, self._fields, REST, spacing=12, margins=margins)
        return scrolling(inner, name=sent_mail.HEADERS)

    # -- what is shown

    def show_mail(self, mail: SentMail, message: MessageRow, *, is_other_mail: bool) -> None:
        """Show the mail as this recipient got it.

        Args:
            is_other_mail: from its top, and as it is read.
        """
        self._mail, self._message = mail, message
        account = self._services.accounts.get(message.account_id)
        self.preview.set_may_load_images(account is None or account.loads_images)
        if is_other_mail:
            self.preview.start_over()
            self._request_of = None
            self._raw.clear()
            self.views.set_current("mail")
        self._offer()
        self._show()

    def set_details(self, details: MessageDetails) -> None:
        """What the service said about the recipient that is shown."""
        self._json.set_details(details)

    def show_message(self, words: MessageText) -> None:
        """Show this in place of every part of the mail."""
        self._mail = self._message = None
        self.preview.show_mail("", None)
        self.views.setEnabled(False)
        self.finder.hide()
        self._say(words)

    def shown_text(self) -> str:
        """The words of the part Text, or of a log entry."""
        return self._text.toPlainText()

    def _offer(self) -> None:
        assert self._mail is not None
        is_ours = self._mail.submission is not None
        self.views.setEnabled(True)
        for key in ("text", "raw"):
            self.views.segment(key).setEnabled(is_ours)
            set_tooltip(self.views.segment(key), "" if is_ours else sent_mail.NOT_OURS)

    @Slot(str)
    def _on_view(self, _key: str) -> None:
        self._show()
        self.finder.find_again()

    @Slot(str, int)
    def _find(self, words: str, step: int) -> None:
        view = self.views.current()
        if view == "raw":
            self.finder.show_found(find_in(self._raw, words, step))
        elif view == "text" or (self._mail is not None and self._mail.submission is None):
            self.finder.show_found(find_in(self._text, words, step))
        else:
            self.preview.find_words(words, step)

    def _show(self) -> None:
        if self._mail is None or self._message is None:
            return
        view, submission = self.views.current(), self._mail.submission
        self.finder.setVisible(view not in ("headers", "json"))  # the JSON has a search of its own
        if view == "headers":
            self._show_headers()
        elif view == "json":
            self.preview.show_instead(self._json_page)
        elif submission is None:
            self._show_log_text(self._mail.log_text, self._message)
        elif view == "text":
            self._show_text(submission)
        elif view == "raw":
            self._show_request(submission)
        else:
            values = values_for(submission, self._message)
            content = submission.content
            self.preview.show_mail(filled(content.html, values), filled(content.text, values))
            self.preview.show_instead(None)

    def _show_log_text(self, text: str, message: MessageRow) -> None:
        if not text.strip():
            self._say(sent_mail.not_here(message.account_id))
            return
        self._set_text(text)
        self.preview.show_instead(self._text, sent_mail.text_of_log(message.account_id))

    def _show_text(self, submission: Submission) -> None:
        assert self._message is not None
        if not submission.content.text.strip():
            self._say(sent_mail.NO_TEXT_PART)
            return
        self._set_text(filled(submission.content.text, values_for(submission, self._message)))
        self.preview.show_instead(self._text)

    def _set_text(self, text: str) -> None:
        if text != self._text.toPlainText():
            self._text.setPlainText(text)

    def _show_headers(self) -> None:
        assert self._mail is not None
        assert self._message is not None
        self._fields_note.say(sent_mail.headers_note(self._message.account_id))
        self._fields.set_fields(headers_of(self._mail, self._message))
        self.preview.show_instead(self._headers_page)

    def _say(self, words: MessageText) -> None:
        self._message_box.set_content(words.kind, words.title, words.body, words.vendor)
        self.preview.show_instead(self._message_page)

    # -- the request

    def _show_request(self, submission: Submission) -> None:
        account = self._services.accounts.get(submission.account_id)
        if account is None:
            self._say(sent_mail.NO_ACCOUNT)
            return
        self.preview.show_instead(self._raw_page)
        if self._request_of == submission:
            return
        self._request_of = submission
        self._raw_note.say(sent_mail.READING)
        self._request = self._services.records.request_text(account, submission)
        self._request.on_success(self._on_request).on_failure(self._on_request_failed)

    @Slot(object)
    def _on_request(self, request: bytes) -> None:
        if self._request is None or not self._request.is_done:
            return  # of an earlier mail
        note = sent_mail.RAW_NOTE
        if len(request) > MOST_SHOWN:
            note = sent_mail.RAW_NOTE_CUT.format(part=fmt.size(MOST_SHOWN), whole=fmt.size(len(request)))
        self._raw_note.say(note)
        self._raw.setPlainText(request[:MOST_SHOWN].decode("utf-8", "replace"))
        self.finder.find_again()

    @Slot(object)
    def _on_request_failed(self, error: Exception) -> None:
        self._request_of = None
        if self.views.current() == "raw":
            self._say(failure_words(error, of_a_read=True))

    # -- images

    def _find_image(self, content_id: str) -> tuple[Path, str] | None:
        """The path of an inline image, and its media type."""
        submission = self._mail.submission if self._mail is not None else None
        files = submission.content.attachments if submission is not None else ()
        file = next((one for one in files if one.is_inline and one.file_name == content_id), None)
        return None if file is None else (self._services.attachments.path_of(file), file.media_type)


def recipient_of(submission: Submission, message: MessageRow) -> Recipient | None:
    """The recipient of the submission that a message belongs to."""
    key = address_key(message.to)
    return next((one for one in submission.recipients if address_key(one.mailbox.address) == key), None)


def values_for(submission: Submission, message: MessageRow) -> dict[str, str]:
    """The values of the placeholders in the mail of this recipient."""
    recipient = recipient_of(submission, message)
    return recipient.placeholders if recipient is not None else {}


def headers_of(mail: SentMail, message: MessageRow) -> Fields:
    """Names and values of what was handed over as headers, as far as it is known."""
    submission = mail.submission
    fields: Fields
    if submission is None:
        fields = [
            (sent_mail.FROM, message.sender),
            (sent_mail.TO, message.to),
            (sent_mail.SUBJECT, message.subject),
        ]
    else:
        values, content = values_for(submission, message), submission.content
        recipient = recipient_of(submission, message)
        own = recipient.mailbox if recipient is not None else Mailbox(message.to)
        to = str(own) if message.kind is RecipientKind.TO else _listed(submission, RecipientKind.TO)
        fields = [
            (sent_mail.FROM, content.sender),
            (sent_mail.TO, to),
            (sent_mail.CC, _listed(submission, RecipientKind.CC)),
            (sent_mail.BCC, str(own) if message.kind is RecipientKind.BCC else ""),
            (sent_mail.REPLY_TO, content.reply_to),
            (sent_mail.SUBJECT, filled(content.subject, values)),
            (sent_mail.HANDED_OVER, _time(submission.handed_over_at)),
        ]
    fields += [
        (sent_mail.SENT, _time(message.sent_at)),
        (messages.MESSAGE_ID, message.message_id or ""),
        (messages.BULK, message.bulk_id or ""),
    ]
    return [(name, value) for name, value in fields if value]


def _listed(submission: Submission, kind: RecipientKind) -> str:
    found = submission.of_kind(kind)
    shown = ", ".join(str(one.mailbox) for one in found[:_MOST_LISTED])
    return sent_mail.and_more(shown, max(len(found) - _MOST_LISTED, 0))


def _time(at: datetime | None) -> str:
    return "" if at is None else fmt.moment_in_full(at.astimezone(UTC))
