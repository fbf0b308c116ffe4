"""Records what the service says of a scheduled send."""

from __future__ import annotations

from datetime import datetime

from composer_app.archive.column_values import json_of, micros, micros_or_none
from composer_app.archive.database import Database
from composer_app.archive.message_events import ROWS_OF_SUBMISSION
from composer_app.archive.reconcile import reconcile_all
from composer_app.archive.submission_transitions import SubmissionTransitions
from composer_app.archive.vendor_status_store import NOTHING_SAID
from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.scheduled_bulk import BulkStatus, ScheduledBulk
from composer_app.domain.submission import SubmissionState

_HAS = "SELECT send_at, is_paused, state FROM submission WHERE number = ?"
_HELD = """
    UPDATE submission SET send_at = coalesce(?, send_at), is_paused = ?, next_lookup_at = ?, problem = NULL
    WHERE number = ?
"""
_IN_DOUBT = "UPDATE submission SET problem = coalesce(?, problem), next_lookup_at = ? WHERE number = ?"
_HELD_MESSAGES = f"""
    UPDATE message SET answer_outcome = 'scheduled', answer_verdict = coalesce(answer_verdict, {NOTHING_SAID:d}),
        answered_at = ?
    WHERE submission = ? AND coalesce(answer_outcome, 'unknown') = 'unknown'
"""  # noqa: S608 - a number of ours
_OF_A_BULK = (SubmissionState.SCHEDULED, SubmissionState.UNKNOWN)


class ScheduledMail:
    """Steps of a submission that the service holds until its time. Inside a transaction only.

    ========================  ====================================
    the service says          the submission
    ========================  ====================================
    PENDING, PAUSED           scheduled, with that time
    PROCESSING, FINISHED      accepted
    CANCELED                  cancelled
    FAILED                    rejected
    nothing: no such bulk     unknown, looked up in the logs
    ========================  ====================================
    """

    def __init__(self, database: Database, transitions: SubmissionTransitions) -> None:
        self._db = database
        self._transitions = transitions

    def record(
        self, submission_id: SubmissionId, at: datetime, bulk: ScheduledBulk, next_check_at: datetime | None
    ) -> None:
        """Follow the service. `next_check_at`: when to ask again, for a bulk that is still held."""
        number = self._transitions.in_state(submission_id, _OF_A_BULK)
        match bulk.status:
            case BulkStatus.PENDING | BulkStatus.PAUSED:
                self._record_held(submission_id, number, at, bulk, next_check_at)
            case BulkStatus.PROCESSING | BulkStatus.FINISHED:
                self._leave(submission_id, number, SubmissionState.ACCEPTED, at, EventKind.RELEASED)
            case BulkStatus.CANCELED:
                self._leave(submission_id, number, SubmissionState.CANCELLED, at, EventKind.CANCELLED)
            case BulkStatus.FAILED:
                problem = Problem(ProblemCode.BULK_FAILED)
                self._leave(submission_id, number, SubmissionState.REJECTED, at, EventKind.ANSWERED, problem)

    def record_doubt(self, submission_id: SubmissionId, problem: Problem | None, next_check_at: datetime) -> None:
        """Ask again at that time."""
        number = self._transitions.in_state(submission_id, [SubmissionState.SCHEDULED])
        written = None if problem is None else json_of(problem)
        self._db.run(_IN_DOUBT, (written, micros(next_check_at), number))

    def record_gone(self, submission_id: SubmissionId, at: datetime, next_lookup_at: datetime | None) -> None:
        """The service does not know the bulk."""
        number = self._transitions.in_state(submission_id, [SubmissionState.SCHEDULED])
        self._transitions.release_scheduled(number, Outcome.UNKNOWN)
        self._transitions.step(
            submission_id,
            SubmissionState.UNKNOWN,
            at,
            from_states=[SubmissionState.SCHEDULED],
            problem=Problem(ProblemCode.BULK_GONE),
            next_lookup_at=next_lookup_at,
            event=EventKind.NO_ANSWER,
        )
        self._transitions.accept_if_known(number, at)

    def _record_held(
        self,
        submission_id: SubmissionId,
        number: int,
        at: datetime,
        bulk: ScheduledBulk,
        next_check_at: datetime | None,
    ) -> None:
        send_at, was_paused, state = self._db.rows(_HAS, (number,))[0]
        is_paused = bulk.status is BulkStatus.PAUSED
        if state == SubmissionState.UNKNOWN.value:
            self._db.run(_HELD_MESSAGES, (micros(at), number))
            self._transitions.step(
                submission_id,
                SubmissionState.SCHEDULED,
                at,
                from_states=[SubmissionState.UNKNOWN],
                event=EventKind.HELD_BY_SERVICE,
                source=EventSource.ANSWER,
            )
            self._reconcile(number)
        new_time = micros_or_none(bulk.send_at)
        self._db.run(_HELD, (new_time, is_paused, micros_or_none(next_check_at), number))
        kinds = []
        if new_time is not None and new_time != send_at:
            kinds.append(EventKind.MOVED)
        if is_paused != bool(was_paused):
            kinds.append(EventKind.PAUSED if is_paused else EventKind.RESUMED)
        for kind in kinds:
            detail = bulk.send_at.isoformat() if kind is EventKind.MOVED and bulk.send_at else ""
            self._transitions.record_event(
                number, kind, at, Outcome.SCHEDULED, source=EventSource.ANSWER, detail=detail
            )

    def _leave(
        self,
        submission_id: SubmissionId,
        number: int,
        state: SubmissionState,
        at: datetime,
        event: EventKind,
        problem: Problem | None = None,
    ) -> None:
        self._transitions.release_scheduled(number, Outcome(state.value))
        if state is SubmissionState.ACCEPTED:
            problem = self._transitions.left_out(number)
        self._transitions.step(
            submission_id,
            state,
            at,
            from_states=_OF_A_BULK,
            problem=problem,
            next_lookup_at=at if state is SubmissionState.ACCEPTED and problem is not None else None,
            event=event,
            source=EventSource.ANSWER,
        )
        self._reconcile(number)

    def _reconcile(self, number: int) -> None:
        rows = [row for (row,) in self._db.rows(ROWS_OF_SUBMISSION, (number,))]
        reconcile_all(self._db, rows, is_news=False)
