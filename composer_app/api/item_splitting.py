"""Splits the list of `results` in an answer into items, so that one unreadable item does not affect the others.

Reports are handed out once, so every readable item of a damaged body is read.
"""

from __future__ import annotations

import contextlib

import msgspec

from composer_app.api.embedded_json import find_lists, in_utf8, object_under
from composer_app.api.tolerant_json import NotJson, read_json
from composer_app.domain.reading_problem import ReadingProblem

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""All exceptions of msgspec for foreign bytes."""


class Listed(msgspec.Struct, frozen=True):
    """Each item's own JSON, byte for byte, and the cursor object where there is one."""

    items: tuple[bytes, ...]
    problem: ReadingProblem | None = None
    cursor: bytes = b""


class _Envelope(msgspec.Struct):
    results: list[msgspec.Raw]
    cursor: msgspec.Raw = msgspec.Raw()


_ENVELOPE = msgspec.json.Decoder(_Envelope)
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\b\x1b")


def list_items(body: bytes, *, is_complete: bool) -> Listed:
    """Split `{"results":[…]}`, also inside a larger text.

    A body that is cut off gives its complete items; an empty one means no items.
    """
    text = in_utf8(body)
    if is_complete and not text.strip():
        return Listed(())
    try:
        envelope = _ENVELOPE.decode(text)
    except UNREADABLE:
        return _found(text, is_complete=is_complete)
    return Listed(tuple(map(bytes, envelope.results)), cursor=bytes(envelope.cursor))


def _found(text: bytes, *, is_complete: bool) -> Listed:
    """The items of a body that is cut off, holds more than JSON, or has an item that a strict reader refuses."""
    lists = find_lists(text, "results", is_complete=is_complete)
    if not lists.count:
        return Listed((), _why_nothing(text, is_complete=is_complete))
    is_whole = is_complete and lists.is_whole
    return Listed(lists.items, None if is_whole else ReadingProblem.CUT_OFF, object_under("cursor", lists.others))


def _why_nothing(text: bytes, *, is_complete: bool) -> ReadingProblem:
    with contextlib.suppress(NotJson):
        read_json(text)
        return ReadingProblem.NO_LIST
    if is_complete and any(byte in _CONTROL for byte in text[:256]):
        return ReadingProblem.NO_TEXT
    looks_cut = not is_complete or text.lstrip().startswith(b"{")
    return ReadingProblem.CUT_OFF if looks_cut else ReadingProblem.NOT_JSON
