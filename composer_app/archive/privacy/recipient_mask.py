"""Masks one recipient in stored values and texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from composer_app.archive.column_values import json_of, value_of
from composer_app.domain.draft import Draft
from composer_app.domain.encoded_text import EncodedText
from composer_app.domain.recipients import parse_address
from composer_app.domain.text_matchers import AddressMatcher

ERASED = "[erased]"

T = TypeVar("T")
Text = TypeVar("Text", str, bytes)

# A text with none of these holds no address, however it is encoded; most columns of most rows hold none.
_ALIKE = "(?:\N{FULLWIDTH COMMERCIAL AT}|\N{SMALL COMMERCIAL AT})"
_MAY_HOLD = re.compile(rf"[@%&=\\\0]|{_ALIKE}|[\w+/-]{{16}}")
_MAY_HOLD_BYTES = re.compile(_MAY_HOLD.pattern.encode(), re.ASCII)
_PLAIN = re.compile(r"[\w.+-]+@[\w.-]+", re.ASCII)


class RecipientMask:
    """One address, the ids of mails to it alone, and the files that were rewritten without it.

    Args:
        ids: of mails to this address alone.
        files: SHA-256 and size of the new content by the SHA-256 of the old.
    """

    def __init__(
        self, address: str, ids: Iterable[str] = (), files: Mapping[str, tuple[str, int]] | None = None
    ) -> None:
        self.address = address
        self._ids = tuple(filter(None, ids))
        self._files = dict(files or {})
        self._own = AddressMatcher([address])
        self._text = EncodedText.of_address(address, self._ids)
        self.has_met_encoded = not _PLAIN.fullmatch(address)
        """It was found in another spelling, so that a plain search cannot prove its absence."""

    @property
    def replaced_files(self) -> frozenset[str]:
        """The SHA-256 of contents with the address, and of those in their place."""
        return frozenset(self._files)

    def with_ids(self, ids: Iterable[str]) -> RecipientMask:
        """The same mask with these ids as well."""
        return RecipientMask(self.address, ids, self._files)

    def is_named_by(self, entry: str) -> bool:
        """True for the address, with or without a name, encoded or not; False for a longer address."""
        entry = entry.strip()
        if self._own.holds(entry):
            return True
        if _PLAIN.fullmatch(entry):
            return False
        mailbox = parse_address(entry).mailbox
        return self._text.is_in(entry) if mailbox is None else self._own.holds(mailbox.address)

    def is_in(self, text: str | bytes) -> bool:
        return self._text.is_in(text)

    def masked(self, text: Text) -> Text:
        """The text with the address masked; the same object if it is absent."""
        may_hold = _MAY_HOLD.search(text) if isinstance(text, str) else _MAY_HOLD_BYTES.search(text)
        if not may_hold and not self._ids:
            return text
        masked = self._text.masked(text, ERASED)
        if masked is not text and not self.has_met_encoded:
            self.has_met_encoded = self._is_encoded_in(text)
        return masked

    def applied(self, value: T) -> T:
        """A draft or another value, masked as in the archive. Any thread."""
        written = json_of(value)
        if not self._text.is_in(written) and not any(old in written for old in self._files):
            return value
        left: object = self.without_recipients(value) if isinstance(value, Draft) else value
        return value_of(self.with_new_files(self.masked(json_of(left))), type(value))

    def without_recipients(self, draft: Draft) -> Draft:
        others = {
            name: tuple(entry for entry in getattr(draft, name) if not self.is_named_by(entry))
            for name in ("to", "cc", "bcc")
        }
        return msgspec.structs.replace(draft, **others)

    def _is_encoded_in(self, text: str | bytes) -> bool:
        plain = text.lower() if isinstance(text, str) else text.decode("utf-8", "surrogateescape").lower()
        return self._text.is_in(plain.replace(self.address.lower(), ""))

    def with_new_files(self, written: str) -> str:
        """JSON in which attachments refer to the contents without the address."""
        for old, (new, size) in self._files.items():
            written = re.sub(
                rf'("sha256":"){old}("[^{{}}]*?"size_bytes":)\d+',
                lambda found, new=new, size=size: f"{found[1]}{new}{found[2]}{size}",  # type: ignore[misc]
                written,
            )
        return written
