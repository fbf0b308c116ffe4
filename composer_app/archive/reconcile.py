"""Recomputes message rows from everything recorded about them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from composer_app.archive.database import Database, Row
from composer_app.archive.message_events import LISTED_AGAIN, MAYBE_SENT
from composer_app.archive.status_resolution import (
    Basis,
    Fact,
    ResolvedStatus,
    log_basis,
    log_fact,
    report_basis,
    resolve_status,
    weight,
)
from composer_app.domain.outcome import Outcome

_OWN = f"""
    SELECT message.row, message.outcome, message.basis, message.verdict, message.sent_at, message.done_at,
           message.price, message.currency, message.sender, message.bulk_id, message.has_report,
           message.is_disputed, message.answer_outcome, message.answer_verdict, message.answered_at,
           submission.state, submission.created_at, submission.handed_over_at,
           submission.state = 'cancelled' AND {MAYBE_SENT}, submission.number IS NOT NULL AND {LISTED_AGAIN}
    FROM json_each(:rows) AS wanted CROSS JOIN message ON message.row = wanted.value
    LEFT JOIN submission ON submission.number = message.submission
"""  # noqa: S608 - a constant of ours
_TOLD = """
    SELECT message, 1, outcome, received_at, verdict, sent_at, done_at, price, currency, sender, bulk_id
    FROM json_each(:rows) AS wanted CROSS JOIN report ON report.message = wanted.value
    UNION ALL
    SELECT message, 0, outcome, received_at, verdict, sent_at, done_at, price, currency, sender, bulk_id
    FROM json_each(:rows) AS wanted CROSS JOIN log_entry ON log_entry.message = wanted.value
"""
_UPDATE = """
    UPDATE message
    SET outcome = ?, basis = ?, verdict = ?, sent_at = ?, done_at = ?, price = ?, currency = ?, has_report = ?,
        is_disputed = ?, is_new = max(is_new, ?)
    WHERE row = ?
"""
_UPDATE_IDENTITY = "UPDATE message SET sender = ?, bulk_id = ? WHERE row = ?"
_MOVE_REPORTS = "UPDATE report SET message = :to WHERE message = :old"
_MOVE_EVENTS = """
    INSERT OR IGNORE INTO event (message, at, kind, outcome, verdict, recorded_at, source, detail)
    SELECT :to, at, kind, outcome, verdict, recorded_at, source, detail FROM event WHERE message = :old
"""
_DROP_EVENTS = "DELETE FROM event WHERE message = :old"
_LOGS_OF_BOTH = "SELECT message, outcome, received_at, verdict, done_at FROM log_entry WHERE message IN (:old, :to)"
_DROP_LOG = "DELETE FROM log_entry WHERE message = ?"
_MOVE_LOG = "UPDATE log_entry SET message = :to WHERE message = :old"
_HAND_ON_NEWS = """
    UPDATE message SET is_new = max(is_new, (SELECT is_new FROM message WHERE row = :old)) WHERE row = :to
"""
_DROP_MESSAGE = "DELETE FROM message WHERE row = :old"


def reconcile(database: Database, row: int, *, is_news: bool) -> bool:
    """Recompute the status of the message from all its facts. Inside a transaction only.

    Args:
        is_news: the vendor reported something; a change marks the row as new.

    Returns:
        True if a shown value changed.
    """
    return reconcile_all(database, [row], is_news=is_news) > 0


def reconcile_all(database: Database, rows: Collection[int], *, is_news: bool) -> int:
    """`reconcile` for many messages, each once. Returns how many changed."""
    if not rows:
        return 0
    wanted: dict[str, object] = {"rows": json.dumps(list(rows))}
    facts: dict[int, list[Fact]] = {row: [] for row in rows}
    for row, is_report, outcome_text, *rest in database.each(_TOLD, wanted):
        outcome = Outcome(outcome_text)
        basis = report_basis(outcome) if is_report else log_basis(outcome)
        facts[row].append(Fact(basis, outcome, *rest))
    updates: list[Row] = []
    identities: list[Row] = []
    for row, *own in database.rows(_OWN, wanted):
        resolved = resolve_status(facts[row] + _own_facts(own))
        before = ResolvedStatus._make((Outcome(own[0]), Basis(own[1]), *own[2:9], bool(own[9]), bool(own[10])))
        if own[14] is not None or own[11] is not None:  # ours, or ours in the archive of an import: as we sent it
            sent_at = resolved.sent_at if resolved.sent_at is not None else before.sent_at
            resolved = resolved._replace(sender=before.sender, bulk_id=before.bulk_id, sent_at=sent_at)
        if own[18]:
            resolved = resolved._replace(is_disputed=True)
        if resolved == before:
            continue
        updates.append((*resolved[:7], int(resolved.has_report), int(resolved.is_disputed), int(is_news), row))
        if resolved.sender != before.sender or resolved.bulk_id != before.bulk_id:
            identities.append((resolved.sender, resolved.bulk_id, row))
    database.run_many(_UPDATE, updates)
    database.run_many(_UPDATE_IDENTITY, identities)
    return len(updates)


def merge(database: Database, foreign: int, ours: int) -> None:
    """Merge two rows of one mail: moves all records of `foreign` to `ours`.

    Inside a transaction only; the caller reconciles `ours` afterwards.
    """
    rows: dict[str, object] = {"old": foreign, "to": ours}
    logs = database.rows(_LOGS_OF_BOTH, rows)
    if len(logs) == 2:
        lighter = min(logs, key=lambda log: weight(log_fact(*log[1:])))
        database.run(_DROP_LOG, (lighter[0],))
    for sql in (_HAND_ON_NEWS, _MOVE_LOG, _MOVE_REPORTS, _MOVE_EVENTS, _DROP_EVENTS, _DROP_MESSAGE):
        database.run(sql, rows)


def _own_facts(own: Sequence[Any]) -> list[Fact]:
    answer_outcome, answer_status, answered_at, state, created_at, handed_over_at, is_maybe_sent = own[11:18]
    facts = []
    if answer_outcome is not None:
        facts.append(Fact(Basis.ANSWER, Outcome(answer_outcome), answered_at, answer_status))
    if state is not None:
        outcome = Outcome.UNKNOWN if is_maybe_sent else Outcome(state)
        facts.append(Fact(Basis.PROGRAM, outcome, created_at, sent_at=handed_over_at))
    return facts
