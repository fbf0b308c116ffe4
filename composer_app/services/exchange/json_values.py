"""Splits a file into its JSON values without holding more than one block of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed

MAX_VALUE_BYTES = 32 * 1024 * 1024
"""A longer value is none of ours and none of the vendor's."""
_BLOCK_BYTES = 1 << 20
_MARK = b"\xef\xbb\xbf"
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]]|"', re.DOTALL)
_BETWEEN = re.compile(rb"[\s,\[\]\x1e]*")


def json_values(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Each object of the file, byte for byte: one a line, one after the other, or as the items of one list.

    Args:
        name: of the file, for the words of a failure.

    Raises:
        Failed: NOT_AN_EXPORT. It holds something else than objects, or one without an end.
    """
    text, at = file.read(len(_MARK)).removeprefix(_MARK), 0
    while True:
        between = _BETWEEN.match(text, at)
        at = at if between is None else between.end()
        if at == len(text):
            text, at = file.read(_BLOCK_BYTES), 0
            if not text:
                return
            continue
        if text[at : at + 1] != b"{":
            raise _refused(name)
        end = _end_of_object(text, at)
        if end is not None:
            yield text[at:end]
            at = end
            continue
        text, at = text[at:], 0
        more = file.read(max(_BLOCK_BYTES, len(text)))
        if not more or len(text) > MAX_VALUE_BYTES:
            raise _refused(name)
        text += more


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


def _refused(name: str) -> Failed:
    return Failed(Problem(ProblemCode.NOT_AN_EXPORT, subject=name))
