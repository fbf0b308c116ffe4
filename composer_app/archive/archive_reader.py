"""Reading messages and reports: the ordered ids of a filter first, then the rows of one block after the other."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path

import msgspec

from composer_app.archive import message_events, summary_counts
from composer_app.archive.account_store import AccountReader
from composer_app.archive.column_values import EPOCH, price_of, time_of, time_or_none
from composer_app.archive.database import Database, Row
from composer_app.archive.draft_store import DraftReader
from composer_app.archive.filter_sql import Clause, Subject, clause_of, contains
from composer_app.archive.integrity_check import Checking
from composer_app.archive.log_coverage import CoverageReader
from composer_app.archive.migration import require_layout
from composer_app.archive.outbox_reader import OutboxReader
from composer_app.archive.status_catalogue import NOTHING_SAID
from composer_app.archive.status_resolution import report_fact, weight
from composer_app.archive.unsettled_logs import Unsettled
from composer_app.domain.ids import AccountId, BulkId, MessageId, SubmissionId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import EventKind, MessageDetails, MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.status import Status, VendorError
from composer_app.domain.totals import Totals

# With a search the few rows it finds come first and the order is made of them; CROSS JOIN keeps SQLite to that.
_MESSAGES = "SELECT {columns} FROM message {where} {tail}"
_MESSAGES_FOUND = (
    "WITH found (row) AS MATERIALIZED ({found})"
    " SELECT {columns} FROM found CROSS JOIN message ON message.row = found.row {where} {tail}"
)
_ANY_UNSENT = "SELECT 1 FROM account WHERE EXISTS (SELECT 1 FROM message WHERE account = number AND sent_at IS NULL)"
# What has not left yet has the time at which it was queued, so that the newest of all stands on top. Each half comes
# in order out of the index; the second is short, and the two are merged.
_BY_SENDING = (
    "{found}SELECT message.row, message.sent_at FROM {source} {where} message.sent_at IS NOT NULL"
    " UNION ALL SELECT message.row, (SELECT created_at FROM submission WHERE number = message.submission)"
    " FROM {source} {where} message.sent_at IS NULL ORDER BY 2 {direction}, 1 {direction} {limit}"
)
_REPORTS = "SELECT {columns} FROM report {where} {tail}"
_REPORTS_JOINED = "SELECT {columns} FROM report JOIN message ON message.row = report.message {where} {tail}"
_REPORTS_FOUND = (
    "WITH found (row) AS MATERIALIZED ({found})"
    " SELECT {columns} FROM found CROSS JOIN message ON message.row = found.row"
    " CROSS JOIN report ON report.message = message.row {where} {tail}"
)
_MESSAGE_COLUMNS = Subject("message.account", "message.outcome", "message.sent_at")
_REPORT_COLUMNS = Subject("report.account", "report.outcome", "report.received_at")

_MESSAGE_ORDERS = {
    SortKey.STATUS: ("message.outcome", "message.sent_at", "message.row"),
    SortKey.SENT: ("message.sent_at", "message.row"),
    SortKey.DONE: ("message.done_at", "message.row"),
    SortKey.RECEIVED: ("message.row",),
    SortKey.TO: ("message.address COLLATE NOCASE", "message.row"),
    SortKey.SENDER: ("message.sender COLLATE NOCASE", "message.row"),
    SortKey.SUBJECT: ("message.subject COLLATE NOCASE", "message.row"),
    SortKey.PRICE: ("CAST(message.price AS REAL)", "message.row"),
    SortKey.MESSAGE_ID: ("message.message_id", "message.row"),
}
_REPORT_ORDERS = {
    SortKey.STATUS: ("report.outcome", "report.received_at", "report.row"),
    SortKey.SENT: ("report.sent_at", "report.row"),
    SortKey.DONE: ("report.done_at", "report.row"),
    SortKey.RECEIVED: ("report.received_at", "report.row"),
    SortKey.TO: ("message.address COLLATE NOCASE", "report.row"),
    SortKey.SENDER: ("message.sender COLLATE NOCASE", "report.row"),
    SortKey.SUBJECT: ("message.subject COLLATE NOCASE", "report.row"),
    SortKey.PRICE: ("CAST(report.price AS REAL)", "report.row"),
    SortKey.MESSAGE_ID: ("message.message_id", "report.row"),
}
_VERDICTS_WITH = """
    SELECT number FROM verdict
    WHERE number > 0 AND (status_name LIKE :part ESCAPE '\\' OR status_description LIKE :part ESCAPE '\\'
                          OR error_name LIKE :part ESCAPE '\\' OR error_description LIKE :part ESCAPE '\\')
