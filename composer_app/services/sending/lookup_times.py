"""Lookup times: when a mail that may have been sent is looked up in the logs. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from composer_app.domain.submission import SubmissionHead
from composer_app.domain.vendor_limits import LOG_REACH

LOOKUP_AFTER = tuple(timedelta(seconds=after) for after in (5, 30, 2 * 60, 10 * 60, 16 * 60, 60 * 60))
"""The times of the lookups of an unknown mail, from the moment it became unknown. The one after 16 minutes is the first
that proves something if it finds nothing (`LOGS_KNOW_AFTER`). The last step repeats until the logs forget the mail."""

ASK_AGAIN_AFTER = timedelta(minutes=1)
"""The pause after a lookup that could not ask the logs: without a connection, without the key."""


def leaves_service_at(submission: SubmissionHead) -> datetime:
    """When the service sends it, as far as is known: the logs list the mail from then on."""
    handed_over_at = submission.handed_over_at or submission.created_at
    return handed_over_at if submission.send_at is None else max(handed_over_at, submission.send_at)


def next_lookup(now: datetime, handed_over_at: datetime, lookups: int) -> datetime | None:
    """The time of the next lookup of an unknown mail; None: it is too old for the logs.

    It counts from the last lookup, so that lookups missed while the computer slept are not made up for at once.

    Args:
        now: the time of the last lookup, or the time at which the mail became unknown.
        handed_over_at: the logs list the mail for 48 hours from this.
        lookups: number of lookups so far.
    """
    first, hourly = LOOKUP_AFTER[:-1], LOOKUP_AFTER[-1]
    before = first[lookups - 1] if 0 < lookups <= len(first) else timedelta(0)
    pause = first[lookups] - before if lookups < len(first) else hourly
    return within_reach(now + pause, handed_over_at)


def within_reach(moment: datetime, handed_over_at: datetime) -> datetime | None:
    """`moment`, or None if the logs do not list a mail of `handed_over_at` any more by then."""
    return moment if moment <= handed_over_at + LOG_REACH else None
