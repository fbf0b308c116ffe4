"""Sync schedule: when the reports of a mail are looked for soon after it was accepted. Pure.

How often all accounts are synced is a setting of the user (`Settings.sync_minutes`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from composer_app.domain.ids import AccountId, BulkId

FOLLOW_UP_AFTER_S = (2, 4, 8, 20, 60)
"""Pulls of a bulk soon after its mail was accepted; later ones come with every sync."""


class FollowUps:
    """The early pulls that are still to come."""

    def __init__(self) -> None:
        self._waiting: list[tuple[datetime, AccountId, BulkId]] = []

    @property
    def is_done(self) -> bool:
        return not self._waiting

    def add(self, account_id: AccountId, bulk_id: BulkId, accepted_at: datetime) -> None:
        """All pulls of one bulk."""
        self._waiting += [
            (accepted_at + timedelta(seconds=after_s), account_id, bulk_id) for after_s in FOLLOW_UP_AFTER_S
        ]

    def take_due(self, now: datetime) -> set[tuple[AccountId, BulkId]]:
        """The bulks to pull now, each once, also if more than one of its times has passed."""
        due = {(account_id, bulk_id) for at, account_id, bulk_id in self._waiting if at <= now}
        self._waiting = [one for one in self._waiting if one[0] > now]
        return due
