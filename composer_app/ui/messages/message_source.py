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
from composer_app.ui.texts.outcome_reasons import explain_of
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


@dataclass(frozen=True)
class MessageSource:
    """The rows of the archive that a table shows.

    Attributes:
        is_new: whether a row is marked as new.
        seen_until: rows received since then are marked; None: they are not counted.
    """

    columns: tuple[Column, ...]
    kind: RecordKind
    is_new: Callable[[Any], bool]
    seen_until: Callable[[], datetime | None] = lambda: None


def price_text(price: Price | None) -> str:
    """ "" for 0 without a currency, which the service writes for an unknown price."""
    if price is None or (not price.per_message and price.currency in ("", "UNKNOWN")):
        return ""
    return fmt.price(price.per_message, price.currency)


def time_text(at: datetime | None) -> str:
    return fmt.moment(at) if at is not None else ""


def time_tooltip(at: datetime | None) -> str:
    return fmt.moment_tooltip(at) if at is not None else ""


def explained(record: Record) -> str:
    """The outcome for the tooltip of a cell: our words, then the vendor's."""
    words = explain_of(record)
    return "\n".join(part for part in (f"{words.title} {words.body}".strip(), words.vendor) if part)
