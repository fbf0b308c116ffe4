"""The vendor's statuses and errors, and how they become an `Outcome` (CONTRACT 12 and 13)."""

from __future__ import annotations

from enum import IntEnum

import msgspec

from composer_app.domain.outcome import Outcome


class StatusGroup(IntEnum):
    """`status.groupId` (CONTRACT 12). Group 0 is written ACCEPTED or OK, depending on the source."""

    ACCEPTED = 0
    PENDING = 1
    UNDELIVERABLE = 2
    DELIVERED = 3
    EXPIRED = 4
    REJECTED = 5


GENERAL_STATUSES = ("ACCEPTED", "PENDING", "UNDELIVERABLE", "DELIVERED", "EXPIRED", "REJECTED")
"""Values of the logs' `generalStatus` parameter (CONTRACT 5)."""

DELIVERED_TO_OPERATOR = 2
"""In group DELIVERED, and yet not final: the receiving system took the mail over (CONTRACT 12)."""


class Status(msgspec.Struct, frozen=True):
    """A status as the vendor gave it. A group we do not know keeps its number and name."""

    group_id: int
    group_name: str = ""
    id: int = -1
    name: str = ""
    description: str = ""
    action: str = ""


class VendorError(msgspec.Struct, frozen=True):
    """The `error` object beside a status. `id` 0 is NO_ERROR."""

    group_id: int = 0
    group_name: str = ""
    id: int = 0
    name: str = ""
    description: str = ""
    permanent: bool = False

    @property
    def is_error(self) -> bool:
        return self.id != 0


_BY_GROUP = {
    StatusGroup.ACCEPTED: Outcome.ACCEPTED,
    StatusGroup.PENDING: Outcome.PENDING,
    StatusGroup.UNDELIVERABLE: Outcome.BOUNCED,
    StatusGroup.DELIVERED: Outcome.DELIVERED,
    StatusGroup.EXPIRED: Outcome.EXPIRED,
    StatusGroup.REJECTED: Outcome.REJECTED,
}


def outcome_of(status: Status) -> Outcome:
    """The outcome a status of a log entry or report stands for.

    A group that is newer than this program is read as PENDING: it is not final, and the vendor's own words
    are shown beside it.
    """
    if status.group_id == StatusGroup.DELIVERED and status.id == DELIVERED_TO_OPERATOR:
        return Outcome.PENDING
    return (
        _BY_GROUP.get(StatusGroup(status.group_id), Outcome.PENDING)
        if status.group_id in _BY_GROUP
        else Outcome.PENDING
    )


def outcome_of_answer(status: Status) -> Outcome:
    """The outcome that the answer to a send stands for: PENDING there means "taken", nothing more."""
    outcome = outcome_of(status)
    return Outcome.ACCEPTED if outcome in (Outcome.PENDING, Outcome.DELIVERED) else outcome
