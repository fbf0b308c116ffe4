"""Outline of a JSON text: where each value and its name stand. Nothing is decoded before it is shown."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from enum import Enum, IntEnum, auto


class JsonSyntaxError(ValueError):
    """The text is not JSON."""


class JsonKind(IntEnum):
    """The kind of a value. `WORD`: true, false, null, and what is no number, such as NaN."""

    OBJECT = 0
    ARRAY = 1
    STRING = 2
    NUMBER = 3
    WORD = 4


class _Expected(Enum):
    VALUE = auto()
    VALUE_OR_END = auto()
    NAME = auto()
    NAME_OR_END = auto()
    COMMA_OR_END = auto()
    NOTHING = auto()


ROOT = 0
"""The number of the whole value."""
MOST_SHOWN = 2_000
"""Characters of a string that are shown in its line."""
_AT_ONCE = 1_000
"""Tokens of a step: a few milliseconds."""
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"(\s*+:)?|[\[\]{},]|[^\s\[\]{},:"]++|[":]', re.DOTALL)
"""A string, with its colon if it is a name; a sign; a number or word; and what is wrong."""
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS = frozenset({"true", "false", "null", "NaN", "Infinity", "-Infinity"})
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_HALF_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u[0-9a-fA-F]{0,3})?)$")
_DECODER = json.JSONDecoder(strict=False)
_MAY_END = frozenset({_Expected.VALUE_OR_END, _Expected.NAME_OR_END, _Expected.COMMA_OR_END})
_KINDS = {"{": JsonKind.OBJECT, "[": JsonKind.ARRAY, '"': JsonKind.STRING}
_FIRST_INSIDE = {JsonKind.OBJECT: _Expected.NAME_OR_END, JsonKind.ARRAY: _Expected.VALUE_OR_END}


class JsonOutline:
    """The values of a JSON text, numbered in the order in which they begin: what is inside a value follows it.

    Numbers keep their digits, a name may come twice, and depth has no limit. It is complete when `steps` has ended.

    Attributes:
        starts, ends: the place of each value in the text.
        after: the first value behind each one and all that is in it.
        parents: the object or array that each one is in; -1 for the whole.
        depths: how many objects and arrays each one is in.
        sizes: how many values are directly in each one.
        numbers: all of them, to take runs of them at once.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds = bytearray()
        self.starts, self.ends, self.after = array("i"), array("i"), array("i")
        self.parents, self.depths, self.sizes = array("i"), array("i"), array("i")
        self.numbers = array("i")
        self._names, self._places = array("i"), array("i")

    def __len__(self) -> int:
        return len(self.kinds)

    def steps(self) -> Iterator[None]:
        """Read the text, a few milliseconds at a step. Raises JsonSyntaxError, also after some steps."""
        text, kinds, expected, name = self.text, self.kinds, _Expected.VALUE, -1
        inside: list[int] = []
        for count, found in enumerate(_TOKEN.finditer(text), 1):
            start, end = found.span()
            sign = text[start]
            if sign == ",":
                if expected is not _Expected.COMMA_OR_END:
                    raise JsonSyntaxError
                expected = _Expected.VALUE if kinds[inside[-1]] else _Expected.NAME
            elif found[1]:
                if expected is not _Expected.NAME and expected is not _Expected.NAME_OR_END:
                    raise JsonSyntaxError
                name, expected = start, _Expected.VALUE
            elif sign in "]}":
                if expected not in _MAY_END or (sign == "}") is not (kinds[inside[-1]] == JsonKind.OBJECT):
                    raise JsonSyntaxError
                closed = inside.pop()
                self.ends[closed], self.after[closed] = end, len(kinds)
                expected = _Expected.COMMA_OR_END if inside else _Expected.NOTHING
            elif expected is _Expected.VALUE or expected is _Expected.VALUE_OR_END:
                kind = self._add(start, end, name, inside)
                name = -1
                if kind in _FIRST_INSIDE:
                    inside.append(len(kinds) - 1)
                    expected = _FIRST_INSIDE[kind]
                else:
                    expected = _Expected.COMMA_OR_END if inside else _Expected.NOTHING
            else:
                raise JsonSyntaxError
            if not count % _AT_ONCE:
                yield
        if expected is not _Expected.NOTHING:
            raise JsonSyntaxError

    def _add(self, start: int, end: int, name: int, inside: list[int]) -> JsonKind:
        number, kind, place, parent = len(self.kinds), self._kind(start, end), 0, -1
        if inside:
            parent = inside[-1]
            place = self.sizes[parent]
            self.sizes[parent] = place + 1
        self.kinds.append(kind)
        self.numbers.append(number)
        self.starts.append(start)
        self.ends.append(end)
        self.after.append(number + 1)
        self.parents.append(parent)
        self.depths.append(len(inside))
        self.sizes.append(0)
        self._names.append(name)
        self._places.append(place)
        return kind

    def _kind(self, start: int, end: int) -> JsonKind:
        kind = _KINDS.get(self.text[start])
        if kind is not None and (kind is not JsonKind.STRING or end > start + 1):
            return kind
        if _NUMBER.fullmatch(self.text, start, end):
            return JsonKind.NUMBER
        if self.text[start:end] in _WORDS:
            return JsonKind.WORD
        raise JsonSyntaxError

    # what is shown

    def is_container(self, number: int) -> bool:
        """Whether it is an object or an array."""
        return self.kinds[number] <= JsonKind.ARRAY

    def has_name(self, number: int) -> bool:
        """Whether it is in an object."""
        return self._names[number] >= 0

    def name(self, number: int) -> str:
        """Its name in an object, its place in an array, "" for the whole."""
        if self.has_name(number):
            return _string_at(self.text, self._names[number])
        return str(self._places[number]) if self.parents[number] >= 0 else ""

    def value(self, number: int) -> str:
        """The value alone, to copy it: a string without quotes, anything else exactly as it is written."""
        start, end = self.starts[number], self.ends[number]
        if self.kinds[number] == JsonKind.STRING:
            return _string_at(self.text, start)
        return self.text[start:end]

    def shown(self, number: int) -> str:
        """The value in one line: a string in quotes with its letters, how many values an object or array has."""
        match JsonKind(self.kinds[number]):
            case JsonKind.STRING:
                return self._shown_string(self.starts[number], self.ends[number])
            case JsonKind.OBJECT:
                return f"{{{self.sizes[number] or ''}}}"
            case JsonKind.ARRAY:
                return f"[{self.sizes[number] or ''}]"
            case _:
                return self.value(number)

    def _shown_string(self, start: int, end: int) -> str:
        if end - start <= MOST_SHOWN:
            return _quoted(_string_at(self.text, start))
        part = self.text[start : start + MOST_SHOWN]
        if half := _HALF_ESCAPE.search(part):
            part = part[: half.start(1)]
        shown = _string_at(f'{part}"', 0)
        return f"{_quoted(shown)[:-1]}…"

    def path(self, number: int) -> str:
        """Where it is, as a JSONPath (RFC 9535): `$.results[0].status`."""
        steps = []
        while self.parents[number] >= 0:
            name = self.name(number)
            if not self.has_name(number):
                steps.append(f"[{name}]")
            elif _PLAIN_NAME.fullmatch(name):
                steps.append(f".{name}")
            else:
                steps.append(f"[{_quoted(name)}]")
            number = self.parents[number]
        return "$" + "".join(reversed(steps))


def _string_at(text: str, start: int) -> str:
    """The string that begins here."""
    return str(_DECODER.raw_decode(text, start)[0])


def _quoted(value: str) -> str:
    """As JSON, with unescaped characters except lone surrogates."""
    text = json.dumps(value, ensure_ascii=False)
    return _HALF_PAIR.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
