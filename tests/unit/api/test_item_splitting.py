"""Lists of results, whole and damaged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.item_splitting import Listed, list_items
from composer_app.domain.reading_problem import ReadingProblem

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


@pytest.mark.parametrize("body", [b"oops", b"<html>", b"<!-- scanned -->", b"\xef\xbb\xbf<p>"])
def test_what_is_no_json(body: bytes) -> None:
    assert list_items(body, is_complete=True).problem is ReadingProblem.NOT_JSON
    assert list_items(body, is_complete=False).problem is ReadingProblem.CUT_OFF


@pytest.mark.parametrize("body", [b"\x28\xb5\x2f\xfd\x04\x00", bytes(range(14, 60))])
def test_what_is_no_text_is_called_so(body: bytes) -> None:
    assert list_items(body, is_complete=True).problem is ReadingProblem.NO_TEXT


@pytest.mark.parametrize("body", [b"", b"\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_an_empty_answer_says_that_there_is_nothing(body: bytes) -> None:
    assert list_items(body, is_complete=True) == Listed(())
    assert list_items(body, is_complete=False).problem is ReadingProblem.CUT_OFF


ITEM = b'{"messageId":"m-1"}'
LIST = b'{"results":[%s],"cursor":{"nextCursor":"x"}}' % ITEM


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + LIST,
        LIST.decode().encode("utf-16"),
        LIST.decode().encode("utf-16-be"),
        LIST.decode().encode("utf-32"),
        b"<!-- scanned -->" + LIST,
        b"<br />\n<b>Warning</b>: {x} in <b>/srv/rest.php</b> on line <b>103</b><br />\n" + LIST,
        b"<html><script>var a = {};</script><body><pre>" + LIST + b"</pre></body></html>",
        b"<pre>" + LIST.replace(b'"', b"&quot;") + b"</pre>",
        b"/* scanned */ " + LIST + b" // by {the} relay",
        b")]}',\n" + LIST,
        b"answer(" + LIST + b");",
        LIST + b"\n<!-- 0.03 s -->",
        LIST + b"\0\0",
        b'{"warning":"quota"}' + LIST,
        b'{"data":' + LIST + b"}",
        b"[" + LIST + b"]",
        LIST.replace(b"}],", b"},],"),
    ],
)
def test_a_list_in_the_middle_of_something_else(body: bytes) -> None:
    listed = list_items(body, is_complete=True)
    assert (listed.items, listed.problem) == ((ITEM,), None)


def test_the_cursor_of_such_a_list_is_found() -> None:
    assert list_items(b"<!-- scanned -->" + LIST, is_complete=True).cursor == b'{"nextCursor":"x"}'


def test_no_list_hides_another() -> None:
    assert list_items(LIST + LIST.replace(b"m-1", b"m-2"), is_complete=True).items == (
        ITEM,
        ITEM.replace(b"m-1", b"m-2"),
    )


def test_an_item_that_is_no_json_hides_none_behind_it() -> None:
    broken = b'{"messageId":"m-0","price":{"pricePerMessage":.5}}'
    listed = list_items(b'{"results":[%s,\n%s]}' % (broken, ITEM), is_complete=True)
    assert (listed.items, listed.problem) == ((broken, ITEM), None)


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
