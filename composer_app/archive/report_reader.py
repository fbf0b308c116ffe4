"""Reading delivery reports: the ordered rows of a filter first, then the values of one block after the other."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import msgspec

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import price_of, time_of, time_or_none
from composer_app.archive.database import Database, Row
from composer_app.archive.filter_sql import Clause, Subject
from composer_app.archive.message_reader import NO_WORDING, OUTCOMES, MessageReader, json_array
from composer_app.archive.sort_orders import (
    REPORT_ORDERS,
    columns_of,
    comes_from_index,
    merged,
    order_by,
    outcome_by_outcome,
)
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.message_history import MessageDetails, ReportRow
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.status import Status, VendorError

_REPORTS = "SELECT {columns} FROM report {where} {tail}"
_REPORTS_JOINED = "SELECT {columns} FROM report JOIN message ON message.row = report.message {where} {tail}"
_REPORTS_FOUND = (
    "WITH found (row) AS MATERIALIZED ({found})"
    " SELECT {columns} FROM found CROSS JOIN message ON message.row = found.row"
    " CROSS JOIN report INDEXED BY report_by_message ON report.message = message.row {where} {tail}"
)
# Without a filter the messages give the order out of their index: a first page is there at once. Those without an id
# are a half of their own, see `message_reader`.
_REPORTS_OF = (
    "SELECT report.row AS row, {key} AS key0 FROM message CROSS JOIN report INDEXED BY report_by_message"
    " ON report.message = message.row WHERE message.account = {account:d} AND report.account = {account:d}"
)
_REPORTS_BY_MESSAGE = f"{_REPORTS_OF} {{tail}}"
_REPORTS_BY_MESSAGE_ID = (
    f"{_REPORTS_OF} AND message.message_id IS NOT NULL"
    f" UNION ALL {_REPORTS_OF.replace('{key}', 'NULL')} AND message.message_id IS NULL {{tail}}"
)
_SUBJECT = Subject("report.account", "report.outcome", "report.received_at")
_BLOCK = """
    SELECT report.row, message.row, report.account, report.outcome, message.address, message.message_id,
           coalesce(message.bulk_id, report.bulk_id), coalesce(nullif(report.sender, ''), message.sender),
           message.subject, report.sent_at, report.done_at, report.received_at, report.verdict,
           report.price, report.currency, message.submission IS NOT NULL
    FROM json_each(:rows) AS wanted
    CROSS JOIN report ON report.row = wanted.value
    CROSS JOIN message ON message.row = report.message
    ORDER BY wanted.key
