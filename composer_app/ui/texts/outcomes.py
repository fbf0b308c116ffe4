"""What became of a mail, in words: short for a column, long for the details."""

from __future__ import annotations

from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError, is_known_group, outcome_of
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.message import MessageKind, MessageText
from composer_app.ui.texts.vendor_name import named_for, words_for

# By error id (api/README.md 13, and those of earlier years): short words; what it means and what to do.
_ERRORS: dict[int, tuple[str, str]] = {
    6001: (
        "On the suppression list",
        "Infobip does not send to this address any more. Take it off the suppression list if it works again.",
    ),
    6002: ("Taken for spam", "The mail was dropped as spam. Change subject and text, and check the sender's domain."),
    6003: ("Unsubscribed", "This person does not want mail from this sender. Do not write to this address again."),
    6004: (
        "Bounced before",
        "Earlier mail to this address came back, so Infobip no longer tries. Check the address.",
    ),
    6005: ("Dropped by Infobip", "Infobip did not send the mail. Its words below may say why."),
    6006: ("No such address", "The address is written wrong. Ask the person for the right one."),
    6007: ("Mailbox unavailable for now", "The receiver turned the mail away for now. Write again later."),
    6008: ("Put off", "The receiver had no room for the mail. Write again later."),
    6009: ("No such mailbox", "The mailbox is closed or was never there. Take the address off your list."),
    6010: ("Mailbox is full", "The receiver turned the mail away for now. Write again later or to another address."),
    6011: ("Turned away for now", "The receiver turned the mail away for now. Write again later."),
    6012: ("No such mailbox", "The receiver does not know this address. Take it off your list."),
    6013: ("Fault at Infobip", "Infobip had a fault of its own. Write again, or ask its support."),
    6014: ("Not sent", "Infobip could not send the mail, and trying again does not help. Ask its support."),
    6015: ("Fault at Infobip", "Infobip had a fault of its own. Write again, or ask its support."),
    6016: (
        "Sender blocked after bounces",
        "Too much mail of this sender came back. Clean the list, then ask Infobip's support.",
    ),
    6017: ("Sending IP is on a block list", "The receiver does not take mail from this IP. Ask Infobip's support."),
    6018: ("Request not valid", "Something in the mail is not as Infobip wants it. Its words below say what."),
    6020: ("Template not found", "There is no such template on this account. Pick another one."),
    6021: ("Placeholders wrong", "A placeholder has no value or a wrong one. Fill in every placeholder."),
    6023: ("Account blocked", "Infobip stopped the sending as suspicious. Ask its support."),
    6024: ("Too many links", "The mail has more tracked links than Infobip takes (150). Take some out."),
    6025: ("Tracking wrong", "The tracking settings are not valid. Check the tracking URL."),
    6026: ("Placeholder too long", "A placeholder of the landing page has more than 256 characters. Shorten it."),
    6027: ("Headers not valid", "A header of the mail is not allowed. Take it out."),
    6029: ("Sender not valid", "The sender address is not valid. Pick another one."),
    6030: ("Landing page not valid", "The landing page cannot be used. Pick another one."),
    6031: ("Cc or Bcc not valid", "An address in Cc or Bcc is not valid. Mend it."),
    6033: ("Cc or Bcc not valid", "An address in Cc or Bcc is not valid. Mend it."),
    6034: (
        "On the list of bounces",
        "Earlier mail to this address came back, so Infobip no longer tries. Take it off the suppression list if it works again.",
    ),
    6035: (
        "Complained about spam",
        "This person once marked mail as spam, so Infobip no longer tries. Do not write to this address again.",
    ),
    6036: ("Sender domain not verified", "Verify the sender's domain in Infobip's portal, or pick another sender."),
    6037: ("Domain takes no mail", "The domain has no mail server. The address is likely written wrong."),
    6038: ("Content expired", "The content was kept too long before it was sent. Send it again."),
    6039: ("Template wrong", "The template's language is not right. Mend the template."),
    6040: ("Template expired", "The template is too old. Save it again."),
    6041: ("Template not saved", "The template was not saved. Save it again."),
    6042: ("Taken for spam", "The receiver turned the mail away as spam. Change subject and text."),
    6043: ("Suspicious content", "The receiver does not trust the content. Check links and files."),
    6044: ("Suspicious sender", "The receiver does not trust the sender. Check the sender's domain."),
    6045: (
        "Against the receiver's rules",
        "The receiver's domain does not take this mail. Ask the person to allow the sender.",
    ),
    6046: ("Not asked for", "The receiver takes only mail it asked for. Ask the person to allow the sender."),
    6047: ("Domain not set up", "The sender's domain is not set up right. Check its DNS records."),
    6048: (
        "DMARC refused",
        "The receiver's check of the sender (DMARC) failed. Check SPF, DKIM and DMARC of the domain.",
    ),
    6049: ("Sender domain on a block list", "The sender's domain is on a block list. Have it taken off."),
    6050: ("Sender is warming up", "A new sender may send only so much. Write again later."),
    6051: ("Warming up", "A new IP or domain may send only so much. Write again later."),
    6052: ("Domain looks misspelt", "The domain of the address looks misspelt. Check it."),
    6053: ("Mailbox provider refused", "The provider does not take mail from this sender for now. Write again later."),
    6054: ("Sender not verified", "Verify the sender address in Infobip's portal."),
    6055: ("Sender's limit reached", "A single verified sender may send only so much. Use a domain, or write later."),
    6056: ("No IP pool", "The account has no IP pool for this. Ask Infobip's support."),
    6057: ("Slowed down for safety", "Infobip holds mail back for safety. Write again later."),
    6058: ("Provider asked to slow down", "The provider takes only so much mail. Write again later."),
}

