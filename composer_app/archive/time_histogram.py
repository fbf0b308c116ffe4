"""Messages counted over time, by outcome: the bars of a histogram."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from itertools import pairwise
from math import gcd

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import LATEST, micros, time_of
from composer_app.archive.database import Database
from composer_app.archive.message_reader import OUTCOMES, MessageReader
from composer_app.archive.summary_counts import HOUR, is_plain
from composer_app.domain.histogram_bars import BarWidth, TimeBar, TimeHistogram, edges_of
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""A filter that begins before that begins with the first message."""
# Two questions, since each alone is a step in the index.
_ENDS = """
    SELECT (SELECT min(sent_at) FROM message WHERE account = :account AND sent_at IS NOT NULL),
           (SELECT max(sent_at) FROM message WHERE account = :account)
"""
_WHOLE_HOURS = """
    SELECT bar.key, outcome, sum(messages)
    FROM json_each(:bars) AS bar CROSS JOIN hour_count
        ON account = :account AND hour >= bar.value ->> 1 AND hour < bar.value ->> 2
    WHERE messages > 0 GROUP BY 1, 2
"""
# By outcome, since that index holds all it takes; the one by time alone would fetch each message.
_PARTS_OF_HOURS = """
    SELECT bar.key, outcome, count(*)
    FROM json_each(:bars) AS bar CROSS JOIN json_each(:outcomes) AS known
        CROSS JOIN message INDEXED BY message_by_outcome
        ON account = :account AND outcome = known.value
            AND sent_at >= bar.value ->> 1 AND sent_at < bar.value ->> 2
    GROUP BY 1, 2
"""
# Steps that every edge is a multiple of: fewer rows come back than there are messages.
_STEPS = "(message.sent_at - :begin) / :step, message.outcome, count(*)"

Spans = list[tuple[int, int, int]]
"""Number of the bar, begin, end."""


class TimeHistogramReader:
    """Counts messages by outcome and time of sending."""

    def __init__(self, database: Database, accounts: AccountNumbers, messages: MessageReader) -> None:
        self._db = database
        self._accounts = accounts
        self._messages = messages

    def histogram(self, wanted: ArchiveFilter, now: datetime, zone: tzinfo | None = None) -> TimeHistogram:
        """The matching messages over the time of the filter; without one, over all the time of the account.

        Mail that was not sent yet has no time and is in no bar. A filter of account, outcomes and time is answered from
        the summary tables.

        Args:
            now: the last bar reaches here, unless the filter ends before.
            zone: whose midnight bars begin at; None: the computer's.
        """
        accounts = self._accounts.numbers_of(wanted.account_id)
        since, until = self._time_of(wanted, accounts, now)
        if since is None or until is None or since >= until:
            return TimeHistogram(BarWidth.DAY)
        width, edges = edges_of(since, until, zone)
        begin, end = max(micros(since), micros(edges[0])), min(micros(until), micros(edges[-1]))
        if is_plain(wanted):
            counted = self._from_summary(wanted, accounts, [micros(edge) for edge in edges], begin, end)
        else:
            counted = self._from_messages(wanted, [micros(edge) for edge in edges], begin, end)
        counts: list[Counter[Outcome]] = [Counter() for _ in edges[1:]]
        for place, outcome, count in counted:
            counts[place][OUTCOMES[outcome]] += count
        bars = (TimeBar(*ends, dict(of_bar)) for ends, of_bar in zip(pairwise(edges), counts, strict=True))
        return TimeHistogram(width, tuple(bars))

    def _time_of(
        self, wanted: ArchiveFilter, accounts: Sequence[int], now: datetime
    ) -> tuple[datetime | None, datetime | None]:
        ends = [row for account in accounts for row in self._db.rows(_ENDS, {"account": account}) if row[0] is not None]
        first = time_of(min(row[0] for row in ends)) if ends else wanted.since
        last = max([now, *(time_of(min(row[1] + 1, LATEST)) for row in ends)])
        since = wanted.since if wanted.since is not None and wanted.since >= _EARLIEST else first
        return since, last if wanted.until is None else min(last, wanted.until)

    def _from_summary(
        self, wanted: ArchiveFilter, accounts: Sequence[int], edges: Sequence[int], begin: int, end: int
    ) -> Iterator[tuple[int, str, int]]:
        outcomes = sorted(wanted.outcomes or Outcome)
        hours, parts = _hours_and_parts(edges, begin, end)
        for account in accounts:
            values = {"account": account, "bars": json.dumps(hours)}
            for number, outcome, count in self._db.each(_WHOLE_HOURS, values):
                if OUTCOMES[outcome] in outcomes:
                    yield hours[number][0], outcome, count
            values |= {"bars": json.dumps(parts), "outcomes": json.dumps(outcomes)}
            for number, outcome, count in self._db.each(_PARTS_OF_HOURS, values):
                yield parts[number][0], outcome, count

    def _from_messages(
        self, wanted: ArchiveFilter, edges: Sequence[int], begin: int, end: int
    ) -> Iterator[tuple[int, str, int]]:
        step = gcd(*(edge - edges[0] for edge in edges[1:]))
        within = (
            "+message.sent_at >= :from_here AND +message.sent_at < :up_to_here"  # no index: the filter may have one
        )
        sql, values = self._messages.select(wanted, _STEPS, "GROUP BY 1, 2", within)
        values |= {"begin": edges[0], "step": step, "from_here": begin, "up_to_here": end}
        for steps, outcome, count in self._db.each(sql, values):
            yield bisect_right(edges, edges[0] + steps * step) - 1, outcome, count


def _hours_and_parts(edges: Sequence[int], begin: int, end: int) -> tuple[Spans, Spans]:
    """The bars as whole hours, which the sums have, and as the parts of hours at their ends."""
    hours, parts = [], []
    for place, (since, until) in enumerate(pairwise(edges)):
        since, until = max(since, begin), min(until, end)
        first, last = -(-since // HOUR), until // HOUR
        if first >= last:
            parts.append((place, since, until))
            continue
        hours.append((place, first, last))
        parts += [(place, since, first * HOUR), (place, last * HOUR, until)]
    return hours, [part for part in parts if part[1] < part[2]]
