"""A list file that gives a mail its recipients, and each of them values for the placeholders.

The file is copied into the attachment store when it is opened. `services/merge/list_reader.py` reads the rows from that
copy whenever they are needed: a draft never holds them.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from composer_app.domain.mail import Mailbox


class MergeRow(msgspec.Struct, frozen=True):
    """One recipient of a list."""

    row_number: int
    """Of the file, from 1; the same at every reading."""
    mailbox: Mailbox
    values: dict[str, str] = {}
    """By the name of the placeholder."""


class ColumnRole(StrEnum):
    """The value is stored; never rename one."""

    ADDRESS = "address"
    NAME = "name"
    PLACEHOLDER = "placeholder"
    NOT_USED = "not used"


class ListColumnUse(msgspec.Struct, frozen=True):
    """What a column of the list is used as."""

    role: ColumnRole = ColumnRole.NOT_USED
    placeholder: str = ""
    """The name of the placeholder that it fills."""


class RowProblem(StrEnum):
    """What is wrong with a row of a list. The value is stored; never rename one."""

    NO_ADDRESS = "no address"
    BAD_ADDRESS = "bad address"
    REPEATED = "repeated"
    MISSPELT = "misspelt"
    EMPTY_VALUE = "empty value"
    UNREADABLE = "unreadable"
    """It has characters that the chosen encoding does not know."""


ALWAYS_LEFT_OUT = frozenset({RowProblem.NO_ADDRESS, RowProblem.BAD_ADDRESS})
"""No mail can go there."""


class DateStyle(StrEnum):
    """How a date of a spreadsheet is written in the mail, for `strftime`. The value is stored; never rename one."""

    ISO = "%Y-%m-%d"
    DAY_MONTH_DOTS = "%d.%m.%Y"
    DAY_MONTH_SLASHES = "%d/%m/%Y"
    MONTH_DAY_SLASHES = "%m/%d/%Y"


class MergeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """How the file is read, and which of its rows get the mail."""

    sheet: str = ""
    """Of a spreadsheet."""
    encoding: str = ""
    """Of a text file, as Python names it."""
    delimiter: str = ""
    """Of a text file; empty: it has one column."""
    header_row: int = 0
    """The number of the row with the names of the columns; rows before it are no data. 0: there is none."""
    date_style: DateStyle = DateStyle.ISO
    uses: tuple[ListColumnUse, ...] = ()
    """By column, from the left."""
    left_out: tuple[RowProblem, ...] = (RowProblem.REPEATED, RowProblem.MISSPELT)
    """Rows with one of these problems do not get the mail, nor do those of `ALWAYS_LEFT_OUT`."""
    corrected: tuple[RowProblem, ...] = ()
    """MISSPELT, BAD_ADDRESS: such a row gets the address that was probably meant, if there is one."""
    excluded_rows: tuple[int, ...] = ()
    """Numbers of rows that the user left out one by one."""
    defaults: dict[str, str] = {}
    """The value of a placeholder where the list has none."""

    def column_of(self, role: ColumnRole) -> int | None:
        """The first column with this role, from 0."""
        return next((at for at, use in enumerate(self.uses) if use.role is role), None)

    def placeholders(self) -> dict[str, int]:
        """The placeholders with a column, and its place from 0."""
        return {use.placeholder: at for at, use in enumerate(self.uses) if use.role is ColumnRole.PLACEHOLDER}


class MergeAttachment(msgspec.Struct, frozen=True, kw_only=True):
    """The list of a draft: its frozen copy in the attachment store, and how it is read."""

    sha256: str
    file_name: str
    size_bytes: int
    settings: MergeSettings
    recipient_count: int
    """Rows that get the mail, as counted when the user chose the list."""
    row_count: int
    """All rows with data."""
