"""Lines of an NDJSON export, there and back."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.full_message import FullMessage, FullReport, HandOver, ReceivedItem
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError
from composer_app.services.exchange.record_line import (
    LineItem,
    RecordLine,
    line_of_message,
    line_of_report,
    raw_of,
)
from tests.unit.archive.samples import T0

MESSAGE = MessageRow(
    row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.DELIVERED, to="ana@example.com", message_id=MessageId("m-1")
)
JSON = st.dictionaries(st.text(), st.text() | st.integers() | st.none()).map(msgspec.json.encode)


def read(line: bytes) -> RecordLine:
    assert b"\n" not in line
    return msgspec.json.decode(line, type=RecordLine)


def line_with(raw: bytes) -> RecordLine:
    return read(line_of_message(FullMessage(message=MESSAGE, log=ReceivedItem(T0, raw))))


@given(JSON | st.binary() | st.text().map(str.encode) | JSON.map(lambda raw: msgspec.json.format(raw)))
def test_the_json_of_an_entry_comes_back_byte_for_byte(raw: bytes) -> None:
    line = line_with(raw)

    assert line.log is not None
    assert line.log.received_at == T0
    assert raw_of(line.log) == raw


def test_json_stands_in_the_line_as_an_object() -> None:
    line = line_of_message(FullMessage(message=MESSAGE, log=ReceivedItem(T0, b'{"a": 1.10}')))

    assert b'"raw":{"a": 1.10}' in line


def test_a_line_names_the_sender_from() -> None:
    written = msgspec.json.decode(line_of_message(FullMessage(message=MESSAGE)))

    assert written["from"] == ""
    assert (written["format"], written["record"], written["to"]) == ("mail-composer-1", "message", "ana@example.com")


def test_a_report_says_what_is_known_of_its_message() -> None:
    report = ReportRow(
        row=1,
        message_row=1,
        account_id=SANDBOX_ACCOUNT,
        outcome=Outcome.BOUNCED,
        to="ana@example.com",
        message_id=MessageId("m-1"),
        received_at=T0,
        status=Status(2),
        error=VendorError(),
    )
    about = FullMessage(message=MESSAGE, hand_over=HandOver(Outcome.ACCEPTED, T0))

    line = read(line_of_report(FullReport(report, b'{"a":1}', about)))

    assert (line.record, line.status, line.hand_over) == ("report", Outcome.BOUNCED, about.hand_over)
    assert line.report is not None
    assert raw_of(line.report) == b'{"a":1}'


@pytest.mark.parametrize("text", ["base64:§", "base64:abc"])
def test_a_text_that_was_changed_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        raw_of(LineItem(T0, msgspec.Raw(msgspec.json.encode(text))))
