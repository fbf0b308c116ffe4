"""Counts two groups of messages by what may be different about them. The rules are in `domain.comparison`."""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

import msgspec

from composer_app.archive import summary_counts
from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros, time_of
from composer_app.archive.database import Database
from composer_app.archive.message_reader import MessageReader
from composer_app.archive.report_reader import ReportReader
from composer_app.domain.comparison import (
    DAYS_BEFORE,
    LEAST_SHARE,
    Against,
    Aspect,
    Counts,
    Question,
    ValueCount,
    aspects_to_compare,
    is_enough,
)
from composer_app.domain.comparison_times import HOUR, Bucket, counted_by, days_around
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter
from composer_app.domain.status import VendorError

MOST_COUNTED_BY_VALUE = 20_000
"""Grouping takes ten times as long as counting a known value. Of more rows a sample gives the values that are frequent
enough, and those are counted in all of them."""
MOST_LOOKED_BACK = 30_000
"""Of more mails is not looked whether each is the first one to its address."""

_LATEST = 253_402_300_800_000_000  # year 10000
_MICROSECOND = timedelta(microseconds=1)
_ROWS_AT_ONCE = 20_000
"""Writing so many numbers takes 2 ms, in which no other thread runs."""

_PICKED = "message.row AS row, message.outcome AS outcome, message.domain AS domain, message.verdict AS verdict, "
_PICKED += "message.sender AS sender, message.bulk_id AS bulk, message.subject AS subject, message.submission AS mail"
_FREQUENT = """
    WITH picked AS MATERIALIZED (
        SELECT * FROM ({picked})
        WHERE row * 7919 % 104729 % :every = 0 AND row NOT IN (SELECT value FROM json_each(:left_out))
    ),
    least (n) AS MATERIALIZED (SELECT count(*) * :least / 100.0 FROM picked),
    attached (sha256, n) AS MATERIALIZED (
        SELECT sha256, sum(mails) FROM (SELECT mail, count(*) AS mails FROM picked WHERE mail IS NOT NULL GROUP BY mail)
        CROSS JOIN attachment_use ON attachment_use.submission = mail GROUP BY sha256
    )
    SELECT 'status', outcome FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'domain', domain FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'sender', sender FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'subject', subject FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'bulk', bulk FROM picked GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'error', error_id FROM picked CROSS JOIN verdict ON number = picked.verdict
        GROUP BY 2 HAVING count(*) >= (SELECT n FROM least)
    UNION ALL SELECT 'attachment', sha256 FROM attached WHERE n >= (SELECT n FROM least)
    UNION ALL SELECT 'recorded', 'subject' WHERE EXISTS (SELECT 1 FROM picked WHERE subject <> '')
    UNION ALL SELECT 'recorded', 'bulk' WHERE EXISTS (SELECT 1 FROM picked WHERE bulk <> '')
    UNION ALL SELECT 'recorded', 'attachment' WHERE EXISTS (SELECT 1 FROM attached)
"""
_SAMPLE = "SELECT row FROM ({picked}) WHERE row * 7919 % 104729 % :every = 0"
_RECORDED = "recorded"
_MAY_LACK = frozenset({Aspect.SUBJECT, Aspect.BULK, Aspect.ATTACHMENT})
"""What is not known of every mail, such as the subject of mail of other programs."""
_HAS: dict[Aspect, str] = {
    Aspect.STATUS: "message.outcome = {value}",
    Aspect.DOMAIN: "message.domain = {value}",
    Aspect.SENDER: "message.sender = {value}",
    Aspect.SUBJECT: "message.subject = {value}",
    Aspect.BULK: "message.bulk_id = {value}",
    Aspect.ERROR: "message.verdict IN (SELECT number FROM verdict WHERE error_id = {value})",
    Aspect.ATTACHMENT: "message.submission IN (SELECT submission FROM attachment_use WHERE sha256 = {value})",
}
"""Whether a message has a value."""
_HAS_EVER: dict[Aspect, str] = {
    Aspect.STATUS: "outcome = :value",
    Aspect.DOMAIN: "domain = :value",
    Aspect.SENDER: "sender = :value COLLATE NOCASE AND sender = :value",
    Aspect.SUBJECT: "subject = :value COLLATE NOCASE AND subject = :value",
    Aspect.BULK: "bulk_id = :value",
    Aspect.ERROR: "verdict IN (SELECT number FROM verdict WHERE error_id = :value)",
    Aspect.ATTACHMENT: "submission IN (SELECT submission FROM attachment_use WHERE sha256 = :value)",
}
"""The same for all messages of an account, as an index answers it."""
_INDEXES: dict[Aspect, str] = {
    Aspect.STATUS: "message_by_outcome",
    Aspect.DOMAIN: "message_by_domain",
    Aspect.SENDER: "message_by_sender",
    Aspect.SUBJECT: "message_by_subject",
    Aspect.BULK: "message_by_bulk",
    Aspect.ERROR: "message_by_verdict",
    Aspect.ATTACHMENT: "message_by_submission",
}
_EVER = "SELECT count(*) FROM message INDEXED BY {index} WHERE account = :account AND {condition}"
_REPORTED = "SELECT {columns} FROM message NOT INDEXED WHERE account = :account AND has_report = 1"
_ENDS = "SELECT count(*), min(sent_at), max(sent_at) FROM ({picked})"
_BY_TIME = """
    SELECT sent_at / :step - (sent_at % :step < 0) AS step, count(*) FROM ({picked})
    WHERE sent_at IS NOT NULL GROUP BY 1
"""
_OF_FIRST = "message.row AS row, message.account AS account, message.address AS address, message.sent_at AS sent_at"
_FIRST = """
    SELECT count(*) FROM ({picked}) AS mail WHERE sent_at IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM message INDEXED BY message_by_address
        WHERE message.account = mail.account AND message.address = mail.address COLLATE NOCASE
            AND (message.sent_at < mail.sent_at OR message.sent_at = mail.sent_at AND message.row < mail.row)
    )
"""
_CHOSEN = "SELECT {columns} FROM json_each(:rows) AS chosen CROSS JOIN message ON message.row = chosen.value {where}"
_CHOSEN_REPORTS = (
    "SELECT {columns} FROM (SELECT DISTINCT report.message AS row FROM json_each(:rows) AS chosen"
    " CROSS JOIN report ON report.row = chosen.value) AS reported CROSS JOIN message ON message.row = reported.row"
)
_TIMES = {
    False: "SELECT min(message.sent_at), max(message.sent_at) FROM json_each(:rows) AS chosen"
    " CROSS JOIN message ON message.row = chosen.value",
    True: "SELECT min(report.received_at), max(report.received_at) FROM json_each(:rows) AS chosen"
    " CROSS JOIN report ON report.row = chosen.value",
}
"""Of messages, and of reports."""
_WITHIN = "WHERE message.sent_at >= :chosen_since AND message.sent_at < :chosen_until"
_ERROR_WORDS = """
    SELECT error_group, error_group_name, error_id, error_name, error_description
    FROM verdict WHERE error_id = ? ORDER BY number DESC LIMIT 1
"""
_FILE = """
    SELECT json_extract(file.value, '$.file_name'), coalesce(json_extract(file.value, '$.is_inline'), 0)
    FROM (SELECT max(submission) AS newest FROM attachment_use WHERE sha256 = :sha256) AS used
    CROSS JOIN submission_content ON submission_content.submission = used.newest
    CROSS JOIN json_each(iif(json_valid(content), content, '{}'), '$.attachments') AS file
    WHERE json_extract(file.value, '$.sha256') = :sha256 LIMIT 1
"""

