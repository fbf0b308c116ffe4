"""The vendor's JSON, laid out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageDetails, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.raw_json import laid_out, parts_of


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


@pytest.mark.parametrize("depth", [10, 400, 900, 100_000])
def test_json_of_any_depth_is_laid_out(depth: int) -> None:
    assert laid_out(b"[" * depth + b"]" * depth).count("[") == depth


def test_half_a_character_stays_an_escape() -> None:
    assert laid_out(rb'{"text":"Hej \ud83d","\udc00":"\ud83d\ude00"}') == (
        '{\n  "text": "Hej \\ud83d",\n  "\\udc00": "\U0001f600"\n}'
    )
