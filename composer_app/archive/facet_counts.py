"""Messages counted by the values of a facet: recipient domain, error, sender, bulk, status."""

from __future__ import annotations

import json
import string
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import LATEST, micros, time_of
from composer_app.archive.database import Database
from composer_app.archive.message_reader import MessageReader
from composer_app.archive.summary_counts import EVER, HOUR, by_outcome, is_plain
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.facets import Facet, FacetCounts, FacetValue
from composer_app.domain.queries import ArchiveFilter

_KINDS = {Facet.DOMAIN: "domain", Facet.SENDER: "sender", Facet.BULK: "bulk", Facet.ERROR: "verdict"}
DAY = 24 * HOUR
_BEFORE_ALL = -(2**42)
"""Before the hour of what was not sent yet."""
_COUNTED = """
    WITH counted AS (
        SELECT {value} AS value, sum(messages) AS messages FROM facet_count
        WHERE account {accounts} AND kind = :kind AND hour >= :first AND hour < :last GROUP BY {group}
    )
    SELECT value, messages, count(*) OVER () FROM counted
    WHERE messages > 0 ORDER BY messages DESC, value LIMIT :most
"""
# The corrections are a few more of each value: the parts of hours at the ends of the time.
_CORRECTED = """
    WITH counted AS (
        SELECT value, sum(messages) AS messages FROM facet_count
        WHERE account {accounts} AND kind = :kind AND hour >= :first AND hour < :last GROUP BY value
    ), corrected AS (
        SELECT {value} AS value, sum(messages) AS messages
        FROM (SELECT value, messages FROM counted UNION ALL SELECT key, value FROM json_each(:corrections))
        GROUP BY {group}
    )
    SELECT value, messages, count(*) OVER () FROM corrected
    WHERE messages > 0 ORDER BY messages DESC, value LIMIT :most
"""
_ALL_VALUES = """
    SELECT value, sum(messages) FROM facet_count
    WHERE account IN (SELECT value FROM json_each(:accounts)) AND kind = :kind AND hour >= :first AND hour < :last
    GROUP BY value HAVING sum(messages) > 0
"""
_AS_IT_IS = {"value": "value", "group": "value"}
_IN_ANY_CASE = {"value": "max(value)", "group": "value COLLATE NOCASE"}
"""Senders, which a filter finds in any letter case: one of the spellings stands for all."""
# With outcomes: by the day, with all that is asked but the bulk, and the bulks.
_BY_DAY = """
    SELECT domain, sender, verdict, outcome, sum(messages) FROM day_count
    WHERE account = :account AND day >= :first AND day < :last
        AND outcome IN (SELECT value FROM json_each(:outcomes)) GROUP BY 1, 2, 3, 4
"""
_BULKS_BY_DAY = """
    SELECT bulk_id, sum(messages) FROM bulk_day_count
    WHERE account = :account AND day >= :first AND day < :last AND bulk_id <> ''
        AND outcome IN (SELECT value FROM json_each(:outcomes)) GROUP BY 1
"""
_UNSENT = "message.sent_at IS NULL"
# With plain columns SQLite takes an index for the groups, and looks at all messages for the few of one bulk.
_COMBINATIONS = "+message.bulk_id, +message.domain, +message.sender, +message.verdict, +message.outcome, count(*)"
_SUBJECT = """
    SELECT subject FROM message WHERE account IN (SELECT value FROM json_each(:accounts)) AND bulk_id = :bulk LIMIT 1
"""

_SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
Tally = dict[Facet, Counter[str]]


