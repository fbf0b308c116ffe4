"""Notices over D-Bus: the bus and the desktop's service are made up, the messages are real."""

from __future__ import annotations

import os
import queue
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, Message, new_error, new_method_return, new_signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.services.runtime.dbus_notifications import DesktopNotifications
from tests.patience import PATIENCE_S
from tests.unit import checkout

SERVICE = DBusAddress("/org/freedesktop/Notifications", interface="org.freedesktop.Notifications")


class Desktop:
    """The desktop's service, and the router to it."""

    def __init__(self, capabilities: list[str]) -> None:
        self.capabilities = capabilities
        self.calls: queue.Queue[tuple[str, Any]] = queue.Queue()
        self.forgets = False
        self._signals: queue.Queue[Message] = queue.Queue()
        self._last_id = 40

    @contextmanager
    def router(self) -> Iterator[Any]:
        yield self

    @contextmanager
    def filter(self, _rule: object, *, queue: queue.Queue[Message]) -> Iterator[None]:
        self._signals = queue
        yield

    def send_and_get_reply(self, message: Message, *, timeout: float) -> Message:
        assert timeout > 0
        method = message.header.fields[HeaderFields.member]
        if method == "AddMatch":
            return new_method_return(message)
        self.calls.put((method, message.body))
        if method == "GetCapabilities":
            return new_method_return(message, "as", (self.capabilities,))
        if method == "CloseNotification":
            return new_error(message, "org.example.Gone") if self.forgets else new_method_return(message)
        self._last_id += 1
        return new_method_return(message, "u", (self._last_id,))

    def click(self, notice: int) -> None:
        self._signals.put(new_signal(SERVICE, "ActionInvoked", "us", (notice, "default")))

    def called(self, method: str) -> Any:
        """What the next call of this name says."""
        while (call := self.calls.get(timeout=PATIENCE_S))[0] != method:
            pass
        return call[1]


def shown_by(desktop: Desktop) -> DesktopNotifications:
    return DesktopNotifications(open_router=desktop.router)


def has_ended() -> bool:
    return not any(thread.name == "notices" for thread in threading.enumerate())


@pytest.mark.parametrize(
    ("capabilities", "body"), [(["body", "body-markup"], "a &lt;b@x.example&gt;"), (["body"], "a <b@x.example>")]
)
def test_a_notice_takes_the_place_of_the_one_before(qapp: QApplication, capabilities: list[str], body: str) -> None:
    desktop = Desktop(capabilities)
    notices = shown_by(desktop)
    notices.show_notice("1 mail not delivered", "a <b@x.example>")
    program, replaces, icon, title, text, actions, hints, _time = desktop.called("Notify")
    assert (program, replaces, icon, title, text) == ("Mail Composer", 0, "mail-composer", "1 mail not delivered", body)
    assert actions == ["default", ""]
    assert hints["desktop-entry"] == ("s", "mail-composer")
    notices.show_notice("2 mails not delivered", "")
    assert desktop.called("Notify")[1] == 41
    notices.stop()
    assert has_ended()


def test_a_click_on_its_own_notice_is_reported(qtbot: QtBot) -> None:
    desktop = Desktop([])
    notices = shown_by(desktop)
    notices.show_notice("Title", "")
    desktop.called("Notify")
    with qtbot.waitSignal(notices.clicked):
        desktop.click(7)  # of another program
        desktop.click(41)
    with qtbot.assertNotEmitted(notices.clicked):
        desktop.click(7)
        notices.stop()
    assert has_ended()


@pytest.mark.parametrize("forgets", [False, True])
def test_a_notice_is_taken_away_also_when_it_is_gone(qapp: QApplication, forgets: bool) -> None:
    desktop = Desktop([])
    desktop.forgets = forgets
    notices = shown_by(desktop)
    notices.withdraw()  # there was none
    notices.show_notice("Title", "")
    notices.withdraw()
    assert desktop.called("CloseNotification") == (41,)
    notices.show_notice("Another", "")
    assert desktop.called("Notify")[1] == 0
    notices.stop()


def test_a_bus_that_comes_later_is_used(qtbot: QtBot) -> None:
    desktop, tries = Desktop([]), []

    def sometimes() -> AbstractContextManager[Any]:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not yet")
        return desktop.router()

    notices = DesktopNotifications(open_router=sometimes)
    notices.show_notice("Early", "")
    qtbot.waitUntil(has_ended)
    notices.show_notice("Late", "")
    assert [desktop.called("Notify")[3] for _ in range(2)] == ["Early", "Late"]
    notices.stop()
    assert has_ended()


def test_without_a_bus_nothing_happens(qapp: QApplication, caplog: pytest.LogCaptureFixture) -> None:
    def no_router() -> AbstractContextManager[Any]:
        raise OSError("no bus here")

    notices = DesktopNotifications(open_router=no_router)
    notices.stop()
    with caplog.at_level("INFO"):
        notices.show_notice("Title", "")
        notices.show_notice("Another", "")
        notices.stop()
    assert "the desktop shows no notices: no bus here" in caplog.text
    assert has_ended()


def test_over_the_bus_of_a_session(tmp_path: Path) -> None:
    """The default way to the bus; where there is no bus, the notice is lost and nothing else."""
    command = [sys.executable, "-m", "tests.unit.services.runtime.notice_session"]
    if shutil.which("dbus-run-session"):
        command = ["dbus-run-session", "--", *command, "bus"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(checkout.ROOT)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=120, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == (["1 mail not delivered", "clicked"] if "bus" in command else ["no bus"])


def test_the_default_way_is_the_bus_of_the_session(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere/at/all")
    notices = DesktopNotifications()
    notices.show_notice("Title", "")
    notices.stop()
    assert has_ended()
