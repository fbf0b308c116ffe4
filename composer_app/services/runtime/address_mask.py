"""Masks private data in a text: addresses and names of other recipients."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from composer_app.domain.encoded_text import EncodedText
from composer_app.domain.text_matchers import AddressMatcher, AnyAddressMatcher, WordMatcher
from composer_app.services.runtime.secret_mask import mask

MASKED = "…@…"
MASKED_NAME = "…"

Text = TypeVar("Text", str, bytes)


class AddressMask:
    """Masks addresses and names in texts of any kind, however they are encoded (`EncodedText`).

    Args:
        keep: these addresses stay.
        others: these addresses are masked even if they do not look like one.
        names: masked as whole words; a single word only in this letter case.
    """

    def __init__(self, keep: Iterable[str] = (), others: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        kept = AddressMatcher(keep)
        gone = AddressMatcher(address for address in others if not kept.holds(address))
        self._known = EncodedText([gone], kept)
        self._all = EncodedText([gone, AnyAddressMatcher()], kept)
        words = [" ".join(name.split()) for name in names]
        in_any_case = WordMatcher((name for name in words if " " in name), in_any_case=True)
        self._names = EncodedText([in_any_case, WordMatcher(name for name in words if len(name) > 1)])

    def known(self, text: Text) -> Text:
        """Mask the addresses and names of the others."""
        return self._names.masked(self._known.masked(text, MASKED), MASKED_NAME)

    def all(self, text: Text) -> Text:
        """Mask the names of the others, and all addresses except the kept ones."""
        return self._names.masked(self._all.masked(text, MASKED), MASKED_NAME)


def for_strangers(text: str) -> str:
    """Mask all keys and addresses, for public texts."""
    return _of_everybody().all(mask(text))


@cache
def _of_everybody() -> AddressMask:
    return AddressMask()
