"""Where the rows of a table come from, and what its columns say."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import MessageDetails, MessageRow, ReportRow
from composer_app.domain.price import Price
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.ui.texts import format as fmt
from composer_app.ui.widgets.table.column_kinds import ColumnKind

Record = MessageRow | ReportRow
R = TypeVar("R", covariant=True)


class RecordRows(Protocol[R]):
    """Rows of one kind in the archive."""

    def ids(self, wanted: ArchiveFilter, sort: SortKey, descending: bool, /) -> array[int]: ...
    def rows(self, rows: Sequence[int], /) -> Sequence[R]: ...
    def details(self, row: int, /) -> MessageDetails | None: ...
    def total(self, account_id: AccountId, /) -> int: ...


class RecordReader(Protocol):
    """What of the archive's reader a table needs."""

    @property
    def messages(self) -> RecordRows[MessageRow]: ...
    @property
    def reports(self) -> RecordRows[ReportRow]: ...


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        text: what a cell says.
        sort: the archive's order for it; None: it cannot be sorted by.
        tooltip: more than the cell says, or "".
        is_hidden: not shown until a person asks for it.
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
    """Which rows of the archive a table shows. The functions run on the archive's thread."""

    columns: tuple[Column, ...]
    ids: Callable[[RecordReader, ArchiveFilter, SortKey, bool], array[int]]
    rows: Callable[[RecordReader, Sequence[int]], Sequence[Record]]
    details: Callable[[RecordReader, int], MessageDetails | None]
    total: Callable[[RecordReader, AccountId], int]
    is_new: Callable[[Any], bool]
    """On the GUI thread: whether a row carries the mark of what nobody has seen."""
    new: Callable[[RecordReader, AccountId], int] = lambda _reader, _account: 0
    """How many rows of the account carry it, where that is shown."""


def price_text(price: Price | None) -> str:
    """Nothing for nothing in no currency, which is what the service writes where it does not tell a price."""
    if price is None or (not price.per_message and price.currency in ("", "UNKNOWN")):
        return ""
    return fmt.price(price.per_message, price.currency)


def time_text(at: datetime | None) -> str:
    return fmt.moment(at) if at is not None else ""


def time_tooltip(at: datetime | None) -> str:
    return fmt.moment_tooltip(at) if at is not None else ""
