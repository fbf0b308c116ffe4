"""The small pieces of the details: history, fields, JSON, text for the clipboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from composer_app.domain.history import EventKind, MessageDetails, MessageEvent, MessageRow
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError
from composer_app.ui.logs.columns import COLUMNS
from composer_app.ui.records.copying import as_lines
from composer_app.ui.records.field_list import fields_of
from composer_app.ui.records.history import steps_of
from composer_app.ui.records.raw_json import laid_out, parts_of
from composer_app.ui.records.wrapped_text import WrappedText

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def event(kind: EventKind, outcome: Outcome, minutes: int = 0, detail: str = "") -> MessageEvent:
    at = NOON + timedelta(minutes=minutes)
    return MessageEvent(kind, at, at, outcome, detail)


def test_every_kind_of_event_becomes_a_step() -> None:
    steps = steps_of([event(kind, Outcome.ACCEPTED, n) for n, kind in enumerate(EventKind)])
    assert len(steps) == len(EventKind)
    assert all(step.title and step.icon for step in steps)


def test_accepted_is_never_delivered_and_final_steps_say_so() -> None:
    taken, bounced = steps_of(
        [event(EventKind.ANSWERED, Outcome.ACCEPTED), event(EventKind.REPORTED, Outcome.BOUNCED, 1)]
    )
    assert (taken.title, taken.note) == ("Accepted", "Accepted is not delivered")
    assert bounced.title == "Bounced, final"
    assert bounced.note.startswith("Report stored ")


def test_steps_of_several_days_carry_the_date() -> None:
    first, second = steps_of(
        [event(EventKind.QUEUED, Outcome.QUEUED), event(EventKind.REPORTED, Outcome.DELIVERED, 60 * 36)]
    )
    assert "Nov" in first.time
    assert "Nov" in second.time


def test_fields_leave_out_what_nobody_said() -> None:
    bare = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="a@example.com")
    assert fields_of(bare) == [("Status", "Queued"), ("To", "a@example.com"), ("Report", "No report yet")]


def test_json_is_laid_out_with_its_digits() -> None:
    raw = b'{"a":0.0004,"b":[1e400,{"c":"\xc3\xa9"}],"d":{},"e":12345678901234567890}'
    assert laid_out(raw) == (
        '{\n  "a": 0.0004,\n  "b": [\n    1e400,\n    {\n      "c": "é"\n    }\n  ],\n'
        '  "d": {},\n  "e": 12345678901234567890\n}'
    )
    assert laid_out(b"<html>") == "<html>"


@given(st.binary(max_size=60))
def test_any_bytes_can_be_laid_out(raw: bytes) -> None:
    assert isinstance(laid_out(raw), str)


def test_raw_pieces_are_named() -> None:
    row = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="a@example.com")
    details = MessageDetails(row, (), raw_answer=b"1", raw_report=b"2")
    assert parts_of(details) == [("Delivery report", "2"), ("Answer to the send", "1")]


def test_copied_cells_hold_no_tab_or_line_break() -> None:
    row = MessageRow(
        row=1,
        account_id=SANDBOX_ACCOUNT,
        outcome=Outcome.REJECTED,
        to="a@example.com",
        subject="one\ttwo\nthree",
        status=Status(5, "REJECTED", 777, "NEW_STATUS", "Something\nnew"),
        error=VendorError(),
    )
    assert as_lines([row], COLUMNS[:5]) == "Rejected\t\ta@example.com\tone two three\tSomething new"


def test_text_without_blanks_wraps_and_nothing_is_cut(qtbot: QtBot) -> None:
    text = WrappedText()
    qtbot.addWidget(text)
    text.set_text("x" * 400)
    text.resize(120, 20)
    text.show()
    assert text.height() > 5 * text.fontMetrics().height()
    assert text.height() >= text.document().size().height()