class FacetReader:
    """Counts messages by the values that they have."""

    def __init__(
        self, database: Database, accounts: AccountNumbers, statuses: VendorStatusStore, messages: MessageReader
    ) -> None:
        self._db = database
        self._accounts = accounts
        self._statuses = statuses
        self._messages = messages

    def counts(self, wanted: ArchiveFilter, most: Mapping[Facet, int]) -> dict[Facet, FacetCounts]:
        """The most frequent values of each facet among the matching messages. Messages without a value count nowhere.

        A filter of account and time is answered from `facet_count` and the parts of two hours; one of outcomes as well,
        from the sums by day and the parts of two days; any other by looking at each message.

        Args:
            most: how many values of each facet are wanted.
        """
        accounts = self._accounts.numbers_of(wanted.account_id)
        whole, corrections = self._whole_and_corrections(wanted, accounts)
        found: dict[Facet, FacetCounts] = {}
        for facet, wished in most.items():
            if facet is Facet.STATUS:
                found[facet] = _most_frequent(self._statuses_of(wanted, accounts, whole, corrections), wished)
            elif facet is Facet.ERROR:
                found[facet] = self._errors(self._values(facet, accounts, whole, corrections, -1)[0], wished)
            else:
                rows, distinct = self._values(facet, accounts, whole, corrections, wished)
                values = (FacetValue(value, n, self._words(facet, value, accounts)) for value, n in rows)
                found[facet] = FacetCounts(tuple(values), distinct - len(rows))
        return found

    def all_values(self, wanted: ArchiveFilter) -> Tally:
        """How many messages have each value, for a filter of account, outcomes and time alone.

        Errors are numbers of verdicts here, and senders are as they are written.
        """
        accounts = self._accounts.numbers_of(wanted.account_id)
        whole, tally = self._whole_and_corrections(wanted, accounts)
        if whole is None:
            return tally
        values: dict[str, object] = {"accounts": json.dumps(accounts), "first": whole[0], "last": whole[1]}
        for facet, kind in _KINDS.items():
            tally[facet].update(dict(self._db.rows(_ALL_VALUES, values | {"kind": kind})))
        tally[Facet.STATUS] = Counter(self._statuses_of(wanted, accounts, whole, tally))
        return tally

    def _whole_and_corrections(
        self, wanted: ArchiveFilter, accounts: list[int]
    ) -> tuple[tuple[int, int] | None, Tally]:
        """The hours whose sums count, and what to add to these sums."""
        corrections: Tally = {facet: Counter() for facet in Facet}
        if not is_plain(wanted):
            self._add(corrections, wanted)
            return None, corrections
        if wanted.outcomes:
            self._add_days(corrections, wanted, accounts)
            return None, corrections
        hours, ends = _whole_and_ends(wanted, HOUR)
        for end in ends:
            self._add(corrections, end)
        return hours, corrections

    def _add_days(self, tally: Tally, wanted: ArchiveFilter, accounts: list[int]) -> None:
        """Count the messages with some outcomes into `tally`."""
        (first, last), ends = _whole_and_ends(wanted, DAY)
        for end in ends:
            self._add(tally, end)
        if wanted.since is None and wanted.until is None:
            self._add(tally, wanted, _UNSENT)  # these are of no day
        for account in accounts:
            outcomes = json.dumps(sorted(wanted.outcomes))
            values: dict[str, object] = {"account": account, "first": first, "last": last, "outcomes": outcomes}
            for domain, sender, verdict, outcome, count in self._db.each(_BY_DAY, values):
                _count(tally, count, "", domain, sender, verdict, outcome)
            tally[Facet.BULK].update(dict(self._db.rows(_BULKS_BY_DAY, values)))

    def _add(self, tally: Tally, wanted: ArchiveFilter, also: str = "") -> None:
        """Count the matching messages into `tally`."""
        sql, values = self._messages.select(wanted, _COMBINATIONS, "GROUP BY 1, 2, 3, 4, 5", also)
        for bulk, domain, sender, verdict, outcome, count in self._db.each(sql, values):
            _count(tally, count, bulk, domain, sender, verdict, outcome)

    def _values(
        self, facet: Facet, accounts: list[int], whole: tuple[int, int] | None, corrections: Tally, most: int
    ) -> tuple[list[tuple[str, int]], int]:
        """The most frequent values (-1: all) with their numbers, and how many values there are."""
        tally = corrections[facet]
        if whole is None:
            merged = _in_any_case(tally) if facet is Facet.SENDER else tally
            best = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
            return (best if most < 0 else best[:most]), len(best)
        first, last = whole
        values: dict[str, object] = {"kind": _KINDS[facet], "first": first, "last": last, "most": most}
        sql = _COUNTED
        if tally:
            sql = _CORRECTED
            values["corrections"] = json.dumps(tally)
        if len(accounts) == 1:
            values["account"] = accounts[0]
            of_accounts = "= :account"  # with an equation the values come in order
        else:
            values["accounts"] = json.dumps(accounts)
            of_accounts = "IN (SELECT value FROM json_each(:accounts))"
        grouping = _IN_ANY_CASE if facet is Facet.SENDER else _AS_IT_IS
        rows = self._db.rows(sql.format(accounts=of_accounts, **grouping), values)
        return [(value, n) for value, n, _ in rows], rows[0][2] if rows else 0

    def _statuses_of(
        self, wanted: ArchiveFilter, accounts: list[int], whole: tuple[int, int] | None, corrections: Tally
    ) -> Mapping[str, int]:
        """Status words with their numbers, without zeros."""
        summed = None if whole is None else by_outcome(self._db, accounts, wanted)
        if summed is None:
            return corrections[Facet.STATUS]
        return {outcome.value: n for outcome, n in summed.items() if n}

    def _errors(self, verdicts: Iterable[tuple[str, int]], most: int) -> FacetCounts:
        """Wordings of the vendor with the same error are one value."""
        counts: Counter[str] = Counter()
        words: dict[str, str] = {}
        for number, n in verdicts:
            wording = self._statuses.wording(int(number))
            if wording is None or not wording[1].is_error:
                continue
            error = wording[1]
            if error.key:
                counts[error.key] += n
                words.setdefault(error.key, error.words)
        return _most_frequent(counts, most, words)

    def _words(self, facet: Facet, value: str, accounts: list[int]) -> str:
        if facet is not Facet.BULK:
            return ""
        row = self._db.row(_SUBJECT, {"accounts": json.dumps(accounts), "bulk": value})
        return "" if row is None else str(row[0])


