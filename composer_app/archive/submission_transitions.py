"""Taking one step of a submission, its messages and their timelines included."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import datetime

from composer_app.archive import message_events
from composer_app.archive.column_values import json_of, micros, micros_or_none
from composer_app.archive.outbox_reader import OutboxReader
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
        settled_at = CASE WHEN :is_settled THEN :at END, leaves_at = NULL,
        attempts = attempts + (:handed_over = 'now'),
        asked_first_at = CASE WHEN :handed_over = '' THEN asked_first_at END,
        asked_last_at = CASE WHEN :handed_over = '' THEN asked_last_at END,
        lookups = CASE :state WHEN 'unknown' THEN lookups WHEN 'accepted' THEN lookups ELSE 0 END
    WHERE number = :number
"""
# Rows about which nothing but our own state is known follow it at once; the others are judged one by one. Giving up
# a mail of which nobody knows does not take it back: it may have gone out all the same.
_FOLLOW_STATE = f"""
    UPDATE message
    SET outcome = CASE WHEN :state = 'cancelled' AND {message_events.MAY_BE_OUT} THEN 'unknown' ELSE :state END,
        sent_at = (SELECT handed_over_at FROM submission WHERE number = :number)
    WHERE submission = :number AND basis = 0
"""  # noqa: S608 - a constant of ours
_JUDGED_ROWS = "SELECT row FROM message WHERE submission = ? AND basis > 0"
# One that was rejected, or waits for another try, is said not to have left. What the vendor knows of it says otherwise,
# unless it knows it for a mail that it rejected: sent again, that one is to leave. Of an unknown one, what is told of a
# recipient that the answer named says nothing of the others.
_TOLD_OF = f"""
    SELECT submission.id, max(message.has_report)
    FROM json_each(?) AS wanted CROSS JOIN message ON message.row = wanted.value
    JOIN submission ON submission.number = message.submission
    WHERE message.basis >= {Basis.INTERIM_REPORT:d}
      AND (submission.state = 'unknown' AND coalesce(message.answer_outcome, 'unknown') = 'unknown'
           OR (submission.state = 'queued' AND submission.attempts > 0 OR submission.state = 'rejected')
              AND message.outcome <> 'rejected')
    GROUP BY submission.number
"""  # noqa: S608 - a number of ours
_LEFT_OUT = """
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
# The same where the message that was told of is erased: the others of the mail stand for it.
_TOLD_OF_BULK = """
    SELECT id FROM submission
    WHERE account = ? AND bulk_id = ?
      AND (state = 'unknown' OR (state = 'queued' AND attempts > 0 OR state = 'rejected') AND ? <> 'rejected')
"""


class SubmissionTransitions(OutboxReader):
    """What every change of a submission has in common. Inside a transaction only.

    Every method raises IllegalStep where `domain.submission` does not allow the step, and NotFound for an id that is
    not there.
    """

    def _in_state(self, submission_id: SubmissionId, states: Iterable[SubmissionState]) -> int:
        number, state = self._found(_STATE, submission_id)
        if SubmissionState(state) not in states:
            raise IllegalStep(f"not for a submission that is {state}")
        return int(number)

    def _step(
        self,
        submission_id: SubmissionId,
        new: SubmissionState,
        at: datetime,
        *,
        from_states: Iterable[SubmissionState],
        problem: Problem | None = None,
        next_lookup_at: datetime | None = None,
        handed_over: str = "",
    ) -> int:
        """Check and take one step, messages included. Gives the submission's number."""
        number, state = self._found(_STATE, submission_id)
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
        for (row,) in self._db.rows(_JUDGED_ROWS, (number,)):
            reconcile(self._db, row, is_news=False)
        return int(number)

    def _tell(
        self,
        number: int,
        kind: EventKind,
        at: datetime,
        outcome: Outcome,
        problem: Problem | None = None,
        source: EventSource = EventSource.PROGRAM,
    ) -> None:
        detail = "" if problem is None else problem.vendor_text or problem.code.value
        if problem is not None and problem.is_given_up:
            detail = GIVEN_UP
        message_events.add_to_all(self._db, number, kind, at, outcome, detail=detail, source=source)

    def _settle_what_is_told(self, rows: Collection[int], at: datetime) -> None:
        """Whatever the logs or a report know did go out: an unknown one, and one that is said not to have.

        Args:
            rows: messages of which something was told, judged already.
        """
        if not rows:
            return
        for submission_id, has_report in self._db.rows(_TOLD_OF, (json.dumps(list(rows)),)):
            self._went_out(SubmissionId(submission_id), at, EventSource.REPORTS if has_report else EventSource.LOGS)
        self._db.run(_ALL_KNOWN, (json.dumps(list(rows)),))

    def _settle_bulk_told(
        self, account: int, bulk_id: str, outcome: Outcome, source: EventSource, at: datetime
    ) -> None:
        """The same by what is told of a message that is not kept."""
        for (submission_id,) in self._db.rows(_TOLD_OF_BULK, (account, bulk_id, outcome.value)):
            self._went_out(SubmissionId(submission_id), at, source)

    def _went_out(self, submission_id: SubmissionId, at: datetime, source: EventSource) -> None:
        states = (SubmissionState.UNKNOWN, SubmissionState.QUEUED, SubmissionState.REJECTED)
        number, _ = self._found(_STATE, submission_id)
        left_out = self._db.row(_LEFT_OUT, (number,)) is not None
        self._step(
            submission_id,
            SubmissionState.ACCEPTED,
            at,
            from_states=states,
            problem=Problem(ProblemCode.PARTLY_NAMED) if left_out else None,
            next_lookup_at=at if left_out else None,
        )
        self._tell(int(number), EventKind.FOUND, at, Outcome.ACCEPTED, source=source)

    def _settle_if_told(self, number: int, at: datetime) -> None:
        """The same for a submission that has just become unknown or queued: it may have been told of while it was
        being sent."""
        self._settle_what_is_told([row for (row,) in self._db.rows(_JUDGED_ROWS, (number,))], at)
