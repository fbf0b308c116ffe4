"""One line of an NDJSON export: a message or a report with all its fields, and the JSON as it was received."""

from __future__ import annotations

import base64
import binascii
from typing import Final, Literal

import msgspec

from composer_app.domain.full_message import AwareTime, FullMessage, FullReport, HandOver, LifeEvent, ReceivedItem
from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
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
    message = full.message
    line = RecordLine(
        format=_FORMAT,
        record="message",
        account_id=message.account_id,
        message_id=message.message_id,
        bulk_id=message.bulk_id,
        to=message.to,
        kind=message.kind,
        sender=message.sender,
        subject=message.subject,
        status=message.outcome,
        queued_at=message.queued_at,
        sent_at=message.sent_at,
        done_at=message.done_at,
        price=_amount(message.price),
        currency=_currency(message.price),
        vendor_status=message.status,
        vendor_error=message.error,
        hand_over=full.hand_over,
        events=full.events,
        log=None if full.log is None else _line_item(full.log),
        reports=tuple(map(_line_item, full.reports)),
    )
    return msgspec.json.encode(line)


def line_of_report(full: FullReport) -> bytes:
    """Without the line end."""
    report, message = full.report, full.about.message
    line = RecordLine(
        format=_FORMAT,
        record="report",
        account_id=report.account_id,
        message_id=message.message_id,
        bulk_id=message.bulk_id,
        to=report.to,
        kind=message.kind,
        sender=message.sender,
        subject=report.subject,
        status=report.outcome,
        queued_at=message.queued_at,
        sent_at=report.sent_at,
        done_at=report.done_at,
        price=_amount(report.price),
        currency=_currency(report.price),
        vendor_status=report.status,
        vendor_error=report.error,
        hand_over=full.about.hand_over,
        report=_line_item(ReceivedItem(report.received_at, full.raw)),
    )
    return msgspec.json.encode(line)


def _amount(price: Price | None) -> str | None:
    return None if price is None else f"{price.per_message:f}"


def _currency(price: Price | None) -> str | None:
    return None if price is None else price.currency


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