# By status id (api/README.md 12), where no error says more.
_STATUSES: dict[int, tuple[str, str]] = {
    2: (
        "Handed to the receiver",
        "The receiving system took the mail over. That it lies in the mailbox is not known yet.",
    ),
    4: ("Turned away", "The receiving system turned the mail away."),
    6: ("Network refused", "There is no way to this receiver."),
    10: ("On the block list", "The receiver is on a list of those who want no mail."),
    11: ("Sender is blocked", "Mail from this sender to this receiver is blocked."),
    12: ("Not enough credit", "The account has no credit. Top it up, then send again."),
    13: (
        "Sender not allowed",
        "The sender address is not allowed for this account. Pick a sender on a verified domain.",
    ),
    14: ("On the block list", "The receiver's address is on the account's block list."),
    15: ("No answer in time", "The receiver could not be reached until the time was over."),
    17: ("Prepaid package expired", "The account's package is over. Renew it, then send again."),
    18: ("Not a test address", "A trial account sends only to verified addresses."),
    19: ("No way there", "There is no way to this receiver."),
    20: ("Held as a flood", "Too many mails like this in a short time. Write again later."),
    21: ("Fault at Infobip", "Infobip had a fault of its own. Write again, or ask its support."),
    23: ("Sent before", "There was a mail with this message ID already."),
    25: ("Too long", "The mail is too long. Make it shorter."),
    29: ("No report came", "No delivery report came in time. Whether it arrived is not known."),
    31: ("Not sent", "The mail did not reach the receiving system. Write again, or ask Infobip's support."),
    51: ("No recipient", "The mail had no recipient."),
    52: _ERRORS[6006],  # the answer to the send; logs and reports tell the same by the error
    75: ("Free trial used up", "The free trial is used up."),
    88: ("Data not understood", "Infobip could not read the data of the mail."),
    89: ("Fault at Infobip", "Infobip had a fault of its own. Write again, or ask its support."),
    90: ("Not valid", "Infobip's check of the mail failed. Its words below say why."),
}

