"""One step of a submission, with its messages and their timelines."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from composer_app.archive import message_events
from composer_app.archive.column_values import json_of, micros, micros_or_none
from composer_app.archive.database import Database, Row
from composer_app.archive.errors import NotFound
from composer_app.archive.reconcile import reconcile
from composer_app.archive.status_resolution import Basis
from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import GIVEN_UP, Problem, ProblemCode
from composer_app.domain.submission import IllegalStep, SubmissionState, check_step

_STATE = "SELECT number, state FROM submission WHERE id = ?"
_SET_STATE = """
    UPDATE submission
    SET state = :state, problem = :problem, retry_at = :retry_at, next_lookup_at = :next_lookup_at,
        handed_over_at = CASE :handed_over WHEN 'now' THEN :at WHEN 'never' THEN NULL ELSE handed_over_at END,
        settled_at = CASE WHEN :is_settled THEN :at END, leaves_at = NULL, is_paused = 0,
        attempts = attempts + (:handed_over = 'now'),
        asked_first_at = CASE WHEN :handed_over = '' THEN asked_first_at END,
        asked_last_at = CASE WHEN :handed_over = '' THEN asked_last_at END,
        lookups = CASE :state WHEN 'unknown' THEN lookups WHEN 'accepted' THEN lookups ELSE 0 END
    WHERE number = :number
"""
# Rows that rest on our own state alone follow it at once; the others are resolved one by one. Giving up a mail that may
# have been sent does not unsend it.
_FOLLOW_STATE = f"""
    UPDATE message
    SET outcome = CASE WHEN :state = 'cancelled' AND {message_events.MAYBE_SENT} THEN 'unknown' ELSE :state END,
        sent_at = (SELECT handed_over_at FROM submission WHERE number = :number)
    WHERE submission = :number AND basis = 0
"""  # noqa: S608 - a constant of ours
_RESOLVED_ROWS = "SELECT row FROM message WHERE submission = ? AND basis > 0"
# A scheduled mail went out when its time is over and it is not paused, or when it has arrived or bounced: whether logs
# list it before that is not known (api/README.md 6). A mail that was rejected, or waits for another try, counts as not
# sent. A log entry or report disproves that, unless it says rejected: a mail sent again must leave. For an unknown
# mail, an entry about a recipient that the answer named proves nothing about the others.
_WENT_OUT = f"""
    SELECT submission.id, max(message.has_report)
    FROM json_each(?) AS wanted CROSS JOIN message ON message.row = wanted.value
    JOIN submission ON submission.number = message.submission
    WHERE message.basis >= {Basis.INTERIM_REPORT:d}
      AND (submission.state = 'unknown' AND coalesce(message.answer_outcome, 'unknown') = 'unknown'
           OR submission.state = 'scheduled'
              AND (submission.send_at <= ? AND NOT submission.is_paused
                   OR message.outcome IN ('delivered', 'bounced', 'expired'))
           OR (submission.state = 'queued' AND submission.attempts > 0 OR submission.state = 'rejected')
              AND message.outcome <> 'rejected')
    GROUP BY submission.number
"""  # noqa: S608 - a number of ours
_RELEASED = "UPDATE message SET answer_outcome = ? WHERE submission = ? AND answer_outcome = 'scheduled'"
_ANY_UNKNOWN = """
    SELECT 1 FROM message WHERE submission = ? AND recipient_kind = 'to' AND outcome = 'unknown' AND basis > 0
"""
# Accepted for some recipients, and by now all are known.
_ALL_KNOWN = """
    UPDATE submission SET problem = NULL, next_lookup_at = NULL
    WHERE state = 'accepted' AND problem IS NOT NULL
      AND number IN (SELECT submission FROM message JOIN json_each(?) AS wanted ON message.row = wanted.value)
      AND NOT EXISTS (SELECT 1 FROM message WHERE message.submission = submission.number
                      AND recipient_kind = 'to' AND outcome = 'unknown')
"""
# The same where the message in question is erased: the bulk alone identifies the mail.
_WENT_OUT_BY_BULK = """
    SELECT id FROM submission
    WHERE account = ? AND bulk_id = ?
      AND (state = 'unknown' OR state = 'scheduled' AND send_at <= ? AND NOT is_paused
           OR (state = 'queued' AND attempts > 0 OR state = 'rejected') AND ? <> 'rejected')
