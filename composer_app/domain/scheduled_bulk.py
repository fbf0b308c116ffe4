"""A scheduled send as the service has it: when it goes out, and whether it is held (api/README.md 6)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

import msgspec


class BulkStatus(StrEnum):
    """The vendor's word for the state of a scheduled send."""

    PENDING = "PENDING"
    PAUSED = "PAUSED"
    PROCESSING = "PROCESSING"
    CANCELED = "CANCELED"
    FINISHED = "FINISHED"
    FAILED = "FAILED"


_BY_WEIGHT = (
    BulkStatus.PENDING,
    BulkStatus.PAUSED,
    BulkStatus.PROCESSING,
    BulkStatus.FINISHED,
    BulkStatus.FAILED,
    BulkStatus.CANCELED,
)
"""One of our ids may name several bulks of the service. What can still be changed counts most, then what went out."""


class ScheduledBulk(msgspec.Struct, frozen=True):
    """Status and time of a scheduled send. `send_at` is None if the service does not say it."""

    status: BulkStatus
    send_at: datetime | None = None


class BulkChange(StrEnum):
    """A change that the user wants of a scheduled send."""

    MOVE = "move"
    PAUSE = "pause"
    RESUME = "resume"
    CANCEL = "cancel"


STATUS_OF = {
    BulkChange.PAUSE: BulkStatus.PAUSED,
    BulkChange.RESUME: BulkStatus.PENDING,
    BulkChange.CANCEL: BulkStatus.CANCELED,
}
"""The status that the service is asked for."""


def overall_status(statuses: Collection[BulkStatus]) -> BulkStatus:
    """One status for all bulks that an id names; at least one."""
    return min(statuses, key=_BY_WEIGHT.index)


def is_as_wanted(bulk: ScheduledBulk, change: BulkChange, send_at: datetime | None) -> bool:
    """Whether the service has a bulk as this change would leave it."""
    if change is BulkChange.MOVE:
        return bulk.send_at == send_at
    if change is BulkChange.RESUME:
        return bulk.status in (BulkStatus.PENDING, BulkStatus.PROCESSING, BulkStatus.FINISHED)
    return bulk.status is STATUS_OF[change]
