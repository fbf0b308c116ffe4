"""One line of an NDJSON export: a message or a report with all its fields, and the JSON as it was received."""

from __future__ import annotations

import base64
import binascii
from typing import Final, Literal

import msgspec

from composer_app.domain.full_message import AwareTime, FullMessage, FullReport, HandOver, LifeEvent, ReceivedItem
from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError

_FORMAT: Final = "mail-composer-1"
_BASE64 = "base64:"


class LineItem(msgspec.Struct, frozen=True):
    """A report or log entry. `raw` is its own JSON as an object, byte for byte.

    JSON that would break the line is a text instead, and bytes that are no JSON follow "base64:" in a text.
    """

    received_at: AwareTime
    raw: msgspec.Raw


class RecordLine(msgspec.Struct, frozen=True, kw_only=True, rename={"sender": "from"}):
    """The line. `report` is the item of a line about one report; `log` and `reports` are those of a message."""

    format: Literal["mail-composer-1"]
    record: Literal["message", "report"]
    account_id: AccountId
    message_id: MessageId | None
    bulk_id: BulkId | None
    to: str
    kind: RecipientKind
    sender: str
    subject: str
    status: Outcome
    queued_at: AwareTime | None = None
    sent_at: AwareTime | None = None
    done_at: AwareTime | None = None
    price: str | None = None
    currency: str | None = None
    vendor_status: Status | None = None
    vendor_error: VendorError | None = None
    hand_over: HandOver | None = None
    events: tuple[LifeEvent, ...] = ()
    log: LineItem | None = None
    reports: tuple[LineItem, ...] = ()
    report: LineItem | None = None


def line_of_message(full: FullMessage) -> bytes:
    """Without the line end."""
    log = None if full.log is None else _line_item(full.log)
    line = _line("message", full, full.message)
    return _written(line, events=full.events, log=log, reports=tuple(map(_line_item, full.reports)))


def line_of_report(full: FullReport) -> bytes:
    """Without the line end."""
    item = ReceivedItem(full.report.received_at, full.raw)
    return _written(_line("report", full.about, full.report), report=_line_item(item))


def _line(record: Literal["message", "report"], about: FullMessage, row: MessageRow | ReportRow) -> RecordLine:
    """What every line says. `row`: the record itself, a report in place of its message."""
    message = about.message
    return RecordLine(
        format=_FORMAT,
        record=record,
        account_id=row.account_id,
        message_id=message.message_id,
        bulk_id=message.bulk_id,
        to=message.to,
        kind=message.kind,
        sender=message.sender,
        subject=row.subject,
        status=row.outcome,
        queued_at=message.queued_at,
        sent_at=row.sent_at,
        done_at=row.done_at,
        price=None if row.price is None else f"{row.price.per_message:f}",
        currency=None if row.price is None else row.price.currency,
        vendor_status=row.status,
        vendor_error=row.error,
        hand_over=about.hand_over,
    )


def _written(line: RecordLine, **more: object) -> bytes:
    return msgspec.json.encode(msgspec.structs.replace(line, **more))


def _line_item(item: ReceivedItem) -> LineItem:
    return LineItem(item.received_at, _as_json(item.raw))


def _as_json(raw: bytes) -> msgspec.Raw:
    try:
        msgspec.json.decode(raw)
        text = raw.decode()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return msgspec.Raw(msgspec.json.encode(_BASE64 + base64.b64encode(raw).decode()))
    if raw[:1] == b'"' or b"\n" in raw or b"\r" in raw:
        return msgspec.Raw(msgspec.json.encode(text))
    return msgspec.Raw(raw)


def raw_of(item: LineItem) -> bytes:
    """The bytes as they were received.

    Raises:
        ValueError: they were changed since and cannot be read.
    """
    raw = bytes(item.raw)
    if raw[:1] != b'"':
        return raw
    text = msgspec.json.decode(raw, type=str)
    if not text.startswith(_BASE64):
        return text.encode()
    try:
        return base64.b64decode(text.removeprefix(_BASE64), validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
