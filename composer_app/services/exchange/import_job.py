"""What is to be imported, and what came of it."""

from __future__ import annotations

import msgspec

from composer_app.domain.ids import AccountId
from composer_app.services.exchange.exported_columns import ExportColumn


class ImportJob(msgspec.Struct, frozen=True, kw_only=True, tag="import"):
    """One import.

    Attributes:
        file: its absolute path.
        account_id: takes the records of accounts that are not known here, all webhook events, and the rows of a table.
        titles: the columns of a table by the titles that the window gives them.
    """

    file: str
    account_id: AccountId
    titles: dict[str, ExportColumn] = {}


class Imported(msgspec.Struct, frozen=True, kw_only=True, tag="imported"):
    """A finished or cancelled import; what was taken in stays.

    Attributes:
        records: messages, reports and events in the file.
        new: how many messages, reports, log entries and events were added.
        known: how many of them were there already, or are about erased addresses.
        never_sent: messages of mail that had not been sent when it was exported. They are left out.
        strangers: events of mail that is not in the archive. They are left out.
        unreadable: objects and rows that are none of these, or name no mail.
        unreadable_lines: where the first of them begin in the file, from 1.
        lacking: columns that a table does not have.
        is_whole: False: it was cancelled.
        is_cut: the file ends in the middle of an object.
    """

    records: int = 0
    new: int = 0
    known: int = 0
    never_sent: int = 0
    strangers: int = 0
    unreadable: int = 0
    unreadable_lines: tuple[int, ...] = ()
    lacking: tuple[ExportColumn, ...] = ()
    is_whole: bool = True
    is_cut: bool = False
