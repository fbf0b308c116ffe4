"""Guesses of a recipient list: the row with the names of the columns, and what each column is."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from composer_app.domain.merge_list import ColumnRole, ListColumnUse

_ADDRESS_WORDS = ("email", "mail", "emailaddress", "address", "recipient", "adresse", "correo", "epost")
_NAME_WORDS = ("fullname", "name", "recipientname", "displayname", "contact")
_UNUSED = ListColumnUse()


def header_row_of(rows: Sequence[tuple[int, Sequence[str]]]) -> int:
    """The number of the row with the names of the columns; 0: there is none.

    It is the row with words right above the first address. Without any address it is the first row.
    """
    before: tuple[int, Sequence[str]] | None = None
    for number, cells in rows:
        at = next((place for place, cell in enumerate(cells) if "@" in cell), None)
        if at is not None:
            is_header = before is not None and (bool(_cell(before[1], at)) or sum(map(bool, before[1])) > 1)
            return before[0] if before is not None and is_header else 0
        if any(map(str.strip, cells)):
            before = (number, cells)
    return next((number for number, cells in rows if any(map(str.strip, cells))), 0)


def uses_of(
    titles: Sequence[str], rows: Sequence[Sequence[str]], placeholders: Sequence[str]
) -> tuple[ListColumnUse, ...]:
    """What each column is probably used as: the address by its cells, placeholders and the name by its title.

    Args:
        titles: empty where there is no header.
        rows: some rows below it.
        placeholders: those of the mail.
    """
    width = max([len(titles), *map(len, rows)], default=0)
    uses = [_UNUSED] * width
    names = [folded(_cell(titles, at)) for at in range(width)]
    counts = [sum("@" in _cell(row, at) for row in rows) for at in range(width)]
    if any(counts):
        at = max(range(width), key=lambda at: (counts[at], names[at] in _ADDRESS_WORDS, -at))
        uses[at] = ListColumnUse(ColumnRole.ADDRESS)
    elif (named := _first_of(names, _ADDRESS_WORDS)) is not None:
        uses[named] = ListColumnUse(ColumnRole.ADDRESS)
    for placeholder in placeholders:
        place = next((at for at in range(width) if names[at] == folded(placeholder) and uses[at] == _UNUSED), None)
        if place is not None:
            uses[place] = ListColumnUse(ColumnRole.PLACEHOLDER, placeholder)
    free = [name if uses[at] == _UNUSED else "" for at, name in enumerate(names)]
    if (named := _first_of(free, _NAME_WORDS)) is not None:
        uses[named] = ListColumnUse(ColumnRole.NAME)
    return tuple(uses)


def folded(title: str) -> str:
    """A title or placeholder for comparison: letters and digits alone, without accents and case."""
    plain = unicodedata.normalize("NFKD", title).casefold()
    return "".join(char for char in plain if char.isalnum())


def _first_of(names: Sequence[str], words: Sequence[str]) -> int | None:
    return next((names.index(word) for word in words if word in names), None)


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip() if at < len(cells) else ""


def used_as(uses: Sequence[ListColumnUse], at: int, use: ListColumnUse) -> tuple[ListColumnUse, ...]:
    """The uses with another one for a column. Each exists once: the column that had it is not used any more."""
    others = [_UNUSED if one == use and use != _UNUSED else one for one in uses]
    others[at] = use
    return tuple(others)
