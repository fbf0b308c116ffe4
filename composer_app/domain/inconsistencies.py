"""Inconsistencies between the records of a message."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from composer_app.domain.message_history import EventKind, MessageEvent
from composer_app.domain.outcome import Outcome

SILENCE = timedelta(hours=6)
"""An accepted mail is in logs or reports well before this."""
COUNTED_FOR = timedelta(days=30)
"""Mail of this age is counted above the list; older mail is found by the filter `is:doubtful`."""


class Source(StrEnum):
    """Who reported an outcome."""

    ANSWER = "answer"
    LOG = "log"
    REPORT = "report"


_SOURCES = {
    EventKind.ANSWERED: Source.ANSWER,
    EventKind.SEEN_IN_LOGS: Source.LOG,
    EventKind.REPORTED: Source.REPORT,
}


class Disagreement(msgspec.Struct, frozen=True):
    """Two contradicting final outcomes. `later` was recorded after `earlier`."""

    earlier: Source
    earlier_outcome: Outcome
    later: Source
    later_outcome: Outcome


class Silence(msgspec.Struct, frozen=True):
    """Accepted at `since`, and for `SILENCE` or longer without a log entry or report."""

    since: datetime


class Copies(msgspec.Struct, frozen=True):
    """The logs list `count` messages where one was sent."""

    count: int


Doubt = Copies | Disagreement | Silence


def inconsistency_of(outcome: Outcome, events: Iterable[MessageEvent], now: datetime) -> Doubt | None:
    """The inconsistency of a message's records; None if they agree.

    Args:
        outcome: its current outcome.
        events: its timeline, oldest step first.
        now: the end of `SILENCE`.
    """
    life = _since_last_try(events)
    return _copies(life) or _disagreement(life) or _silence(outcome, life, now)


def _since_last_try(events: Iterable[MessageEvent]) -> list[MessageEvent]:
    """A mail rejected and sent again has two answers; only the second counts."""
    life: list[MessageEvent] = []
    for event in events:
        if event.kind is EventKind.SENT_AGAIN:
            life = [one for one in life if one.kind is not EventKind.ANSWERED]
        life.append(event)
    return life


def _copies(events: list[MessageEvent]) -> Copies | None:
    counts = [event.detail for event in events if event.kind is EventKind.LISTED_AGAIN]
    return Copies(max(int(count) if count.isdecimal() else 2 for count in counts)) if counts else None


def _disagreement(events: list[MessageEvent]) -> Disagreement | None:
    """Of the log the last final outcome counts, since entries may be corrected; reports are never corrected."""
    finals = [event for event in events if event.kind in _SOURCES and event.outcome.is_final]
    last_log = next((event for event in reversed(finals) if event.kind is EventKind.SEEN_IN_LOGS), None)
    said = [event for event in finals if event.kind is not EventKind.SEEN_IN_LOGS or event is last_log]
    said.sort(key=lambda event: event.recorded_at)
    for place, later in enumerate(said):
        for earlier in reversed(said[:place]):
            if earlier.outcome is not later.outcome:
                return Disagreement(_SOURCES[earlier.kind], earlier.outcome, _SOURCES[later.kind], later.outcome)
    return None


def _silence(outcome: Outcome, events: list[MessageEvent], now: datetime) -> Silence | None:
    if outcome is not Outcome.ACCEPTED:
        return None
    if any(event.kind in (EventKind.SEEN_IN_LOGS, EventKind.REPORTED) for event in events):
        return None
    accepted = [
        event.at
        for event in events
        if event.kind in (EventKind.ANSWERED, EventKind.FOUND) and event.outcome is Outcome.ACCEPTED
    ]
    return Silence(accepted[-1]) if accepted and now - accepted[-1] >= SILENCE else None
