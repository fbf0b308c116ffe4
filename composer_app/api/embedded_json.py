"""Finds JSON inside a larger body, such as a proxy's page.

Scanners, relays and web servers on the way may add text to an answer: a byte order mark, a comment, a warning of PHP, a
whole page. Reports are handed out once, so such answers are read too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import msgspec

from composer_app.api.tolerant_json import NotJson, end_of_value, read_json
from composer_app.domain.html_entities import unescape

_BETWEEN = re.compile(r"\s*,\s*")
_END = re.compile(r"\s*\]")
_LOOKED_AT_MOST = 2 * 1024 * 1024
"""Characters searched without a result before the search stops, for bodies of endless brackets."""


class FoundLists(msgspec.Struct, frozen=True):
    """All lists under a key, joined: each item's own JSON, byte for byte.

    `is_whole`: the end of each was found. `others`: the text without the lists.
    """

    count: int = 0
    items: tuple[bytes, ...] = ()
    is_whole: bool = True
    others: bytes = b""


def in_utf8(body: bytes) -> bytes:
    """The text as UTF-8 without a byte order mark. UTF-16 and UTF-32 are detected by their mark or their zeros."""
    if b"\0" not in body.lstrip(b"\0")[:4]:  # of UTF-16 and UTF-32 there would be more
        body = body.lstrip(b"\0")
    encoding = json.detect_encoding(body) if body else "utf-8"
    if encoding in ("utf-8", "utf-8-sig"):
        return body.removeprefix(b"\xef\xbb\xbf")
    return body.decode(encoding, "replace").removeprefix("\ufeff").encode("utf-8", "replace")


def find_object(body: bytes, *keys: str) -> bytes | None:
    """The JSON of the first object that has one of these keys at its top; None if there is none that is whole."""
    for text in _readings(body, keys):
        left = _LOOKED_AT_MOST
        for start, key_at in _braces_before(text, re.compile(rf'"(?:{"|".join(map(re.escape, keys))})"\s*:')):
            end = end_of_value(text, start)
            if end is not None and end > key_at and _has_key(text[start:end], keys):
                return _bytes(text[start:end])
            left -= (end or len(text)) - start
            if left < 0:
                break
    return None


def _braces_before(text: str, key: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Possible starts of an object with the key, nearest first, each with the key's position."""
    for found in key.finditer(text):
        start = text.rfind("{", 0, found.start())
        while start >= 0:
            yield start, found.start()
            start = text.rfind("{", 0, start)


def find_lists(body: bytes, key: str, *, is_complete: bool = True) -> FoundLists:
    """Every list under this key, in the order of the text; none lies within an item of another.

    Args:
        is_complete: False if the text is cut off, so that an item without an end reaches to the end of the text.
    """
    for text in _readings(body, (key,)):
        found = _lists_in(text, re.compile(rf'"{re.escape(key)}"\s*:\s*\[\s*'), is_complete=is_complete)
        if found.count:
            return found
    return FoundLists()


def _lists_in(text: str, list_start: re.Pattern[str], *, is_complete: bool) -> FoundLists:
    items: list[bytes] = []
    others: list[str] = []
    count = at = 0
    is_whole = True
    left = _LOOKED_AT_MOST
    while left > 0 and (found := list_start.search(text, at)):
        others.append(text[at : found.start()])
        more, closes, at = _list_at(text, found.end())
        items += more
        is_whole &= closes
        left -= 0 if closes else len(text) - at
        count += 1
        if not (closes or is_complete) and text[at : at + 1] in ("{", "["):
            break
    return FoundLists(count, tuple(items), is_whole, _bytes("\n".join([*others, text[at:]])))


def _list_at(text: str, at: int) -> tuple[list[bytes], bool, int]:
    """The items, whether the list is closed behind them, and where it ends."""
    items: list[bytes] = []
    while (end := end_of_value(text, at)) is not None:
        items.append(_bytes(text[at:end]))
        at = end
        if not (comma := _BETWEEN.match(text, end)):
            break
        at = comma.end()
    closing = _END.match(text, at)
    return items, closing is not None, closing.end() if closing else at


def object_under(key: str, text: bytes) -> bytes:
    """The JSON of the first object that stands under a key; empty without one."""
    readable = text.decode("utf-8", "surrogateescape")
    found = re.search(rf'"{re.escape(key)}"\s*:\s*(?=\{{)', readable)
    end = end_of_value(readable, found.end()) if found else None
    return b"" if found is None or end is None else _bytes(readable[found.end() : end])


def _has_key(text: str, keys: tuple[str, ...]) -> bool:
    try:
        value = read_json(_bytes(text))
    except NotJson:
        return False
    return isinstance(value, dict) and any(key in value for key in keys)


def _readings(body: bytes, keys: tuple[str, ...]) -> Iterator[str]:
    """The text, and the same with HTML entities decoded if it is a page that shows the JSON."""
    text = body.decode("utf-8", "surrogateescape")  # lossless for any bytes
    yield text
    if any(f"{quote}{key}{quote}" in text for key in keys for quote in ("&quot;", "&#34;", "&#x22;")):
        yield unescape(text)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