"""


class SubmissionTransitions:
    """Common part of all changes of a submission. Inside a transaction only.

    Every method raises IllegalStep where `domain.submission` does not allow the step, and NotFound for an id that is
    not there.
    """

    def __init__(self, database: Database) -> None:
        self._db = database

    def in_state(self, submission_id: SubmissionId, states: Iterable[SubmissionState]) -> int:
        """The submission's number. Raises IllegalStep unless it is in one of these states."""
        number, state = self._state_of(submission_id)
        if SubmissionState(state) not in states:
            raise IllegalStep(f"not for a submission that is {state}")
        return int(number)

    def step(
        self,
        submission_id: SubmissionId,
        new: SubmissionState,
        at: datetime,
        *,
        from_states: Iterable[SubmissionState],
        problem: Problem | None = None,
        next_lookup_at: datetime | None = None,
        handed_over: str = "",
        event: EventKind | None = None,
        source: EventSource = EventSource.PROGRAM,
    ) -> int:
        """Check and take one step, messages included. Returns the submission's number.

        Args:
            event: the timeline step of each message; None: the caller records it.
        """
        number, state = self._state_of(submission_id)
        old = SubmissionState(state)
        check_step(old, new)
        if old not in from_states:
            raise IllegalStep(f"{old} -> {new} in this way")
        self._db.run(
            _SET_STATE,
            {
                "number": number,
                "state": new.value,
                "at": micros(at),
                "problem": None if problem is None else json_of(problem),
                "retry_at": None if problem is None else micros_or_none(problem.retry_at),
                "next_lookup_at": micros_or_none(next_lookup_at),
                "handed_over": handed_over,
                "is_settled": new in (SubmissionState.ACCEPTED, SubmissionState.REJECTED, SubmissionState.CANCELLED),
            },
        )
        self._db.run(_FOLLOW_STATE, {"number": number, "state": new.value})
        for (row,) in self._db.rows(_RESOLVED_ROWS, (number,)):
            reconcile(self._db, row, is_news=False)
        if event is not None:
            self.record_event(number, event, at, Outcome(new.value), problem, source)
        return int(number)

    def record_event(
        self,
        number: int,
        kind: EventKind,
        at: datetime,
        outcome: Outcome,
        problem: Problem | None = None,
        source: EventSource = EventSource.PROGRAM,
        detail: str = "",
    ) -> None:
        """Add one event to the timeline of every message of the submission. `problem` gives the detail if there is
        one."""
        detail = detail if problem is None else problem.vendor_text or problem.code.value
        if problem is not None and problem.is_given_up:
            detail = GIVEN_UP
        message_events.add_to_all(self._db, number, kind, at, outcome, detail=detail, source=source)

    def accept_known(self, rows: Collection[int], at: datetime) -> None:
        """Accept the mails that logs or reports know: unknown ones, and those that count as not sent.

        Args:
            rows: messages with news from logs or reports, resolved already.
        """
        if not rows:
            return
        for submission_id, has_report in self._db.rows(_WENT_OUT, (json.dumps(list(rows)), micros(at))):
            self._went_out(SubmissionId(submission_id), at, EventSource.REPORTS if has_report else EventSource.LOGS)
        self._db.run(_ALL_KNOWN, (json.dumps(list(rows)),))

    def accept_known_bulk(
        self, account: int, bulk_id: str, outcome: Outcome, source: EventSource, at: datetime
    ) -> list[SubmissionId]:
        """The same for a log entry or report about an erased address, which is dropped. Returns the accepted mails."""
        values = (account, bulk_id, micros(at), outcome.value)
        found = [SubmissionId(row[0]) for row in self._db.rows(_WENT_OUT_BY_BULK, values)]
        for submission_id in found:
            self._went_out(submission_id, at, source)
        return found

    def left_out(self, number: int) -> Problem | None:
        """The problem of an accepted mail whose answer does not name all recipients; None: it names them."""
        is_partly_unknown = self._db.row(_ANY_UNKNOWN, (number,)) is not None
        return Problem(ProblemCode.PARTLY_NAMED) if is_partly_unknown else None

    def release_scheduled(self, number: int, outcome: Outcome) -> None:
        """The answer said that the service holds the mail; now it has another outcome. Before the step is taken."""
        self._db.run(_RELEASED, (outcome.value, number))

    def _state_of(self, submission_id: SubmissionId) -> Row:
        """`number, state`."""
        row = self._db.row(_STATE, (submission_id,))
        if row is None:
            raise NotFound(f"submission {submission_id}")
        return row

    def _went_out(self, submission_id: SubmissionId, at: datetime, source: EventSource) -> None:
        states = (
            SubmissionState.UNKNOWN,
            SubmissionState.QUEUED,
            SubmissionState.REJECTED,
            SubmissionState.SCHEDULED,
        )
        number, _ = self._state_of(submission_id)
        self.release_scheduled(int(number), Outcome.ACCEPTED)
        problem = self.left_out(int(number))
        self.step(
            submission_id,
            SubmissionState.ACCEPTED,
            at,
            from_states=states,
            problem=problem,
            next_lookup_at=at if problem is not None else None,
        )
        self.record_event(int(number), EventKind.FOUND, at, Outcome.ACCEPTED, source=source)

    def accept_if_known(self, number: int, at: datetime) -> None:
        """The same for a submission that has just become unknown or queued: an entry or report of it may have come
        while it was being sent."""
        self.accept_known([row for (row,) in self._db.rows(_RESOLVED_ROWS, (number,))], at)
