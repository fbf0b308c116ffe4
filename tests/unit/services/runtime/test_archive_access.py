"""The archive on threads of its own: one writes, one reads."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.errors import ArchiveDamaged, ArchiveError, ArchiveLocked, ArchiveReadOnly
from composer_app.domain.account import SANDBOX
from composer_app.domain.archive_rescue import Rescued
from composer_app.domain.clock import utc_now
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.submission import SubmissionState
from composer_app.services.runtime import serial_thread
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.serial_thread import ThreadStoppedError
from tests.faulty_server import FaultyServer, Gate, accepts, answers, says_no
from tests.patience import PATIENCE_S
from tests.stored_mail import newest_mail
from tests.unit.services.house import NOW, House, draft
from tests.unit.services.sending.test_outbox import tick

SEND, LOGS = "/email/3/send", "/email/1/logs"


@pytest.fixture
def access(tmp_path: Path) -> Iterator[ArchiveAccess]:
    access = ArchiveAccess(tmp_path / "archive.sqlite")
    yield access
    assert access.stop()


def test_it_is_made_where_there_is_none(access: ArchiveAccess, tmp_path: Path) -> None:
    assert access.write(lambda archive: archive.accounts.all()).result(PATIENCE_S) == (SANDBOX,)
    assert (tmp_path / "archive.sqlite").exists()


def test_writing_and_reading_have_a_thread_each(access: ArchiveAccess) -> None:
    writer = access.write(lambda _archive: threading.current_thread().name).result(PATIENCE_S)
    reader = access.read(lambda _reader: threading.current_thread().name).result(PATIENCE_S)

    assert (writer, reader) == ("archive", "archive-reader")


def test_a_long_search_holds_up_no_other_read(access: ArchiveAccess) -> None:
    gate = Gate()
    searching = access.search(lambda _reader: gate.hold())
    gate.wait_until_seen()

    assert access.read(lambda reader: reader.accounts.all()).result(5) == (SANDBOX,)
    gate.release()
    searching.result(5)
    assert access.search(lambda _reader: threading.current_thread().name).result(5) == "archive-searcher"


def test_what_was_written_is_read_at_once(access: ArchiveAccess) -> None:
    submission = submission_of(draft(account_id=SANDBOX.id), "Hello", SANDBOX, NOW)
    access.write(lambda archive: archive.outbox.queue(submission, None)).result(PATIENCE_S)

    ids = access.read(lambda reader: reader.messages.ids(ArchiveFilter(), SortKey.SENT, True)).result(PATIENCE_S)

    assert len(ids) == 1


def test_a_look_that_was_cancelled_is_not_answered(access: ArchiveAccess) -> None:
    gate = Gate()
    access.write(lambda _archive: gate.hold())
    looked = access.read_after_writes(lambda reader: reader.accounts.all())
    assert looked.cancel()
    gate.release()

    assert access.write(lambda archive: archive.accounts.all()).result(PATIENCE_S) == (SANDBOX,)
    assert looked.cancelled()


def test_a_look_that_the_reader_is_too_late_for_ends(access: ArchiveAccess) -> None:
    """The archive is locked, and the program ends before the reading connection can be asked instead."""

    def locked(_reader: ArchiveReader) -> None:
        with contextlib.suppress(ThreadStoppedError):
            while True:
                access.read(lambda _reader: None).result(PATIENCE_S)
        raise ArchiveLocked("busy")

    looked = access.read_after_writes(locked)
    assert access.stop(PATIENCE_S)

    with pytest.raises(ThreadStoppedError):
        looked.result(PATIENCE_S)


def test_a_long_read_does_not_hold_up_a_write(access: ArchiveAccess) -> None:
    gate = Gate()
    reading = access.read(lambda _reader: gate.hold())
    gate.wait_until_seen()

    assert access.write(lambda archive: archive.accounts.all()).result(PATIENCE_S) == (SANDBOX,)
    gate.release()
    reading.result(PATIENCE_S)


def test_a_read_that_is_cancelled_ends_at_once_and_the_next_one_begins(access: ArchiveAccess) -> None:
    begun = threading.Event()

    def endless(reader: ArchiveReader) -> object:
        begun.set()
        return reader.database.rows(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        )

    running, waiting = access.read(endless), access.read(endless)
    assert begun.wait(5)
    assert waiting.cancel()
    assert running.cancel()

    assert access.read(lambda reader: reader.accounts.all()).result(5) == (SANDBOX,)
    assert running.cancelled()
    assert waiting.cancelled()


def test_a_write_that_began_is_seen_through_when_its_task_is_cancelled(access: ArchiveAccess) -> None:
    gate = Gate()
    written: list[str] = []

    async def write_and_be_cancelled() -> None:
        def job(_archive: object) -> None:
            gate.hold()
            written.append("it")

        task = asyncio.ensure_future(access.writing(job))
        await asyncio.to_thread(gate.wait_until_seen)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        gate.release()
        await access.writing(lambda _archive: None)

    asyncio.run(write_and_be_cancelled())
    assert written == ["it"]


def test_reading_can_be_awaited(access: ArchiveAccess) -> None:
    assert asyncio.run(access.reading(lambda reader: reader.messages.total(SANDBOX.id))) == 0


def test_a_file_that_is_no_archive_is_reported_for_every_job_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    path.write_bytes(b"a diary" * 1000)
    access = ArchiveAccess(path)

    with pytest.raises(ArchiveDamaged):
        access.write(lambda archive: archive.accounts.all()).result(PATIENCE_S)
    with pytest.raises(ArchiveError):
        access.read(lambda reader: reader.messages.total(SANDBOX.id)).result(PATIENCE_S)
    assert access.stop()
    assert path.read_bytes() == b"a diary" * 1000


def test_after_the_end_nothing_is_taken(tmp_path: Path) -> None:
    access = ArchiveAccess(tmp_path / "archive.sqlite")
    assert access.stop()

    with pytest.raises(ThreadStoppedError):
        access.write(lambda archive: archive.accounts.all())
    assert not list(tmp_path.glob("*-wal")), "the file was not closed"


def test_what_cannot_be_changed_can_be_looked_at(
    access: ArchiveAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> Archive:
        raise ArchiveReadOnly("attempt to write a readonly database")

    access.write(lambda archive: archive.accounts.all()).result(PATIENCE_S)
    monkeypatch.setattr(Archive, "open", refuse)
    second = ArchiveAccess(tmp_path / "archive.sqlite")
    try:
        with pytest.raises(ArchiveReadOnly):
            second.write(lambda archive: archive.accounts.all()).result(PATIENCE_S)
        assert second.read(lambda reader: reader.messages.count_by_outcome(ArchiveFilter())).result(PATIENCE_S) == {}
    finally:
        assert second.stop()


def locked_for_writing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def refuse(_path: Path) -> Archive:
        raise error

    monkeypatch.setattr(Archive, "open", refuse)


def test_looking_sees_what_was_to_be_written_before(access: ArchiveAccess) -> None:
    gate = Gate()
    access.write(lambda _archive: gate.hold())
    access.write(lambda archive: archive.drafts.save(draft(subject="first")))
    looked = access.read_after_writes(lambda reader: [one.subject for one in reader.drafts.all()])
    gate.release()
    assert looked.result(PATIENCE_S) == ["first"]
    assert asyncio.run(access.reading_after_writes(lambda reader: len(reader.drafts.all()))) == 1


def test_where_nothing_can_be_written_one_can_look_until_it_can(
    access: ArchiveAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.write(lambda archive: archive.drafts.save(draft(subject="first"))).result(PATIENCE_S)
    monkeypatch.setattr(serial_thread, "OPEN_AGAIN_AFTER_S", 0.0)
    with monkeypatch.context() as locked:
        locked_for_writing(locked, ArchiveLocked("database is locked"))
        second = ArchiveAccess(tmp_path / "archive.sqlite")
        assert second.read_after_writes(lambda reader: reader.accounts.all()).result(PATIENCE_S) == (SANDBOX,)
        assert second.read_after_writes(lambda reader: len(reader.drafts.all())).result(PATIENCE_S) == 1
        assert second.read(lambda reader: len(newest_mail(reader))).result(PATIENCE_S) == 0
        with pytest.raises(ArchiveLocked):
            second.write(lambda archive: archive.accounts.all()).result(PATIENCE_S)
    second.write(lambda archive: archive.drafts.save(draft(subject="second"))).result(PATIENCE_S)
    assert second.read_after_writes(lambda reader: len(reader.drafts.all())).result(PATIENCE_S) == 2
    kept = [second.read(lambda reader: id(reader)).result(PATIENCE_S) for _ in range(2)]
    assert kept[0] == kept[1], "from now on one connection stays open"
    assert second.stop()


def test_a_damaged_archive_is_not_read_another_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked_for_writing(monkeypatch, ArchiveDamaged("malformed"))
    access = ArchiveAccess(tmp_path / "archive.sqlite")
    with pytest.raises(ArchiveDamaged):
        access.read_after_writes(lambda reader: reader.accounts.all()).result(PATIENCE_S)
    assert access.stop()


def test_an_older_layout_that_cannot_be_changed_is_reported_as_that(
    access: ArchiveAccess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access.write(lambda archive: archive.database.run("PRAGMA user_version = 1")).result(PATIENCE_S)
    locked_for_writing(monkeypatch, ArchiveReadOnly("attempt to write a readonly database"))
    second = ArchiveAccess(tmp_path / "archive.sqlite")
    with pytest.raises(ArchiveReadOnly):
        second.read_after_writes(lambda reader: reader.accounts.all()).result(PATIENCE_S)
    assert second.stop()


def test_a_file_that_was_taken_away_is_left_by_reader_and_writer(access: ArchiveAccess, tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    reported: list[Rescued] = []
    access.on_rescued = reported.append
    access.write(lambda archive: archive.drafts.save(draft(subject="first"))).result(PATIENCE_S)
    assert access.read(lambda reader: len(reader.drafts.all())).result(PATIENCE_S) == 1
    other = tmp_path / "other"
    other.write_bytes(b"not ours")
    other.replace(path)

    access.write(lambda archive: archive.drafts.save(draft(subject="second"))).result(PATIENCE_S)

    assert access.read(lambda reader: len(reader.drafts.all())).result(PATIENCE_S) == 2
    assert access.path == tmp_path / "archive.sqlite.rescued"
    assert reported == [access.rescued]
    assert path.read_bytes() == b"not ours"


def test_mail_that_waits_does_not_leave_when_the_file_was_moved(house: House, server: FaultyServer) -> None:
    """It may be in use elsewhere, and leave from there. What is written after that leaves."""
    server.plays("POST", SEND, says_no(429, {"Retry-After": "60"}), accepts())
    server.plays("GET", LOGS, answers({"results": []}))
    waiting = house.send("ana@example.com")
    assert waiting.state is SubmissionState.QUEUED
    house.profile.archive.rename(house.profile.folder / "moved-away")

    new = house.send("tom@example.com")
    house.clock.now = utc_now() + timedelta(hours=1)  # the archive goes by the real time then
    tick(house)
    house.until(lambda: bool(house.submission(waiting.id).lookups))

    assert new.state is SubmissionState.ACCEPTED
    assert house.submission(waiting.id).state is SubmissionState.UNKNOWN
    sent_to = [request.field("to") for request in server.asked(SEND)]
    assert sent_to == [["ana@example.com"], ["tom@example.com"]]
