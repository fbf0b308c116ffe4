"""Figures of the overview: whole days come from summary tables, the parts of days at the ends from the messages."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from time import perf_counter
from typing import NamedTuple

from composer_app.archive import summary_counts
from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros, price_of, time_or_none
from composer_app.archive.database import Database, Row
from composer_app.archive.log_coverage import covered_ranges
from composer_app.archive.message_reader import NO_WORDING, OUTCOMES
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore
from composer_app.domain.daily_summary import daily_summary
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import FAILURES, ON_THE_WAY, MailCounts, added
from composer_app.domain.overview import (
    Cost,
    Costs,
    GroupColumn,
    Grouping,
    GroupOrder,
    GroupTable,
    MailGroup,
    Overview,
    OverviewQuery,
    Reason,
)
from composer_app.domain.queries import ArchiveFilter, TimeRange
from composer_app.domain.search_folding import fold
from composer_app.domain.sender_address import sender_address

DAY = 86_400_000_000
"""In microseconds."""
_BY_SIZE = GroupOrder()

_OF_DAYS = """
    SELECT {columns}, messages FROM {table}
    WHERE account = :account AND day >= :first AND day < :last {of_senders}
"""
_OF_PART = """
    SELECT {columns}, 1 AS messages FROM message INDEXED BY message_by_sent
    WHERE account = :account AND sent_at >= :{since} AND sent_at < :{until} {of_senders}
"""
_GROUPED = "SELECT {names}, sum(messages) FROM ({sources}) GROUP BY {places}"
_OF_SENDERS = "AND sender IN (SELECT value FROM json_each(:senders))"
_OLDEST = """
    SELECT min(sent_at) FROM message INDEXED BY message_by_outcome
    WHERE account = :account AND outcome = :outcome AND sent_at >= :since AND sent_at < :until {of_senders}
"""
_SUBJECT = """
    SELECT subject FROM message INDEXED BY message_by_bulk
    WHERE account = :account AND bulk_id = :bulk_id AND subject <> '' LIMIT 1
