"""Who may send, who may replace the archive, and which commands run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile

from composer_app.domain.problem import ProblemCode
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.locks import (
    CommandLock,
    LockHolder,
    ReplacementLock,
    SenderLock,
    collect_lock,
    running_commands,
)
from tests.unit.programs import line_of, running
from tests.unit.rights import file_modes_count

SENDER = """
import sys
from pathlib import Path
from composer_app.services.profile import Profile
from composer_app.services.sending.locks import SenderLock
sender_lock = SenderLock(Profile(Path(sys.argv[1])))
print(sender_lock.take(), flush=True)
sys.stdin.readline()
"""
COMMAND = """
import sys
from pathlib import Path
from composer_app.services.sending.locks import CommandLock
from composer_app.services.profile import Profile
with CommandLock(Profile(Path(sys.argv[1])), "theirs"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_only_one_has_it(tmp_path: Path) -> None:
    one, other = SenderLock(Profile(tmp_path)), SenderLock(Profile(tmp_path))

    assert one.take()
    assert one.take()
    assert not other.take()
    one.release()
    assert other.take()
    other.release()


def test_two_profiles_have_two(tmp_path: Path) -> None:
    locks = []
    for name in ("a", "b"):
        profile = Profile(tmp_path / name)
        profile.make()
        locks.append(SenderLock(profile))

    assert [sender_lock.take() for sender_lock in locks] == [True, True]
    for sender_lock in locks:
        sender_lock.release()


def test_a_program_that_was_killed_has_it_no_more(tmp_path: Path) -> None:
    sender_lock = SenderLock(Profile(tmp_path))
    with running(SENDER, tmp_path) as holder:
        assert line_of(holder) == "True"
        assert not sender_lock.take()

    assert sender_lock.take()
    sender_lock.release()


def test_where_no_lock_can_be_written_there_is_no_other_one(tmp_path: Path) -> None:
    assert SenderLock(Profile(tmp_path / "missing")).take()


def test_one_has_it_and_no_window_opens_meanwhile(tmp_path: Path) -> None:
    lock, other = ReplacementLock(Profile(tmp_path)), ReplacementLock(Profile(tmp_path))
    assert lock.take() is None
    assert other.take() is LockHolder.WINDOW
    assert not SenderLock(Profile(tmp_path)).take()
    assert not collect_lock(Profile(tmp_path)).tryLock(0)
    lock.release()
    assert other.take() is None
    other.release()


def test_collecting_stands_against_it_and_then_nothing_is_held(tmp_path: Path) -> None:
    turn = collect_lock(Profile(tmp_path))
    assert turn.tryLock(0)
    assert ReplacementLock(Profile(tmp_path)).take() is LockHolder.COLLECT
    sender_lock = SenderLock(Profile(tmp_path))
    assert sender_lock.take()
    sender_lock.release()
    turn.unlock()


def test_a_window_keeps_its_role(tmp_path: Path) -> None:
    sender_lock = SenderLock(Profile(tmp_path))
    assert sender_lock.take()
    lock = ReplacementLock(Profile(tmp_path), sender_lock)
    assert lock.take() is None
    lock.release()
    assert ReplacementLock(Profile(tmp_path)).take() is LockHolder.WINDOW
    sender_lock.release()


@pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")
def test_where_no_lock_can_be_written_no_one_is_in_the_way(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    lock = ReplacementLock(Profile(tmp_path))
    with file_modes_count():
        assert lock.take() is None
        lock.release()


def test_several_are_held_at_a_time_and_known_by_name(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    with CommandLock(profile, "one"), CommandLock(profile, "two"):
        assert running_commands(profile) == {"one", "two"}
    assert running_commands(profile) == frozenset()


def test_the_archive_is_not_exchanged_under_a_command(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    lock = ReplacementLock(profile)
    with CommandLock(profile, "one"):
        assert lock.take() is LockHolder.COMMAND
    assert lock.take() is None
    lock.release()


def test_no_command_begins_while_the_archive_is_exchanged(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    lock = ReplacementLock(profile)
    assert lock.take() is None

    with pytest.raises(Failed) as failed, CommandLock(profile, "one", patience_ms=20):
        pass
    assert failed.value.problem.code is ProblemCode.ARCHIVE_LOCKED
    assert running_commands(profile) == frozenset()
    lock.release()


def test_the_lock_of_a_killed_command_is_free(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    with running(COMMAND, tmp_path) as holder:
        assert line_of(holder) == "held"
        assert running_commands(profile) == {"theirs"}
    assert running_commands(profile) == frozenset()


def test_a_command_that_begins_at_this_moment_is_in_the_way(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    looking = QLockFile(str(profile.replacement_lock))
    assert looking.tryLock(0)

    assert ReplacementLock(profile).take() is LockHolder.COMMAND

    looking.unlock()
    assert SenderLock(profile).take()  # nothing is held


def test_the_name_of_a_command_that_runs_cannot_be_taken_again(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    with (
        CommandLock(profile, "one"),
        pytest.raises(Failed) as failed,
        CommandLock(profile, "one", patience_ms=20),
    ):
        pass
    assert failed.value.problem.code is ProblemCode.ARCHIVE_READ_ONLY


def test_where_no_folder_for_locks_can_be_made_no_command_begins(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    profile.command_locks.write_bytes(b"a file where the folder is to be")

    with pytest.raises(Failed) as failed, CommandLock(profile, "one"):
        pass
    assert failed.value.problem.code is ProblemCode.ARCHIVE_READ_ONLY
