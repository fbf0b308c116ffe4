"""Finds a secret in what a service says, however it is written there: an answer may quote the request."""

from __future__ import annotations

import re
from collections.abc import Iterable

_SHORTEST = 8
"""Bytes. A shorter one is no key of the service, and may be a part of any word of an answer."""


class Quoted:
    """Knows some secrets in plain bytes, and as JSON, HTML and addresses write them."""

    def __init__(self, secrets: Iterable[bytes]) -> None:
        wanted = sorted({one for one in secrets if len(one) >= _SHORTEST}, key=len, reverse=True)
        self._found = re.compile(b"|".join(map(_spelt, wanted))) if wanted else None

    def masked(self, text: bytes) -> bytes:
        """The same text with `***` in the place of each secret."""
        return text if self._found is None else self._found.sub(b"***", text)

    def places(self, text: bytes) -> list[tuple[int, int]]:
        """From where to where they stand."""
        return [] if self._found is None else [found.span() for found in self._found.finditer(text)]


def _spelt(secret: bytes) -> bytes:
    return b"".join(_ways_to_write(secret[at : at + 1]) for at in range(len(secret)))


def _ways_to_write(char: bytes) -> bytes:
    plain = re.escape(char)
    if char.isalnum():
        return plain
    code = char[0]
    escapes = rb"\\u00%02x|%%%02x|&#x?0*(?:%x|%d);" % (code, code, code, code)
    return b"(?:%s|\\\\%s|(?i:%s))" % (plain, plain, escapes)
