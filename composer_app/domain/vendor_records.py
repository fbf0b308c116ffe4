"""Delivery reports and log entries of the API."""

from __future__ import annotations

from datetime import datetime

import msgspec

from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError, outcome_of


class _Record(msgspec.Struct, frozen=True, kw_only=True):
    """Fields that reports and log entries share. All times are aware, in UTC."""

    message_id: MessageId
    to: str
    status: Status
    bulk_id: BulkId | None = None
    sender: str = ""
    sent_at: datetime | None = None
    done_at: datetime | None = None
    error: VendorError = VendorError()
    price: Price | None = None
    raw: bytes = b""
    """The item's own JSON, unknown fields included."""
    received_at: datetime | None = None
    """When it was received; None: with its answer. An answer made of a file holds items of many times."""

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.status)


class DeliveryReport(_Record, frozen=True, kw_only=True):
    """One delivery report. The vendor hands it out once (api/README.md 4)."""

    callback_data: str = ""


class LogEntry(_Record, frozen=True, kw_only=True):
    """One entry of the logs, which reach back 48 hours (api/README.md 5). Reading them consumes nothing."""

    text: str = ""


class TrackingEvent(msgspec.Struct, frozen=True, kw_only=True):
    """What a recipient did, or a bounce after the delivery. It is only pushed, and names no time of its own
    (api/README.md 10)."""

    kind: EventKind
    event_id: str
    message_id: MessageId
    to: str
    sent_at: datetime | None = None
    link: str = ""
