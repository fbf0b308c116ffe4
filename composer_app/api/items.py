"""The list of `results` in an answer, item by item, so that one odd item spoils no other.

Reports are handed out once: whatever can be read of a damaged body is read.
"""

from __future__ import annotations

import json
import re

import msgspec

from composer_app.api.answers import ReadingProblem

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


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_LIST_START = re.compile(r'"results"\s*:\s*\[\s*')
_BETWEEN = re.compile(r"\s*,\s*")
_ITEM = json.JSONDecoder()


def list_items(body: bytes, *, is_complete: bool) -> Listed:
    """Take `{"results":[…]}` apart. A body that ends too early gives the whole items before its end."""
    try:
        envelope = _ENVELOPE.decode(body)
    except msgspec.ValidationError:
        return Listed((), ReadingProblem.NO_LIST)
    except UNREADABLE:
        return _salvaged(body, is_complete=is_complete)
    return Listed(tuple(map(bytes, envelope.results)), cursor=bytes(envelope.cursor))


def _salvaged(body: bytes, *, is_complete: bool) -> Listed:
    # surrogateescape: whatever the bytes are, an item's bytes come out as they went in
    text = body.decode("utf-8", "surrogateescape")
    start = _LIST_START.search(text)
    looks_cut = not is_complete or text.lstrip().startswith("{")
    if start is None:
        return Listed((), ReadingProblem.CUT_OFF if looks_cut else ReadingProblem.NOT_JSON)
    items = []
    at = start.end()
    while True:
        try:
            _, end = _ITEM.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(text[at:end].encode("utf-8", "surrogateescape"))
        if not (comma := _BETWEEN.match(text, end)):
            break
        at = comma.end()
    return Listed(tuple(items), ReadingProblem.CUT_OFF)
