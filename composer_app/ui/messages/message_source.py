"""Source of a table: its rows and its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from composer_app.domain.price import Price
from composer_app.domain.queries import SortKey
from composer_app.services.records import Record, RecordKind
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts.outcomes import explain_of
from composer_app.ui.widgets.table.column_kinds import ColumnKind


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        text: what a cell says.
        sort: the archive's order for it; None: it cannot be sorted by.
        tooltip: more than the cell says, or "".
        is_hidden: not shown until the user asks for it.
        takes_rest: as wide as the others leave it room.
        width: px at first; 0: as its kind.
        field: the record's own attribute, shown as it is should `text` fail.
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
    """Px it may grow to where its contents need it; 0: it stays as it is."""
    field: str = ""


@dataclass(frozen=True)
class MessageSource:
    """The rows of the archive that a table shows.

    Attributes:
        is_new: whether a row carries the mark of what is new.
        seen_until: rows that were received since then carry it; None: such rows are not counted.
    """

    columns: tuple[Column, ...]
    kind: RecordKind
    is_new: Callable[[Any], bool]
    seen_until: Callable[[], datetime | None] = lambda: None


def price_text(price: Price | None) -> str:
    """Nothing for nothing in no currency, which is what the service writes where it does not tell a price."""
    if price is None or (not price.per_message and price.currency in ("", "UNKNOWN")):
        return ""
    return fmt.price(price.per_message, price.currency)


def time_text(at: datetime | None) -> str:
    return fmt.moment(at) if at is not None else ""


def time_tooltip(at: datetime | None) -> str:
    return fmt.moment_tooltip(at) if at is not None else ""


def explained(record: Record) -> str:
    """What became of the mail, for the tooltip of a cell: words of ours, below them those of the vendor."""
    words = explain_of(record)
    return "\n".join(part for part in (f"{words.title} {words.body}".strip(), words.vendor) if part)
