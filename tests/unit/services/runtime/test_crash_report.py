"""A crash report helps to mend, and tells nothing of anybody's mail."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from composer_app.domain.secret import Secret
from composer_app.services.runtime.crash_report import crash_report, ended_report
from composer_app.services.runtime.program_versions import versions

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = Secret("key-of-this-very-test")
BODY = "<p>Dear Ana, your balance is 1,284 EUR</p>"


def report_of(error: BaseException) -> str:
    try:
        raise error
    except BaseException:
        kind, raised, trace = sys.exc_info()
    assert kind is not None
    assert raised is not None
    return crash_report((kind, raised, trace), "httpx-worker", AT, versions())


def test_it_says_what_broke_and_where() -> None:
    report = report_of(KeyError("messageId"))

    assert report.startswith("A fault of the program, 2026-11-23 12:00:00 UTC\nMail Composer ")
    assert "Thread httpx-worker" in report
    assert "KeyError: 'messageId'" in report
    assert "in report_of" in report
    assert "raise error" in report


@pytest.mark.parametrize(
    "text",
    [
        f"cannot parse {BODY}",
        f"cannot parse {BODY!r}",
        f'"{BODY}"',
        f"App {KEY.reveal()}",
        KEY.reveal(),
        "no such person: ana.kovac@example.com",
        "b'your balance is 1,284 EUR'",
        "x" * 10_000,
    ],
)
def test_it_holds_no_key_no_recipient_and_no_body(text: str) -> None:
    report = report_of(ValueError(text))

    for hidden in (KEY.reveal(), "balance", "Dear", "ana.kovac", "x" * 500):
        assert hidden not in report
    assert "ValueError" in report


def test_causes_and_groups_are_masked_as_well() -> None:
    error = ExceptionGroup("several", [ValueError("for tom@example.org"), TypeError("'a b'")])
    error.__cause__ = OSError("bob@example.net is gone")

    report = report_of(error)

    assert "@example" not in report
    assert "OSError" in report
    assert "TypeError" in report


def test_the_home_folder_is_not_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ana.kovac"))

    assert "ana.kovac" not in ended_report('File "/home/ana.kovac/x.py"', [], AT, {})


def test_a_run_that_ended_early() -> None:
    reported = ended_report(
        "Fatal Python error: Segmentation fault\n", ["INFO to ana@example.com\n"], AT, {"Qt": "6.8"}
    )
    assert "Segmentation fault" in reported
    assert "INFO to …@…" in reported

    assert "ended from outside" in ended_report("", [], AT, {})


@pytest.mark.parametrize("unit", ["'", "\\'", '"', "'\"", "a", "<", "\\", "'a' "])
def test_a_message_of_a_megabyte_ends(unit: str) -> None:
    assert "ValueError" in report_of(ValueError(unit * (1_000_000 // len(unit))))


def test_what_is_quoted_in_a_long_message_is_not_reported() -> None:
    report = report_of(ValueError(f"bad text 'Dear Ana, {'x' * 10_000}' in it"))
    assert "bad text '…'" in report
    assert "Dear Ana" not in report