"""
_EVER = "SELECT coalesce(sum(messages), 0) FROM outcome_count WHERE account = ?"


class _Column(NamedTuple):
    """A column to group by, in a summary table and in `message`."""

    name: str
    in_message: str = ""

    def of_message(self) -> str:
        return f"{self.in_message or self.name} AS {self.name}"


_DOMAIN, _SENDER = _Column("domain", "coalesce(domain, '')"), _Column("sender")
_BULK = _Column("bulk_id", "coalesce(bulk_id, '')")
_OUTCOME, _VERDICT = _Column("outcome"), _Column("verdict")
_PRICE, _CURRENCY = _Column("price", "coalesce(price, '')"), _Column("currency", "coalesce(currency, '')")

_Rows = Iterable[tuple[str, str, int, int]]
"""Name, outcome, number of the verdict, messages."""


class OverviewReader:
    """Reads all figures of the overview. Every number is exact."""

    def __init__(self, database: Database, accounts: AccountNumbers, verdicts: VendorStatusStore) -> None:
        self._db = database
        self._accounts = accounts
        self._verdicts = verdicts

    def read(self, query: OverviewQuery) -> Overview:
        """The answer to `query`: mail counts by its time of sending, as lists of messages do.

        Raises:
            NotFound: no such account.
        """
        started = perf_counter()
        account, period = self._accounts.number_of(query.account_id), query.period
        both = TimeRange(period.before.since, period.now.until)
        spelled = self._spellings_of_senders(account, both)
        senders = spelled.get(query.sender, []) if query.sender else None
        ask = _Question(self._db, account, senders)
        by_domain = _Groups(ask.rows(period.now, _DOMAIN, _OUTCOME, _VERDICT))
        before = _Groups(
            (*row, NOTHING_SAID, messages) for *row, messages in ask.rows(period.before, _DOMAIN, _OUTCOME)
        )
        by_send = _Groups(ask.rows(period.now, _BULK, _OUTCOME, _VERDICT, table="bulk_day_count"))
        today = (
            by_domain if period.today == period.now else _Groups(ask.rows(period.today, _DOMAIN, _OUTCOME, _VERDICT))
        )
        counts = added(by_domain.counts.values())
        return Overview(
            query=query,
            today=daily_summary(today.counts),
            counts=counts,
            before=added(before.counts.values()),
            slots=tuple(self._slot(query, ask, slot) for slot in period.slots),
            recorded=covered_ranges(self._db, account),
            oldest_on_the_way=time_or_none(ask.oldest_on_the_way(period.now) if counts.on_the_way else None),
            past_limit=self._past_limit(query, by_domain, before),
            table=self._table_of(query, ask, by_domain, by_send),
            sends=self._titled(ask, self._table(by_send, query.most_sends, _BY_SIZE)),
            costs=ask.costs(period.now, period.before),
            senders=tuple(sorted(spelled)),
            ever=int(self._db.rows(_EVER, (account,))[0][0]),
            elapsed_ms=(perf_counter() - started) * 1000,
        )

    def _spellings_of_senders(self, account: int, wanted: TimeRange) -> dict[str, list[str]]:
        """The senders as they are written in messages, by their address."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for sender, _messages in _Question(self._db, account, None).rows(wanted, _SENDER, table="bulk_day_count"):
            found[sender_address(sender)].append(sender)
        return dict(found)

    def _slot(self, query: OverviewQuery, ask: _Question, slot: TimeRange) -> MailCounts:
        if ask.senders is None:
            wanted = ArchiveFilter(account_id=query.account_id, since=slot.since, until=slot.until)
            return MailCounts(summary_counts.by_outcome(self._db, [ask.account], wanted) or {})
        rows = ask.rows(slot, _OUTCOME, table="bulk_day_count")
        return MailCounts({OUTCOMES[outcome]: messages for outcome, messages in rows})

    @staticmethod
    def _past_limit(query: OverviewQuery, by_domain: _Groups, before: _Groups) -> tuple[MailGroup, ...]:
        past = [
            MailGroup(name, counts, counts_before=before.counts.get(name, MailCounts()))
            for name, counts in by_domain.counts.items()
            if counts.is_past(query.limit)
        ]
        return tuple(sorted(past, key=lambda one: (-(one.counts.share(Outcome.BOUNCED) or 0), one.name)))

    def _table_of(self, query: OverviewQuery, ask: _Question, by_domain: _Groups, by_send: _Groups) -> GroupTable:
        if query.grouping is Grouping.DOMAIN:
            return self._table(by_domain, query.most, query.order)
        if query.grouping is Grouping.SEND:
            return self._titled(ask, self._table(by_send, query.most, query.order, title=ask.subject))
        rows = ask.rows(query.period.now, _SENDER, _OUTCOME, _VERDICT, table="bulk_day_count")
        by_sender = _Groups((sender_address(sender), *rest) for sender, *rest in rows)
        return self._table(by_sender, query.most, query.order)

    def _table(self, groups: _Groups, most: int, order: GroupOrder, *, title: Callable[[str], str] = str) -> GroupTable:
        in_order = _sorted(groups.counts, order, title, lambda name: self._most_common(groups.failures.get(name, {})))
        if len(in_order) == most + 1:
            most += 1  # the row of the others has room for one
        shown, others = in_order[:most], in_order[most:]
        left: Counter[tuple[str, int]] = Counter()
        for name in groups.failures.keys() & set(others):
            left.update(groups.failures[name])
        return GroupTable(
            groups=tuple(
                MailGroup(name, groups.counts[name], self._reasons(groups.failures.get(name, {}))) for name in shown
            ),
            others=len(others),
            rest=MailGroup("", added(groups.counts[name] for name in others), self._reasons(left)),
        )

    def _reasons(self, failures: Mapping[tuple[str, int], int]) -> tuple[Reason, ...]:
        made = []
        for (outcome, verdict), messages in failures.items():
            status, error = self._verdicts.wording(verdict) or NO_WORDING
            made.append(Reason(OUTCOMES[outcome], status, error, messages))
        return tuple(made)

    def _most_common(self, failures: Mapping[tuple[str, int], int]) -> int:
        """How many mails failed for the most common reason; wordings of one error are one reason."""
        mails: Counter[tuple[str, str]] = Counter()
        for (outcome, verdict), messages in failures.items():
            status, error = self._verdicts.wording(verdict) or NO_WORDING
            reason = "" if status is None else str(status.id)
            if error is not None and error.is_error:
                reason = error.key
            mails[outcome, reason] += messages
        return max(mails.values(), default=0)

    def _titled(self, ask: _Question, table: GroupTable) -> GroupTable:
        named = tuple(
            MailGroup(group.name, group.counts, group.reasons, ask.subject(group.name)) for group in table.groups
        )
        return GroupTable(named, table.others, table.rest)


