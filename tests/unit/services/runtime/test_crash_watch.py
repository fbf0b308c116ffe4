"""Every fault that nobody caught is heard of, once."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from pytestqt.qtbot import QtBot

from composer_app.services.runtime import program_log
from composer_app.services.runtime.crash_watch import CrashWatch, _log_of_qt
from composer_app.services.runtime.http_worker import HttpWorker
from tests.patience import PATIENCE_S


@pytest.fixture
def watch(qapp: object) -> Iterator[CrashWatch]:
    made = CrashWatch()
    yield made
    made.stop()


def fail() -> None:
    raise ZeroDivisionError("for ana@example.com")


def uncaught() -> None:
    try:
        fail()
    except ZeroDivisionError as error:
        program_log.log_uncaught(type(error), error, error.__traceback__)


def test_of_the_gui_thread_and_only_once_a_place(qtbot: QtBot, watch: CrashWatch) -> None:
    reports: list[str] = []
    watch.crashed.connect(reports.append)

    uncaught()
    uncaught()

    assert len(reports) == 1
    assert "ZeroDivisionError" in reports[0]
    assert "ana@" not in reports[0]


def test_of_another_thread(qtbot: QtBot, watch: CrashWatch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "excepthook", program_log.log_uncaught_of_thread)
    thread = threading.Thread(target=fail, name="some-thread")

    with qtbot.waitSignal(watch.crashed) as emitted:
        thread.start()
    thread.join(PATIENCE_S)

    assert "Thread some-thread" in emitted.args[0]


def test_of_the_worker_s_loop(qtbot: QtBot, watch: CrashWatch) -> None:
    worker = HttpWorker()

    async def leave_behind() -> None:
        asyncio.get_running_loop().call_soon(fail)

    with qtbot.waitSignal(watch.crashed) as emitted:
        worker.submit(leave_behind)
    assert worker.shutdown()

    assert "Thread httpx-worker" in emitted.args[0]


def test_what_is_logged_without_an_exception_is_none(watch: CrashWatch) -> None:
    reports: list[str] = []
    watch.crashed.connect(reports.append)

    logging.getLogger("composer_app.x").critical("only words")
    logging.getLogger("composer_app.x").error("caught", exc_info=ValueError("x"))

    assert reports == []


def test_qt_and_destructors_speak_into_the_log(watch: CrashWatch, caplog: pytest.LogCaptureFixture) -> None:
    class Stubborn:
        def __del__(self) -> None:
            raise ValueError("in a destructor")

    with caplog.at_level(logging.INFO):
        _log_of_qt(QtMsgType.QtCriticalMsg, None, "a complaint of Qt")  # type: ignore[arg-type]
        Stubborn()

    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    assert "a complaint of Qt" in caplog.text
    assert "in a destructor" in caplog.text


def test_it_leaves_everything_as_it_was(qapp: object) -> None:
    before = (sys.unraisablehook, logging.getLogger("composer_app").handlers[:])
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)

    CrashWatch().stop()

    assert (sys.unraisablehook, logging.getLogger("composer_app").handlers) == before
    assert qInstallMessageHandler(handler) is handler
