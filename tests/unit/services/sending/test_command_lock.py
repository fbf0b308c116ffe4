"""Locks of commands: several at a time, none while the archive is exchanged, none left by the dead."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.domain.problem import ProblemCode
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.sending.command_lock import CommandLock, running_commands
from composer_app.services.sending.sole_use import Occupant, SoleUse
from tests.unit import checkout

HOLDER = """
import sys
from pathlib import Path
from composer_app.services.sending.command_lock import CommandLock
from composer_app.services.profile import Profile
with CommandLock(Profile(Path(sys.argv[1])), "theirs"):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_several_are_held_at_a_time_and_known_by_name(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    with CommandLock(profile, "one"), CommandLock(profile, "two"):
        assert running_commands(profile) == {"one", "two"}
    assert running_commands(profile) == frozenset()


def test_the_archive_is_not_exchanged_under_a_command(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    use = SoleUse(profile)
    with CommandLock(profile, "one"):
        assert use.take() is Occupant.COMMAND
    assert use.take() is None
    use.give_back()


def test_no_command_begins_while_the_archive_is_exchanged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer_app.services.sending.command_lock._PATIENCE_MS", 20)
    profile = Profile(tmp_path)
    use = SoleUse(profile)
    assert use.take() is None

    with pytest.raises(Failed) as failed, CommandLock(profile, "one"):
        pass
    assert failed.value.problem.code is ProblemCode.ARCHIVE_LOCKED
    assert running_commands(profile) == frozenset()
    use.give_back()


def test_the_lock_of_a_killed_command_is_free(tmp_path: Path) -> None:
    profile = Profile(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], cwd=checkout.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        assert running_commands(profile) == {"theirs"}
        holder.kill()
        holder.wait()
    assert running_commands(profile) == frozenset()
