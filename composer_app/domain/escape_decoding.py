"""Decodes one layer of JSON, HTML, percent or MIME escapes or of markup, and maps positions back to the source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from html.entities import html5
from itertools import accumulate

from composer_app.domain.invisible_characters import INVISIBLE

_HEX = "[0-9A-Fa-f]"
_MOST_CODE_POINT = 0x10FFFF


def _in_utf8(intro: str) -> str:
    """One character, each of its bytes after `intro`; a byte that is no UTF-8 counts as Latin-1."""
    more = f"{intro}[89ABab]{_HEX}"
    return (
        f"{intro}[0-7]{_HEX}|{intro}[C-Dc-d]{_HEX}{more}|{intro}[Ee]{_HEX}(?:{more}){{2}}"
        f"|{intro}[Ff][0-7](?:{more}){{3}}|{intro}{_HEX}{{2}}"
    )


def _bare_names() -> str:
    """Entity names that browsers also accept without a semicolon, longest first."""
    first: dict[str, list[str]] = {}
    for name in sorted((name for name in html5 if not name.endswith(";")), key=len, reverse=True):
        first.setdefault(name[0], []).append(name[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in first.items())


_HTML = rf"&(?:#0*[0-9]{{1,7}};?|#[xX]0*{_HEX}{{1,6}};?|[A-Za-z][A-Za-z0-9]{{1,31}};|{_bare_names()})"
_BYTES = _in_utf8(r"\\x")  # as Python and JavaScript write them; logs quote that
_JSON = (
    rf"\\u\{{{_HEX}{{1,6}}\}}|\\u[Dd][89ABab]{_HEX}{{2}}\\u[Dd][C-Fc-f]{_HEX}{{2}}|\\u{_HEX}{{4}}"
    rf"|{_BYTES}"
    r'|\\["\\/bfnrt]'
)

_ALIKE = (
    "\u00aa\u00b2\u00b3\u00b9\u00ba\u0132\u0133\u017f\u01c7-\u01cc\u01f1-\u01f3\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1dbf\u1fef"
    "\u2024-\u2026\u203c\u2047-\u2049\u2070-\u209c\u20a8\u2100-\u217f\u2460-\u24ea\u2a75\u2a76\u2c7c\u2c7d\u3250-\u33ff"
    "\ua7f2-\ua7f4\ufb00-\ufb06\ufb29\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff5e"
    "\U000107a5\U0001d400-\U0001d7ff\U0001f100-\U0001f190\U0001fbf0-\U0001fbf9"
)
LOOKS_PLAIN = f"{INVISIBLE}{_ALIKE}"
"""For a set of a pattern: invisible characters are ignored, and forms of plain signs (full width, small, in a circle,
of mathematics, ligatures) count as these: a search folds them to plain ones (`search_folding.fold`)."""

ESCAPES = re.compile(f"({_in_utf8('%')}|{_JSON}|{_HTML}|[{LOOKS_PLAIN}])")
"""Percent-encoding, JSON and HTML escapes, and look-alikes. A character that is escaped twice has two layers."""
QUOTED_PRINTABLE = re.compile(rf"({_in_utf8('=')}|=[ \t]*\r?\n)")
"""Separate, since `=be` in `?to=bea@example.com` is no escape. A soft line break decodes to nothing."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_PLAIN_JSON = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Layer:
    """A text with one layer of escapes decoded, and the source position of each character."""

    def __init__(self, text: str, read: list[str], written: list[str]) -> None:
        self.text = text
        self._read, self._written = read, written
        self._read_ends: list[int] | None = None
        self._written_ends: list[int] = []

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The source range of `text[start:end]`, which is not empty; whole escapes."""
        if self._read_ends is None:
            self._read_ends = list(accumulate(map(len, self._read)))
            self._written_ends = list(accumulate(map(len, self._written)))
        return self._placed(start, self._read_ends)[0], self._placed(end - 1, self._read_ends)[1]

    def silent(self, start: int, end: int) -> list[tuple[int, int]]:
        """The source ranges of the escapes between `start` and `end` that decode to nothing."""
        self.place(start, end)
        ends, written = self._read_ends or [], self._written_ends
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        escapes = (part for part in range(first, last + 1) if part % 2 and not self._read[part])
        return [(written[part] - len(self._written[part]), written[part]) for part in escapes]

    def _placed(self, at: int, ends: list[int]) -> tuple[int, int]:
        part = bisect_right(ends, at)
        written_end = self._written_ends[part]
        if part % 2:  # an escape
            return written_end - len(self._written[part]), written_end
        place = written_end - (ends[part] - at)
        return place, place + 1


def decode(text: str, escapes: re.Pattern[str], left_alone: frozenset[str] = frozenset()) -> Layer | None:
    """Decode one layer; None without escapes. Linear in the length of the text.

    Args:
        left_alone: these look like escapes, and are none.
    """
    parts = escapes.split(text)  # plain text and escapes in turn
    if len(parts) == 1:
        return None
    found = parts[1::2]
    meaning = {one: one if one in left_alone else _char(one) for one in set(found)}
    if all(one == char for one, char in meaning.items()):
        return None
    read = parts.copy()
    read[1::2] = map(meaning.__getitem__, found)
    return Layer("".join(read), read, parts)


def _char(escape: str) -> str:
    """The decoded escape; itself if it is none."""
    kind = escape[0]
    if kind == "%":
        return _of_bytes(escape.replace("%", ""))
    if kind == "=":
        return "" if escape[-1] == "\n" else _of_bytes(escape.replace("=", ""))
    if kind == "\\":
        return _of_json(escape)
    if kind == "&":
        return _of_html(escape)
    return "" if kind == "<" or _INVISIBLE.match(kind) else unicodedata.normalize("NFKD", kind)


def _of_bytes(digits: str) -> str:
    raw = bytes.fromhex(digits)
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _of_json(escape: str) -> str:
    kind = escape[1]
    if kind == "x":
        return _of_bytes(escape.replace("\\x", ""))
    if kind != "u":
        return _PLAIN_JSON.get(kind, kind)
    if escape[2] == "{":  # of JavaScript
        return _of_code_point(int(escape[3:-1], 16), escape)
    units = bytes.fromhex(escape.replace("\\u", ""))
    return units.decode("utf-16-be", "surrogatepass")


def _of_html(escape: str) -> str:
    if escape[1] != "#":
        return html5.get(escape[1:], escape)
    digits = escape[2:].rstrip(";")
    number = int(digits[1:].lstrip("0") or "0", 16) if digits[0] in "xX" else int(digits.lstrip("0") or "0")
    return _of_code_point(number, escape)


def _of_code_point(number: int, escape: str) -> str:
    return chr(number) if number <= _MOST_CODE_POINT else escape
