from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.errors import NotFound
from composer_app.domain.ids import SANDBOX_ACCOUNT
from tests.unit.archive.samples import T0, after, report


def store(archive: Archive, body: bytes = b'{"results":[]}', is_complete: bool = True) -> int:
    return archive.answers.store(SANDBOX_ACCOUNT, "reports", "limit 2", body, is_complete, T0)


def test_stored_answer_waits_with_its_bytes(archive: Archive) -> None:
    body = bytes(range(256)) * 10
    number = store(archive, body)
    (waiting,) = archive.answers.unread()
    assert (waiting.id, waiting.kind, waiting.query, waiting.size_bytes) == (number, "reports", "limit 2", 2560)
    assert (waiting.is_read, waiting.is_complete, waiting.problem, waiting.received_at) == (False, True, None, T0)
    assert archive.answers.body(number) == body


def test_another_connection_sees_it_before_anybody_parses(archive: Archive, path: Path) -> None:
    store(archive)
    second = Archive.open(path)
    assert len(second.answers.unread()) == 1
    second.close()


def test_read_in_full_the_bytes_go(archive: Archive) -> None:
    number = store(archive)
    archive.reports.ingest(number, [report()], None, T0)
    assert archive.answers.unread() == ()
    with pytest.raises(NotFound):
        archive.answers.body(number)


@pytest.mark.parametrize(("is_complete", "problem"), [(True, "not understood"), (False, None), (False, "cut off")])
def test_what_was_not_understood_keeps_its_bytes(archive: Archive, is_complete: bool, problem: str | None) -> None:
    number = store(archive, b'{"results":[', is_complete)
    archive.reports.ingest(number, [report()], problem, T0)
    (waiting,) = archive.answers.unread()
    assert (waiting.is_read, waiting.problem, waiting.is_complete) == (True, problem, is_complete)
    assert archive.answers.body(number) == b'{"results":['
    archive.reports.ingest(number, [report()], problem, after(60))
    assert len(archive.answers.unread()) == 1


def test_a_later_program_that_understands_it_lets_the_bytes_go(archive: Archive) -> None:
    number = store(archive)
    archive.reports.ingest(number, [], "no list of results", T0)
    archive.reports.ingest(number, [report()], None, T0)
    assert archive.answers.unread() == ()


def test_unknown_answer_is_not_found(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.answers.body(7)


def test_reader_cannot_write(archive: Archive) -> None:
    reader = archive.reader()
    assert isinstance(reader, ArchiveReader)
    assert not isinstance(reader, Archive)
    reader.close()
