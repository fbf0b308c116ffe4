"""The pieces of the vendor's JSON."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageDetails, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.raw_json import parts_of

ROW = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="a@example.com")


def test_raw_pieces_are_named_and_as_they_were_received() -> None:
    details = MessageDetails(ROW, (), raw_answer=b'{"a": 0.00040}', raw_report=b"2")
    assert parts_of(details) == [("Delivery report", "2"), ("Answer to the send", '{"a": 0.00040}')]


@given(st.binary(min_size=1, max_size=60))
def test_any_bytes_are_a_text(raw: bytes) -> None:
    assert isinstance(parts_of(MessageDetails(ROW, (), raw_log=raw))[0][1], str)
