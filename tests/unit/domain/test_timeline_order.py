"""The order of the steps in a timeline."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer_app.domain.message_history import EventKind, EventSource, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.timeline_order import in_order

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def step(kind: EventKind, seconds: int = 0, source: EventSource = EventSource.LOGS) -> MessageEvent:
    return MessageEvent(kind, NOON + timedelta(seconds=seconds), NOON, Outcome.PENDING, source=source)


def test_steps_are_ordered_by_time_and_those_of_one_moment_as_a_life_goes() -> None:
    queued, handed_over = step(EventKind.QUEUED), step(EventKind.HANDED_OVER)
    reported, seen = step(EventKind.REPORTED, 9), step(EventKind.SEEN_IN_LOGS, 5)
    assert in_order([reported, handed_over, seen, queued]) == (queued, handed_over, seen, reported)


def test_steps_of_webhooks_come_last() -> None:
    opened, reported = step(EventKind.OPENED, source=EventSource.WEBHOOKS), step(EventKind.REPORTED, 9)
    assert in_order([opened, reported]) == (reported, opened)
