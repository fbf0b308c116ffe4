"""Log entries that are to be read again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from composer_app.archive import unsettled_logs
from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import TimeRange
from composer_app.domain.status import Status
from tests.unit.archive.samples import T0, after, entry, report
from tests.unit.archive.statuses import DELIVERED, ENROUTE, TAKEN_OVER
from tests.unit.archive.steps import ingest, sync

LONG_AGO = T0 - timedelta(days=2)


def log(archive: Archive, number: int, status: Status, sent_at: datetime, at: datetime = T0) -> None:
    sync(archive, entry(f"m-{number}", f"p{number}@example.com", status, sent_at=sent_at), at=at)


def ranges(archive: Archive, limit: int = 10, read: tuple[TimeRange, ...] = ()) -> list[tuple[int, int]]:
    """In seconds after T0."""
    found = archive.logs.unsettled_ranges(
        SANDBOX_ACCOUNT, LONG_AGO, lambda at: any(one.since <= at <= one.until for one in read), limit
    )
    return [(round((one.since - T0).total_seconds()), round((one.until - T0).total_seconds())) for one in found]


def test_only_what_is_not_final_and_still_in_the_logs(archive: Archive) -> None:
    log(archive, 1, ENROUTE, after(10))
    log(archive, 2, DELIVERED, after(20))
    log(archive, 3, TAKEN_OVER, after(30))
    log(archive, 4, ENROUTE, LONG_AGO - timedelta(seconds=1))
    log(archive, 5, ENROUTE, after(50))
    ingest(archive, report("m-5", "p5@example.com", DELIVERED))
    assert ranges(archive) == [(10, 30)]
    assert ranges(archive, read=(TimeRange(after(0), after(15)),)) == [(30, 30)]


def test_entries_of_impossible_times_are_not_followed(archive: Archive) -> None:
    log(archive, 1, ENROUTE, datetime.max.replace(tzinfo=UTC))
    log(archive, 2, ENROUTE, datetime.min.replace(tzinfo=UTC))
    log(archive, 3, ENROUTE, after(10))
    assert ranges(archive) == [(10, 10)]


def test_a_range_is_about_a_page_and_the_longest_unread_come_first(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsettled_logs, "PAGE", 3)
    for number in range(12):
        log(archive, number, ENROUTE, after(number), at=after(1000 - number))
    assert ranges(archive, limit=1) == [(11, 11)]
    assert ranges(archive, limit=2) == [(10, 11), (11, 11)]
    covered = {second for begin, end in ranges(archive, limit=12) for second in range(begin, end + 1)}
    assert covered == set(range(12))


def test_an_archive_without_such_entries_asks_for_nothing(archive: Archive) -> None:
    assert ranges(archive) == []
