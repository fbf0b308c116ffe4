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
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter

_KINDS = {Facet.DOMAIN: "domain", Facet.SENDER: "sender", Facet.BULK: "bulk", Facet.ERROR: "verdict"}
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
# The corrections are a few more or less of each value: the parts of hours at the ends of the time, and what the filter
# leaves out.
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
_AS_IT_IS = {"value": "value", "group": "value"}
_IN_ANY_CASE = {"value": "max(value)", "group": "value COLLATE NOCASE"}
"""Senders, which a filter finds in any letter case: one of the spellings stands for all."""
_COMBINATIONS = "message.bulk_id, message.domain, message.sender, message.verdict, message.outcome, count(*)"
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

        A filter of account and time is answered from `facet_count` and the parts of two hours; one that leaves out a
        few outcomes, by taking these off; any other by looking at each message.

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

    def _whole_and_corrections(
        self, wanted: ArchiveFilter, accounts: list[int]
    ) -> tuple[tuple[int, int] | None, Tally]:
        """The hours whose sums count, and what to add to these sums."""
        corrections: Tally = {facet: Counter() for facet in Facet}
        if is_plain(wanted):
            inside = msgspec.structs.replace(wanted, outcomes=frozenset())
            left_out = self._left_out(wanted, accounts)
            if left_out is not None:
                hours, ends = _hours_and_ends(inside)
                for end in ends:
                    self._add(corrections, end, 1)
                if left_out:
                    self._add(corrections, msgspec.structs.replace(wanted, outcomes=left_out), -1)
                return hours, corrections
        self._add(corrections, wanted, 1)
        return None, corrections

    def _left_out(self, wanted: ArchiveFilter, accounts: list[int]) -> frozenset[Outcome] | None:
        """The outcomes that the filter leaves out, if these are fewer messages than the others."""
        if not wanted.outcomes:
            return frozenset()
        counts = by_outcome(self._db, accounts, msgspec.structs.replace(wanted, outcomes=frozenset())) or {}
        left_out = frozenset(outcome for outcome, n in counts.items() if n and outcome not in wanted.outcomes)
        n_left_out = sum(counts[outcome] for outcome in left_out)
        return left_out if 2 * n_left_out < sum(counts.values()) else None

    def _add(self, tally: Tally, wanted: ArchiveFilter, sign: int) -> None:
        """Count the matching messages into `tally`, or take them off."""
        domains, senders = tally[Facet.DOMAIN], tally[Facet.SENDER]
        statuses, bulks, verdicts = tally[Facet.STATUS], tally[Facet.BULK], tally[Facet.ERROR]
        sql, values = self._messages.select(wanted, _COMBINATIONS, "GROUP BY 1, 2, 3, 4, 5")
        for bulk, domain, sender, verdict, outcome, count in self._db.each(sql, values):
            statuses[outcome] += sign * count
            if bulk:
                bulks[bulk] += sign * count
            if domain:
                domains[domain] += sign * count
            if sender:
                senders[sender] += sign * count
            if verdict:
                verdicts[str(verdict)] += sign * count

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


def _most_frequent(counts: Mapping[str, int], most: int, words: Mapping[str, str] | None = None) -> FacetCounts:
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    known = words or {}
    values = tuple(FacetValue(str(value), n, known.get(value, "")) for value, n in best[:most])
    return FacetCounts(values, len(best) - len(values))


def _hours_and_ends(wanted: ArchiveFilter) -> tuple[tuple[int, int], list[ArchiveFilter]]:
    """The whole hours of a time, and filters for the parts of hours at its ends."""
    if wanted.since is None and wanted.until is None:
        return (_BEFORE_ALL, EVER), []
    begin = -EVER * HOUR if wanted.since is None else micros(wanted.since)
    end = EVER * HOUR if wanted.until is None else micros(wanted.until)
    first, last = -(-begin // HOUR), end // HOUR
    if first >= last or first * HOUR > LATEST:
        return (0, 0), [wanted]
    ends = []
    if wanted.since is not None and begin < first * HOUR:
        ends.append(msgspec.structs.replace(wanted, until=time_of(first * HOUR)))
    if wanted.until is not None and last * HOUR < end:
        ends.append(msgspec.structs.replace(wanted, since=time_of(last * HOUR)))
    return (first, last), ends
