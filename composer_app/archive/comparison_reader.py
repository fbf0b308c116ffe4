"""Counts two groups of messages by what may be different about them. The rules are in `domain.comparison`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo

import msgspec

from composer_app.archive import summary_counts
from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros, time_of
from composer_app.archive.comparison_sums import ComparisonSums
from composer_app.archive.comparison_values import MAY_LACK, Counted, Group, Size, ValueCounter, Values, json_array_of
from composer_app.archive.database import Database
from composer_app.archive.facet_counts import FacetReader
from composer_app.archive.message_reader import MessageReader
from composer_app.archive.report_reader import ReportReader
from composer_app.archive.summary_counts import is_plain
from composer_app.domain.comparison import (
    DAYS_BEFORE,
    Against,
    Aspect,
    Counts,
    Question,
    ValueCount,
    aspects_to_compare,
    is_enough,
)
from composer_app.domain.comparison_times import HOUR, Bucket, counted_by, days_around
from composer_app.domain.queries import ArchiveFilter
from composer_app.domain.status import VendorError

MOST_LOOKED_BACK = 30_000
"""Of more mails is not looked whether each is the first one to its address."""

_LATEST = 253_402_300_800_000_000  # year 10000
_MICROSECOND = timedelta(microseconds=1)
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


class ComparisonReader:
    """Counts for "What is different?"."""

    def __init__(
        self,
        database: Database,
        accounts: AccountNumbers,
        messages: MessageReader,
        reports: ReportReader,
        facets: FacetReader,
    ) -> None:
        self._db = database
        self._accounts = accounts
        self._messages = messages
        self._reports = reports
        self._values = ValueCounter(database, messages)
        self._sums = ComparisonSums(database, messages, facets, self._values)

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
        rows = json_array_of(question.rows)
        since, until = wanted.since, wanted.until
        if question.rows:
            since, until = self._days_of(rows, part, zone)
        these = self._chosen(rows, part, since, until) if question.rows else _finding(part, wanted)
        # account, outcomes and time alone are in the sums
        is_summed = account is not None and part is self._messages and not question.rows and is_plain(wanted)
        size = self._sums.size(wanted) if is_summed else self._size(these)
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
        if is_summed:
            counted = self._sums.counted(wanted, others, compared, is_part=is_part)
        else:
            is_whole = is_ever and part is self._messages
            about = part.total(wanted.account_id) if is_ever else self._size(all_of_them).mails
            counted = self._looked_through(
                these, size.mails, all_of_them, about, compared, everything if is_whole else None, is_part=is_part
            )
        total, rest = counted.total, counted.total - size.mails * is_part
        if not is_enough(size.mails, rest):
            return Counts(size.mails, rest, since=since, until=until)
        found = [
            ValueCount(aspect, str(value), count, every - count * is_part)
            for (aspect, value), count, every in counted.values
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
        lacking = MAY_LACK - counted.recorded
        return Counts(size.mails, rest, tuple(self._named(found)), buckets, compared, lacking, since, until)

    def _looked_through(
        self,
        these: Group,
        size: int,
        all_of_them: Group,
        about: int,
        compared: Collection[Aspect],
        everything: ArchiveFilter | None,
        *,
        is_part: bool,
    ) -> Counted:
        """The values of two groups, found and counted by looking at their messages.

        Args:
            about: about how many messages the second group has.
            everything: the filter of the second group, if it has all messages of an account.
            is_part: the second group holds the first one.
        """
        mine = self._values.frequent(these, size)
        theirs = self._values.frequent(all_of_them, about - size * is_part, these if is_part else None)
        sought = sorted(one for one in mine.values | theirs.values if one[0] in compared)
        if everything is not None:
            total, with_each = self._messages.count(everything), self._values.by_index(everything, sought)
        else:
            total, with_each = self._values.with_each(all_of_them, sought)
        _, with_mine = self._values.with_each(these, sought)
        found = tuple(zip(sought, with_mine, with_each, strict=True))
        return Counted(total, found, mine.recorded & theirs.recorded)

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
    ) -> Group:
        values: Values = {"rows": rows}
        if part is self._reports:
            return lambda columns: (_CHOSEN_REPORTS.format(columns=columns), values)
        where = ""
        if since is not None and until is not None:  # mail that was not sent yet has no time to compare it with
            where = _WITHIN
            values |= {"chosen_since": micros(since), "chosen_until": micros(until)}
        return lambda columns: (_CHOSEN.format(columns=columns, where=where), values)

    def _size(self, group: Group) -> Size:
        sql, values = group("message.sent_at AS sent_at")
        row = self._db.row(_ENDS.format(picked=sql), values)
        assert row is not None
        return Size(*row)

    # any group

    def _first(self, group: Group) -> int:
        sql, values = group(_OF_FIRST)
        row = self._db.row(_FIRST.format(picked=sql), values)
        assert row is not None
        return int(row[0])

    def _by_time(self, group: Group, step: timedelta) -> dict[int, int]:
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


def _finding(part: MessageReader | ReportReader, wanted: ArchiveFilter) -> Group:
    return lambda columns: part.matching(wanted, columns)


def _reported(account: int) -> Group:
    """All messages of an account that have a report."""
    return lambda columns: (_REPORTED.format(columns=columns), {"account": account})


def _first_day(size: Size, zone: tzinfo | None) -> datetime | None:
    if size.first is None:
        return None
    first = time_of(size.first)
    return days_around(first, first, zone)[0]


def _lasts(since: datetime | None, until: datetime | None, size: Size) -> timedelta | None:
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