_Values = dict[str, object]
_Group = Callable[[str], tuple[str, _Values]]
"""Gives the SELECT of some columns of `message` for a group of messages, and its values."""
_Value = tuple[Aspect, str | int]


class _Frequent(NamedTuple):
    """Frequent values, and which of `_MAY_LACK` is known of any mail."""

    values: frozenset[_Value]
    recorded: frozenset[Aspect]


class _Size(NamedTuple):
    mails: int
    first: int | None
    last: int | None


class ComparisonReader:
    """Counts for "What is different?"."""

    def __init__(
        self, database: Database, accounts: AccountNumbers, messages: MessageReader, reports: ReportReader
    ) -> None:
        self._db = database
        self._accounts = accounts
        self._messages = messages
        self._reports = reports

    def counts(self, question: Question, *, of_reports: bool = False, zone: tzinfo | None = None) -> Counts:
        """The exact counts that answer the question, all of one state of the archive.

        Args:
            of_reports: rows and times are those of delivery reports; the mails are counted that they are about.
            zone: whose days; None: the computer's.
        """
        part = self._reports if of_reports else self._messages
        with self._db.snapshot():
            return self._counts(part, question, zone)

    def _counts(self, part: MessageReader | ReportReader, question: Question, zone: tzinfo | None) -> Counts:
        wanted, against = question.wanted, question.against
        # Without one the filter names several accounts, and the summaries of one do not help.
        account = None if wanted.account_id is None else self._accounts.number_of(wanted.account_id)
        rows = _json_array(question.rows)
        since, until = wanted.since, wanted.until
        if question.rows:
            since, until = self._days_of(rows, part, zone)
        these = self._chosen(rows, part, since, until) if question.rows else _finding(part, wanted)
        size = self._size(these)
        everything = ArchiveFilter(account_id=wanted.account_id)
        if against is Against.DAYS_BEFORE:
            until = since or _first_day(size, zone)
            if until is None:
                return Counts(size.mails, 0)
            since = until - timedelta(days=DAYS_BEFORE)
            base = everything if question.rows else wanted
            lasts = None if size.last is None else time_of(size.last) - until
        else:
            base = everything
            lasts = _lasts(since, until, size)
            if against is Against.EVERYTHING:
                since = until = None
        others = msgspec.structs.replace(base, since=since, until=until)
        compared = aspects_to_compare(question.keys, against, lasts)
        is_ever = others == everything and account is not None
        all_of_them = _finding(part, others)
        if account is not None and is_ever and part is self._reports:
            all_of_them = _reported(account)
        is_part = against is not Against.DAYS_BEFORE
        about = part.total(wanted.account_id) if is_ever else self._size(all_of_them).mails
        mine = self._frequent(these, size.mails)
        theirs = self._frequent(all_of_them, about - size.mails * is_part, these if is_part else None)
        sought = sorted(one for one in mine.values | theirs.values if one[0] in compared)
        if account is not None and is_ever and part is self._messages:
            total, with_each = self._ever(everything, account, sought)
        else:
            total, with_each = self._with_each(all_of_them, sought)
        is_whole = is_ever and part is self._messages and not question.rows
        rest_of_mine = _left_out(wanted) if is_whole else None
        if rest_of_mine is not None and 2 * size.mails > total:
            _, with_rest = self._with_each(_finding(part, rest_of_mine), sought)
            with_mine = [every - left_out for every, left_out in zip(with_each, with_rest, strict=True)]
        else:
            _, with_mine = self._with_each(these, sought)
        rest = total - size.mails * is_part
        if not is_enough(size.mails, rest):
            return Counts(size.mails, rest, since=since, until=until)
        found = [
            ValueCount(aspect, str(value), count, every - count * is_part)
            for (aspect, value), count, every in zip(sought, with_mine, with_each, strict=True)
        ]
        if Aspect.FIRST_MAIL in compared and max(size.mails, total) <= MOST_LOOKED_BACK:
            first, first_of_all = self._first(these), self._first(all_of_them)
            found.append(ValueCount(Aspect.FIRST_MAIL, "", first, first_of_all - first * is_part))
        else:
            compared -= {Aspect.FIRST_MAIL}
        buckets: tuple[Bucket, ...] = ()
        if compared & {Aspect.TIME, Aspect.HOURS}:
            step = counted_by(lasts)
            of_mine = self._hours(part, None if question.rows else wanted, step) or self._by_time(these, step)
            of_all = self._hours(part, others, step) or self._by_time(all_of_them, step)
            buckets = tuple(_buckets(of_mine, of_all, step, is_part))
        lacking = _MAY_LACK - (mine.recorded & theirs.recorded)
        return Counts(size.mails, rest, tuple(self._named(found)), buckets, compared, lacking, since, until)

    # the group that was asked about

    def _days_of(
        self, rows: str, part: MessageReader | ReportReader, zone: tzinfo | None
    ) -> tuple[datetime | None, datetime | None]:
        ends = self._db.row(_TIMES[part is self._reports], {"rows": rows})
        if ends is None or ends[0] is None:
            return None, None
        return days_around(time_of(ends[0]), time_of(ends[1]), zone)

    def _chosen(
        self, rows: str, part: MessageReader | ReportReader, since: datetime | None, until: datetime | None
    ) -> _Group:
        values: _Values = {"rows": rows}
        if part is self._reports:
            return lambda columns: (_CHOSEN_REPORTS.format(columns=columns), values)
        where = ""
        if since is not None and until is not None:  # mail that was not sent yet has no time to compare it with
            where = _WITHIN
            values |= {"chosen_since": micros(since), "chosen_until": micros(until)}
        return lambda columns: (_CHOSEN.format(columns=columns, where=where), values)

    def _size(self, group: _Group) -> _Size:
        sql, values = group("message.sent_at AS sent_at")
        row = self._db.row(_ENDS.format(picked=sql), values)
        assert row is not None
        return _Size(*row)

    # any group

    def _frequent(self, group: _Group, about: int, without: _Group | None = None) -> _Frequent:
        """The values that enough messages of the group have.

        Args:
            about: about how many messages there are.
            without: a part of the group that does not count.
        """
        every = max(about // MOST_COUNTED_BY_VALUE, 1)
        sql, values = group(_PICKED)
        left_out = array("q")
        if without is not None:
            chosen, of_chosen = without("message.row AS row")
            left_out = self._db.numbers(_SAMPLE.format(picked=chosen), of_chosen | {"every": every})
        # of a sample also values that are rarer in it than they may be in all
        least = LEAST_SHARE if every == 1 else LEAST_SHARE / 2
        found = self._db.rows(
            _FREQUENT.format(picked=sql), values | {"every": every, "least": least, "left_out": _json_array(left_out)}
        )
        recorded = frozenset(Aspect(value) for kind, value in found if kind == _RECORDED)
        known = [(Aspect(kind), value) for kind, value in found if kind != _RECORDED]
        return _Frequent(frozenset(one for one in known if one[1] not in (None, "", 0)), recorded)

    def _with_each(self, group: _Group, wanted: Sequence[_Value]) -> tuple[int, list[int]]:
        """How many messages there are, and how many have each of these values. One pass."""
        conditions = [_HAS[aspect].format(value=f":c{number}") for number, (aspect, _) in enumerate(wanted)]
        columns = ", ".join(["count(*)", *(f"sum({condition})" for condition in conditions)])
        sql, values = group(columns)
        row = self._db.row(sql, values | {f"c{number}": value for number, (_, value) in enumerate(wanted)})
        assert row is not None
        return int(row[0]), [int(count or 0) for count in row[1:]]

    def _ever(self, everything: ArchiveFilter, account: int, wanted: Sequence[_Value]) -> tuple[int, list[int]]:
        """The same for all messages of an account, each number out of an index."""
        counts = []
        for aspect, value in wanted:
            sql = _EVER.format(index=_INDEXES[aspect], condition=_HAS_EVER[aspect])
            row = self._db.row(sql, {"account": account, "value": value})
            assert row is not None
            counts.append(int(row[0]))
        return self._messages.count(everything), counts

    def _first(self, group: _Group) -> int:
        sql, values = group(_OF_FIRST)
        row = self._db.row(_FIRST.format(picked=sql), values)
        assert row is not None
        return int(row[0])

    def _by_time(self, group: _Group, step: timedelta) -> dict[int, int]:
        sql, values = group("message.sent_at AS sent_at")
        return dict(self._db.rows(_BY_TIME.format(picked=sql), values | {"step": step // _MICROSECOND}))

    def _hours(
        self, part: MessageReader | ReportReader, wanted: ArchiveFilter | None, step: timedelta
    ) -> dict[int, int] | None:
        """Messages by hour, if the summary tables have them."""
        if part is self._reports or wanted is None or step != HOUR:
            return None
        return summary_counts.by_hour(self._db, self._accounts.numbers_of(wanted.account_id), wanted)

    # words

    def _named(self, found: Sequence[ValueCount]) -> Iterator[ValueCount]:
        for one in found:
            if one.aspect is Aspect.ERROR:
                row = self._db.row(_ERROR_WORDS, (int(one.value),))
                words = "" if row is None else VendorError(*row).words
                yield msgspec.structs.replace(one, name=words)
            elif one.aspect is Aspect.ATTACHMENT:
                file = self._db.row(_FILE, {"sha256": one.value})
                if file is not None and not file[1]:
                    yield msgspec.structs.replace(one, name=str(file[0] or ""))
            else:
                yield one


def _finding(part: MessageReader | ReportReader, wanted: ArchiveFilter) -> _Group:
    return lambda columns: part.matching(wanted, columns)


def _reported(account: int) -> _Group:
    """All messages of an account that have a report."""
    return lambda columns: (_REPORTED.format(columns=columns), {"account": account})


def _left_out(wanted: ArchiveFilter) -> ArchiveFilter | None:
    """A filter of what a filter by outcomes alone does not find; None for any other filter."""
    if not wanted.outcomes or wanted != ArchiveFilter(account_id=wanted.account_id, outcomes=wanted.outcomes):
        return None
    return msgspec.structs.replace(wanted, outcomes=frozenset(Outcome) - wanted.outcomes)


def _json_array(rows: Sequence[int]) -> str:
    starts = range(0, len(rows), _ROWS_AT_ONCE)
    pieces = [json.dumps(list(rows[start : start + _ROWS_AT_ONCE]))[1:-1] for start in starts]
    return f"[{','.join(pieces)}]"


def _first_day(size: _Size, zone: tzinfo | None) -> datetime | None:
    if size.first is None:
        return None
    first = time_of(size.first)
    return days_around(first, first, zone)[0]


def _lasts(since: datetime | None, until: datetime | None, size: _Size) -> timedelta | None:
    """How long the time is in which the group was sent; None without limits."""
    if (since is None and until is None) or size.first is None or size.last is None:
        return None
    return (until or time_of(size.last)) - (since or time_of(size.first))


def _buckets(these: dict[int, int], every: dict[int, int], step: timedelta, is_part: bool) -> Iterator[Bucket]:
    length = step // _MICROSECOND
    for number in sorted(these.keys() | every.keys()):
        mine = these.get(number, 0)
        since = number * length
        until = min(since + length, _LATEST - 1)
        yield Bucket(time_of(since), time_of(until), mine, every.get(number, 0) - mine * is_part)
