"""Counts from the summary tables; partial hours at the ends of a range are counted in the messages."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from composer_app.archive.column_values import micros
from composer_app.archive.database import Database
from composer_app.archive.inconsistency_sql import inconsistent_rows
from composer_app.domain.outcome import PROBLEMS, Outcome
from composer_app.domain.queries import ArchiveFilter

HOUR = 3_600_000_000
"""In microseconds."""

EVER = 2**31
"""In hours; outside all times, also in microseconds."""
_COUNTED = """
    SELECT outcome, sum(messages) FROM outcome_count
    WHERE account IN (SELECT value FROM json_each(?)) AND messages > 0 GROUP BY outcome
"""
_WHOLE_HOURS = """
    SELECT outcome, sum(messages) FROM hour_count
    WHERE account = :account AND hour >= :first AND hour < :last AND messages > 0 GROUP BY outcome
"""
_PART_OF_HOUR = """
    SELECT outcome, count(*) FROM message INDEXED BY message_by_sent
    WHERE account = :account AND sent_at >= :since AND sent_at < :until GROUP BY outcome
"""


_BY_HOUR = """
    SELECT hour, sum(messages) FROM hour_count
    WHERE account = :account AND hour >= :first AND hour < :last
        AND outcome IN (SELECT value FROM json_each(:outcomes)) AND messages > 0 GROUP BY hour
"""
_PART_BY_HOUR = """
    SELECT sent_at / 3600000000 - (sent_at % 3600000000 < 0), count(*) FROM message INDEXED BY message_by_sent
    WHERE account = :account AND sent_at >= :since AND sent_at < :until
        AND outcome IN (SELECT value FROM json_each(:outcomes)) GROUP BY 1
"""
_DISAGREEING = """
    SELECT outcome, count(*) FROM message WHERE row IN ({rows})
        AND coalesce(sent_at, :nowhen) >= :since AND coalesce(sent_at, :nowhen) < :until GROUP BY outcome
"""


def is_plain(wanted: ArchiveFilter) -> bool:
    """The filter asks for account, outcomes and time alone, which the summary tables know."""
    return wanted == ArchiveFilter(
        account_id=wanted.account_id, outcomes=wanted.outcomes, since=wanted.since, until=wanted.until
    )


def by_outcome(database: Database, accounts: Sequence[int], wanted: ArchiveFilter) -> dict[Outcome, int] | None:
    """The messages that match, by outcome; None if the filter asks for more than account, outcomes and time, or for
    problems among them."""
    if wanted.problem_at is not None:
        return _problems(database, accounts, wanted, wanted.problem_at)
    if not is_plain(wanted):
        return None
    counts: Counter[str] = Counter()
    if wanted.since is None and wanted.until is None:
        counts.update(dict(database.rows(_COUNTED, (json.dumps(list(accounts)),))))
    else:
        for outcome, count in _between(database, accounts, wanted.since, wanted.until):
            counts[outcome] += count
    return {
        Outcome(outcome): count
        for outcome, count in counts.items()
        if not wanted.outcomes or Outcome(outcome) in wanted.outcomes
    }


def _problems(
    database: Database, accounts: Sequence[int], wanted: ArchiveFilter, now: datetime
) -> dict[Outcome, int] | None:
    """Problem outcomes are summed up; the others among the problems are the few whose records disagree."""
    found = by_outcome(database, accounts, msgspec.structs.replace(wanted, problem_at=None))
    if found is None:
        return None
    counts = Counter({outcome: count for outcome, count in found.items() if outcome in PROBLEMS})
    begin, end = _limits(wanted.since, wanted.until)
    is_any_time = wanted.since is None and wanted.until is None
    for account in accounts:
        values: dict[str, object] = {"since": begin, "until": end, "nowhen": begin if is_any_time else end}

        def bind(value: object, values: dict[str, object] = values) -> str:
            values[f"p{len(values)}"] = value
            return f":p{len(values) - 1}"

        sql = _DISAGREEING.format(rows=inconsistent_rows(now, account, bind))
        for name, count in database.rows(sql, values):
            outcome = Outcome(name)
            if outcome not in PROBLEMS and (not wanted.outcomes or outcome in wanted.outcomes):
                counts[outcome] += count
    return dict(counts)


def by_hour(database: Database, accounts: Sequence[int], wanted: ArchiveFilter) -> dict[int, int] | None:
    """The messages that match, by the hour of sending, in hours since 1970; None if the filter asks for more than
    account, outcomes and time."""
    if not is_plain(wanted):
        return None
    begin, end = _limits(wanted.since, wanted.until)
    first, last = -(-begin // HOUR), end // HOUR
    parts = [(begin, end)] if first >= last else [(begin, first * HOUR), (last * HOUR, end)]
    outcomes = json.dumps(sorted(wanted.outcomes or Outcome))
    counts: Counter[int] = Counter()
    for account in accounts:
        values: dict[str, object] = {"account": account, "outcomes": outcomes}
        counts.update(dict(database.rows(_BY_HOUR, values | {"first": first, "last": last})))
        for since, until in parts:
            if since < until:
                counts.update(dict(database.rows(_PART_BY_HOUR, values | {"since": since, "until": until})))
    return dict(counts)


def _limits(since: datetime | None, until: datetime | None) -> tuple[int, int]:
    """The time range in microseconds."""
    return -EVER * HOUR if since is None else micros(since), EVER * HOUR if until is None else micros(until)


def _between(
    database: Database, accounts: Sequence[int], since: datetime | None, until: datetime | None
) -> Iterator[tuple[str, int]]:
    """`outcome, count` of mail sent in the time range; an outcome may occur several times."""
    begin, end = _limits(since, until)
    first, last = -(-begin // HOUR), end // HOUR
    parts = [(begin, end)] if first >= last else [(begin, first * HOUR), (last * HOUR, end)]
    for account in accounts:
        yield from database.rows(_WHOLE_HOURS, {"account": account, "first": first, "last": last})
        for since_part, until_part in parts:
            if since_part < until_part:
                yield from database.rows(_PART_OF_HOUR, {"account": account, "since": since_part, "until": until_part})
