"""The vendor's statuses and errors, and how they become an `Outcome` (api/README.md 12 and 13)."""

from __future__ import annotations

import re
from enum import IntEnum

import msgspec

from composer_app.domain.outcome import Outcome


class StatusGroup(IntEnum):
    """`status.groupId` (api/README.md 12). Group 0 is written ACCEPTED or OK, depending on the source."""

    ACCEPTED = 0
    PENDING = 1
    UNDELIVERABLE = 2
    DELIVERED = 3
    EXPIRED = 4
    REJECTED = 5


GENERAL_STATUSES = ("ACCEPTED", "PENDING", "UNDELIVERABLE", "DELIVERED", "EXPIRED", "REJECTED")
"""Values of the logs' `generalStatus` parameter (api/README.md 5)."""

DELIVERED_TO_OPERATOR = 2
"""In group DELIVERED, but not final: the receiving system accepted the mail (api/README.md 12)."""


_CODE = re.compile(r"[A-Z0-9]+(_[A-Z0-9]+)*")

NO_GROUP = -1
"""`group_id` if the status neither names nor implies a group."""
NO_NUMBER = -1
"""`id` of a status or an error that came without one."""


class Status(msgspec.Struct, frozen=True):
    """A status of the vendor. An unknown group keeps its number and name."""

    group_id: int
    group_name: str = ""
    id: int = NO_NUMBER
    name: str = ""
    description: str = ""
    action: str = ""

    @property
    def words(self) -> str:
        """The vendor's own words for it; "" if there are none."""
        return _first_words(self.description, self.name, self.group_name)


class VendorError(msgspec.Struct, frozen=True):
    """The `error` object beside a status. `id` 0 is NO_ERROR, NO_NUMBER an error that came without a number."""

    group_id: int = 0
    group_name: str = ""
    id: int = 0
    name: str = ""
    description: str = ""
    permanent: bool = False

    @property
    def is_error(self) -> bool:
        return self.id != 0

    @property
    def key(self) -> str:
        """What makes two wordings the same error: its number, or its name if it came without one."""
        return str(self.id) if self.id > 0 else (self.name or self.description).strip()

    @property
    def words(self) -> str:
        """The vendor's own words for it; its number if there are none. "" if there is no error."""
        if not self.is_error:
            return ""
        numbered = f"Error {self.id}" if self.id > 0 else "Error without words"
        return _first_words(self.description, self.name, self.group_name) or numbered


def _first_words(*texts: str) -> str:
    """The first text that is no bare sign or number; a code such as EC_HARD_BOUNCE as words: "Hard bounce"."""
    said = next((text.strip() for text in texts if sum(map(str.isalpha, text)) > 1), "")
    if not _CODE.fullmatch(said):
        return said
    return said.removeprefix("EC_").replace("_", " ").capitalize()


_BY_GROUP = {
    StatusGroup.ACCEPTED: Outcome.ACCEPTED,
    StatusGroup.PENDING: Outcome.PENDING,
    StatusGroup.UNDELIVERABLE: Outcome.BOUNCED,
    StatusGroup.DELIVERED: Outcome.DELIVERED,
    StatusGroup.EXPIRED: Outcome.EXPIRED,
    StatusGroup.REJECTED: Outcome.REJECTED,
}


_GROUP_OF_STATUS = {
    StatusGroup.PENDING: (3, 7, 26),
    StatusGroup.UNDELIVERABLE: (4, 9, 31),
    StatusGroup.DELIVERED: (2, 5),
    StatusGroup.EXPIRED: (15, 29),
    StatusGroup.REJECTED: (6, 8, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 23, 25, 51, 52, 75, 88, 89, 90, 99),
}
"""The ids of each group (api/README.md 12). A new one gets its words in `STATUS_WORDS` (ui/texts/vendor_codes.py)."""
_GROUP_BY_STATUS = {number: group for group, numbers in _GROUP_OF_STATUS.items() for number in numbers}
_GROUP_BY_NAME = {group.name: group for group in StatusGroup} | {"OK": StatusGroup.ACCEPTED}


def group_implied_by(group_name: str, name: str, status_id: int | None) -> int:
    """The group of a status without a `groupId`; NO_GROUP if unknown.

    Every name of a status but MISSING_TO begins with that of its group (api/README.md 12).
    """
    for words in (group_name, name):
        code = words.strip().upper().replace(" ", "_")
        group = _GROUP_BY_NAME.get(code, _GROUP_BY_NAME.get(code.partition("_")[0]))
        if group is not None:
            return group
    return NO_GROUP if status_id is None else _GROUP_BY_STATUS.get(status_id, NO_GROUP)


def group_of(outcome: Outcome) -> StatusGroup | None:
    """The group that means this outcome; None for outcomes that only this program has."""
    return next((group for group, meant in _BY_GROUP.items() if meant is outcome), None)


def is_known_group(status: Status) -> bool:
    """False: the group is newer than this program, or was not named."""
    return status.group_id in _BY_GROUP


def outcome_of(status: Status) -> Outcome:
    """The outcome for a status of a log entry or report.

    An unknown group counts as PENDING: not final, with the vendor's own words shown beside it.
    """
    if status.group_id == StatusGroup.DELIVERED and status.id == DELIVERED_TO_OPERATOR:
        return Outcome.PENDING
    return _BY_GROUP[StatusGroup(status.group_id)] if is_known_group(status) else Outcome.PENDING


def outcome_of_answer(status: Status) -> Outcome:
    """The outcome for a status in the answer to a send: PENDING there means accepted."""
    outcome = outcome_of(status)
    return Outcome.ACCEPTED if outcome in (Outcome.PENDING, Outcome.DELIVERED) else outcome


_DUPLICATE_ID, _DUPLICATE_NAME = 23, "DUPLICATE_MESSAGE_ID"


def was_sent_before(status: Status) -> bool:
    """True if the service refuses a mail because it already has its message ID (api/README.md 12 and 15).

    Our ids are never used for two mails, so an earlier try of the same mail did reach it.
    """
    return status.id == _DUPLICATE_ID or _DUPLICATE_NAME in status.name.upper()
