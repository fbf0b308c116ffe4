"""One program at a time sends from a profile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from composer_app.services.profile import Profile
from composer_app.services.sending.sender_role import SenderRole
from tests.faulty_server import PATIENCE_S
from tests.unit import checkout

HOLDER = """
import sys
from pathlib import Path
from composer_app.services.profile import Profile
from composer_app.services.sending.sender_role import SenderRole
role = SenderRole(Profile(Path(sys.argv[1])))
print(role.take(), flush=True)
sys.stdin.readline()
"""


def test_only_one_has_it(tmp_path: Path) -> None:
    one, other = SenderRole(Profile(tmp_path)), SenderRole(Profile(tmp_path))

    assert one.take()
    assert one.take()
    assert not other.take()
    one.give_back()
    assert other.take()
    other.give_back()


def test_two_profiles_have_two(tmp_path: Path) -> None:
    roles = []
    for name in ("a", "b"):
        profile = Profile(tmp_path / name)
        profile.make()
        roles.append(SenderRole(profile))

    assert [role.take() for role in roles] == [True, True]
    for role in roles:
        role.give_back()


def test_a_program_that_was_killed_has_it_no_more(tmp_path: Path) -> None:
    role = SenderRole(Profile(tmp_path))
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=checkout.ROOT,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        assert not role.take()
    finally:
        holder.kill()
        holder.communicate(timeout=PATIENCE_S)

    assert role.take()
    role.give_back()


def test_where_no_lock_can_be_written_there_is_no_other_one(tmp_path: Path) -> None:
    assert SenderRole(Profile(tmp_path / "missing")).take()
