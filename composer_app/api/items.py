"""The list of `results` in an answer, item by item, so that one odd item spoils no other.

Reports are handed out once: whatever can be read of a damaged body is read.
"""

from __future__ import annotations

import re

import msgspec

from composer_app.api.answers import ReadingProblem
from composer_app.api.tolerant_json import end_of_value

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""All that msgspec raises on foreign bytes."""


class Listed(msgspec.Struct, frozen=True):
    """Each item's own JSON, byte for byte, and the cursor object where there is one."""

    items: tuple[bytes, ...]
    problem: ReadingProblem | None = None
    cursor: bytes = b""


class _Envelope(msgspec.Struct):
    results: list[msgspec.Raw]
    cursor: msgspec.Raw = msgspec.Raw()


_NOTHING = b" \t\r\n\xef\xbb\xbf"
"""Blanks, and the mark of UTF-8 that some programs begin a text with."""
_ENVELOPE = msgspec.json.Decoder(_Envelope)
_LIST_START = re.compile(r'"results"\s*:\s*\[\s*')
_CURSOR_START = re.compile(r'"cursor"\s*:\s*(?=\{)')
_BETWEEN = re.compile(r"\s*,\s*")
_LIST_END = re.compile(r"\s*\]")


def list_items(body: bytes, *, is_complete: bool) -> Listed:
    """Take `{"results":[…]}` apart. A body that ends too early gives the whole items before its end.

    One with nothing in it, as with a 204, says that there is nothing.
    """
    if is_complete and not body.strip(_NOTHING):
        return Listed(())
    try:
        envelope = _ENVELOPE.decode(body)
    except msgspec.ValidationError:
        return Listed((), ReadingProblem.NO_LIST)
    except UNREADABLE:
        return _salvaged(body, is_complete=is_complete)
    return Listed(tuple(map(bytes, envelope.results)), cursor=bytes(envelope.cursor))


def _salvaged(body: bytes, *, is_complete: bool) -> Listed:
    """The items of a body that is cut off, or that a strict reader refuses for something odd in one of them."""
    # surrogateescape: whatever the bytes are, an item's bytes come out as they went in
    text = body.decode("utf-8", "surrogateescape")
    start = _LIST_START.search(text)
    looks_cut = not is_complete or text.lstrip().startswith("{")
    if start is None:
        return Listed((), ReadingProblem.CUT_OFF if looks_cut else ReadingProblem.NOT_JSON)
    items = []
    at = start.end()
    while (end := end_of_value(text, at)) is not None:
        items.append(text[at:end].encode("utf-8", "surrogateescape"))
        at = end
        if not (comma := _BETWEEN.match(text, end)):
            break
        at = comma.end()
    is_whole = is_complete and _LIST_END.match(text, at) is not None
    cursor = _cursor_in(text[: start.start()]) or (_cursor_in(text[at:]) if is_whole else b"")
    return Listed(tuple(items), None if is_whole else ReadingProblem.CUT_OFF, cursor)


def _cursor_in(text: str) -> bytes:
    start = _CURSOR_START.search(text)
    end = None if start is None else end_of_value(text, start.end())
    return b"" if start is None or end is None else text[start.end() : end].encode("utf-8", "surrogateescape")
