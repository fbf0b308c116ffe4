"""The number formats of spreadsheets, as far as they decide how a number is written in a mail."""

from __future__ import annotations

import re

import msgspec

# What stands for itself: quoted text, colours and currencies in brackets, and what follows \, _ or *.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.(0*)(?![#?0]))?(?![#?.])")
BUILT_IN = dict(zip((1, 2, 3, 4, 9, 10, 37, 38, 39, 40), "0 0.00 0 0.00 0% 0.00% 0 0 0.00 0.00".split(), strict=True))
"""The formats that have a number instead of a code (ECMA-376, 18.8.30)."""


class NumberFormat(msgspec.Struct, frozen=True):
    """Decimals and leading zeros. Groups of digits, colours, currencies and other words are left out."""

    decimals: int
    least_digits: int
    """Before the point."""
    is_percent: bool = False

    def text(self, value: float) -> str:
        """The number in this format."""
        shown = value * 100 if self.is_percent else value
        width = self.least_digits + (self.decimals + 1 if self.decimals else 0) + (shown < 0)
        return f"{shown:0{width}.{self.decimals}f}{'%' if self.is_percent else ''}"


def number_format(code: str) -> NumberFormat | None:
    """The format with this code; None: numbers are written as they are."""
    first = _LITERAL.sub("", code.partition(";")[0]).replace(" ", "")
    is_percent = first.endswith("%")
    found = _DIGITS.fullmatch(first.removesuffix("%"))
    if found is None:
        return None
    whole = found[0].partition(".")[0]
    return NumberFormat(len(found[1] or ""), whole.count("0"), is_percent)
