"""A column of a table of messages: its title, what a cell says, how it is sorted, its width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from composer_app.domain.queries import SortKey
from composer_app.ui.widgets.table.column_kinds import ColumnKind


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        text: what a cell says.
        sort: the archive's order for it; None: it cannot be sorted by.
        tooltip: more than the cell says, or "".
        is_hidden: not shown until the user asks for it.
        takes_rest: takes the remaining width.
        width: px at first; 0: as its kind.
        field: the record's attribute, shown unformatted if `text` fails.
    """

    title: str
    kind: ColumnKind
    text: Callable[[Any], str]
    sort: SortKey | None = None
    tooltip: Callable[[Any], str] = lambda _: ""
    is_hidden: bool = False
    takes_rest: bool = False
    width: int = 0
    grows_to: int = 0
    """Px it may grow to for its contents; 0: fixed."""
    field: str = ""
