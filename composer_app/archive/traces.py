"""Finds an address wherever and however it is written: in JSON, HTML, a link, another case."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from composer_app.archive.filters import escaped

ERASED = "[erased]"

Stored = TypeVar("Stored", str, bytes)

# What may stand before an address without being part of it, though it ends in a letter: escapes of JSON and of links.
_BEFORE = rb"(?:(?<![\w.%+'-])|(?<=\\[nrtbf])|(?<=\\u[0-9a-f]{4})|(?<=%[0-9a-f]{2}))"
_AFTER = rb"(?![\w-]|\.\w)"
_SPELLINGS = {"@": rb"%40|&#64;|&#x40;|&commat;", "+": rb"%2b|&#43;", "'": rb"%27|&#39;|&apos;"}


class Traces:
    """One address, and texts that stand for it in the same way (the ids of mails to it)."""

    def __init__(self, address: str, ids: Iterable[str] = ()) -> None:
        spelling = b"".join(_spelling(char) for char in address)
        others = b"".join(b"|" + re.escape(one.encode()) for one in ids if one)
        self._pattern = re.compile(_BEFORE + b"(?:" + spelling + others + b")" + _AFTER, re.IGNORECASE)
        self._bytes = re.compile(re.escape(address.encode()), re.IGNORECASE)
        self._parts = re.findall(r"[a-z0-9]+", address, re.IGNORECASE)
        self.like = "%" + "%".join(escaped(part) for part in self._parts) + "%"
        """A pattern for LIKE that every text with a trace fits, and few others."""

    def may_be_in(self, text: str) -> bool:
        """Whether `like` fits; many times quicker than a search for a trace."""
        text, at = text.lower(), 0
        for part in self._parts:
            at = text.find(part.lower(), at) + len(part)
            if at < len(part):
                return False
        return True

    def are_in(self, text: str) -> bool:
        return self._pattern.search(_bytes_of(text)) is not None

    def masked(self, value: Stored, mask: str = ERASED) -> Stored:
        """The same with every trace replaced."""
        if isinstance(value, bytes):
            return self._pattern.sub(mask.encode(), value)
        changed, count = self._pattern.subn(mask.encode(), _bytes_of(value))
        return changed.decode() if count else value

    def are_in_file(self, path: Path) -> bool:
        """True if the address stands in the file as it is, at whatever place."""
        if not path.exists() or path.stat().st_size == 0:
            return False
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return self._bytes.search(content) is not None


def _spelling(char: str) -> bytes:
    plain = re.escape(char.encode())
    units = char.encode("utf-16-be")
    in_json = b"".join(rb"\\u" + units[at : at + 2].hex().encode() for at in range(0, len(units), 2))
    others = _SPELLINGS.get(char)
    return b"(?:" + plain + b"|" + in_json + (b"|" + others if others else b"") + b")"


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
