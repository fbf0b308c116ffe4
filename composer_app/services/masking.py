"""Takes out of a text what is nobody else's business: addresses of other people, and secrets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from composer_app.services.log_file import mask

# Wide rather than exact: what looks like an address is one.
_ADDRESS = re.compile(
    r"[^\s\"'<>()\[\]{},;:=|\\/@]+(?:@|%40|\\u0040)[^\s\"'<>()\[\]{},;:=|\\/@]+\.[^\s\"'<>()\[\]{},;:=|\\/@?&]+"
)
MASKED = "…@…"


class AddressMask:
    """Masks addresses.

    Args:
        keep: these stay, however they are written.
        others: these go even where they do not look like an address, and inside links.
    """

    def __init__(self, keep: Iterable[str] = (), others: Iterable[str] = ()) -> None:
        self._keep = {address.casefold() for address in keep}
        gone = {address for address in others if address and address.casefold() not in self._keep}
        spellings = {form for address in gone for form in (address, quote(address, safe=""), quote(address))}
        # the longest first: one may end another
        longest_first = sorted(map(re.escape, spellings), key=len, reverse=True)
        self._others = re.compile("|".join(longest_first), re.IGNORECASE) if spellings else None

    def known(self, text: str) -> str:
        """Without the addresses of the others."""
        return text if self._others is None else self._others.sub(self._unless_kept_around, text)

    def all(self, text: str) -> str:
        """Without any address but those that are kept."""
        return _ADDRESS.sub(lambda found: found[0] if found[0].casefold() in self._keep else MASKED, self.known(text))

    def _unless_kept_around(self, found: re.Match[str]) -> str:
        """`ana@example.com` stands inside `joana@example.com`, which may be the one that is kept."""
        text, start, end = found.string.casefold(), found.start(), found.end()
        for kept in self._keep:
            place = text.find(kept, max(end - len(kept), 0))
            if 0 <= place <= start and end <= place + len(kept):
                return found[0]
        return MASKED


def for_strangers(text: str) -> str:
    """A text as it may be shown to anybody: no key, no address."""
    return AddressMask().all(mask(text))
