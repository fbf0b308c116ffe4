"""JSON values out of a file of any size."""

from __future__ import annotations

import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.problem import ProblemCode
from composer_app.services.exchange import json_values as tested
from composer_app.services.exchange.json_values import FileValue, is_cut_off, json_values
from composer_app.services.runtime.error_mapping import Failed

VALUES = st.recursive(
    st.none() | st.integers() | st.text(alphabet='a"\\{}[],\n€'),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)
OBJECTS = st.lists(st.dictionaries(st.text(alphabet='k"\\{'), VALUES, max_size=3), max_size=6)


def values(content: bytes) -> list[bytes]:
    return [one.text for one in json_values(io.BytesIO(content), "a.json")]


@pytest.mark.parametrize("block", [1, 3, 1 << 20])
@given(OBJECTS, st.sampled_from([None, 2]))
def test_objects_are_found_in_lines_and_in_lists(block: int, objects: list[Any], indent: int | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tested, "_BLOCK_BYTES", block)
        one_by_one = [json.dumps(one, indent=indent).encode() for one in objects]

        assert values(b"\n".join(one_by_one)) == one_by_one
        assert values(b"\xef\xbb\xbf[" + b" , ".join(one_by_one) + b"]\r\n") == one_by_one


def test_bytes_stay_as_they_are() -> None:
    assert values(b'{"a": 1.10, "b":"\xff" }') == [b'{"a": 1.10, "b":"\xff" }']


def test_each_value_says_its_line() -> None:
    content = b'\xef\xbb\xbf\n[{"a": 1},\n\n{"b":\n2}, {"c": 3}]\r\n{"d": 4}'
    assert list(json_values(io.BytesIO(content), "a.json")) == [
        FileValue(2, b'{"a": 1}'),
        FileValue(4, b'{"b":\n2}'),
        FileValue(5, b'{"c": 3}'),
        FileValue(6, b'{"d": 4}'),
    ]


@pytest.mark.parametrize("content", [b"GIF89a", b'"text"', b"12", b'{"a": 1', b'{"a": "', b'{"a": {"b": 1}', b"}"])
@pytest.mark.parametrize("block", [1, 1 << 20])
def test_what_is_no_object_comes_as_a_line(monkeypatch: pytest.MonkeyPatch, content: bytes, block: int) -> None:
    monkeypatch.setattr(tested, "_BLOCK_BYTES", block)
    assert values(content) == [content]
    good = b'{"good": 1}'
    assert values(b"\n".join([good, content, good])) == [good, content, good]


def test_a_line_that_is_cut_off_does_not_take_in_the_next_ones() -> None:
    content = b'{"cut": [1, 2\n{"good": 1}\n]}\n{"good": 2}'
    assert values(content) == [b'{"cut": [1, 2', b'{"good": 1}', b"}", b'{"good": 2}']


def test_the_rest_of_a_line_is_one_value() -> None:
    assert values(b'{"a":1} tail, {}\n{"b":2}') == [b'{"a":1}', b"tail, {}", b'{"b":2}']


def test_an_object_without_an_end_is_given_up_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tested, "MAX_VALUE_BYTES", 1 << 20)

    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            first = b'{"a":[' if not self.given else b""
            self.given += size
            return first + b"1," * (size // 2)

    endless = Endless()
    with pytest.raises(Failed) as failed:
        list(json_values(endless, "a.json"))  # type: ignore[arg-type]
    assert (failed.value.problem.code, failed.value.problem.subject) == (ProblemCode.NOT_AN_EXPORT, "a.json")

    assert endless.given < 10 << 20


def test_a_long_list_is_read_in_time() -> None:
    line = msgspec.json.encode({"format": "mail-composer-1", "text": "x" * 1000, "list": list(range(20))})

    assert len(values(b"\n".join([line] * 20_000))) == 20_000


def test_a_line_that_ends_like_an_object_and_is_none_goes_on_in_the_next() -> None:
    content = b'{"a": {"b": 1}\n, "c": 2}\n{"d": 3}\n'

    assert values(content) == [b'{"a": {"b": 1}\n, "c": 2}', b'{"d": 3}']


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        (b'{"a": 1', True),
        (b'{"a": "', True),
        (b'{"a": {"b": 1}', True),
        (b'{"a": 1}', False),
        (b"{a}", False),
        (b"x", False),
    ],
)
def test_an_object_without_an_end_is_cut_off(text: bytes, is_cut: bool) -> None:
    assert is_cut_off(FileValue(1, text)) is is_cut
