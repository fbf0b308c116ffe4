from __future__ import annotations

import base64

import pytest

from composer_app.domain.base64_bodies import find

TEXT = b"Dear Ana, this is for ana@example.com alone. " * 3


def test_each_place_at_which_it_may_begin_is_read() -> None:
    run = base64.b64encode(TEXT).decode()
    assert [TEXT in body.content for body in find(f'"{run}"', 10)] == [True, False, False, False]
    assert [TEXT[3:] in body.content for body in find(run[1:], 10)] == [False, False, False, True]


@pytest.mark.parametrize("text", ["", "short+words/only", "a word and anotherone", "=" * 40])
def test_what_cannot_hold_so_much_is_none(text: str) -> None:
    assert list(find(text, 15)) == []


def test_line_breaks_belong_to_it() -> None:
    lines = base64.encodebytes(TEXT).decode().replace("\n", "\r\n ")
    assert next(find(lines, 10)).content == TEXT


def test_text_and_pictures_differ() -> None:
    assert next(find(base64.b64encode(TEXT).decode(), 10)).is_text
    assert next(find(base64.b64encode("Grüße aus Köln, 你好".encode()).decode(), 10)).is_text
    assert not next(find(base64.b64encode(bytes(range(256))).decode(), 10)).is_text


@pytest.mark.parametrize("new", [b"", b"-", b"[erased]", b"much longer than what was there before"])
@pytest.mark.parametrize("cut", range(4))
def test_only_the_part_that_is_replaced_changes(new: bytes, cut: int) -> None:
    content = TEXT + b"x" * cut
    lines = f"head: {base64.encodebytes(content).decode()}"
    at = content.index(b"Ana")
    again = content.index(b"alone")
    (body, *_) = find(lines, 10)
    for start, end, written in reversed(list(body.replaced([(at, at + 3, new), (again, again + 5, new)]))):
        lines = lines[:start] + written + lines[end:]
    read = base64.b64decode(lines.removeprefix("head: "))
    wanted = content[:at] + new + content[at + 3 : again] + new + content[again + 5 :]
    assert read.replace(b" ", b"") == wanted.replace(b" ", b"")
