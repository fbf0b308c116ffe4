"""Gaps between recorded time ranges, and what is said of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter, TimeRange
from composer_app.ui.logs.log_gaps import gaps_in_sight, gaps_of, words_of

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def days_ago(since_days: float, until_days: float) -> TimeRange:
    return TimeRange(NOW - since_days * DAY, NOW - until_days * DAY)


def wanted(since_days: float | None = None, until_days: float | None = None) -> ArchiveFilter:
    return ArchiveFilter(
        account_id=SANDBOX_ACCOUNT,
        since=None if since_days is None else NOW - since_days * DAY,
        until=None if until_days is None else NOW - until_days * DAY,
    )


def test_gaps_lie_between_recorded_ranges() -> None:
    assert gaps_of([]) == []
    assert gaps_of([days_ago(3, 0)]) == []
    assert gaps_of([days_ago(3, 0), days_ago(9, 5)]) == [days_ago(5, 3)]


def test_only_gaps_of_the_time_looked_at_are_reported() -> None:
    recorded = [days_ago(40, 30), days_ago(20, 5), days_ago(3, 0)]
    assert gaps_in_sight(recorded, wanted(), NOW) == [days_ago(5, 3)]
    assert gaps_in_sight(recorded, wanted(2), NOW) == []
    assert gaps_in_sight(recorded, wanted(60), NOW) == [days_ago(5, 3), days_ago(30, 20)]
    assert gaps_in_sight(recorded, wanted(60, 10), NOW) == [days_ago(30, 20)]


def test_words_say_from_when_to_when_and_why() -> None:
    gap = TimeRange(NOW - 27 * timedelta(hours=1), NOW)
    assert words_of([]) == ""
    said = words_of([gap])
    assert said.startswith("Not recorded: 22 Nov")
    assert said.endswith("The logs were not fetched for 73 hours, and Infobip keeps them for only 48 hours.")
    assert words_of([gap, gap]).endswith("Before that, 1 more time range is not recorded.")
    assert words_of([gap, gap, gap]).endswith("Before that, 2 more time ranges are not recorded.")


def test_what_is_not_certain_yet_is_no_gap() -> None:
    """The last two hours, and the seconds that the service forgets while it is read."""
    last = TimeRange(NOW - 3 * DAY, NOW - timedelta(hours=2))
    forgotten = TimeRange(NOW - 9 * DAY, NOW - 3 * DAY - timedelta(seconds=20))
    assert gaps_of([forgotten, last]) == []
