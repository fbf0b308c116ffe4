"""The log file: everything that happened, and no secret."""

from __future__ import annotations

import base64
import faulthandler
import logging
import sys
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app.services.runtime import program_log
from composer_app.services.runtime.program_log import mask, start_logging
from tests.patience import PATIENCE_S

KEY = "0123456789abcdef-key"
BASIC = base64.b64encode(b"anna:correct horse").decode()


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
    if program_log._fault_file is not None:
        program_log._fault_file.close()
        program_log._fault_file = None


@pytest.mark.parametrize(
    "text",
    [
        f"App {KEY}",
        f"app   {KEY}",
        f"Authorization: App {KEY}",
        f"authorization=Bearer {KEY}",
        f"{{'Authorization': 'App {KEY}', 'Accept': 'application/json'}}",
        f"[(b'Host', b'x'), (b'Authorization', b'App {KEY}')]",
        f'"authorization":"IBSSO {KEY}"',
        f"Authorization: {KEY}",
        f"POST / HTTP/1.1\r\nAuthorization: App {KEY}\r\nHost: x",
    ],
)
def test_a_key_is_masked_wherever_it_stands(text: str) -> None:
    assert KEY not in mask(text)
    assert "…" in mask(text)


@pytest.mark.parametrize("text", [f"Basic {BASIC}", f"Authorization: Basic {BASIC}", f"Proxy-Authorization: {BASIC}"])
def test_a_password_is_masked(text: str) -> None:
    assert BASIC not in mask(text)


def test_a_short_key_is_masked_behind_its_header() -> None:
    assert "k1" not in mask("Authorization: App k1")


def test_everything_else_stays() -> None:
    text = "the app is up, basic checks done: 12 rows, GET /email/1/logs?limit=1000 in 31 ms"

    assert mask(text) == text


def test_the_rest_of_the_line_stays() -> None:
    assert mask(f"{{'Authorization': 'App {KEY}', 'Accept': 'x'}}") == "{'Authorization': '…', 'Accept': 'x'}"


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


@pytest.mark.parametrize(
    "unit", ["authorization ", "authorization: ", "App ", "App\t", "Basic x ", " ", "authorization:'"]
)
def test_a_line_of_a_megabyte_is_masked_in_time(unit: str) -> None:
    """What takes time by the square of the length would not end within a day."""
    assert mask(unit * (1_000_000 // len(unit)) + "App 0123456789abcdef").endswith("…")
