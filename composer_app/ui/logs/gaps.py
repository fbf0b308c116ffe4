"""Stretches of time whose logs nobody read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from composer_app.domain.query import LOG_REACH, ArchiveFilter, Stretch
from composer_app.ui.common import format as fmt

RECENT = timedelta(days=7)
"""A list without `since:` tells of gaps that end in this time; older ones are told where one looks at them."""


def gaps_of(recorded: Sequence[Stretch]) -> list[Stretch]:
    """What lies between recorded stretches, oldest first."""
    ordered = sorted(recorded, key=lambda stretch: stretch.since)
    gaps = []
    for before, after in pairwise(ordered):
        if after.since > before.until:
            gaps.append(Stretch(before.until, after.since))
    return gaps


def gaps_in_sight(recorded: Sequence[Stretch], wanted: ArchiveFilter, now: datetime) -> list[Stretch]:
    """The gaps that the filter's stretch of time touches, newest first."""
    since = wanted.since or now - RECENT
    until = wanted.until or now
    return [gap for gap in reversed(gaps_of(recorded)) if gap.since < until and gap.until > since]


def words_of(gaps: Sequence[Stretch], service: str = "Infobip") -> str:
    """One line for the newest gap and a count of the others; "" if there is none.

    Args:
        service: whose logs these are, as it is called within a sentence.
    """
    if not gaps:
        return ""
    first = gaps[0]
    # a harvest begins 48 hours back: what is missing before that, the program was off for, and those 48 hours too
    off_for = first.until - first.since + LOG_REACH
    hours = round(off_for.total_seconds() / 3600)
    since, until = fmt.moment(first.since, seconds=False), fmt.moment(first.until, seconds=False)
    more = f" So are {fmt.count(len(gaps) - 1, 'stretch', 'stretches')} before it." if len(gaps) > 2 else ""
    more = " So is one stretch before it." if len(gaps) == 2 else more
    reach = int(LOG_REACH.total_seconds() // 3600)
    return (
        f"Not recorded: {since} to {until}. The program was off for {hours} hours, "
        f"and {service} keeps logs for {reach}.{more}"
    )
