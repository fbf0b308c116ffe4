"""Log gaps: times whose logs were not read in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from composer_app.domain.queries import ArchiveFilter, TimeRange
from composer_app.domain.unrecorded_time import SHORTEST_GAP
from composer_app.domain.vendor_limits import LOG_DELAY, LOG_REACH
from composer_app.ui.texts import logs

RECENT = timedelta(days=7)
"""Without `since:` the note shows only gaps that end within this time."""


def gaps_of(recorded: Sequence[TimeRange]) -> list[TimeRange]:
    """The times between recorded ranges, oldest first. The time after the last one is no gap: it will be read."""
    ordered = sorted(recorded, key=lambda one: one.since)
    gaps = []
    for before, after in pairwise(ordered):
        if after.since - before.until >= SHORTEST_GAP:
            gaps.append(TimeRange(before.until, after.since))
    return gaps


def gaps_in_sight(recorded: Sequence[TimeRange], wanted: ArchiveFilter, now: datetime) -> list[TimeRange]:
    """The gaps that the time range of the filter touches, newest first."""
    since = wanted.since or now - RECENT
    until = wanted.until or now
    return [gap for gap in reversed(gaps_of(recorded)) if gap.since < until and gap.until > since]


def words_of(gaps: Sequence[TimeRange], service: str = "Infobip") -> str:
    """One line for the newest gap and a count of the others; "" if there is none.

    Args:
        service: name of the service, as used within a sentence.
    """
    if not gaps:
        return ""
    first = gaps[0]
    # A sync begins 48 hours back, and is sure of what is older than two hours: so the last one before the gap was
    # two hours after it began, the next one 48 hours after it ended.
    unread_for = first.until - first.since + LOG_REACH - LOG_DELAY
    hours = round(unread_for.total_seconds() / 3600)
    sentences = [logs.gap(first, hours, service)]
    if len(gaps) > 1:
        sentences.append(logs.gaps_before(len(gaps) - 1))
    return " ".join(sentences)
