"""Tolerant JSON reader: repairs single faults for which a strict reader refuses the whole text.

Repaired are NaN, half a surrogate pair, bytes that are no UTF-8, a raw line break in a text, numbers of any size,
words and numbers that are no JSON (`undefined`, `+1`, `.5`), unknown escapes, and endless nesting. The rest is read.
"""

from __future__ import annotations

import contextlib
import json
import re
from decimal import Decimal, InvalidOperation

import msgspec

MAX_DEPTH = 100
"""Deeper parts are read as null if parsing the whole exceeds the recursion limit; the API nests four deep."""

_STRICT_ERRORS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_STRINGS_AND_BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|["\[{\]}]', re.DOTALL)
_TOKENS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[^\s,:\[\]{}"]+', re.DOTALL)
_VALUE = re.compile(r"true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})?')
_OF_PYTHON = {"True": "true", "False": "false"}
_MOST_OPEN = 200_000
"""Open brackets at once. More are never closed, and would keep the program busy for seconds."""


class NotJson(ValueError):
    """The bytes are not JSON, even after repairs."""


def _number(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent of twenty digits
        return None


def _integer(digits: str) -> int | None:
    try:
        return int(digits)
    except ValueError:  # thousands of digits
        return None


_STRICT = msgspec.json.Decoder(float_hook=_number)
_LENIENT = json.JSONDecoder(
    parse_float=_number, parse_int=_integer, parse_constant=lambda _constant: None, strict=False
)


def read_json(raw: bytes) -> object:
    """The value; fractions are Decimal, and invalid numbers such as NaN are None.

    Raises:
        NotJson: the bytes are not JSON.
    """
    try:
        return _STRICT.decode(raw)
    except _STRICT_ERRORS:
        text = raw.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    for mended in (str, _with_plain_values) if text[:1] in ("{", "[") else (str,):
        with contextlib.suppress(ValueError):
            try:
                return _LENIENT.decode(mended(text))
            except RecursionError:
                return _LENIENT.decode(_flattened(mended(text)))
    raise NotJson("no reading makes JSON of it")


def _with_plain_values(text: str) -> str:
    """The same with null for words and numbers that JSON does not know, and unknown escapes as they are written."""
    return _TOKENS.sub(_plain, text)


def _plain(token: re.Match[str]) -> str:
    if token[0][0] == '"':
        return _ESCAPE.sub(lambda escape: escape[0] if len(escape[0]) > 1 else r"\\", token[0])
    return token[0] if _VALUE.fullmatch(token[0]) else _OF_PYTHON.get(token[0], "null")


def end_of_value(text: str, start: int) -> int | None:
    """End of the value at `start`; None if it has no end, or there is no value.

    Only quotes and brackets are looked at, so that odd contents and depth do not matter.
    """
    if text[start : start + 1] not in ("{", "["):
        try:
            return _LENIENT.raw_decode(text, start)[1]
        except ValueError:
            return None
    depth = 0
    for token in _STRINGS_AND_BRACKETS.finditer(text, start):
        if token[0] in ("{", "["):
            depth += 1
            if depth > _MOST_OPEN:
                return None
        elif token[0] in ("}", "]"):
            depth -= 1
            if depth == 0:
                return token.end()
        elif token[0] == '"':  # a text that does not end
            return None
    return None


def _flattened(text: str) -> str:
    """The same JSON with null for values nested deeper than MAX_DEPTH."""
    kept = []
    depth = begin = 0
    for token in _STRINGS_AND_BRACKETS.finditer(text):
        if token[0] in ("{", "["):
            depth += 1
            if depth == MAX_DEPTH + 1:
                kept.append(text[begin : token.start()])
        elif token[0] in ("}", "]"):
            if depth == MAX_DEPTH + 1:
                kept.append("null")
                begin = token.end()
            depth -= 1
    if depth:
        raise NotJson("the brackets do not match")
    return "".join([*kept, text[begin:]])
