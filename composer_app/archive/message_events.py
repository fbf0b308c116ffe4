"""Writing and reading the timeline of messages."""

from __future__ import annotations

from datetime import datetime

from composer_app.archive.column_values import micros, storable, time_of
from composer_app.archive.database import Database
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore, words_of
from composer_app.domain.message_history import EventKind, EventSource, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.timeline_order import in_order

ROWS_OF_SUBMISSION = "SELECT row FROM message WHERE submission = ?"
MAYBE_SENT = f"""EXISTS (
    SELECT 1 FROM event WHERE event.message = message.row AND event.kind = '{EventKind.NO_ANSWER.value}'
)"""  # noqa: S608 - a constant of ours
"""SQL condition on a message: some try of it may have been sent, without an answer."""
LISTED_AGAIN = f"""EXISTS (
    SELECT 1 FROM event WHERE event.message = message.row AND event.kind = '{EventKind.LISTED_AGAIN.value}'
)"""  # noqa: S608 - a constant of ours
"""SQL condition on a message: the logs list it more than once."""

# The key of the table makes a step that is recorded twice one event.
ADD = """
    INSERT OR IGNORE INTO event (message, at, kind, outcome, verdict, recorded_at, source, detail)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_TO_ALL = """
    INSERT OR IGNORE INTO event (message, at, kind, outcome, recorded_at, source, detail)
    SELECT row, :at, :kind, :outcome, :at, :source, :detail FROM message WHERE submission = :submission
"""
_OF_MESSAGE = """
    SELECT kind, at, recorded_at, outcome, verdict, detail, source FROM event WHERE message = ?
"""


def add(
    database: Database,
    row: int,
    kind: EventKind,
    at: datetime,
    recorded_at: datetime,
    outcome: Outcome,
    *,
    source: EventSource,
    status: int = NOTHING_SAID,
    detail: str = "",
) -> bool:
    """Record one step of one message. False if it was recorded before. Inside a transaction only."""
    columns = (row, micros(at), kind.value, outcome.value, status, micros(recorded_at), source.value, detail)
    return database.changed(ADD, columns) > 0


def add_to_all(
    database: Database,
    submission: int,
    kind: EventKind,
    at: datetime,
    outcome: Outcome,
    *,
    source: EventSource,
    detail: str,
) -> None:
    """Record one step of every message of a submission. Inside a transaction only."""
    values: dict[str, object] = {
        "submission": submission,
        "at": micros(at),
        "kind": kind.value,
        "outcome": outcome.value,
        "source": source.value,
        "detail": storable(detail),
    }
    database.run(_ADD_TO_ALL, values)


def timeline(database: Database, statuses: VendorStatusStore, row: int) -> tuple[MessageEvent, ...]:
    """The timeline of a message, oldest step first."""
    events = []
    for kind, at, recorded_at, outcome, status, detail, source in database.rows(_OF_MESSAGE, (row,)):
        wording = statuses.wording(status)
        words = detail or ("" if wording is None else words_of(*wording))
        when = time_of(at), time_of(recorded_at)
        events.append(MessageEvent(EventKind(kind), *when, Outcome(outcome), words, EventSource(source)))
    return in_order(events)