def _in_any_case(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts of `_IN_ANY_CASE`."""
    spelled: dict[str, list[str]] = {}
    for value in counts:
        spelled.setdefault(value.translate(_SMALL), []).append(value)
    return {max(values): sum(counts[one] for one in values) for values in spelled.values()}


def _count(
    tally: Tally, count: int, bulk: str | None, domain: str | None, sender: str, verdict: int, outcome: str
) -> None:
    tally[Facet.STATUS][outcome] += count
    for facet, value in ((Facet.BULK, bulk), (Facet.DOMAIN, domain), (Facet.SENDER, sender)):
        if value:
            tally[facet][value] += count
    if verdict:
        tally[Facet.ERROR][str(verdict)] += count


def _most_frequent(counts: Mapping[str, int], most: int, words: Mapping[str, str] | None = None) -> FacetCounts:
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    known = words or {}
    values = tuple(FacetValue(str(value), n, known.get(value, "")) for value, n in best[:most])
    return FacetCounts(values, len(best) - len(values))


def _whole_and_ends(wanted: ArchiveFilter, step: int) -> tuple[tuple[int, int], list[ArchiveFilter]]:
    """The whole hours or days of a time, and filters for the parts at its ends."""
    if wanted.since is None and wanted.until is None:
        return (_BEFORE_ALL, EVER), []
    begin = -EVER * HOUR if wanted.since is None else micros(wanted.since)
    end = EVER * HOUR if wanted.until is None else micros(wanted.until)
    first, last = -(-begin // step), end // step
    if first >= last or first * step > LATEST:
        return (0, 0), [wanted]
    ends = []
    if wanted.since is not None and begin < first * step:
        ends.append(msgspec.structs.replace(wanted, until=time_of(first * step)))
    if wanted.until is not None and last * step < end:
        ends.append(msgspec.structs.replace(wanted, since=time_of(last * step)))
    return (first, last), ends
