"""A running erasure, for objects in memory that may hold the address."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from composer_app.archive.privacy.recipient_mask import RecipientMask

T = TypeVar("T")


class Erasure:
    """Masks the address in values from the moment the archive has erased it; no effect before. Any thread."""

    def __init__(self) -> None:
        self._mask: RecipientMask | None = None

    @property
    def is_done(self) -> bool:
        """True once the archive has erased the address."""
        return self._mask is not None

    def has_erased(self, mask: RecipientMask) -> None:
        """The archive has erased the address; `mask` finds it in all spellings."""
        self._mask = mask

    def applied(self, value: T) -> T:
        """The value without the address, as the archive stores it; unchanged until the erasure is done."""
        return value if self._mask is None else self._mask.applied(value)

    def applied_to_bytes(self, content: bytes) -> bytes:
        """The same for the content of a file; the same object if it does not contain the address."""
        return content if self._mask is None else self._mask.masked(content)
