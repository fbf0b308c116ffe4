"""Finds a secret in what a service says, however it is written there: an answer may quote the request."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.entities import html5

_SHORTEST = 8
"""Characters. A shorter one is no key of the service, and may be a part of any word of an answer."""

_ENTITIES: dict[str, list[str]] = {}
for _name, _char in html5.items():
    if _name.endswith(";"):
        _ENTITIES.setdefault(_char, []).append(f"&{_name}")


class Quoted:
    """Knows some secrets in plain text, and as JSON, HTML and addresses write them."""

    def __init__(self, secrets: Iterable[str]) -> None:
        wanted = sorted({one for one in secrets if len(one) >= _SHORTEST}, key=len, reverse=True)
        self._found = re.compile(b"|".join(map(_spelt, wanted))) if wanted else None

    def masked(self, text: bytes) -> bytes:
        """The same text with `***` in the place of each secret."""
        return text if self._found is None else self._found.sub(b"***", text)

    def places(self, text: bytes) -> list[tuple[int, int]]:
        """From where to where they stand."""
        return [] if self._found is None else [found.span() for found in self._found.finditer(text)]


def _spelt(secret: str) -> bytes:
    return b"".join(map(_ways_to_write, secret))


def _ways_to_write(char: str) -> bytes:
    plain = char.encode("utf-8", "replace")
    if plain.isalnum():  # of ASCII: nobody writes these in another way
        return plain
    units = char.encode("utf-16-be", "replace")
    in_json = b"".join(rb"\\+u%s" % units[at : at + 2].hex().encode() for at in range(0, len(units), 2))
    in_links = b"".join(b"%%%02x" % byte for byte in plain)
    in_html = b"&#(?:0*%d|x0*%x);" % (ord(char), ord(char))
    named = [re.escape(entity.encode()) for entity in _ENTITIES.get(char, ())]
    blank = [rb"\+"] if char == " " else []
    ways = [re.escape(plain), rb"\\+" + re.escape(plain), b"(?i:%s)" % b"|".join((in_json, in_links, in_html))]
    return b"(?:%s)" % b"|".join((*ways, *named, *blank))
