"""Erasure in attached files: text files are rewritten without the address, other files cannot be read."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from composer_app.archive.attachment_store import AttachmentStore
from composer_app.archive.privacy.recipient_mask import RecipientMask
from composer_app.domain.base64_bodies import is_text

_LOOKED_AT = 64 * 1024
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class LookedInto(msgspec.Struct, frozen=True):
    """Result of looking through attached files."""

    rewritten: dict[str, tuple[str, int]]
    """SHA-256 and size of the stored content without the address, by the old SHA-256."""
    unreadable: frozenset[str]
    """Pictures, archives, documents: whether they contain the address is not known."""


def look_into(store: AttachmentStore, digests: Iterable[str], mask: RecipientMask) -> LookedInto:
    """Search these contents for the address. Those with it are stored again without it; the old ones stay while
    something refers to them."""
    rewritten: dict[str, tuple[str, int]] = {}
    unreadable: set[str] = set()
    for sha256 in digests:
        try:
            with store.path(sha256).open("rb") as file:
                beginning = file.read(_LOOKED_AT)
                if not (is_text(beginning) or beginning.startswith(_WIDE_MARKS)):
                    unreadable.add(sha256)
                    continue
                content = beginning + file.read()
        except FileNotFoundError:
            continue
        masked = mask.masked(content)
        if masked is not content:
            rewritten[sha256] = store.add_bytes(masked)
    return LookedInto(rewritten, frozenset(unreadable))
