"""The parts that send answers, reports and logs have in common, as they stand on the wire (CONTRACT 3-5, 12, 13)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TypedDict

import msgspec

from composer_app.api.wire_time import read_wire_time
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.money import Price
from composer_app.domain.status import Status, VendorError


class WireStatus(msgspec.Struct, rename="camel"):
    """The `status` object. Only the group is needed: it decides what became of the mail."""

    group_id: int
    group_name: str | None = None
    id: int | None = None
    name: str | None = None
    description: str | None = None
    action: str | None = None

    def status(self) -> Status:
        return Status(
            self.group_id,
            self.group_name or "",
            -1 if self.id is None else self.id,
            self.name or "",
            self.description or "",
            self.action or "",
        )


class _WireError(msgspec.Struct, rename="camel"):
    group_id: int | None = None
    group_name: str | None = None
    id: int | None = None
    name: str | None = None
    description: str | None = None
    permanent: bool | None = None

    def error(self) -> VendorError:
        return VendorError(
            self.group_id or 0,
            self.group_name or "",
            self.id or 0,
            self.name or "",
            self.description or "",
            bool(self.permanent),
        )


class _WirePrice(msgspec.Struct, rename="camel"):
    price_per_message: Decimal | None = None
    currency: str | None = None


class SharedPart(TypedDict):
    """Arguments that `DeliveryReport` and `LogEntry` both take."""

    message_id: MessageId
    status: Status
    bulk_id: BulkId | None
    sent_at: datetime | None
    done_at: datetime | None
    error: VendorError
    price: Price | None


class WireItem(msgspec.Struct, rename="camel", kw_only=True):
    """What reports and log entries of every version share. Names that a version changes stand in its own module."""

    message_id: str | int
    status: WireStatus
    bulk_id: str | int | None = None
    sent_at: str | None = None
    done_at: str | None = None
    error: _WireError | None = None
    price: _WirePrice | None = None

    def shared(self) -> SharedPart:
        """The fields whose names no version changes."""
        return SharedPart(
            message_id=MessageId(str(self.message_id)),
            status=self.status.status(),
            bulk_id=BulkId(str(self.bulk_id)) if self.bulk_id is not None else None,
            sent_at=read_wire_time(self.sent_at),
            done_at=read_wire_time(self.done_at),
            error=self.error.error() if self.error else VendorError(),
            price=_price(self.price),
        )


def _price(wire: _WirePrice | None) -> Price | None:
    if wire is None or wire.price_per_message is None or not wire.price_per_message.is_finite():
        return None
    return Price(wire.price_per_message, "" if wire.currency in (None, "UNKNOWN") else str(wire.currency))
