"""Reads addresses from spreadsheet rows: finds the cell with the address and those with the name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain

from composer_app.domain.formula_guard import unguarded

# Without quotes, brackets and separators, which the rules for lists handle.
_BARE = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+")
_NAMED = re.compile(r"[^\W\d_][\w .'’-]*<[^\s@<>]+@[^\s@<>]+>")
_IN_NAMES = " .,'’-\u00a0"


def each_row_as_mailbox(text: str) -> Iterator[str]:
    """The lines of the text, each row of cells between tabs as one mailbox; a text without such rows as a whole.

    The name is made of the cells before the address that hold letters only; all other cells are left out, and so is
    a row of headings. A row with several addresses, with none, or with more than an address in its cell stays as it is.
    """
    if "\t" not in text or "@" not in text:
        yield text
        return
    lines = iter(text.splitlines(keepends=True))
    first = next(lines)
    second = next(lines, "")
    head = [second] if _is_heading(first, second) else [first, second]
    yield from map(_row_as_mailbox, chain(head, lines))


def has_values(text: str) -> bool:
    """True for a table with headings and more columns than address and name: a list of recipients with values."""
    first, _, rest = text.partition("\n")
    second = rest.partition("\n")[0]
    return text.count("\t", 0, len(first)) > 1 and _is_heading(first, second)


def _is_heading(first: str, second: str) -> bool:
    """Whether the first row has a word where the second one has its address."""
    cells, below = _cells(first), _cells(second)
    at = _column_of_address(below)
    return "@" not in first and at is not None and 1 < len(cells) == len(below) and cells[at] != ""


def _row_as_mailbox(line: str) -> str:
    cells = _cells(line)
    at = _column_of_address(cells)
    if at is None or sum(map(bool, cells)) < 2:
        return line
    end = line[len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")) :]
    name = " ".join(_names(cells[:at]))
    is_bare = _BARE.fullmatch(cells[at]) is not None
    return f'"{name}" <{cells[at]}>{end}' if name and is_bare else f"{cells[at]}{end}"


def _cells(line: str) -> list[str]:
    return [unguarded(cell.strip()) for cell in line.split("\t")]  # a table may be one of our exports


def _column_of_address(cells: list[str]) -> int | None:
    columns = [at for at, cell in enumerate(cells) if "@" in cell]
    if len(columns) != 1 or not (_BARE.fullmatch(cells[columns[0]]) or _NAMED.fullmatch(cells[columns[0]])):
        return None
    return columns[0]


def _names(cells: list[str]) -> Iterator[str]:
    for cell in cells:
        is_quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
        words = cell[1:-1].strip() if is_quoted else cell
        if any(map(str.isalpha, words)) and all(map(_is_of_a_name, words)):
            yield words


def _is_of_a_name(char: str) -> bool:
    return char.isalpha() or char in _IN_NAMES or unicodedata.category(char)[0] == "M"
