"""JSON is found in the middle of something else."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.embedded_json import find_lists, find_object, in_utf8, object_under

OBJECT = b'{"bulkId":"b","messages":[{"to":"ana@example.com"}]}'


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_every_encoding_of_json_becomes_utf_8(encoding: str) -> None:
    assert in_utf8('{"a":"é"}'.encode(encoding)) == '{"a":"é"}'.encode()


@pytest.mark.parametrize("zeros", [b"\0", b"\0\0", b"\0\0\0"])
def test_stray_zeros_before_it_go(zeros: bytes) -> None:
    assert in_utf8(zeros + b'{"a":"x"}') == b'{"a":"x"}'


def test_utf_8_stays_as_it_is() -> None:
    assert in_utf8(b'{"a":"\xff"}') == b'{"a":"\xff"}'


@pytest.mark.parametrize(
    "text",
    [
        OBJECT,
        b"\xef\xbb\xbf" + OBJECT,
        b"<!-- {scanned} -->" + OBJECT,
        b"<b>Warning</b>: {x}<br />\n" + OBJECT + b"\n// {bye}",
        b'{"warning":"messages"}\n' + OBJECT,
        b'{"answer":' + OBJECT + b"}",
        b"<pre>" + OBJECT.replace(b'"', b"&quot;") + b"</pre>",
    ],
)
def test_an_object_is_found_by_a_key_at_its_top(text: bytes) -> None:
    found = find_object(text, "messages")
    assert found is not None
    assert json.loads(found)["messages"] == [{"to": "ana@example.com"}]


@pytest.mark.parametrize("text", [b"", b'{"a":1}', b'"messages":[', b'{"messages":[', b'x "messages" : {', b"{" * 500])
def test_without_one_there_is_none(text: bytes) -> None:
    assert find_object(text, "messages", "results") is None


def test_lists_and_what_stands_beside_them() -> None:
    text = b'x{"results":[{"a":1},2],"cursor":{"next":"n"}} y {"results" : [ ]} z "results":[{"b":'
    found = find_lists(text, "results")
    assert (found.count, found.items, found.is_whole) == (3, (b'{"a":1}', b"2"), False)
    assert object_under("cursor", found.others) == b'{"next":"n"}'
    assert object_under("a", found.others) == b""


def test_a_list_within_an_item_is_none_of_its_own() -> None:
    found = find_lists(b'{"results":[{"results":[1]}]}', "results")
    assert (found.count, found.items) == (1, (b'{"results":[1]}',))


@given(st.binary())
def test_no_bytes_break_it(body: bytes) -> None:
    in_utf8(body)
    find_lists(b'"results":[' + body, "results")
    find_object(b'{"results":' + body + b"}", "results")
    object_under("a", b'"a":{' + body)


@pytest.mark.parametrize(
    "nested", [b'{"results":', b'{"results":[', b'"results":[{', b'{"results":{}', b'["results":"', b"{{"]
)
def test_brackets_without_end_are_given_up(nested: bytes) -> None:
    """Each of them could be the beginning: that is a search of hours, if nothing bounds it."""
    body = nested * 30_000
    assert find_object(body, "results") is None
    assert find_lists(body, "results").items == ()
