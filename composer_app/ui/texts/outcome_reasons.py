"""Why a mail has its outcome: a few words for a column, a message for the details. `outcome_words` has its name."""

from __future__ import annotations

from dataclasses import replace

from composer_app.domain.ids import AccountId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError, is_known_group, outcome_of
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.inline_message_text import MessageKind, MessageText
from composer_app.ui.texts.problems import NOT_KNOWN
from composer_app.ui.texts.translation import tr
from composer_app.ui.texts.vendor_codes import ERROR_WORDS, STATUS_WORDS
from composer_app.ui.texts.vendor_name import service_names

_OUTCOMES: dict[Outcome, MessageText] = {
    Outcome.DELIVERED: MessageText(
        tr("Delivered."), tr("The recipient's mail server accepted the mail."), kind=MessageKind.SUCCESS
    ),
    Outcome.ACCEPTED: MessageText(
        tr("No report yet."),
        tr("{Service} accepted the mail. It is not known yet whether it arrived."),
        kind=MessageKind.INFO,
    ),
    Outcome.PENDING: MessageText(
        tr("The mail is being delivered."),
        tr("There is no final result yet. The delivery report comes later."),
        kind=MessageKind.INFO,
    ),
    Outcome.BOUNCED: MessageText(
        tr("The mail bounced."),
        tr("The recipient's mail server refused it. Check the address before you send the mail again."),
    ),
    Outcome.EXPIRED: MessageText.warning(
        tr("The mail expired."),
        tr("It could not be delivered in time. Check the address, then send the mail again."),
    ),
    Outcome.REJECTED: MessageText(
        tr("{Service} rejected the mail."),
        tr("It was not sent. Correct what the words of {service} name, then send the mail again."),
    ),
    Outcome.UNKNOWN: MessageText.warning(
        NOT_KNOWN,
        tr("It is not sent again automatically. The program looks for it in the logs."),
    ),
    Outcome.QUEUED: MessageText(
        tr("The mail is waiting to be sent."), tr("It is in the outbox."), kind=MessageKind.INFO
    ),
    Outcome.SENDING: MessageText(tr("The mail is being sent."), "", kind=MessageKind.INFO),
    Outcome.SCHEDULED: MessageText(
        tr("The mail is scheduled."), tr("{Service} holds the mail until its time."), kind=MessageKind.INFO
    ),
    Outcome.CANCELLED: MessageText(tr("The mail was cancelled."), tr("It was not sent."), kind=MessageKind.INFO),
}


_NO_REPORT_FOR = {RecipientKind.CC: tr("No report for Cc"), RecipientKind.BCC: tr("No report for Bcc")}
_NO_REPORT = tr(
    "This recipient gets a copy of the mail to the recipients in To. Delivery reports come for the recipients in To; for "
    "this recipient there may be none."
)


_COUNTS_AS = tr("The mail counts as pending until another status comes.")
_NO_STATUS = MessageText(
    tr("{Service} gave no status."),
    tr("The mail counts as pending until a status comes. All that {service} said is under Raw."),
    kind=MessageKind.INFO,
)
_MAX_TITLE = 120


def why(
    outcome: Outcome,
    status: Status | None,
    error: VendorError | None,
    kind: RecipientKind = RecipientKind.TO,
    account_id: AccountId | None = None,
) -> str:
    """The Why column: a few words, or "" where there is nothing to say. Words the program lacks are the vendor's."""
    names = service_names(account_id)
    if error is not None and error.is_error:
        return ERROR_WORDS[error.id][0].format(**names) if error.id in ERROR_WORDS else fmt.raw(error.words)
    if outcome is Outcome.ACCEPTED:
        return tr("No report yet") if kind is RecipientKind.TO else _NO_REPORT_FOR[kind]
    if status is None or outcome in (Outcome.DELIVERED, Outcome.UNKNOWN):
        return ""
    if status.id in STATUS_WORDS:
        return STATUS_WORDS[status.id][0].format(**names)
    return fmt.raw(status.words) if outcome.is_final or not is_known_group(status) else ""


def explain(
    outcome: Outcome,
    status: Status | None,
    error: VendorError | None,
    kind: RecipientKind = RecipientKind.TO,
    account_id: AccountId | None = None,
) -> MessageText:
    """The message of the details panel: what happened, what it means, what to do; the vendor's code and words last."""
    names = service_names(account_id)
    plain = replace(_plain(outcome, status, kind).filled(**names), vendor=_vendor(status, error))
    if error is not None and error.is_error and outcome is not Outcome.DELIVERED:
        if error.id not in ERROR_WORDS:
            return replace(plain, title=_sentence(error.words))
        short, meaning = ERROR_WORDS[error.id]
    elif status is not None and status.id in STATUS_WORDS and outcome not in (Outcome.ACCEPTED, Outcome.UNKNOWN):
        short, meaning = STATUS_WORDS[status.id]
    else:
        return plain
    return replace(plain, title=_sentence(short.format(**names)), body=meaning.format(**names))


def error_words(error_id: int, account_id: AccountId | None = None) -> str:
    """A few words for an error of the vendor; "" for one that the program does not know."""
    return ERROR_WORDS[error_id][0].format(**service_names(account_id)) if error_id in ERROR_WORDS else ""


def _plain(outcome: Outcome, status: Status | None, kind: RecipientKind) -> MessageText:
    """What the outcome alone says."""
    if outcome is Outcome.ACCEPTED and kind is not RecipientKind.TO:
        return MessageText(_sentence(_NO_REPORT_FOR[kind]), _NO_REPORT, kind=MessageKind.INFO)
    if outcome is Outcome.PENDING and status is not None and not is_known_group(status):
        if not status.words and status.group_id < 0:
            return _NO_STATUS
        title = tr("{Service} gave a status that this program does not know.")
        if not status.words:
            return MessageText(title, _COUNTS_AS, kind=MessageKind.INFO)
        words = fmt.raw(status.words).replace("{", "{{").replace("}", "}}")  # filled in later with the rest
        its_words = tr("Its words are: “{words}”.").format(words=words)
        return MessageText(title, f"{its_words} {_COUNTS_AS}", kind=MessageKind.INFO)
    return _OUTCOMES[outcome]


def why_of(row: MessageRow | ReportRow) -> str:
    """`why` of a row of the archive."""
    return why(row.outcome, row.status, row.error, _kind(row), row.account_id)


def explain_of(row: MessageRow | ReportRow) -> MessageText:
    """`explain` of a row of the archive, in the name of what answers on its account."""
    return explain(row.outcome, row.status, row.error, _kind(row), row.account_id)


def _kind(row: MessageRow | ReportRow) -> RecipientKind:
    return row.kind if isinstance(row, MessageRow) else RecipientKind.TO


def _sentence(short: str) -> str:
    line = fmt.raw(short, _MAX_TITLE)
    return line if line.endswith((".", "!", "?", "…")) else f"{line}."


def _vendor(status: Status | None, error: VendorError | None) -> str:
    """The code and name of the error, or of a status that says more than that it was delivered."""
    if error is not None and error.is_error:
        return _coded(error.id, error.name, error.words)
    if status is None or outcome_of(status) is Outcome.DELIVERED:
        return ""
    if status.id < 0 and is_known_group(status):
        return ""
    return _coded(status.id, status.name, status.words)


def _coded(number: int, name: str, words: str) -> str:
    said = name if any(map(str.isalnum, name)) else words
    return fmt.raw(f"{number} {said}" if number >= 0 else said)