"""
_MESSAGE_ROW = """
    message.row, message.account, message.outcome, message.address, message.message_id, message.bulk_id,
    (SELECT id FROM submission WHERE number = message.submission), message.sender, message.subject,
    message.sent_at, message.done_at, message.verdict, message.price, message.currency,
    message.has_report, message.is_new, message.recipient_kind,
    (SELECT created_at FROM submission WHERE number = message.submission)
"""
_MESSAGE_BLOCK = f"""
    SELECT {_MESSAGE_ROW}
    FROM json_each(:rows) AS wanted CROSS JOIN message ON message.row = wanted.value
"""  # noqa: S608 - a constant of ours
_OF_SUBMISSION = f"""
    SELECT {_MESSAGE_ROW}
    FROM message WHERE message.submission = (SELECT number FROM submission WHERE id = ?) ORDER BY message.row
"""  # noqa: S608 - a constant of ours
_REPORT_BLOCK = """
    SELECT report.row, message.row, report.account, report.outcome, message.address, message.message_id,
           coalesce(message.bulk_id, report.bulk_id), coalesce(nullif(report.sender, ''), message.sender),
           message.subject, report.sent_at, report.done_at, report.received_at, report.verdict,
           report.price, report.currency, message.submission IS NOT NULL
    FROM json_each(:rows) AS wanted
    CROSS JOIN report ON report.row = wanted.value
    CROSS JOIN message ON message.row = report.message
    ORDER BY wanted.key
"""
_COPIES = f"""
    SELECT submission.id, max(CAST(event.detail AS INTEGER))
    FROM message INDEXED BY message_disputed
    JOIN event ON event.message = message.row AND event.kind = '{EventKind.LISTED_AGAIN.value}'
    JOIN submission ON submission.number = message.submission
    WHERE message.is_disputed = 1 AND message.account = ? GROUP BY submission.number
"""  # noqa: S608 - a constant of ours
_DOUBTED_BEFORE = f"""
    SELECT id FROM submission
    WHERE state IN ('queued', 'rejected') AND account = ? AND attempts > 1
      AND EXISTS (SELECT 1 FROM message WHERE message.submission = submission.number AND {message_events.MAY_BE_OUT})
"""  # noqa: S608 - a constant of ours
_RAW_OF_MESSAGE = """
    SELECT (SELECT raw FROM send_answer WHERE send_answer.submission = message.submission ORDER BY number DESC LIMIT 1),
           (SELECT raw FROM log_entry WHERE log_entry.message = message.row)
    FROM message WHERE message.row = ?
"""
_REPORTS_OF_MESSAGE = "SELECT outcome, received_at, verdict, done_at, raw FROM report WHERE message = ?"
_RAW_OF_REPORT = "SELECT message, raw FROM report WHERE row = ?"
_TOTALS = """
    SELECT (SELECT coalesce(sum(messages), 0) FROM outcome_count WHERE account = :a),
           (SELECT count(*) FROM report WHERE account = :a)
