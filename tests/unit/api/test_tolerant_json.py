"""JSON that a strict reader refuses."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.tolerant_json import MAX_DEPTH, NotJson, end_of_value, read_json

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a":0.10,"b":1E+999999999}', {"a": Decimal("0.10"), "b": Decimal("1E+999999999")}),
        (b'{"a":NaN,"b":-Infinity,"c":1}', {"a": None, "b": None, "c": 1}),
        (b"[1E+99999999999999999999]", [None]),
        (b"[%s]" % (b"1" * 5000), [None]),
        (rb'["\ud83d", "\ud83d\ude00"]', ["\ud83d", "\U0001f600"]),
        (b'["a\nb\x00\xff"]', ["a\nb\x00\ufffd"]),
        (b'{"a":NaN,"a":2}', {"a": 2}),
        (b'{"a":undefined,"b":+1,"c":.5,"d":007,"e":0x1F,"f":1}', {**dict.fromkeys("abcde"), "f": 1}),
        (b'{"a":True,"b":None,"c":[False]}', {"a": True, "b": None, "c": [False]}),
        (rb'{"a":"C:\x \\x \n \u00e9 \u12"}', {"a": "C:\\x \\x \n \u00e9 \\u12"}),
    ],
)
def test_one_odd_place_is_read_around(raw: bytes, value: object) -> None:
    assert read_json(raw) == value


@pytest.mark.parametrize("raw", [b"", b"{", b"[1,]", b"{} x", b"<html>", b"[" * 100_000, b'{"a":' * 100_000])
def test_what_is_no_json(raw: bytes) -> None:
    with pytest.raises(NotJson):
        read_json(raw)


def test_what_lies_too_deep_is_null() -> None:
    deep = b"[" * 100_000 + b"]" * 100_000
    read = read_json(b'{"a":%s,"b":[1,{"c":"]"}],"d":%s}' % (deep, deep))
    assert isinstance(read, dict)
    assert read["b"] == [1, {"c": "]"}]
    depth, inner = 0, read["a"]
    while inner:
        depth, inner = depth + 1, inner[0]
    assert (inner, depth) == (None, MAX_DEPTH - 1)


@given(JSON, st.sampled_from(["", ",", "]", " }"]))
def test_the_end_of_a_value_is_found(value: object, rest: str) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert end_of_value(f"[{text}{rest}", 1) == len(text) + 1


@pytest.mark.parametrize("text", ["", "{", '["]', "[[]", "oops", '"abc'])
def test_a_value_without_an_end(text: str) -> None:
    assert end_of_value(text, 0) is None


@given(st.binary())
def test_no_bytes_break_it(raw: bytes) -> None:
    try:
        read_json(raw)
    except NotJson:
        return


@pytest.mark.parametrize("piece", ["[", '{"a":', '"\\', '["'])
def test_what_never_closes_is_given_up(piece: str) -> None:
    assert end_of_value("[" + piece * 1_000_000, 0) is None
