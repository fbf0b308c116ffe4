"""Reading messages: the ordered rows of a filter first, then the values of one block of rows after the other."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from composer_app.archive import message_events, summary_counts
from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import EPOCH, price_of
from composer_app.archive.database import Database, Row, TooManySteps
from composer_app.archive.filter_sql import Clause, Subject, clause_of
from composer_app.archive.recent_values import recent_values
from composer_app.archive.search_index_lookups import SearchIndexLookups
from composer_app.archive.sort_orders import (
    MESSAGE_ORDERS,
    columns_of,
    comes_from_index,
    merged,
    order_by,
    outcome_by_outcome,
)
from composer_app.archive.status_resolution import report_fact, weight
from composer_app.archive.vendor_status_search import VendorStatusSearch
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore
from composer_app.domain.ids import AccountId, SubmissionId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import MessageDetails, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, RecentValues, SortKey
from composer_app.domain.status import Status, VendorError

# With a search its few rows are found first, and then sorted; CROSS JOIN keeps SQLite to that.
_MESSAGES = "SELECT {columns} FROM message {index} {where} {tail}"
_MESSAGES_FOUND = (
    "WITH found (row) AS MATERIALIZED ({found})"
    " SELECT {columns} FROM found CROSS JOIN message ON message.row = found.row {where} {tail}"
)
# Where many rows match, a page of them is soon complete in the order of an index. Looking for it there takes so many
# steps of SQLite at most, 20 ms; then what matches is found first, and sorted.
_STEPS_OF_A_PAGE = 600_000
_STEPS_TO_COUNT = 200_000
_FEW = 2_000
_MOST_VERDICTS = 20
"""A list by status is put together of the lists of so many verdicts at most."""
_COUNT_SOME = "SELECT count(*) FROM (SELECT 1 FROM ({found}) LIMIT {limit:d})"
_ANY_UNSENT = "SELECT 1 FROM account WHERE EXISTS (SELECT 1 FROM message WHERE account = number AND sent_at IS NULL)"
# What has no value of its own to be ordered by is a half of its own. Each half comes in order out of an index, and the
# two are merged, so that a first page is there at once.
_IN_HALVES = (
    "{found}SELECT message.row AS row, {key} AS key0 FROM {source} {where} {key} IS NOT NULL"
    " UNION ALL SELECT message.row, {instead} FROM {source} {where} {key} IS NULL"
    " ORDER BY 2 {direction}, 1 {direction} {limit}"
)
# Mail that was not sent yet is ordered by the time at which it was queued: the newest of all comes first.
_BY_SENDING = ("message.sent_at", "(SELECT created_at FROM submission WHERE number = message.submission)")
_BY_MESSAGE_ID = ("message.message_id", "NULL")
_IN_ORDER_OF_SENDING = (SortKey.SENT, SortKey.STATUS)
SUBJECT = Subject("message.account", "message.outcome", "message.sent_at")
"""The columns of `message` that a filter uses."""
MESSAGE_COLUMNS = """
    message.row, message.account, message.outcome, message.address, message.message_id, message.bulk_id,
    (SELECT id FROM submission WHERE number = message.submission), message.sender, message.subject,
    message.sent_at, message.done_at, message.verdict, message.price, message.currency,
    message.has_report, message.is_new, message.recipient_kind,
    (SELECT created_at FROM submission WHERE number = message.submission)
"""
_BLOCK = f"""
    SELECT {MESSAGE_COLUMNS}
    FROM json_each(:rows) AS wanted CROSS JOIN message ON message.row = wanted.value
"""  # noqa: S608 - a constant of ours
_OF_SUBMISSION = f"""
    SELECT {MESSAGE_COLUMNS}
    FROM message WHERE message.submission = (SELECT number FROM submission WHERE id = ?) ORDER BY message.row
"""  # noqa: S608 - a constant of ours
_RAW_OF_MESSAGE = """
    SELECT (SELECT raw FROM send_answer WHERE send_answer.submission = message.submission ORDER BY number DESC LIMIT 1),
           (SELECT raw FROM log_entry WHERE log_entry.message = message.row)
    FROM message WHERE message.row = ?
