"""Finds the encoding of a text file from its bytes."""

from __future__ import annotations

import codecs
from typing import IO

ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "iso8859_2",
    "iso8859_15",
    "mac_roman",
    "cp852",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
)
"""The encodings that the user can choose, by their names in Python; the first is UTF-8, also with a byte order mark."""
_SINGLE = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "iso8859_2", "shift_jis", "gb18030", "big5", "euc_kr")
_BLOCK_BYTES = 1024 * 1024
_SAMPLE_BYTES = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(file: IO[bytes]) -> str:
    """The encoding of the whole file; its position is at the beginning afterwards.

    UTF-8 is certain: text in another encoding is not valid in it. Else the words decide.
    """
    file.seek(0)
    start = file.read(_SAMPLE_BYTES)
    encoding = _marked(start) or _wide(start) or ("utf-8-sig" if _is_utf8(file) else _guessed(file))
    file.seek(0)
    return encoding


def _marked(start: bytes) -> str:
    return next((encoding for mark, encoding in _MARKS if start.startswith(mark)), "")


def _wide(start: bytes) -> str:
    """UTF-16 without a mark: every second byte of European text is zero."""
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 4 < len(start):
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(_BLOCK_BYTES):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _guessed(file: IO[bytes]) -> str:
    from charset_normalizer import from_bytes  # slow to import; most files are UTF-8

    file.seek(0)
    lines, size = [], 0
    for line in file:
        if not line.isascii():
            lines.append(line)
            size += len(line)
        if size > _SAMPLE_BYTES:
            break
    sample = b"".join(lines)[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_isolation=list(_SINGLE)).best()
    # Short texts often read the same in several encodings; then it is the most frequent one.
    if best is None or best.encoding not in ENCODINGS or sample.decode("cp1252", "replace") == str(best):
        return "cp1252"
    return best.encoding
