"""Conditions on messages, joined by AND. Only text of this module becomes SQL."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from composer_app.sandbox.clock import HOUR_MS
from composer_app.sandbox.mail import limits


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL condition and its parameters."""

    sql: str
    values: tuple[str | int, ...] = ()


def where(conditions: Iterable[Condition]) -> tuple[str, tuple[str | int, ...]]:
    """Returns the WHERE clause (empty without conditions) and its values."""
    conditions = list(conditions)
    if not conditions:
        return "", ()
    clause = "WHERE " + " AND ".join(condition.sql for condition in conditions)
    return clause, tuple(value for condition in conditions for value in condition.values)


def with_bulk_id(*bulk_ids: str) -> Condition:
    return _one_of("message.bulk_id", bulk_ids)


def with_message_id(*message_ids: str) -> Condition:
    return _one_of("message.message_id", message_ids)


def with_campaign(*references: str) -> Condition:
    return _one_of("message.campaign_reference_id", references)


def with_application(application_id: str) -> Condition:
    return Condition("message.application_id = ?", (application_id,))


def with_entity(entity_id: str) -> Condition:
    return Condition("message.entity_id = ?", (entity_id,))


def from_sender(address: str) -> Condition:
    return Condition("message.sender = ?", (address,))


def to_recipient(address: str) -> Condition:
    return Condition("message.recipient = ?", (address,))


def final_by(now_ms: int) -> Condition:
    """The outcome is final at this time: there is a report."""
    return Condition("message.due_at <= ?", (now_ms,))


def final_since(at_ms: int) -> Condition:
    return Condition("message.due_at >= ?", (at_ms,))


def within_log_window(now_ms: int) -> Condition:
    """Sent in the last 48 hours; a scheduled message is not there before its time."""
    return Condition("message.sent_at BETWEEN ? AND ?", (now_ms - limits.LOG_HOURS * HOUR_MS, now_ms))


def sent_since(at_ms: int) -> Condition:
    return Condition("message.sent_at >= ?", (at_ms,))


def sent_until(at_ms: int) -> Condition:
    return Condition("message.sent_at <= ?", (at_ms,))


def in_group(group: str, now_ms: int) -> Condition:
    """In this status group at this time: PENDING until the outcome is final."""
    if group == "PENDING":
        # Few of many messages are pending, and none of them was reported: together this leads to report_waiting.
        return Condition("message.is_reported = 0 AND likelihood(message.due_at > ?, 0.0001)", (now_ms,))
    return Condition("message.final_group = ? AND message.due_at <= ?", (group, now_ms))


def older_than(sent_at_ms: int, row_id: int) -> Condition:
    """Comes after this message when the newest is first."""
    return Condition("(message.sent_at, message.id) < (?, ?)", (sent_at_ms, row_id))


def _one_of(column: str, values: Sequence[str]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", tuple(values))
