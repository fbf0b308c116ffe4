"""Finds the delimiter of a table in text."""

from __future__ import annotations

import csv
from collections import Counter

DELIMITERS = (",", ";", "\t", "|")
_LOOKED_AT = 60


def delimiter_of(sample: str) -> str:
    """The delimiter of a table in text; empty: every line is one cell.

    It is the one that splits most rows into equally many cells, at least two.

    Args:
        sample: the first rows, fewer than 100,000 characters.
    """
    lines = sample.replace("\0", "").splitlines(keepends=True)
    if len(lines) > 2 and not sample.endswith(("\n", "\r")):
        lines.pop()  # it may be cut off
    best, most = "", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for cells in csv.reader(lines[:_LOOKED_AT], delimiter=delimiter) if any(cells))
        width, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]), default=(1, 0))
        if width > 1:
            even = rows / widths.total() * (1 + min(width, 50) / 1000)  # of equals the one with more columns
            if even > most:
                best, most = delimiter, even
    return best
