"""Gaps between recorded stretches, and what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.query import ArchiveFilter, Stretch
from composer_app.ui.logs.gaps import gaps_in_sight, gaps_of, words_of

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def stretch(since_days: float, until_days: float) -> Stretch:
    return Stretch(NOW - since_days * DAY, NOW - until_days * DAY)


def wanted(since_days: float | None = None, until_days: float | None = None) -> ArchiveFilter:
    return ArchiveFilter(
        account_id=SANDBOX_ACCOUNT,
        since=None if since_days is None else NOW - since_days * DAY,
        until=None if until_days is None else NOW - until_days * DAY,
    )


def test_gaps_lie_between_stretches() -> None:
    assert gaps_of([]) == []
    assert gaps_of([stretch(3, 0)]) == []
    assert gaps_of([stretch(3, 0), stretch(9, 5)]) == [stretch(5, 3)]


def test_only_gaps_of_the_time_looked_at_are_told() -> None:
    recorded = [stretch(40, 30), stretch(20, 5), stretch(3, 0)]
    assert gaps_in_sight(recorded, wanted(), NOW) == [stretch(5, 3)]
    assert gaps_in_sight(recorded, wanted(2), NOW) == []
    assert gaps_in_sight(recorded, wanted(60), NOW) == [stretch(5, 3), stretch(30, 20)]
    assert gaps_in_sight(recorded, wanted(60, 10), NOW) == [stretch(30, 20)]


def test_words_say_from_when_to_when_and_why() -> None:
    gap = Stretch(NOW - 27 * timedelta(hours=1), NOW)
    assert words_of([]) == ""
    said = words_of([gap])
    assert said.startswith("Not recorded: 22 Nov")
    assert said.endswith("The program was off for 75 hours, and Infobip keeps logs for 48.")
    assert words_of([gap, gap]).endswith("So is one stretch before it.")
    assert words_of([gap, gap, gap]).endswith("So are 2 stretches before it.")
