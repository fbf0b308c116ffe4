"""Messages as rows of the store."""

import json
from dataclasses import dataclass

from composer_app.sandbox.magic_addresses import Outcome, outcome_named
from composer_app.sandbox.mail.addresses import Mailbox
from composer_app.sandbox.mail.placeholders import fill_in
from composer_app.sandbox.mail.send_request import FilePart

# The text of a log entry is cut here, so that a page of a thousand stays answerable.
TEXT_CHARS = 10_000

COLUMNS = (
    "message.id, message.message_id, message.bulk_id, message.recipient, message.recipient_name,"
    f" mail.sender, mail.sender_name, mail.subject, substr(mail.text, 1, {TEXT_CHARS}), mail.default_placeholders,"
    " message.placeholders, mail.callback_data, message.campaign_reference_id, message.application_id,"
    " message.entity_id, message.outcome, message.sent_at, message.due_at, mail.id, message.bulk, mail.options"
)

_Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Message:
    """One recipient's message: the source of reports, logs and the list of received mail.

    Attributes:
        schedule_id: the bulk it was scheduled with; None if it was sent at once.
        options: JSON of the options of the send.
    """

    row_id: int
    message_id: str
    bulk_id: str
    recipient: Mailbox
    sender: Mailbox
    subject: str
    text: str
    placeholders: dict[str, str]
    callback_data: str | None
    campaign_reference_id: str | None
    application_id: str | None
    entity_id: str | None
    outcome: Outcome
    sent_at_ms: int
    due_at_ms: int
    mail_id: int
    schedule_id: int | None = None
    options: str = "{}"


@dataclass(frozen=True, slots=True)
class Content:
    """The parts of a mail that only its rendering needs.

    Attributes:
        mime: the blob of a ready-made MIME mail; the other fields are then unused.
    """

    reply_to: Mailbox | None
    visible_to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    headers: dict[str, str]
    text: str | None
    amp_html: str | None
    html: str | None
    mime: str | None
    attachments: tuple[FilePart, ...]
    inline_images: tuple[FilePart, ...]


def message_of(row: tuple[_Cell, ...]) -> Message:
    """Builds a message from a row of COLUMNS, its placeholders filled in."""
    values: dict[str, str] = {}
    for source in (row[9], row[10]):
        if source != "{}":
            values |= json.loads(str(source))
    return Message(
        row_id=int(row[0] or 0),
        message_id=str(row[1]),
        bulk_id=str(row[2]),
        recipient=Mailbox(str(row[3]), str(row[4])),
        sender=Mailbox(str(row[5]), str(row[6])),
        subject=fill_in(str(row[7]), values),
        text=fill_in(str(row[8] or ""), values),
        placeholders=values,
        callback_data=_text(row[11]),
        campaign_reference_id=_text(row[12]),
        application_id=_text(row[13]),
        entity_id=_text(row[14]),
        outcome=outcome_named(str(row[15])),
        sent_at_ms=int(row[16] or 0),
        due_at_ms=int(row[17] or 0),
        mail_id=int(row[18] or 0),
        schedule_id=None if row[19] is None else int(row[19]),
        options=str(row[20]),
    )


def mailboxes_as_text(mailboxes: tuple[Mailbox, ...]) -> str:
    return json.dumps([[box.address, box.name] for box in mailboxes])


def mailboxes_of(text: str) -> tuple[Mailbox, ...]:
    return tuple(Mailbox(address, name) for address, name in json.loads(text))


def _text(cell: _Cell) -> str | None:
    return None if cell is None else str(cell)