"""
_REPORTS_OF_MESSAGE = "SELECT outcome, received_at, verdict, done_at, raw FROM report WHERE message = ?"
_TOTAL = "SELECT coalesce(sum(messages), 0) FROM outcome_count WHERE account IN (SELECT value FROM json_each(?))"
OUTCOMES = {outcome.value: outcome for outcome in Outcome}  # six times as quick as asking the enum, for each row
_KINDS = {kind.value: kind for kind in RecipientKind}

Wording = tuple[Status, VendorError] | tuple[None, None]
"""The vendor's status and error, if any."""
NO_WORDING: Wording = (None, None)


class MessageReader:
    """Reading messages, their counts and their timelines."""

    def __init__(self, database: Database, accounts: AccountNumbers, statuses: VendorStatusStore) -> None:
        self._db = database
        self._accounts = accounts
        self._statuses = statuses
        self._lookups = SearchIndexLookups(database)
        self._status_search = VendorStatusSearch(database)

    def ids(self, wanted: ArchiveFilter, sort: SortKey, descending: bool, limit: int | None = None) -> array[int]:
        """The rows of all messages that match, in order; times are those of sending.

        Args:
            wanted: `since` is inclusive, `until` exclusive; a mail that was not sent yet has no time.
            sort: equal rows come in the order in which the archive first recorded them, as with RECEIVED. SENT uses the
                time of queueing for unsent mail. STATUS begins with the gravest, and of each outcome with the newest.
            limit: the most rows, so that the first page of a big archive comes before the rest.
        """
        is_indexed = comes_from_index(wanted, limit)
        if limit is None or (is_indexed and (sort in _IN_ORDER_OF_SENDING or not wanted.outcomes)):
            return self._listed(wanted, sort, descending, limit, by_outcome=is_indexed)
        if self._are_few(wanted):
            return self._listed(wanted, sort, descending, limit, by_outcome=False, sorts=True)
        try:
            with self._db.at_most(_STEPS_OF_A_PAGE):
                in_order = self._listed(wanted, sort, descending, limit, may_search=False)
        except TooManySteps:
            return self._listed(wanted, sort, descending, limit, by_outcome=False, sorts=True)
        return in_order

    def _listed(
        self,
        wanted: ArchiveFilter,
        sort: SortKey,
        descending: bool,
        limit: int | None,
        *,
        may_search: bool = True,
        by_outcome: bool = True,
        sorts: bool = False,
    ) -> array[int]:
        """The ordered rows.

        Args:
            may_search: False compares each row by itself, and asks no index of words.
            by_outcome: with the order by status, one outcome after the other.
            sorts: what matches is found first, then sorted; no index gives the order.
        """

        def list_all(narrowed: ArchiveFilter, left: int | None, keys: tuple[str, ...], is_down: bool) -> array[int]:
            clause = self.clause(narrowed, SUBJECT, may_search=may_search, is_whole=limit is None or sorts)
            index, is_by_verdict = None, False
            if limit is not None and clause.found is None and not sorts:
                # without a word SQLite takes another one, and looks at all rows for a domain that few have
                index = "message_by_domain" if clause.is_of_domain and sort is SortKey.SENT else None
                index = "message_by_outcome" if sort is SortKey.STATUS else index
                is_by_verdict = sort is SortKey.STATUS and 0 < len(clause.verdicts) <= _MOST_VERDICTS
            is_sorted = sorts or (limit is None and clause.is_narrow)
            if is_sorted and halves is _BY_SENDING:
                keys = (f"coalesce({', '.join(halves)})", *keys[1:])
            selects = []
            wheres = self._by_account(narrowed, clause, left)
            if is_by_verdict:  # each has its mail of one outcome in order
                index = "message_by_verdict"
                wheres = [f"{where} AND message.verdict = {one:d}" for where in wheres for one in clause.verdicts]
            for where in wheres:
                of_account = clause._replace(where=where)
                if halves is not None and not is_sorted:
                    selects.append(_in_halves(of_account, *halves, is_down, left))
                else:
                    tail = order_by(keys, is_down, left, sorts=is_sorted)
                    selects.append(self._select(of_account, columns_of(keys), tail, index)[0])
            return self._db.numbers(merged(selects, keys, is_down, left), clause.values)

        keys, halves = MESSAGE_ORDERS[sort], None
        if sort is SortKey.SENT and self._db.row(_ANY_UNSENT):
            halves = _BY_SENDING
        elif sort is SortKey.MESSAGE_ID:
            halves = _BY_MESSAGE_ID
        if sort is not SortKey.STATUS:
            return list_all(wanted, limit, keys, descending)
        if not by_outcome:
            return list_all(wanted, limit, keys, not descending)
        return outcome_by_outcome(
            self._db,
            wanted,
            lambda narrowed, left: list_all(narrowed, left, keys[1:], not descending),
            descending=descending,
            limit=limit,
        )

    def _are_few(self, wanted: ArchiveFilter) -> bool:
        """What matches is quicker to sort than to be met in the order of an index."""
        clause = self.clause(wanted, SUBJECT)
        found = [clause.found]
        if clause.found is None:
            # row by row: a search for a common word alone takes longer than a page
            clause = self.clause(wanted, SUBJECT, may_search=False)
            wheres = self._by_account(wanted, clause, _FEW)
            found = [self._select(clause._replace(where=where), "1", "")[0] for where in wheres]
        sql = _COUNT_SOME.format(found=" UNION ALL ".join(filter(None, found)), limit=_FEW + 1)
        try:
            with self._db.at_most(_STEPS_TO_COUNT):
                row = self._db.row(sql, clause.values)
        except TooManySteps:
            return False
        return row is not None and int(row[0]) <= _FEW

    def _by_account(self, wanted: ArchiveFilter, clause: Clause, limit: int | None) -> list[str]:
        """The conditions of each account where all are listed: without an account no index gives an order."""
        if wanted.account_id is not None or limit is None:
            return [clause.where]
        also = f"{clause.where} AND" if clause.where else "WHERE"
        return [f"{also} message.account = {number:d}" for number in self._accounts.numbers_of(None)]

    def count(self, wanted: ArchiveFilter) -> int:
        """How many messages match."""
        counted = self._counted(wanted)
        if counted is not None:
            return sum(counted.values())
        row = self._db.row(*self.select(wanted, "count(*)", ""))
        assert row is not None
        return int(row[0])

    def matching(self, wanted: ArchiveFilter, columns: str) -> tuple[str, dict[str, object]]:
        """A SELECT of these columns of all messages that match, and its values."""
        return self.select(wanted, columns, "")

    def rows(self, rows: Iterable[int]) -> list[MessageRow]:
        """The messages of these rows, in that order. Deleted ones are skipped."""
        wanted = list(rows)
        found = {row[0]: row for row in self._db.rows(_BLOCK, {"rows": json_array(wanted)})}
        return self.from_columns(found[row] for row in wanted if row in found)

    def of_submission(self, submission_id: SubmissionId) -> tuple[MessageRow, ...]:
        """One per recipient, in the order of the recipients; empty if there is no such submission."""
        return tuple(self.from_columns(self._db.rows(_OF_SUBMISSION, (submission_id,))))

    def details(self, row: int) -> MessageDetails | None:
        """Everything about one message: its timeline, and the JSON of the answer, the latest log entry, and the
        report that counts. None if it is gone.
        """
        messages = self.rows([row])
        raw = self._db.row(_RAW_OF_MESSAGE, (row,))
        if not messages or raw is None:
            return None
        reports = self._db.rows(_REPORTS_OF_MESSAGE, (row,))
        counting = max(reports, key=lambda report: weight(report_fact(*report[:4])), default=(b"",))
        return MessageDetails(
            message=messages[0],
            events=message_events.timeline(self._db, self._statuses, row),
            raw_answer=bytes(raw[0] or b""),
            raw_log=bytes(raw[1] or b""),
            raw_report=bytes(counting[-1]),
        )

    def count_by_outcome(self, wanted: ArchiveFilter) -> dict[Outcome, int]:
        """The number of matching messages by outcome, without zeros.

        Accounts, outcomes and times are answered from the summary tables, in a millisecond at any size of the archive.
        """
        counted = self._counted(wanted)
        if counted is not None:
            return counted
        sql, values = self.select(wanted, "message.outcome, count(*)", "GROUP BY message.outcome")
        return {Outcome(outcome): count for outcome, count in self._db.rows(sql, values)}

    def recent_values(self, account_id: AccountId) -> RecentValues:
        """Domains, senders and errors of the newest messages of an account."""
        return recent_values(self._db, self._accounts.number_of(account_id))

    def total(self, account_id: AccountId | None) -> int:
        """How many messages the archive has of an account, or in all."""
        row = self._db.row(_TOTAL, (json_array(self._accounts.numbers_of(account_id)),))
        assert row is not None
        return int(row[0])

    def select(self, wanted: ArchiveFilter, columns: str, tail: str, also: str = "") -> tuple[str, dict[str, object]]:
        """A SELECT of columns of the messages that match, and the values bound so far.

        Args:
            tail: what follows the conditions.
            also: one more condition.
        """
        clause = self.clause(wanted, SUBJECT, is_whole=True)
        if also:
            clause = clause._replace(where=f"{clause.where} AND {also}" if clause.where else f"WHERE {also}")
        return self._select(clause, columns, tail)

    def clause(
        self, wanted: ArchiveFilter, subject: Subject, *, may_search: bool = True, is_whole: bool = False
    ) -> Clause:
        """The SQL conditions for `wanted`, of rows with the columns `subject`; see `filter_sql.clause_of`."""
        return clause_of(
            wanted,
            self._accounts.number_of,
            subject,
            self._lookups,
            self._status_search,
            may_search=may_search,
            is_whole=is_whole,
        )

    def from_columns(self, rows: Iterable[Row]) -> list[MessageRow]:
        """Values of `MESSAGE_COLUMNS` as messages. One loop without a call per row: half the time of a page is spent
        here. What many rows have in common is kept once, for mails to a thousand recipients."""
        made = []
        kept: Callable[[Any, Any], Any] = {}.setdefault
        account_ids: dict[int, AccountId] = {}
        wordings: dict[int, Wording] = {NOTHING_SAID: NO_WORDING}
        for row in rows:
            # fmt: off
            (number, account, outcome, to, message_id, bulk_id, submission_id, sender, subject,
             sent_at, done_at, status_number, price, currency, has_report, is_new,
             kind, queued_at) = row
            # fmt: on
            if account not in account_ids:
                account_ids[account] = self._accounts.id_of(account)
            if status_number not in wordings:
                wordings[status_number] = self._statuses.wording(status_number) or NO_WORDING
            status, error = wordings[status_number]
            made.append(
                MessageRow(
                    row=number,
                    account_id=account_ids[account],
                    outcome=OUTCOMES[outcome],
                    to=to,
                    message_id=message_id,
                    bulk_id=kept(bulk_id, bulk_id),
                    submission_id=kept(submission_id, submission_id),
                    sender=kept(sender, sender),
                    subject=kept(subject, subject),
                    sent_at=None if sent_at is None else EPOCH + timedelta(0, 0, sent_at),
                    done_at=None if done_at is None else EPOCH + timedelta(0, 0, done_at),
                    status=status,
                    error=error,
                    price=None if price is None else price_of(price, currency),
                    has_report=has_report == 1,
                    is_new=is_new == 1,
                    kind=_KINDS[kind],
                    queued_at=None if queued_at is None else EPOCH + timedelta(0, 0, queued_at),
                )
            )
        return made

    def _counted(self, wanted: ArchiveFilter) -> dict[Outcome, int] | None:
        return summary_counts.by_outcome(self._db, self._accounts.numbers_of(wanted.account_id), wanted)

    @staticmethod
    def _select(clause: Clause, columns: str, tail: str, index: str | None = None) -> tuple[str, dict[str, object]]:
        parts = {"columns": columns, "where": clause.where, "tail": tail}
        if clause.found is None:
            return _MESSAGES.format(index=f"INDEXED BY {index}" if index else "", **parts), clause.values
        return _MESSAGES_FOUND.format(found=clause.found, **parts), clause.values


def _in_halves(clause: Clause, key: str, instead: str, descending: bool, limit: int | None) -> str:
    found = "" if clause.found is None else f"WITH found (row) AS MATERIALIZED ({clause.found}) "
    return _IN_HALVES.format(
        found=found,
        key=key,
        instead=instead,
        source="found CROSS JOIN message ON message.row = found.row" if found else "message",
        where=f"{clause.where} AND" if clause.where else "WHERE",
        direction="DESC" if descending else "ASC",
        limit="" if limit is None else f"LIMIT {limit:d}",
    )


def json_array(rows: Iterable[int]) -> str:
    """Integers as a JSON text, for `json_each`."""
    return json.dumps([int(row) for row in rows])
