"""Reads messages with all that is kept about them, a block at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.column_values import time_of
from composer_app.archive.message_reader import OUTCOMES, json_array
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore
from composer_app.domain.full_message import FullMessage, FullReport, HandOver, LifeEvent, ReceivedItem
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.status import Status, VendorError

_HAND_OVERS = """
    SELECT message.row,
           coalesce(message.answer_outcome, CASE WHEN message.basis = 0 THEN message.outcome ELSE submission.state END),
           coalesce(message.answered_at, submission.created_at), coalesce(message.answer_verdict, 0)
    FROM json_each(:rows) AS wanted CROSS JOIN message ON message.row = wanted.value
    LEFT JOIN submission ON submission.number = message.submission
    WHERE submission.number IS NOT NULL OR message.answer_outcome IS NOT NULL
"""
_EVENTS = """
    SELECT message, kind, at, recorded_at, outcome, source, detail, verdict
    FROM json_each(:rows) AS wanted CROSS JOIN event ON event.message = wanted.value
    ORDER BY message, at, kind, outcome, verdict
"""
_LOGS = """
    SELECT message, received_at, raw
    FROM json_each(:rows) AS wanted CROSS JOIN log_entry ON log_entry.message = wanted.value
"""
_REPORTS = """
    SELECT message, received_at, raw
    FROM json_each(:rows) AS wanted CROSS JOIN report ON report.message = wanted.value
    ORDER BY report.received_at, report.digest
"""
_RAW = "SELECT row, raw FROM json_each(:rows) AS wanted CROSS JOIN report ON report.row = wanted.value"
_KINDS = {kind.value: kind for kind in EventKind}
_SOURCES = {source.value: source for source in EventSource}


class FullMessageReader:
    """Reads through the connection of an `ArchiveReader`, in its thread."""

    def __init__(self, reader: ArchiveReader) -> None:
        self._reader = reader
        self._db = reader.database
        self._verdicts = VendorStatusStore(reader.database)

    def messages(self, rows: Sequence[int]) -> list[FullMessage]:
        """The messages of these rows, in that order. Deleted ones are skipped."""
        wanted: dict[str, object] = {"rows": json_array(rows)}
        hand_overs = self._hand_overs(wanted)
        events: defaultdict[int, list[LifeEvent]] = defaultdict(list)
        for row, kind, at, recorded_at, outcome, source, detail, verdict in self._db.rows(_EVENTS, wanted):
            times = time_of(at), time_of(recorded_at)
            events[row].append(
                LifeEvent(_KINDS[kind], *times, OUTCOMES[outcome], _SOURCES[source], detail, *self._wording(verdict))
            )
        logs = {row: ReceivedItem(time_of(at), bytes(raw)) for row, at, raw in self._db.rows(_LOGS, wanted)}
        reports: defaultdict[int, list[ReceivedItem]] = defaultdict(list)
        for row, at, raw in self._db.rows(_REPORTS, wanted):
            reports[row].append(ReceivedItem(time_of(at), bytes(raw)))
        return [
            FullMessage(
                message=message,
                hand_over=hand_overs.get(message.row),
                events=tuple(events[message.row]),
                log=logs.get(message.row),
                reports=tuple(reports[message.row]),
            )
            for message in self._reader.messages.rows(rows)
        ]

    def reports(self, rows: Sequence[int]) -> list[FullReport]:
        """The reports of these rows, in that order. Deleted ones are skipped."""
        found = self._reader.reports.rows(rows)
        raw = {row: bytes(body) for row, body in self._db.rows(_RAW, {"rows": json_array(rows)})}
        about = list({one.message_row: None for one in found})
        hand_overs = self._hand_overs({"rows": json_array(about)})
        messages = {
            message.row: FullMessage(message=message, hand_over=hand_overs.get(message.row))
            for message in self._reader.messages.rows(about)
        }
        return [FullReport(one, raw[one.row], messages[one.message_row]) for one in found]

    def _hand_overs(self, wanted: dict[str, object]) -> dict[int, HandOver]:
        return {
            row: HandOver(OUTCOMES[outcome], time_of(at), *self._wording(verdict))
            for row, outcome, at, verdict in self._db.rows(_HAND_OVERS, wanted)
        }

    def _wording(self, verdict: int) -> tuple[Status, VendorError] | tuple[None, None]:
        if verdict == NOTHING_SAID:
            return None, None
        return self._verdicts.wording(verdict) or (None, None)
