"""An unlocked keyring is noticed while something waits for it, and only then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from composer_app.services.accounts.keyring_watch import EMIT_AGAIN_AFTER, LOOK_EVERY_MS, KeyringWatch
from tests.unit import checkout
from tests.unit.services.house import House


class Lock:
    """What the keyring says of itself."""

    def __init__(self, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
        self.house = house
        self.is_locked: bool | None = True
        self.is_broken = False
        self.asked = 0
        monkeypatch.setattr(house.context.credentials, "is_locked", self.answer)

    async def answer(self) -> bool | None:
        self.asked += 1
        if self.is_broken:
            raise OSError("no bus")
        return self.is_locked

    def look(self, watch: KeyringWatch) -> None:
        self.house.until(lambda: not watch.is_asking)  # at once, when something began to wait
        before = self.asked
        watch.look()
        self.house.until(lambda: self.asked > before and not watch.is_asking)


@pytest.fixture
def lock(empty_house: House, monkeypatch: pytest.MonkeyPatch) -> Lock:
    return Lock(empty_house, monkeypatch)


@pytest.fixture
def reported() -> list[None]:
    return []


@pytest.fixture
def watch(empty_house: House, lock: Lock, reported: list[None]) -> KeyringWatch:
    watch = KeyringWatch(empty_house.context)
    watch.unlocked.connect(lambda: reported.append(None))
    return watch


def test_nothing_is_asked_while_nothing_waits(watch: KeyringWatch, lock: Lock) -> None:
    watch.wait_for_mail(False)
    assert (lock.asked, watch.is_looking) == (0, False)


def test_a_keyring_that_breaks_off_is_asked_again(watch: KeyringWatch, lock: Lock, reported: list[None]) -> None:
    watch.wait_for_mail(True)
    lock.is_broken = True
    lock.look(watch)
    lock.is_broken, lock.is_locked = False, False
    lock.look(watch)
    assert len(reported) == 1


def test_it_is_asked_at_once_and_reported_once_it_is_open(
    watch: KeyringWatch, lock: Lock, reported: list[None]
) -> None:
    watch.wait_for_mail(True)
    assert watch.is_looking
    timer = watch.findChild(QTimer)
    assert timer is not None
    assert timer.interval() == LOOK_EVERY_MS
    lock.house.until(lambda: lock.asked == 1 and not watch.is_asking)
    assert reported == []

    lock.is_locked = False
    lock.look(watch)
    assert len(reported) == 1
    lock.look(watch)
    assert len(reported) == 1


def test_it_is_reported_again_after_it_was_locked_again(watch: KeyringWatch, lock: Lock, reported: list[None]) -> None:
    watch.wait_for("banner", True)
    for is_locked, count in ((False, 1), (True, 1), (False, 2)):
        lock.is_locked = is_locked
        lock.look(watch)
        assert len(reported) == count


def test_one_that_says_it_is_open_is_not_tried_in_a_circle(
    watch: KeyringWatch, lock: Lock, reported: list[None], empty_house: House
) -> None:
    lock.is_locked = False
    for _ in range(3):  # what was let go is held back again
        watch.wait_for_mail(True)
        lock.look(watch)
        watch.wait_for_mail(False)
    assert len(reported) == 1

    empty_house.clock.now += EMIT_AGAIN_AFTER
    watch.wait_for_mail(True)
    lock.look(watch)
    assert len(reported) == 2


def test_one_that_does_not_tell_changes_nothing(watch: KeyringWatch, lock: Lock, reported: list[None]) -> None:
    lock.is_locked = None
    watch.wait_for_mail(True)
    lock.look(watch)
    assert reported == []


def test_it_looks_as_long_as_anything_waits(watch: KeyringWatch, lock: Lock) -> None:
    watch.wait_for_mail(True)
    watch.wait_for("banner", True)
    watch.wait_for_mail(False)
    assert watch.is_looking
    watch.wait_for("banner", False)
    assert not watch.is_looking
    watch.wait_for_mail(True)
    watch.stop()
    assert not watch.is_looking
    lock.house.until(lambda: not watch.is_asking)


@pytest.mark.keyring
def test_with_a_real_secret_service_held_mail_leaves_when_it_is_unlocked(tmp_path: Path) -> None:
    if not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")):
        pytest.skip("needs gnome-keyring and dbus")
    for name in ("home", "run"):
        (tmp_path / name).mkdir(mode=0o700)
    module = "tests.unit.services.unlocking_session"
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-m", module, str(tmp_path / "profile")],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path / "home"),
            "XDG_RUNTIME_DIR": str(tmp_path / "run"),
            "PYTHONPATH": str(checkout.ROOT),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=150,
        cwd=tmp_path,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == [
        "locked True",
        "held queued keyring locked 0",
        "locked True",
        "left accepted 1",
        "looking False",
    ]
    assert done.stderr.count("Activating service name='org.gnome.keyring.SystemPrompter'") <= 1, "asked a person again"
