"""Formats the vendor's JSON for reading."""

from __future__ import annotations

import json
import re

from composer_app.domain.message_history import MessageDetails
from composer_app.ui.texts import messages

_HALF_PAIR = re.compile("[\ud800-\udfff]")


def laid_out(raw: bytes) -> str:
    """Indented if it is JSON, otherwise unchanged. Numbers keep their digits."""
    text = raw.decode("utf-8", "replace")
    try:
        # numbers stay text: 0.0004 must not come out as 4e-04, nor 1e400 as Infinity
        value = json.loads(text, parse_float=_Digits, parse_int=_Digits, parse_constant=_Digits, strict=False)
        return _written(value, 0)
    except (ValueError, RecursionError):
        return text


def parts_of(details: MessageDetails) -> list[tuple[str, str]]:
    """Title and text of each piece of JSON there is."""
    pieces = (
        (messages.DELIVERY_REPORT, details.raw_report),
        (messages.LOG_ENTRY, details.raw_log),
        (messages.ANSWER_TO_SEND, details.raw_answer),
    )
    return [(title, laid_out(raw)) for title, raw in pieces if raw]


class _Digits(str):
    """A number with its original digits."""


def _written(value: object, depth: int) -> str:
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict) and value:
        lines = [f"{inner}{_quoted(key)}: {_written(v, depth + 1)}" for key, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{outer}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"{inner}{_written(v, depth + 1)}" for v in value) + f"\n{outer}]"
    if isinstance(value, _Digits):
        return str(value)
    return _quoted(value)


def _quoted(value: object) -> str:
    """With unescaped characters, except lone surrogates."""
    text = json.dumps(value, ensure_ascii=False)
    return _HALF_PAIR.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
