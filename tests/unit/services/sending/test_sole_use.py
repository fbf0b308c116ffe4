"""Nobody else uses the archive while it is exchanged."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from composer_app.services.profile import Profile
from composer_app.services.sending.sender_role import SenderRole
from composer_app.services.sending.sole_use import Occupant, SoleUse, collector_lock
from tests.unit.rights import file_modes_count


def test_one_has_it_and_no_window_opens_meanwhile(tmp_path: Path) -> None:
    use, other = SoleUse(Profile(tmp_path)), SoleUse(Profile(tmp_path))
    assert use.take() is None
    assert other.take() is Occupant.WINDOW
    assert not SenderRole(Profile(tmp_path)).take()
    assert not collector_lock(Profile(tmp_path)).tryLock(0)
    use.give_back()
    assert other.take() is None
    other.give_back()


def test_collecting_stands_against_it_and_then_nothing_is_held(tmp_path: Path) -> None:
    turn = collector_lock(Profile(tmp_path))
    assert turn.tryLock(0)
    assert SoleUse(Profile(tmp_path)).take() is Occupant.COLLECT
    role = SenderRole(Profile(tmp_path))
    assert role.take()
    role.give_back()
    turn.unlock()


def test_a_window_keeps_its_role(tmp_path: Path) -> None:
    role = SenderRole(Profile(tmp_path))
    assert role.take()
    use = SoleUse(Profile(tmp_path), role)
    assert use.take() is None
    use.give_back()
    assert SoleUse(Profile(tmp_path)).take() is Occupant.WINDOW
    role.give_back()


@pytest.mark.skipif(sys.platform != "linux", reason="rights of Linux")
def test_where_no_lock_can_be_written_nobody_is_in_the_way(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    use = SoleUse(Profile(tmp_path))
    with file_modes_count():
        assert use.take() is None
        use.give_back()
