"""The small pieces of the details: history, fields, JSON, text for the clipboard."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import EventKind, MessageDetails, MessageEvent, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.problem import GIVEN_UP
from composer_app.domain.status import Status, VendorError
from composer_app.ui.logs.log_columns import COLUMNS
from composer_app.ui.messages.copy_rows import as_lines
from composer_app.ui.messages.message_fields import fields_of
from composer_app.ui.messages.message_source import price_text
from composer_app.ui.messages.message_timeline import steps_of
from composer_app.ui.messages.raw_json import laid_out, parts_of
from composer_app.ui.widgets.wrapped_text import WrappedText

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


def test_held_back_says_whether_it_leaves_by_itself() -> None:
    by_itself, for_good, given_up = steps_of(
        [
            event(EventKind.HELD_BACK, Outcome.QUEUED, 0, "rate limited"),
            event(EventKind.HELD_BACK, Outcome.QUEUED, 1, "no key"),
            event(EventKind.HELD_BACK, Outcome.QUEUED, 2, GIVEN_UP),
        ]
    )
    assert by_itself.note == "It was not sent and is tried again by itself"
    assert for_good.note == "It was not sent and waits for you: there is no key"
    assert given_up.note == "It was not sent and waits for you: it was tried often enough"


def test_a_mail_that_the_logs_list_again_and_one_that_the_answer_leaves_out() -> None:
    again, left_out = steps_of(
        [
            event(EventKind.LISTED_AGAIN, Outcome.UNKNOWN, 0, "3"),
            event(EventKind.NO_ANSWER, Outcome.UNKNOWN, 1, "partly named"),
        ]
    )
    assert (again.title, again.note) == ("In the logs 3 times", "It may have arrived more than once")
    assert left_out.title == "Not named in the answer"


def test_an_end_that_is_told_twice_is_told_in_other_words() -> None:
    log, report = EventKind.SEEN_IN_LOGS, EventKind.REPORTED
    titles = [step.title for step in steps_of([event(log, Outcome.DELIVERED), event(report, Outcome.DELIVERED, 1)])]
    assert titles == ["Delivered, final", "Confirmed by the report"]
    titles = [step.title for step in steps_of([event(report, Outcome.BOUNCED), event(log, Outcome.BOUNCED, 1)])]
    assert titles == ["Bounced, final", "Seen in the logs too"]
    titles = [step.title for step in steps_of([event(report, Outcome.BOUNCED), event(log, Outcome.DELIVERED, 1)])]
    assert titles == ["Bounced, final", "Delivered, final"]


@pytest.mark.parametrize(
    ("zone", "shown"), [("UTC", "12:00:00 UTC"), ("CET-1", "13:00:00 CET (2026-11-23 12:00:00 UTC)")]
)
def test_a_time_is_told_once(monkeypatch: pytest.MonkeyPatch, zone: str, shown: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    row = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="a@example.com", sent_at=NOON)
    said = dict(fields_of(row))["Sent"]
    monkeypatch.undo()
    time.tzset()
    assert said.startswith("23 Nov ")
    assert said.endswith(shown)
    assert said.count("UTC") == 1


def test_what_helps_is_told_by_its_name() -> None:
    row = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.BOUNCED, to="a@example.com")
    for permanent, field in (
        (True, ("Permanent", "trying again does not help")),
        (False, ("Temporary", "it may work later")),
    ):
        error = VendorError(2, "USER_ERRORS", 6012, "EC_HARD_BOUNCE", "Hard bounce", permanent)
        assert field in fields_of(msgspec.structs.replace(row, error=error))


@pytest.mark.parametrize(
    ("price", "shown"),
    [
        (Price(Decimal(0)), ""),
        (Price(Decimal("0.00"), "UNKNOWN"), ""),
        (Price(Decimal(0), "EUR"), "0.00 EUR"),
        (Price(Decimal("0.0004")), "0.0004"),
        (None, ""),
    ],
)
def test_nothing_in_no_currency_is_no_price(price: Price | None, shown: str) -> None:
    assert price_text(price) == shown


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
