"""Splits a file into its JSON values without holding more than one block of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import msgspec

from composer_app.api.tolerant_json import NotJson, read_json
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed

MAX_VALUE_BYTES = 32 * 1024 * 1024
"""A longer value is none of ours and none of the vendor's."""
_BLOCK_BYTES = 1 << 20
_MARK = b"\xef\xbb\xbf"
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|"', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,\[\]\x1e]*")


class FileValue(NamedTuple):
    """A piece of a file: an object, or the rest of a line that holds none. `line`: where it begins, from 1."""

    line: int
    text: bytes


def json_values(file: BinaryIO, name: str) -> Iterator[FileValue]:
    """Each object of the file, byte for byte: one a line, one after the other, or as the items of one list.

    A line that is cut off or holds something else comes as it is, and what follows is read on.

    Args:
        name: of the file, for the words of a failure.

    Raises:
        Failed: NOT_AN_EXPORT. A line of it is longer than any value.
    """
    text, at, line = file.read(len(_MARK)).removeprefix(_MARK), 0, 1
    while True:
        between = _BETWEEN.match(text, at)
        start = at if between is None else between.end()
        line, at = line + text.count(b"\n", at, start), start
        if at == len(text):
            text, at = file.read(_BLOCK_BYTES), 0
            if not text:
                return
            continue
        end = _end_of_value(text, at)
        if end is None:
            rest = text[at:]
            more = file.read(max(_BLOCK_BYTES, len(rest)))
            text, at = rest + more, 0
            if more and len(text) <= MAX_VALUE_BYTES:
                continue
            end = _end_of_line(text, at)
            if end is None and more:
                raise Failed(Problem(ProblemCode.NOT_AN_EXPORT, subject=name))
            end = len(text) if end is None else end
        yield FileValue(line, text[at:end])
        line, at = line + text.count(b"\n", at, end), end


def is_cut_off(value: FileValue) -> bool:
    """The object that begins here does not end: at the end of a file, the file is not whole."""
    return value.text.startswith(b"{") and _end_of_object(value.text, 0) is None


def _end_of_value(text: bytes, at: int) -> int | None:
    """Where the object or the line ends that begins here; None: not in this text."""
    if text[at : at + 1] != b"{":
        return _end_of_line(text, at)
    end = _end_of_object(text, at)
    if end is None or b"\n" not in text[at:end] or _can_be_read(text[at:end]):
        return end
    return _end_of_line(text, at)  # cut off, and its end is that of a later one


def _end_of_line(text: bytes, at: int) -> int | None:
    found = text.find(b"\n", at)
    return None if found < 0 else found


def _end_of_object(text: bytes, at: int) -> int | None:
    """Where the object ends that begins here; None: not in this text."""
    line = text[at : text.find(b"\n", at) + 1].rstrip()
    if line.endswith(b"}") and _is_json(line):  # forty times as quick
        return at + len(line)
    depth = 0
    for token in _TOKEN.finditer(text, at):
        match token[0]:
            case b"{" | b"[":
                depth += 1
            case b"}" | b"]":
                depth -= 1
                if not depth:
                    return token.end()
            case b'"':  # a text without its end
                return None
    return None


def _is_json(text: bytes) -> bool:
    try:
        msgspec.json.decode(text, type=msgspec.Raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _can_be_read(text: bytes) -> bool:
    try:
        read_json(text)
    except NotJson:
        return False
    return True