_OUTCOMES: dict[Outcome, MessageText] = {
    Outcome.DELIVERED: MessageText("Delivered.", "The receiver's mail system took the mail.", kind=MessageKind.SUCCESS),
    Outcome.ACCEPTED: MessageText(
        "No report yet.", "Accepted means that Infobip took the mail, not that it arrived.", kind=MessageKind.INFO
    ),
    Outcome.PENDING: MessageText(
        "On its way.", "The mail is being delivered. The report comes later.", kind=MessageKind.INFO
    ),
    Outcome.BOUNCED: MessageText("The mail came back.", "The receiver did not take it."),
    Outcome.EXPIRED: MessageText(
        "The time ran out.", "The mail could not be delivered in time.", kind=MessageKind.WARNING
    ),
    Outcome.REJECTED: MessageText("Infobip rejected the mail.", "It was not sent."),
    Outcome.UNKNOWN: MessageText(
        "Nobody knows yet whether this mail went out.", "It is not sent again by itself.", kind=MessageKind.WARNING
    ),
    Outcome.QUEUED: MessageText("Waiting to be sent.", "It is in the outbox.", kind=MessageKind.INFO),
    Outcome.SENDING: MessageText("Being sent.", "", kind=MessageKind.INFO),
    Outcome.SCHEDULED: MessageText("Scheduled.", "Infobip holds the mail until its time.", kind=MessageKind.INFO),
    Outcome.CANCELLED: MessageText("Cancelled.", "It was not sent.", kind=MessageKind.INFO),
}


_NO_REPORT = "The mail left together with the one to the people in To. Reports come for those; for this person there may be none."


_NEW_STATUS = "Infobip gave a status that this program does not know."
_COUNTS_AS = "It counts as on its way until another one comes."
_NO_STATUS = MessageText(
    "Infobip gave no status.",
    "It counts as on its way until one comes. The raw JSON has all it said.",
    kind=MessageKind.INFO,
)
_MAX_TITLE = 120


def why(
    outcome: Outcome, status: Status | None, error: VendorError | None, kind: RecipientKind = RecipientKind.TO
) -> str:
    """The Why column: a few words, or "" where there is nothing to say. Words the program lacks are the vendor's."""
    if error is not None and error.is_error:
        return _ERRORS[error.id][0] if error.id in _ERRORS else fmt.raw(error.words)
    if outcome is Outcome.ACCEPTED:
        return "No report yet" if kind is RecipientKind.TO else f"No report for {kind.capitalize()}"
    if status is None or outcome in (Outcome.DELIVERED, Outcome.UNKNOWN):
        return ""
    if status.id in _STATUSES:
        return _STATUSES[status.id][0]
    return fmt.raw(status.words) if outcome.is_final or not is_known_group(status) else ""


def explain(
    outcome: Outcome, status: Status | None, error: VendorError | None, kind: RecipientKind = RecipientKind.TO
) -> MessageText:
    """The message of the details panel: what happened, what it means, what to do; the vendor's code and words last."""
    plain = _plain(outcome, status, kind)
    vendor = _vendor(status, error)
    if error is not None and error.is_error and outcome is not Outcome.DELIVERED:
        short, meaning = _ERRORS.get(error.id, (error.words, plain.body))
        return MessageText(_sentence(short), meaning, vendor, plain.kind)
    if status is not None and status.id in _STATUSES and outcome not in (Outcome.ACCEPTED, Outcome.UNKNOWN):
        short, meaning = _STATUSES[status.id]
        return MessageText(_sentence(short), meaning, vendor, plain.kind)
    return MessageText(plain.title, plain.body, vendor, plain.kind)


def _plain(outcome: Outcome, status: Status | None, kind: RecipientKind) -> MessageText:
    """What the outcome alone says."""
    if outcome is Outcome.ACCEPTED and kind is not RecipientKind.TO:
        return MessageText(f"No report for {kind.capitalize()}.", _NO_REPORT, kind=MessageKind.INFO)
    if outcome is Outcome.PENDING and status is not None and not is_known_group(status):
        if not status.words and status.group_id < 0:
            return _NO_STATUS
        body = f"Its words are: “{fmt.raw(status.words)}”. {_COUNTS_AS}" if status.words else _COUNTS_AS
        return MessageText(_NEW_STATUS, body, kind=MessageKind.INFO)
    return _OUTCOMES[outcome]


def why_of(row: MessageRow | ReportRow) -> str:
    """`why` of a row of the archive."""
    return named_for(why(row.outcome, row.status, row.error, _kind(row)), row.account_id)


def explain_of(row: MessageRow | ReportRow) -> MessageText:
    """`explain` of a row of the archive, in the name of what answers on its account."""
    return words_for(explain(row.outcome, row.status, row.error, _kind(row)), row.account_id)


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