def _sorted(
    groups: Mapping[str, MailCounts],
    order: GroupOrder,
    title: Callable[[str], str],
    most_common: Callable[[str], int],
) -> list[str]:
    """The names in this order; equal ones by name. Shares of few results say little: they come behind the others."""
    names = sorted(groups)
    match order.column:
        case GroupColumn.NAME:
            titles = {name: fold(title(name)) for name in names}
            names.sort(key=titles.__getitem__, reverse=order.descending)
            names.sort(key=lambda name: not titles[name])
        case GroupColumn.SENT:
            names.sort(key=lambda name: groups[name].sent, reverse=order.descending)
        case GroupColumn.DELIVERED | GroupColumn.BOUNCED:
            wanted = [Outcome(order.column.value)]
            shares = {name: counts.of(wanted) / max(counts.results, 1) for name, counts in groups.items()}
            names.sort(key=shares.__getitem__, reverse=order.descending)
            names.sort(key=lambda name: (not groups[name].has_enough_results, not groups[name].results))
        case GroupColumn.REASON:
            failed = {name: most_common(name) for name in names}
            names.sort(key=failed.__getitem__, reverse=order.descending)
            names.sort(key=lambda name: not failed[name])
    return names


class _Groups:
    """Counts and failures by name."""

    def __init__(self, rows: _Rows | Iterable[Row]) -> None:
        sums: defaultdict[str, dict[Outcome, int]] = defaultdict(dict)
        self.failures: defaultdict[str, dict[tuple[str, int], int]] = defaultdict(dict)
        for name, outcome, verdict, messages in rows:
            by_outcome, meant = sums[name], OUTCOMES[outcome]
            by_outcome[meant] = by_outcome.get(meant, 0) + messages
            if meant in FAILURES:
                failures = self.failures[name]
                failures[outcome, verdict] = failures.get((outcome, verdict), 0) + messages
        self.counts = {name: MailCounts(by_outcome) for name, by_outcome in sums.items()}


class _Question:
    """Asks for counts of one account, of all mail or of some senders."""

    def __init__(self, database: Database, account: int, senders: list[str] | None) -> None:
        self._db = database
        self.account = account
        self.senders = senders
        self._of_senders = "" if senders is None else _OF_SENDERS
        self._values: dict[str, object] = {"account": account}
        if senders is not None:
            self._values["senders"] = json.dumps(senders)

    def rows(self, wanted: TimeRange, *columns: _Column, table: str = "day_count") -> list[Row]:
        """The values of these columns, each combination once, and its number of messages."""
        begin, end = micros(wanted.since), micros(wanted.until)
        first, last = -(-begin // DAY), end // DAY
        values = {**self._values, "begin": begin, "end": end, "first": first, "last": last}
        in_message = ", ".join(column.of_message() for column in columns)
        part: Callable[..., str] = _OF_PART.format
        ends = {"columns": in_message, "of_senders": self._of_senders}
        if first >= last:
            sources = [part(**ends, since="begin", until="end")]
        else:
            values.update(first_at=first * DAY, last_at=last * DAY)
            names = ", ".join(column.name for column in columns)
            sources = [_OF_DAYS.format(columns=names, table=table, of_senders=self._of_senders)]
            if begin < first * DAY:
                sources.append(part(**ends, since="begin", until="first_at"))
            if last * DAY < end:
                sources.append(part(**ends, since="last_at", until="end"))
        sql = _GROUPED.format(
            names=", ".join(column.name for column in columns),
            sources=" UNION ALL ".join(sources),
            places=", ".join(str(place) for place in range(1, len(columns) + 1)),
        )
        return self._db.rows(sql, values)

    def costs(self, now: TimeRange, before: TimeRange) -> Costs:
        mails: Counter[str] = Counter()
        amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
        earlier: defaultdict[str, Decimal] = defaultdict(Decimal)
        unknown = 0
        for amount, currency, messages in self.rows(now, _PRICE, _CURRENCY):
            price = price_of(amount, currency) if amount else None
            if price is None:
                unknown += messages
                continue
            mails[price.currency] += messages
            amounts[price.currency] += price.per_message * messages
        for amount, currency, messages in self.rows(before, _PRICE, _CURRENCY):
            price = price_of(amount, currency) if amount else None
            if price is not None:
                earlier[price.currency] += price.per_message * messages
        currencies = sorted({*amounts, *earlier}, key=lambda currency: (-mails[currency], currency))
        return Costs(tuple(Cost(one, mails[one], amounts[one], earlier[one]) for one in currencies), unknown)

    def oldest_on_the_way(self, wanted: TimeRange) -> int | None:
        """When the oldest mail was sent that may still be delivered."""
        values = {**self._values, "since": micros(wanted.since), "until": micros(wanted.until)}
        sql = _OLDEST.format(of_senders=self._of_senders)
        found = [self._db.rows(sql, {**values, "outcome": outcome.value})[0][0] for outcome in ON_THE_WAY]
        return min((at for at in found if at is not None), default=None)

    def subject(self, bulk_id: str) -> str:
        """The subject of a send; "" if none is recorded."""
        rows = self._db.rows(_SUBJECT, {"account": self.account, "bulk_id": bulk_id}) if bulk_id else []
        return str(rows[0][0]) if rows else ""
