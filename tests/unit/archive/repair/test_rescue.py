"""The archive's file is taken away while it is open: everything is in a new one, and nothing is overwritten."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.errors import ArchiveDamaged, ArchiveFull
from composer_app.archive.repair import rescue as rescuing
from composer_app.domain.archive_rescue import FileChange, Rescued
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import SubmissionState
from tests.unit.archive.samples import T0, draft, entry, submission
from tests.unit.archive.steps import all_rows, due_lookups, sync

FOREIGN = b"not ours"


@pytest.fixture
def reported() -> list[Rescued]:
    return []


@pytest.fixture
def archive(path: Path, reported: list[Rescued]) -> Iterator[Archive]:
    made = Archive.open(path)
    made.on_rescued = reported.append
    made.drafts.save(draft("before"))
    sync(made, *(entry(f"m-{number}", f"p{number}@example.com") for number in range(300)))
    yield made
    made.close()


def delete(path: Path) -> None:
    path.unlink()


def delete_all(path: Path) -> None:
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


def delete_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def move(path: Path) -> None:
    path.rename(path.with_name("moved-away"))


def replace(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(FOREIGN)
    other.replace(path)


def replace_by_a_copy(path: Path) -> None:
    """As a tool does that restores a file from its own backup, with an older log beside it."""
    copy = path.with_name("copy")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    copy.replace(path)


def drafts_in(path: Path) -> list[str]:
    with closing(ArchiveReader.open(path)) as reader:
        return sorted(one.id for one in reader.drafts.all())


@pytest.mark.parametrize("take_away", [delete, delete_all, delete_folder, move])
def test_a_file_that_is_gone_is_there_again_with_everything(
    take_away: Callable[[Path], None], archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    take_away(path)

    archive.drafts.save(draft("after"))

    assert [(one.change, one.path) for one in reported] == [(FileChange.GONE, path)]
    assert drafts_in(path) == ["after", "before"]
    assert len(all_rows(archive)) == 300
    archive.drafts.save(draft("later"))
    archive.close()
    gc.collect()
    assert drafts_in(path) == ["after", "before", "later"]
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert not list(path.parent.glob("*rescuing*"))


def delete_log(path: Path) -> None:
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink()


def move_log(path: Path) -> None:
    path.with_name(f"{path.name}-wal").rename(path.with_name("moved-away"))


@pytest.mark.parametrize("take_away", [delete_log, move_log])
def test_without_its_log_the_file_is_put_aside_and_everything_is_in_a_new_one(
    take_away: Callable[[Path], None], archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    take_away(path)

    archive.drafts.save(draft("after"))
    archive.drafts.save(draft("later"))

    assert [(one.change, one.path) for one in reported] == [(FileChange.LOG_GONE, path)]
    assert drafts_in(path) == ["after", "before", "later"]
    assert len(all_rows(archive)) == 300
    assert path.with_name(f"{path.name}.cut").exists()


def test_other_programs_that_come_and_go_take_no_log_away(
    archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    for number in range(3):
        with closing(Archive.open(path)) as other:
            other.drafts.save(draft(f"other-{number}"))
        archive.database.run("PRAGMA wal_checkpoint(TRUNCATE)")
        archive.drafts.save(draft(f"own-{number}"))
    archive.database.run("VACUUM")
    archive.drafts.save(draft("last"))
    assert reported == []


def replace_with_its_log(path: Path) -> None:
    """An archive that is in use, moved here as a whole."""
    other = path.with_name("in-use")
    archive = Archive.open(other)
    archive.drafts.save(draft("of another archive"))
    for ending in ("", "-wal"):
        copied = shutil.copy(other.with_name(other.name + ending), other.with_name("copied"))
        Path(copied).replace(path.with_name(path.name + ending))
    archive.close()


@pytest.mark.parametrize("take_away", [replace, replace_by_a_copy])
def test_a_file_in_its_place_is_left_alone(
    take_away: Callable[[Path], None], archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    take_away(path)
    there = path.read_bytes()

    archive.drafts.save(draft("after"))
    archive.drafts.save(draft("later"))

    (rescued,) = reported
    assert (rescued.change, rescued.former) == (FileChange.REPLACED, path)
    assert rescued.path == path.with_name(f"{path.name}.rescued")
    assert drafts_in(rescued.path) == ["after", "before", "later"]
    archive.close()
    assert path.read_bytes() == there


def test_an_archive_in_its_place_is_opened_as_it_was_put_there(archive: Archive, path: Path) -> None:
    """Not mixed with what our own log has."""
    other = path.with_name("other")
    with closing(Archive.open(other)) as made:
        made.drafts.save(draft("of another archive"))
    other.replace(path)
    archive.drafts.save(draft("after"))
    assert drafts_in(path) == ["of another archive"]
    archive.close()
    with closing(Archive.open(path)) as next_start:
        assert [one.id for one in next_start.drafts.all()] == ["of another archive"]


def test_the_log_of_an_archive_in_its_place_stays_with_it(archive: Archive, path: Path) -> None:
    replace_with_its_log(path)
    archive.drafts.save(draft("after"))
    archive.close()
    assert drafts_in(path) == ["of another archive"]


@pytest.mark.parametrize("take_away", [delete, replace])
def test_on_a_file_system_without_links(
    take_away: Callable[[Path], None], archive: Archive, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(_source: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    taken = path.with_name(f"{path.name}.rescued")
    taken.write_bytes(FOREIGN)
    take_away(path)
    monkeypatch.setattr(os, "link", no_links)

    archive.drafts.save(draft("after"))

    assert taken.read_bytes() == FOREIGN
    now = path if take_away is delete else path.with_name(f"{path.name}.rescued-2")
    assert drafts_in(now) == ["after", "before"]


def test_it_can_happen_again(archive: Archive, path: Path, reported: list[Rescued]) -> None:
    for number in range(3):
        replace(path if number == 0 else reported[-1].path)
        archive.drafts.save(draft(f"d-{number}"))
    names = [path.name + ending for ending in (".rescued", ".rescued-2", ".rescued-3")]
    assert [one.path.name for one in reported] == names
    assert drafts_in(reported[-1].path) == ["before", "d-0", "d-1", "d-2"]
    assert reported[0].path.read_bytes() == reported[1].path.read_bytes() == FOREIGN


@pytest.mark.parametrize("left", [0, 4096, 9000])
def test_a_file_that_was_cut_off_is_saved_where_the_log_has_the_rest(
    left: int, archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA wal_checkpoint(FULL)")
    archive.database.run("UPDATE draft SET updated_at = 1")
    archive.drafts.save(draft("before"))
    os.truncate(path, left)

    try:
        archive.drafts.save(draft("after"))
    except ArchiveDamaged:
        assert reported == []
        assert path.stat().st_size == left
        archive.database.run("PRAGMA user_version")  # nothing was changed, and the connection lives
    else:
        assert reported[0].change is FileChange.CUT
        assert drafts_in(path) == ["after", "before"]
        assert path.with_name(f"{path.name}.cut").stat().st_size == left
    assert not list(path.parent.glob("*rescuing*"))


def test_a_file_that_got_shorter_because_room_was_given_back_is_as_it_was(
    archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("DELETE FROM log_entry")
        other.execute("VACUUM")
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    archive.drafts.save(draft("after"))
    assert reported == []


def test_mail_that_was_being_sent_and_did_not_leave_does_not_wait_again(archive: Archive, path: Path) -> None:
    """The moved file may know it as one that waits, and may be in use elsewhere."""
    sending, later = (submission("ana@example.com", bulk_id=f"b-{number}") for number in range(2))
    archive.outbox.queue(sending, None)
    archive.outbox.start_sending(sending.id, T0)
    move(path)

    held = archive.outbox.hold_back(sending.id, T0, Problem(ProblemCode.NO_KEY))
    archive.outbox.queue(later, None)
    archive.outbox.start_sending(later.id, T0)

    assert (held.state, held.problem) == (SubmissionState.UNKNOWN, Problem(ProblemCode.RESTORED))
    assert archive.outbox.hold_back(later.id, T0, Problem(ProblemCode.NO_KEY)).state is SubmissionState.QUEUED


def test_mail_that_waits_does_not_leave_by_itself_and_new_mail_does(
    archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    """The file that was moved away may be in use elsewhere."""
    waiting, sending, new = (submission("ana@example.com", bulk_id=f"b-{number}") for number in range(3))
    archive.outbox.queue(waiting, None)
    archive.outbox.queue(sending, None)
    archive.outbox.start_sending(sending.id, T0)
    move(path)

    archive.outbox.queue(new, None)

    assert reported[0].in_doubt == 1
    states = {}
    for one in (waiting, sending, new):
        found = archive.outbox.get(one.id)
        assert found is not None
        states[one.bulk_id] = found.state
    assert list(states.values()) == [SubmissionState.UNKNOWN, SubmissionState.SENDING, SubmissionState.QUEUED]
    (doubt,) = due_lookups(archive, found.created_at.replace(year=2999))
    assert doubt.problem is not None
    assert doubt.problem.code is ProblemCode.RESTORED


def test_mail_that_waits_in_a_file_that_was_put_in_its_place_does_not_leave_by_itself(
    archive: Archive, path: Path
) -> None:
    """An older copy, say: what waits in it has left since."""
    mail = submission("ana@example.com")
    archive.outbox.queue(mail, None)
    replace_by_a_copy(path)
    archive.drafts.save(draft("noticed"))
    archive.close()

    for _ in range(2):
        with closing(Archive.open(path)) as next_start:
            found = next_start.outbox.get(mail.id)
            assert found is not None
            assert found.state is SubmissionState.UNKNOWN
    new = submission("tom@example.com", bulk_id="b-2")
    with closing(Archive.open(path)) as later:
        later.outbox.queue(new, None)
    with closing(Archive.open(path)) as later:
        queued = later.outbox.get(new.id)
        assert queued is not None
        assert queued.state is SubmissionState.QUEUED


def test_what_was_committed_into_a_file_that_was_just_deleted_is_saved(
    archive: Archive, path: Path, reported: list[Rescued]
) -> None:
    """It goes while the transaction is open."""
    with archive.database.transaction():
        archive.database.run("UPDATE draft SET updated_at = 7")
        path.unlink()
    assert reported[0].path == path
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT updated_at FROM draft").fetchall() == [(7,)]


def test_a_program_that_ends_saves_it_too(archive: Archive, path: Path) -> None:
    path.unlink()
    archive.close()
    assert drafts_in(path) == ["before"]


def test_without_room_nothing_is_written_and_it_is_tried_again(
    archive: Archive, path: Path, reported: list[Rescued], monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    with monkeypatch.context() as full:

        def no_room(_file: Path) -> None:
            raise OSError(28, "No space left on device")

        full.setattr(rescuing, "sync", no_room)
        with pytest.raises(ArchiveFull):
            archive.drafts.save(draft("after"))
        assert not path.exists()
        assert not list(path.parent.glob("*rescuing*"))
        assert reported == []

    archive.drafts.save(draft("after"))
    assert drafts_in(path) == ["after", "before"]


def test_a_second_program_with_the_lost_file_spoils_nothing(archive: Archive, path: Path) -> None:
    """`collect`, say: when it ends, SQLite would delete the log beside its file, which is another one's by then."""
    other = Archive.open(path)
    path.unlink()
    archive.drafts.save(draft("after"))

    other.drafts.save(draft("of the other"))
    other.close()

    archive.drafts.save(draft("later"))
    assert drafts_in(path) == ["after", "before", "later"]
    assert drafts_in(path.with_name(f"{path.name}.rescued")) == ["before", "of the other"]