"""
_MESSAGES_OF = "SELECT {columns} FROM ({reported}) AS reported CROSS JOIN message ON message.row = reported.row"
_RAW_OF_REPORT = "SELECT message, raw FROM report WHERE row = ?"
_TOTAL = "SELECT count(*) FROM report WHERE account IN (SELECT value FROM json_each(?))"


class ReportReader:
    """Reading delivery reports."""

    def __init__(
        self, database: Database, accounts: AccountNumbers, statuses: VendorStatusStore, messages: MessageReader
    ) -> None:
        self._db = database
        self._accounts = accounts
        self._statuses = statuses
        self._messages = messages

    def ids(self, wanted: ArchiveFilter, sort: SortKey, descending: bool, limit: int | None = None) -> array[int]:
        """The rows of all matching delivery reports, in order; times are times of receipt.

        STATUS begins with the gravest, and of each outcome with the newest.
        """
        keys = REPORT_ORDERS[sort]
        is_down = descending is not (sort is SortKey.STATUS)
        if sort is SortKey.STATUS and comes_from_index(wanted, limit):
            return outcome_by_outcome(
                self._db,
                wanted,
                lambda narrowed, left: self._listed(narrowed, keys[1:], is_down, left),
                descending=descending,
                limit=limit,
            )
        if limit is None or wanted != ArchiveFilter(account_id=wanted.account_id):
            return self._listed(wanted, keys, is_down, limit)
        if not keys[0].startswith("message."):
            return self._listed(wanted, keys, is_down, limit)
        numbers = self._accounts.numbers_of(wanted.account_id)
        return self._db.numbers(
            merged([_by_message(sort, one, is_down, limit) for one in numbers], keys, is_down, limit)
        )

    def _listed(self, wanted: ArchiveFilter, keys: tuple[str, ...], is_down: bool, limit: int | None) -> array[int]:
        """The ordered rows; a page of all accounts is put together of pages of each, which an index has in order."""
        clause = self._messages.clause(wanted, _SUBJECT, is_whole=limit is None)
        wheres = [clause.where]
        if limit is not None and wanted.account_id is None:
            also = f"{clause.where} AND" if clause.where else "WHERE"
            wheres = [f"{also} report.account = {number:d}" for number in self._accounts.numbers_of(None)]
        tail, needs_message = order_by(keys, is_down, limit), keys[0].startswith("message.")
        selects = [
            _select(clause._replace(where=where), columns_of(keys), tail, needs_message=needs_message)
            for where in wheres
        ]
        return self._db.numbers(merged(selects, keys, is_down, limit), clause.values)

    def count(self, wanted: ArchiveFilter) -> int:
        """How many delivery reports match."""
        clause = self._messages.clause(wanted, _SUBJECT, is_whole=True)
        row = self._db.row(_select(clause, "count(*)"), clause.values)
        assert row is not None
        return int(row[0])

    def matching(self, wanted: ArchiveFilter, columns: str) -> tuple[str, dict[str, object]]:
        """A SELECT of these columns of each message that has a matching report, and its values."""
        clause = self._messages.clause(wanted, _SUBJECT, is_whole=True)
        reported = _select(clause, "DISTINCT report.message AS row")
        return _MESSAGES_OF.format(columns=columns, reported=reported), clause.values

    def rows(self, rows: Iterable[int]) -> list[ReportRow]:
        """The reports of these rows, in that order. Deleted ones are skipped."""
        return [self._report(row) for row in self._db.rows(_BLOCK, {"rows": json_array(rows)})]

    def details(self, row: int) -> MessageDetails | None:
        """Everything about the message of one report, with the JSON of this report. None if it is gone."""
        found = self._db.row(_RAW_OF_REPORT, (row,))
        details = None if found is None else self._messages.details(found[0])
        if found is None or details is None:
            return None
        return msgspec.structs.replace(details, raw_report=bytes(found[1]))

    def total(self, account_id: AccountId | None) -> int:
        """How many reports the archive has of an account, or in all."""
        row = self._db.row(_TOTAL, (json_array(self._accounts.numbers_of(account_id)),))
        assert row is not None
        return int(row[0])

    def _report(self, row: Row) -> ReportRow:
        (number, message_row, account, outcome, to, message_id, bulk_id, sender, subject) = row[:9]
        (sent_at, done_at, received_at, status_number, price, currency, is_ours) = row[9:]
        status, error = self._statuses.wording(status_number) or NO_WORDING
        return ReportRow(
            row=number,
            message_row=message_row,
            account_id=self._accounts.id_of(account),
            outcome=OUTCOMES[outcome],
            to=to,
            message_id=MessageId(message_id or ""),
            bulk_id=None if bulk_id is None else BulkId(bulk_id),
            sender=sender,
            subject=subject,
            sent_at=time_or_none(sent_at),
            done_at=time_or_none(done_at),
            received_at=time_of(received_at),
            status=status or Status(group_id=0),
            error=error or VendorError(),
            price=price_of(price, currency),
            is_ours=bool(is_ours),
        )


def _by_message(sort: SortKey, account: int, descending: bool, limit: int) -> str:
    if sort is SortKey.MESSAGE_ID:
        tail = order_by(("2", "1"), descending, limit)
        return _REPORTS_BY_MESSAGE_ID.format(key="message.message_id", account=account, tail=tail)
    keys = REPORT_ORDERS[sort]
    return _REPORTS_BY_MESSAGE.format(key=keys[0], account=account, tail=order_by(keys, descending, limit))


def _select(clause: Clause, columns: str, tail: str = "", *, needs_message: bool = False) -> str:
    parts = {"columns": columns, "where": clause.where, "tail": tail}
    if clause.found is not None:
        return _REPORTS_FOUND.format(found=clause.found, **parts)
    if clause.needs_message or needs_message:
        return _REPORTS_JOINED.format(**parts)
    return _REPORTS.format(**parts)
