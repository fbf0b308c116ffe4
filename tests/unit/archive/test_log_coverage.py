from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.database import Database
from composer_app.archive.migration import migrate, migrations
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import TimeRange
from tests.examples import examples
from tests.new_archive import passing_archive
from tests.unit.archive.samples import T0, after

HOUR = timedelta(hours=1)


def note(archive: Archive, since: int, until: int) -> None:
    archive.logs.ingest(SANDBOX_ACCOUNT, (), T0, TimeRange(after(since), after(until)))


def hours_ago(since: float, until: float) -> TimeRange:
    return TimeRange(T0 - since * HOUR, T0 - until * HOUR)


def test_gap_stays_a_gap_until_it_is_read(archive: Archive) -> None:
    note(archive, 0, 10)
    note(archive, 20, 30)
    assert archive.logs.covered(SANDBOX_ACCOUNT) == (TimeRange(T0, after(10)), TimeRange(after(20), after(30)))
    note(archive, 10, 20)
    assert archive.logs.covered(SANDBOX_ACCOUNT) == (TimeRange(T0, after(30)),)


def test_nothing_is_noted_for_an_empty_or_reversed_range(archive: Archive) -> None:
    note(archive, 5, 5)
    note(archive, 9, 5)
    assert archive.logs.covered(SANDBOX_ACCOUNT) == ()


@settings(max_examples=examples(15), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8))
def test_ranges_cover_exactly_what_was_read(pieces: list[tuple[int, int]]) -> None:
    with passing_archive() as archive:
        for since, length in pieces:
            note(archive, since, since + length)
        ranges = archive.logs.covered(SANDBOX_ACCOUNT)
    covered = {second for since, length in pieces for second in range(since, since + length)}
    assert covered == {second for second in range(60) if any(one.since <= after(second) < one.until for one in ranges)}
    assert all(first.until < second.since for first, second in pairwise(ranges))


@pytest.mark.parametrize(
    ("noted", "left"),
    [
        ([(90, 2)], [(90, 2)]),
        ([(90, 1.5)], [(90, 1.5)]),  # the computers of one service differ by some minutes
        ([(90, 0.5)], [(90, 48)]),
        ([(90, -24)], [(90, 48)]),
        ([(90, 60), (30, -5)], [(90, 60)]),
        ([(90, 60), (50, 40), (30, -5)], [(90, 60), (50, 48)]),
        ([(-1, -24)], []),
    ],
)
def test_a_range_noted_by_a_wrong_clock_is_cut_where_the_logs_begin(
    archive: Archive, noted: list[tuple[float, float]], left: list[tuple[float, float]]
) -> None:
    for since, until in noted:
        archive.logs.ingest(SANDBOX_ACCOUNT, (), T0, hours_ago(since, until))
    mended = archive.logs.correct_coverage(SANDBOX_ACCOUNT, T0)
    assert list(mended) == [hours_ago(since, until) for since, until in left]
    assert archive.logs.covered(SANDBOX_ACCOUNT) == mended


def test_what_an_earlier_version_noted_is_taken_back_once_as_far_as_the_logs_reach(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    database = Database.open(path)
    migrate(database, migrations()[:3])
    database.run('INSERT INTO account (id, settings) VALUES (?, \'{"id":"sandbox","name":"Sandbox"}\')', ["sandbox"])
    old = TimeRange(T0 - 90 * HOUR, T0 - 20 * HOUR)
    numbers = [int(one.timestamp()) * 1_000_000 for one in (old.since, old.until)]
    database.run("INSERT INTO recorded (account, since, until) VALUES (1, ?, ?)", numbers)
    database.close()

    archive = Archive.open(path)
    try:
        assert archive.logs.covered(SANDBOX_ACCOUNT) == (old,)  # shown as it was until the service tells its time
        assert archive.logs.correct_coverage(SANDBOX_ACCOUNT, T0) == (hours_ago(90, 48),)
        archive.logs.ingest(SANDBOX_ACCOUNT, (), T0, hours_ago(48, 20))
        assert archive.logs.correct_coverage(SANDBOX_ACCOUNT, T0) == (hours_ago(90, 20),)
    finally:
        archive.close()
