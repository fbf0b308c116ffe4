from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.query import Stretch
from tests.unit.archive.samples import T0, after


def note(archive: Archive, since: int, until: int) -> None:
    archive.ingest_logs(SANDBOX_ACCOUNT, (), T0, Stretch(after(since), after(until)))


def test_gap_stays_a_gap_until_it_is_read(archive: Archive) -> None:
    note(archive, 0, 10)
    note(archive, 20, 30)
    assert archive.recorded(SANDBOX_ACCOUNT) == (Stretch(T0, after(10)), Stretch(after(20), after(30)))
    note(archive, 10, 20)
    assert archive.recorded(SANDBOX_ACCOUNT) == (Stretch(T0, after(30)),)


def test_nothing_is_noted_for_an_empty_or_reversed_stretch(archive: Archive) -> None:
    note(archive, 5, 5)
    note(archive, 9, 5)
    assert archive.recorded(SANDBOX_ACCOUNT) == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8))
def test_stretches_cover_exactly_what_was_read(pieces: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        archive = Archive.open(Path(folder) / "archive.sqlite3")
        try:
            for since, length in pieces:
                note(archive, since, since + length)
            stretches = archive.recorded(SANDBOX_ACCOUNT)
        finally:
            archive.close()
    covered = {second for since, length in pieces for second in range(since, since + length)}
    assert covered == {second for second in range(60) if any(s.since <= after(second) < s.until for s in stretches)}
    assert all(first.until < second.since for first, second in pairwise(stretches))
