"""What the page of a sent mail says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from composer_app.domain.ids import AccountId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import EventKind, EventSource, MessageEvent, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.compose.request_code import RequestLanguage
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outcome_words
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_name import service_names

FROM = tr("From")
TO = tr("To")
CC = tr("Cc")
BCC = tr("Bcc")
SENT = tr("Sent")
REPLY_TO = tr("Reply-to")
SUBJECT = tr("Subject")
MESSAGE_ID = tr("Message ID")
BULK = tr("Bulk")
HANDED_OVER = tr("Handed over")
ATTACHED = tr("Attached")
NO_SUBJECT = tr("No subject")
MAIL = tr("Mail", "the mail itself, beside its text, headers and raw form")
TEXT = tr("Text")
HEADERS = tr("Headers")
RAW = tr("Raw")
WHICH_PART = tr("Part of the mail")
OF_REQUEST = tr("Request of the mail")
BACK = tr("Back to {page} (Esc)")
ABOVE = tr("The mail above in the list (Alt+Up)")
BELOW = tr("The mail below in the list (Alt+Down)")
PLACE = tr("{place} of {n}", "a mail in its list")
WRITE_AGAIN = tr("Write again…")
NOT_OURS = tr("The content of this mail is not on this computer: it was sent with another program")
CHOOSE_FIRST = tr("Choose one or more recipients at the right first")
COPY_AS_NEW = tr("Copy as new")
COPY_HINT = tr("Write a new mail with this text and these files, without recipients")
FIND_IN_MAIL = tr("Find in the mail")
FIND_IN_MAIL_HINT = tr("Find in the mail (Ctrl+Shift+F)")
NOT_FOUND = tr("Not in this part of the mail")
SHOW_IN_LOGS_HINT = tr("List the recipients of this mail in Logs")
FIND_RECIPIENT = tr("Find a recipient")
WIDTH_OF_RECIPIENTS = tr("Width of the recipients")
RECIPIENTS = tr("Recipients of the mail")
NO_RECIPIENT_MATCHES = tr("No recipient matches.")
HEADERS_NOTE = tr("As they were handed over. The headers that {service} adds on the way are not on this computer.")
RAW_NOTE = tr("The request, built again from the stored mail: without the key, and with the names of the files only.")
RAW_NOTE_CUT = tr("The first {part} of {whole} of the request, without the key, and with the names of the files only.")
SAVE = tr("Save…")
SAVE_ALL = tr("Save all…")
SAVE_FILE = tr("Save {name}…")
OPEN_FILE = tr("Open a copy of {name}, {detail}")
SAVE_EML = tr("Save as EML…")
SAVE_EML_HINT = tr(
    "Save the mail as this recipient got it, with its files. Only this recipient is named in it: the others, "
    "also those in Bcc, are not"
)
SAVE_EML_TITLE = tr("Save the mail")
EML_SAVED = tr("{name} saved. It names this recipient only.")
EML_NAME = tr("mail", "the name of a file")
SHOW_REQUEST = tr("Request…")
SHOW_REQUEST_HINT = tr("Show the request that handed the mail over, and the answer to it")
REQUEST_GONE_HINT = tr("The account was removed from this program, and the form of the request depends on it")
REQUEST_TITLE = tr("Request of the mail")
REQUEST = tr("Request")
BODY = tr("Body")
ANSWER = tr("Answer")
PART_OF_REQUEST = tr("Part of the request")
METHOD = tr("Method")
ADDRESS = tr("Address")
ANSWERED = tr("Answered")
TOOK = tr("Took")
REQUEST_NOTE = tr("Built again from the stored mail, without the key.")
COPY_REQUEST = tr("Copy request")
COPY_AS_HTTP = tr("As HTTP text")
COPY_AS = {
    RequestLanguage.CURL: tr("As cURL"),
    RequestLanguage.HTTPX: tr("As Python with httpx"),
    RequestLanguage.HTTPIE: tr("As HTTPie"),
}
CODE_COPIED = tr("Copied. It sends the mail when it is run; INFOBIP_API_KEY stands for the key.")
SANDBOX_CODE_COPIED = tr("Copied. INFOBIP_API_KEY stands for the key, INFOBIP_BASE_URL for the address of a Sandbox.")
REQUEST_COPIED = tr("Request copied, without the key.")
JSON = tr("JSON")
JSON_HINT = tr("What the service said about this recipient, as it was received")
OPENS = tr("Opens")
_OPENS_NOT_RECORDED = tr("Not recorded")
_OPENS_ARE_PUSHED = tr(
    "Opens and clicks cannot be had by asking: {service} sends them only to a webhook. File, Import… takes in a file of such events."
)
SAVE_TITLE = tr("Save the file")
SAVE_ALL_TITLE = tr("Save all files in a folder")
FILE_SAVED = tr("{name} saved.")
NOT_HERE = tr("not on this computer")
"""Stands for the size of a file."""
NOT_HERE_HINT = tr("The copy that the program made of it is gone. The recipients got it with the mail.")
READING = tr("The mail is being read.")

ERASED = MessageText(
    tr("This mail was erased."),
    tr("Its recipient was erased from this computer, and the mail with it. Go back to the list."),
    kind=MessageKind.INFO,
)
_OTHER_PROGRAM = MessageText(
    tr("The text of this mail is not on this computer."),
    tr(
        "It was sent with another program, and the log entry of {service} has no text of it. "
        "Look for it in the program that sent it."
    ),
    kind=MessageKind.INFO,
)
_TEXT_OF_LOG = tr("Sent with another program. This is the text in the log entry of {service}.")
NO_ACCOUNT = MessageText(
    tr("The request cannot be built again."),
    tr("The account was removed from this program, and the form of the request depends on it."),
    kind=MessageKind.INFO,
)
NO_TEXT_PART = MessageText(tr("This mail has no text part."), kind=MessageKind.INFO)
_ADDRESS_OF_SEVERAL = {
    RecipientKind.TO: tr("one of {n}", "one recipient of several"),
    RecipientKind.CC: tr("in Cc, one of {n}", "one recipient of several"),
    RecipientKind.BCC: tr("in Bcc, one of {n}", "one recipient of several"),
}
_QUEUED_AT = tr("Queued {time}")
_AND = tr("{first} · {second}", "two facts in one line")
_DONE_AT = tr("{status} {time}", "for example: Delivered 13:51:52")
_ROW = tr("{address}: {status}. {reason}")
_ROW_WITHOUT_REASON = tr("{address}: {status}")
_COUNT = tr("{status}: {n}")
_COUNT_HINT = tr("Show only these")
_READ_ONLY = tr("Read-only, as it was sent")
_NOT_SENT_YET = tr("Read-only, not sent yet")
_HTML_OF = tr("HTML {size}")
_TEXT_OF = tr("text {size}")
_LOCAL = tr("Times are local ({zone}).")
_BULK_OF = tr("Bulk {id}")


def not_here(account_id: AccountId) -> MessageText:
    """Why there is no text of a mail that another program sent."""
    return _OTHER_PROGRAM.filled(**service_names(account_id))


def text_of_log(account_id: AccountId) -> str:
    """Beside the text that a log entry has of a mail of another program."""
    return _TEXT_OF_LOG.format(**service_names(account_id))


def headers_note(account_id: AccountId) -> str:
    """Which headers these are."""
    return HEADERS_NOTE.format(**service_names(account_id))


def recipients(n: int) -> str:
    """The heading of the recipients: `252 recipients`."""
    return tr("{n} recipient(s)", "", n).format(n=fmt.number(n))


def one_of(n: int, kind: RecipientKind) -> str:
    """Behind the address of the recipient that is shown; "" where there is no other."""
    return _ADDRESS_OF_SEVERAL[kind].format(n=fmt.number(n)) if n > 1 else ""


def and_more(addresses: str, n: int) -> str:
    """The first addresses of a long list, and how many others there are."""
    return tr("{addresses} and {n} more", "", n).format(addresses=addresses, n=fmt.number(n)) if n else addresses


def write_again_hint(n: int) -> str:
    """What "Write again" does with the chosen recipients."""
    text = tr("Write a new mail with this text and these files to the {n} chosen recipient(s)", "", n)
    return text.format(n=fmt.number(n))


def sent_line(message: MessageRow, now: datetime) -> tuple[str, str]:
    """When the mail was sent, else when it was queued; and what became of it and when. Each may be empty."""
    at, word = message.sent_at, outcome_words.word(message.outcome)
    if at is None and message.queued_at is not None:
        queued = _QUEUED_AT.format(time=fmt.moment(message.queued_at, now))
        return queued, "" if message.outcome is Outcome.QUEUED else word
    sent = "" if at is None else fmt.moment(at, now)
    if message.done_at is None or not message.outcome.is_final:
        return sent, word
    same_day = at is not None and fmt.local_day(at) == fmt.local_day(message.done_at)
    time = fmt.clock(message.done_at) if same_day else fmt.moment(message.done_at, now)
    return sent, _DONE_AT.format(status=word, time=time)


def opens_line(outcome: Outcome, events: Sequence[MessageEvent], account_id: AccountId) -> tuple[str, str]:
    """What is known of opens and clicks, else why nothing is; both "" where there can be none."""
    opened, clicked = (sum(one.kind is kind for one in events) for kind in (EventKind.OPENED, EventKind.CLICKED))
    if any(one.source is EventSource.WEBHOOKS for one in events):
        opens = tr("opened {n} time(s)", "", opened).format(n=fmt.number(opened))
        clicks = tr("clicked {n} time(s)", "", clicked).format(n=fmt.number(clicked))
        return opens, clicks
    if outcome is not Outcome.DELIVERED:
        return "", ""
    return _OPENS_NOT_RECORDED, _OPENS_ARE_PUSHED.format(**service_names(account_id))


def recipient_row(address: str, outcome: Outcome, reason: str) -> str:
    """A recipient as a screen reader says it."""
    sentence = _ROW if reason else _ROW_WITHOUT_REASON
    return sentence.format(address=address, status=outcome_words.word(outcome), reason=reason)


def count(outcome: Outcome, n: int) -> str:
    """A count of the list, for a screen reader."""
    return _COUNT.format(status=outcome_words.word(outcome), n=fmt.number(n))


def count_hint() -> str:
    return _COUNT_HINT


def files_saved(n: int, folder: str) -> str:
    """That several files are in a folder now."""
    return tr("{n} file(s) saved in {folder}.", "", n).format(n=fmt.number(n), folder=folder)


def status_left(submission: Submission | None, people: int) -> str:
    """`Read-only, as it was sent · HTML 3.6 kB · 252 recipients`"""
    parts = [_READ_ONLY]
    if submission is not None:
        if submission.state is SubmissionState.QUEUED:
            parts = [_NOT_SENT_YET]
        html, text = submission.content.html, submission.content.text
        if html:
            parts.append(_HTML_OF.format(size=fmt.size(len(html.encode("utf-8", "replace")))))
        if text:
            parts.append(_TEXT_OF.format(size=fmt.size(len(text.encode("utf-8", "replace")))))
        parts.append(recipients(people))
    return _joined(parts)


def status_right(message: MessageRow, now: datetime) -> str:
    """The bulk, and which times these are."""
    zone = _LOCAL.format(zone=fmt.local(now).tzname() or tr("local time"))
    return _joined([*([_BULK_OF.format(id=fmt.raw(message.bulk_id, 80))] if message.bulk_id else []), zone])


def _joined(parts: Sequence[str]) -> str:
    line = parts[0]
    for part in parts[1:]:
        line = _AND.format(first=line, second=part)
    return line
