"""The log file: everything that happened, and no secret."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.services.runtime import program_log
from composer_app.services.runtime.program_log import start_logging
from tests.patience import PATIENCE_S

KEY = "0123456789abcdef-key"


@pytest.fixture
def logging_put_back() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hooks = root.handlers[:], root.level, (sys.excepthook, threading.excepthook)
    root.handlers = []  # basicConfig(force=True) closes what it replaces
    yield
    for handler in root.handlers:
        handler.close()
    root.handlers, root.level = handlers, level
    sys.excepthook, threading.excepthook = hooks
    faulthandler.disable()
    if program_log.fault_file is not None:
        program_log.fault_file.close()
        program_log.fault_file = None


def test_a_traceback_in_the_file_has_no_secret(tmp_path: Path, logging_put_back: None) -> None:
    start_logging(tmp_path / "log")
    try:
        raise ValueError(f"bad header: Authorization: App {KEY}")
    except ValueError:
        logging.getLogger("composer_app").exception("it broke with App %s", KEY)

    text = (tmp_path / "log" / "mail-composer.log").read_text(encoding="utf-8")
    assert "ValueError" in text
    assert "it broke with App …" in text
    assert KEY not in text


def test_uncaught_errors_of_every_thread_are_in_the_file(tmp_path: Path, logging_put_back: None) -> None:
    start_logging(tmp_path / "log")

    def fail() -> None:
        raise ZeroDivisionError("in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join(PATIENCE_S)
    try:
        raise ZeroDivisionError("in the main thread")
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)

    text = (tmp_path / "log" / "mail-composer.log").read_text(encoding="utf-8")
    assert "in a thread" in text
    assert "in the main thread" in text
    assert faulthandler.is_enabled()


def test_an_uncaught_error_holds_nothing_open(tmp_path: Path, logging_put_back: None) -> None:
    """A painter that lived on with the traceback would end the process."""
    start_logging(tmp_path / "log")
    held = []

    class Open:
        pass

    def fail() -> None:
        held.append(weakref.ref(painter := Open()))
        raise OverflowError(f"{painter} is open")

    with pytest.raises(OverflowError) as raised:
        fail()
    assert held[0]() is not None
    sys.excepthook(OverflowError, raised.value, raised.value.__traceback__)

    assert held[0]() is None


def test_an_interrupt_is_no_fault(tmp_path: Path, logging_put_back: None, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(tmp_path / "log")

    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not (tmp_path / "log" / "mail-composer.log").exists()


def test_a_folder_that_cannot_be_written_leaves_the_console(
    tmp_path: Path, logging_put_back: None, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("a file in the way")

    start_logging(tmp_path / "log")
    logging.getLogger("composer_app").error("still told")

    said = capsys.readouterr().err
    assert "No log file" in said
    assert "still told" in said
