"""Lists of results, whole and damaged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.answers import ReadingProblem
from composer_app.api.items import Listed, list_items

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def test_items_keep_their_own_bytes() -> None:
    body = b'{ "results" : [ {"a" : 1e2} , {"b":"\xc3\xa9"}], "cursor":{"nextCursor":"x"}, "new":[]}'
    listed = list_items(body, is_complete=True)
    assert listed.items == (b'{"a" : 1e2}', b'{"b":"\xc3\xa9"}')
    assert listed.cursor == b'{"nextCursor":"x"}'
    assert listed.problem is None


@pytest.mark.parametrize("body", [b"{}", b"[]", b"5", b'{"results":{}}', b'{"results":null}'])
def test_json_without_a_list(body: bytes) -> None:
    assert list_items(body, is_complete=True).problem is ReadingProblem.NO_LIST


@pytest.mark.parametrize("body", [b"oops", b"<html>"])
def test_what_is_no_json(body: bytes) -> None:
    assert list_items(body, is_complete=True).problem is ReadingProblem.NOT_JSON
    assert list_items(body, is_complete=False).problem is ReadingProblem.CUT_OFF


@pytest.mark.parametrize("body", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_an_answer_with_nothing_in_it_says_that_there_is_nothing(body: bytes) -> None:
    assert list_items(body, is_complete=True) == Listed(())
    assert list_items(body, is_complete=False).problem is ReadingProblem.CUT_OFF


@given(st.lists(JSON.map(lambda value: {"item": value}), max_size=4), st.data())
def test_whole_items_before_a_cut_are_saved(items: list[object], data: st.DataObject) -> None:
    encoded = [json.dumps(item, ensure_ascii=False).encode() for item in items]
    body = b'{"results":[' + b", ".join(encoded) + b"]}"
    at = data.draw(st.integers(0, len(body) - 1))
    listed = list_items(body[:at], is_complete=False)
    ends = [len(b'{"results":[' + b", ".join(encoded[: n + 1])) for n in range(len(encoded))]
    assert listed.items == tuple(item for item, end in zip(encoded, ends, strict=True) if end <= at)
    assert listed.problem is ReadingProblem.CUT_OFF


def test_a_cut_through_a_character_and_odd_bytes_do_not_matter() -> None:
    body = b'{"results":[{"a":"\xff\xfe"},{"b":"\xc3'
    assert list_items(body, is_complete=False).items == (b'{"a":"\xff\xfe"}',)


@given(st.binary())
def test_no_bytes_break_it(body: bytes) -> None:
    list_items(body, is_complete=True)
    list_items(b'{"results":[' + body, is_complete=False)


def test_nesting_without_end_does_not_break_it() -> None:
    assert list_items(b'{"results":[' + b"[" * 200_000, is_complete=True).items == ()