"""
_Wording = tuple[Status, VendorError] | tuple[None, None]
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}  # six times as quick as asking the enum, for each row
_KINDS = {kind.value: kind for kind in RecipientKind}
_NOT_SAID: _Wording = (None, None)
_ALL_ACCOUNTS = "SELECT number FROM account"


class ArchiveReader(Checking, AccountReader, DraftReader, OutboxReader, CoverageReader, Unsettled):
    """Every question, above all those about messages and reports. On a connection of its own it sees every commit of
    the writer."""

    @classmethod
    def open(cls, path: Path) -> ArchiveReader:
        """A reader of an existing archive, on a connection that cannot write. One thread at a time.

        Raises:
            ArchiveError: no file, or not one of this program's layout.
        """
        # Not `refuse_newer`: whoever opens and closes the file beside SQLite drops the locks that this process holds
        # on it (POSIX), and another program may then throw away the log under the writer, with all later commits.
        database = Database.open_read_only(path)
        try:
            require_layout(database)
        except BaseException:
            database.close()
            raise
        return cls(database)

    def close(self) -> None:
        self._db.close()

    def message_ids(
        self, wanted: ArchiveFilter, sort: SortKey, descending: bool, limit: int | None = None
    ) -> array[int]:
        """The rows of all messages that match, in order; times are those of sending.

        Args:
            wanted: `since` is inside the stretch, `until` outside; a mail that was not sent yet has no time.
            sort: equal rows stand in the order in which the archive got to know them, as do RECEIVED ones. SENT takes
                the time of queueing for what was not sent yet.
            limit: at most so many; the first page of a big archive is there before the rest.
        """
        clause = self._clause(wanted, _MESSAGE_COLUMNS)
        if sort is SortKey.SENT and self._db.row(_ANY_UNSENT):
            sql, values = _by_sending(clause, descending, limit), clause.values
        else:
            sql, values = self._messages(clause, "message.row", _order(_MESSAGE_ORDERS[sort], descending, limit))
        return array("q", _first(self._db.each(sql, values)))

    def report_ids(
        self, wanted: ArchiveFilter, sort: SortKey, descending: bool, limit: int | None = None
    ) -> array[int]:
        """The rows of all delivery reports that match, in order; times are those of receiving."""
        keys = _REPORT_ORDERS[sort]
        clause = self._clause(wanted, _REPORT_COLUMNS)
        values = {"columns": "report.row", "where": clause.where, "tail": _order(keys, descending, limit)}
        if clause.found is not None:
            sql = _REPORTS_FOUND.format(found=clause.found, **values)
        elif clause.needs_message or any(key.startswith(("message.", "CAST(message.")) for key in keys):
            sql = _REPORTS_JOINED.format(**values)
        else:
            sql = _REPORTS.format(**values)
        return array("q", _first(self._db.each(sql, clause.values)))

    def count_by_outcome(self, wanted: ArchiveFilter) -> dict[Outcome, int]:
        """How many messages match, by outcome; an outcome without any is left out.

        Accounts, outcomes and times are answered from the summary tables, in a millisecond whatever the archive holds.
        """
        counted = summary_counts.by_outcome(self._db, self._numbers_of(wanted.account_id), wanted)
        if counted is not None:
            return counted
        clause = self._clause(wanted, _MESSAGE_COLUMNS)
        sql, values = self._messages(clause, "message.outcome, count(*)", "GROUP BY message.outcome")
        return {Outcome(outcome): count for outcome, count in self._db.rows(sql, values)}

    def message_rows(self, rows: Iterable[int]) -> list[MessageRow]:
        """The messages of these rows, in that order. One that is gone is left out."""
        wanted = list(rows)
        found = {row[0]: row for row in self._db.rows(_MESSAGE_BLOCK, {"rows": _json_array(wanted)})}
        return self._message_rows(found[row] for row in wanted if row in found)

    def messages_of(self, submission_id: SubmissionId) -> tuple[MessageRow, ...]:
        """One per recipient, in the order of the recipients; empty if there is no such submission."""
        return tuple(self._message_rows(self._db.rows(_OF_SUBMISSION, (submission_id,))))

    def copies(self, account_id: AccountId) -> dict[SubmissionId, int]:
        """The mails that the logs list more than once for some recipient, and how often."""
        rows = self._db.rows(_COPIES, (self._account_number(account_id),))
        return {SubmissionId(submission_id): count for submission_id, count in rows}

    def doubted_before(self, account_id: AccountId) -> frozenset[SubmissionId]:
        """The mails that were sent again and were refused or wait, and of an earlier try of which nothing is known."""
        rows = self._db.rows(_DOUBTED_BEFORE, (self._account_number(account_id),))
        return frozenset(SubmissionId(row[0]) for row in rows)

    def report_rows(self, rows: Iterable[int]) -> list[ReportRow]:
        """The reports of these rows, in that order. One that is gone is left out."""
        return [self._report(row) for row in self._db.rows(_REPORT_BLOCK, {"rows": _json_array(rows)})]

    def message_details(self, row: int) -> MessageDetails | None:
        """Everything about one message: its timeline, and the JSON of the answer, the latest log entry, and the
        report that counts. None if it is gone.
        """
        messages = self.message_rows([row])
        raw = self._db.row(_RAW_OF_MESSAGE, (row,))
        if not messages or raw is None:
            return None
        reports = self._db.rows(_REPORTS_OF_MESSAGE, (row,))
        counting = max(reports, key=lambda report: weight(report_fact(*report[:4])), default=(b"",))
        return MessageDetails(
            message=messages[0],
            events=message_events.timeline(self._db, self._verdicts, row),
            raw_answer=bytes(raw[0] or b""),
            raw_log=bytes(raw[1] or b""),
            raw_report=bytes(counting[-1]),
        )

    def report_details(self, row: int) -> MessageDetails | None:
        """Everything about the message of one report, with the JSON of this report. None if it is gone."""
        found = self._db.row(_RAW_OF_REPORT, (row,))
        details = None if found is None else self.message_details(found[0])
        if found is None or details is None:
            return None
        return msgspec.structs.replace(details, raw_report=bytes(found[1]))

    def totals(self, account_id: AccountId) -> Totals:
        row = self._db.row(_TOTALS, {"a": self._account_number(account_id)})
        assert row is not None
        return Totals(messages=row[0], reports=row[1])

    def _numbers_of(self, account_id: AccountId | None) -> list[int]:
        if account_id is not None:
            return [self._account_number(account_id)]
        return [row[0] for row in self._db.rows(_ALL_ACCOUNTS)]

    def _clause(self, wanted: ArchiveFilter, subject: Subject) -> Clause:
        account = None if wanted.account_id is None else self._account_number(wanted.account_id)
        return clause_of(wanted, account, subject, self._verdicts_with)

    def _verdicts_with(self, part: str) -> list[int]:
        return [row[0] for row in self._db.rows(_VERDICTS_WITH, {"part": contains(part)})]

    def _messages(self, clause: Clause, columns: str, tail: str) -> tuple[str, dict[str, object]]:
        parts = {"columns": columns, "where": clause.where, "tail": tail}
        if clause.found is None:
            return _MESSAGES.format(**parts), clause.values
        return _MESSAGES_FOUND.format(found=clause.found, **parts), clause.values

    def _message_rows(self, rows: Iterable[Row]) -> list[MessageRow]:
        """One loop without a call for each row: half the time of a page is spent here."""
        made = []
        account_ids = self._account_ids
        wordings: dict[int, _Wording] = {NOTHING_SAID: _NOT_SAID}
        for row in rows:
            # fmt: off
            (number, account, outcome, to, message_id, bulk_id, submission_id, sender, subject,
             sent_at, done_at, verdict, price, currency, has_report, is_new,
             kind, queued_at) = row
            # fmt: on
            if account not in account_ids:
                self._account_id(account)
            if verdict not in wordings:
                wordings[verdict] = self._verdicts.wording(verdict) or _NOT_SAID
            status, error = wordings[verdict]
            made.append(
                MessageRow(
                    row=number,
                    account_id=account_ids[account],
                    outcome=_OUTCOMES[outcome],
                    to=to,
                    message_id=message_id,
                    bulk_id=bulk_id,
                    submission_id=submission_id,
                    sender=sender,
                    subject=subject,
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

    def _report(self, row: Row) -> ReportRow:
        (number, message_row, account, outcome, to, message_id, bulk_id, sender, subject) = row[:9]
        (sent_at, done_at, received_at, verdict, price, currency, is_ours) = row[9:]
        status, error = self._verdicts.wording(verdict) or _NOT_SAID
        return ReportRow(
            row=number,
            message_row=message_row,
            account_id=self._account_id(account),
            outcome=_OUTCOMES[outcome],
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


def _by_sending(clause: Clause, descending: bool, limit: int | None) -> str:
    found = "" if clause.found is None else f"WITH found (row) AS MATERIALIZED ({clause.found}) "
    return _BY_SENDING.format(
        found=found,
        source="found CROSS JOIN message ON message.row = found.row" if found else "message",
        where=f"{clause.where} AND" if clause.where else "WHERE",
        direction="DESC" if descending else "ASC",
        limit="" if limit is None else f"LIMIT {limit:d}",
    )


def _order(keys: tuple[str, ...], descending: bool, limit: int | None) -> str:
    direction = "DESC" if descending else "ASC"
    order = "ORDER BY " + ", ".join(f"{key} {direction}" for key in keys)
    return order if limit is None else f"{order} LIMIT {limit:d}"


def _first(rows: Iterator[Row]) -> Iterator[int]:
    return (row[0] for row in rows)


def _json_array(rows: Iterable[int]) -> str:
    return json.dumps([int(row) for row in rows])
