"""Outbox changes: every step of a submission is one transaction, on disk when the method returns.

Steps are checked inside the transaction, so that two programs cannot both take one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from composer_app.archive import message_events
from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import json_of, micros, micros_or_none, storable
from composer_app.archive.database import Database
from composer_app.archive.draft_store import DELETE_DRAFT, SAVE_DRAFT, draft_columns
from composer_app.archive.message_reader import MessageReader
from composer_app.archive.outbox_reader import BEING_SENT, OutboxReader
from composer_app.archive.reconcile import reconcile_all
from composer_app.archive.scheduled_mail import ScheduledMail
from composer_app.archive.send_answers import AnsweredRecipient, SendAnswers
from composer_app.archive.send_run_pauses import is_held, is_stopped, pause_restored_runs, pause_run_of
from composer_app.archive.submission_transitions import SubmissionTransitions
from composer_app.archive.vendor_status_store import NOTHING_SAID, VendorStatusStore
from composer_app.domain.draft import Draft
from composer_app.domain.ids import BulkId, DraftId, SubmissionId
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.recipients import address_key, domain_of_key
from composer_app.domain.scheduled_bulk import ScheduledBulk
from composer_app.domain.submission import IllegalStep, Submission, SubmissionState

_ADD_SUBMISSION = """
    INSERT INTO submission
        (id, account, bulk_id, state, subject, recipient_count, created_at, problem, retry_at, leaves_at, send_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_CONTENT = "INSERT INTO submission_content (submission, content, recipients) VALUES (?, ?, ?)"
_ADD_MESSAGE = """
    INSERT INTO message
        (account, submission, recipient_kind, message_id, bulk_id, address, address_key, domain, sender, subject,
         outcome, basis)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
    ON CONFLICT (submission, address_key) WHERE submission IS NOT NULL DO NOTHING
"""
_FORGET_ANSWER = """
    UPDATE message SET answer_outcome = NULL, answer_verdict = NULL, answered_at = NULL WHERE submission = ?
"""
_SEND_AT = "UPDATE submission SET send_at = ?, problem = NULL, retry_at = NULL WHERE number = ?"
_WAIT_NO_LONGER = "UPDATE submission SET problem = NULL, retry_at = NULL WHERE number = ?"
_LOOKED_UP = """
    UPDATE submission
    SET lookups = lookups + 1, next_lookup_at = ?, asked_first_at = coalesce(asked_first_at, ?), asked_last_at = ?
    WHERE number = ?
"""
_UNKNOWN_ROWS = "SELECT row FROM message WHERE submission = ? AND outcome = 'unknown'"
_POSTPONED = "UPDATE submission SET next_lookup_at = ? WHERE number = ?"
_ALL_REFUSED = f"""
    UPDATE message
    SET answer_outcome = '{Outcome.REJECTED.value}', answer_verdict = {NOTHING_SAID:d}, answered_at = ?
    WHERE submission = ?
"""  # noqa: S608 - constants of ours
_WAITING = "SELECT id FROM submission WHERE state = 'queued' ORDER BY number"
_MAY_HAVE_LEFT = "SELECT id FROM submission WHERE state IN ('queued', 'sending') ORDER BY number"


class OutboxStore(OutboxReader):
    """Reading and changing submissions. Every change raises IllegalStep where `domain.submission` does not allow the
    step, and NotFound for an id that is not there; then nothing was changed.
    """

    def __init__(
        self, database: Database, accounts: AccountNumbers, statuses: VendorStatusStore, messages: MessageReader
    ) -> None:
        super().__init__(database, accounts, messages)
        self._transitions = SubmissionTransitions(database)
        self._answers = SendAnswers(database, statuses, self._transitions)
        self._scheduled = ScheduledMail(database, self._transitions)
        self._sent_across_rescue: frozenset[SubmissionId] = frozenset()

    def queue(self, submission: Submission, draft_id: DraftId | None) -> None:
        """Add a mail to the outbox and delete its draft, atomically."""
        if submission.state is not SubmissionState.QUEUED:
            raise IllegalStep(f"queue a submission that is {submission.state}")
        content, problem = submission.content, submission.problem
        subject, sender = storable(content.subject), storable(content.sender)
        with self._db.transaction():
            account = self._accounts.number_of(submission.account_id)
            number = self._db.inserted(
                _ADD_SUBMISSION,
                (
                    submission.id,
                    account,
                    submission.bulk_id,
                    submission.state.value,
                    subject,
                    len(submission.recipients),
                    micros(submission.created_at),
                    None if problem is None else json_of(problem),
                    None if problem is None else micros_or_none(problem.retry_at),
                    micros_or_none(submission.leaves_at),
                    micros_or_none(submission.send_at),
                ),
            )
            self._db.run(_ADD_CONTENT, (number, json_of(content), json_of(submission.recipients)))
            for recipient in submission.recipients:
                address = storable(recipient.mailbox.address)
                key = address_key(address)
                mail = (
                    account,
                    number,
                    recipient.kind.value,
                    recipient.message_id,
                    submission.bulk_id,
                    address,
                    key,
                    domain_of_key(key),
                    sender,
                    subject,
                )
                self._db.run(_ADD_MESSAGE, (*mail, Outcome.QUEUED.value))
            self._transitions.record_event(number, EventKind.QUEUED, submission.created_at, Outcome.QUEUED)
            if draft_id is not None:
                self._db.run(DELETE_DRAFT, (draft_id,))

    def start_sending(self, submission_id: SubmissionId, at: datetime) -> Submission:
        """queued -> sending. Call before the first byte is sent: from here on it counts as handed over."""
        with self._db.transaction():
            if is_held(self._db, submission_id):
                raise IllegalStep("its send run is paused or stopped")
            self._transitions.step(
                submission_id,
                SubmissionState.SENDING,
                at,
                from_states=[SubmissionState.QUEUED],
                handed_over="now",
                event=EventKind.HANDED_OVER,
            )
        return self.existing(submission_id)

    def record_answer(
        self,
        submission_id: SubmissionId,
        at: datetime,
        bulk_id: BulkId | None,
        answers: Sequence[AnsweredRecipient],
        raw: bytes,
        next_lookup_at: datetime | None = None,
    ) -> Submission:
        """sending -> accepted, scheduled, rejected or unknown, by the answer for each recipient, see `SendAnswers`.

        Args:
            next_lookup_at: when to look up recipients that it does not name.
        """
        with self._db.transaction():
            self._answers.record(submission_id, at, bulk_id, answers, raw, next_lookup_at)
            number = self._transitions.in_state(submission_id, SubmissionState)
            if self.existing(submission_id).state is SubmissionState.REJECTED:
                pause_run_of(self._db, number, Problem(ProblemCode.ALL_REJECTED))
        return self.existing(submission_id)

    def record_rejected(self, submission_id: SubmissionId, at: datetime, problem: Problem) -> Submission:
        """sending -> rejected: the vendor refused the request as a whole, which is its answer about each recipient."""
        with self._db.transaction():
            number = self._transitions.step(
                submission_id,
                SubmissionState.REJECTED,
                at,
                from_states=[SubmissionState.SENDING],
                problem=problem,
                event=EventKind.ANSWERED,
                source=EventSource.ANSWER,
            )
            if problem.http_status is not None:
                self._db.run(_ALL_REFUSED, (micros(at), number))
                rows = [row for (row,) in self._db.rows(message_events.ROWS_OF_SUBMISSION, (number,))]
                reconcile_all(self._db, rows, is_news=False)
            pause_run_of(self._db, number, problem)
            self._transitions.accept_if_known(number, at)
        return self.existing(submission_id)

    def record_unknown(
        self, submission_id: SubmissionId, at: datetime, problem: Problem, next_lookup_at: datetime | None
    ) -> Submission:
        """sending -> unknown: it may have been sent, and there is no answer. Accepted at once if logs or a report know
        it."""
        with self._db.transaction():
            self._become_unknown(submission_id, at, problem, next_lookup_at, from_states=[SubmissionState.SENDING])
        return self.existing(submission_id)

    def hold_back(self, submission_id: SubmissionId, at: datetime, problem: Problem) -> Submission:
        """sending -> queued: it surely was not sent. It is due again at `problem.retry_at`. A batch of a stopped run is
        cancelled.

        Accepted at once if logs or a report know it after all. If another program took the file away meanwhile, it
        becomes unknown like the waiting mail: it may be sent from that file.
        """
        with self._db.transaction():
            if submission_id in self._sent_across_rescue:
                self._become_unknown(submission_id, at, Problem(ProblemCode.RESTORED), at, handed_over="now")
                return self.existing(submission_id)
            number = self._transitions.step(
                submission_id,
                SubmissionState.QUEUED,
                at,
                from_states=[SubmissionState.SENDING],
                problem=problem,
                handed_over="never",
                event=EventKind.HELD_BACK,
            )
            if problem.retry_at is None:
                pause_run_of(self._db, number, problem)
            self._transitions.accept_if_known(number, at)
            if is_stopped(self._db, submission_id) and self.existing(submission_id).state is SubmissionState.QUEUED:
                self._cancel(submission_id, at, [SubmissionState.QUEUED])
        return self.existing(submission_id)

    def record_lookup(
        self, submission_id: SubmissionId, at: datetime, next_lookup_at: datetime | None, served_at: datetime
    ) -> Submission:
        """A lookup did not find a submission in the logs. `served_at`: when, by the service's clock."""
        with self._db.transaction():
            number = self._looked_for(submission_id)
            asked = micros(served_at)
            self._db.run(_LOOKED_UP, (micros_or_none(next_lookup_at), asked, asked, number))
            for (row,) in self._db.rows(_UNKNOWN_ROWS, (number,)):
                source = EventSource.PROGRAM
                message_events.add(self._db, row, EventKind.LOOKED_UP, at, at, Outcome.UNKNOWN, source=source)
        return self.existing(submission_id)

    def postpone_lookup(self, submission_id: SubmissionId, next_lookup_at: datetime | None) -> Submission:
        """The lookup failed: only the time of the next one changes."""
        with self._db.transaction():
            number = self._looked_for(submission_id)
            self._db.run(_POSTPONED, (micros_or_none(next_lookup_at), number))
        return self.existing(submission_id)

    def record_found(self, submission_id: SubmissionId, at: datetime) -> Submission:
        """unknown -> accepted: a lookup found it. Usually `LogStore.ingest` has already done that, by the ids of an
        entry."""
        with self._db.transaction():
            self._transitions.step(
                submission_id,
                SubmissionState.ACCEPTED,
                at,
                from_states=[SubmissionState.UNKNOWN],
                event=EventKind.FOUND,
                source=EventSource.LOGS,
            )
        return self.existing(submission_id)

    def cancel(self, submission_id: SubmissionId, at: datetime, *, is_sender: bool = False) -> Submission:
        """Give it up, wherever `NEXT_STATES` allows that.

        Args:
            is_sender: only the sending process knows that no byte has left, and may give it up then.
        """
        states = set(SubmissionState) - {SubmissionState.SCHEDULED}  # the vendor has it: see `record_bulk`
        if not is_sender:
            states -= {SubmissionState.SENDING}
        with self._db.transaction():
            self._cancel(submission_id, at, states)
        return self.existing(submission_id)

    def take_back(self, submission_id: SubmissionId, at: datetime, draft: Draft) -> Submission:
        """queued -> cancelled, and its content a draft again, atomically: a mail that the user edits cannot be sent,
        and none is lost."""
        with self._db.transaction():
            self._cancel(submission_id, at, [SubmissionState.QUEUED])
            self._db.run(SAVE_DRAFT, draft_columns(draft))
        return self.existing(submission_id)

    def wait_no_longer(self, submission_id: SubmissionId) -> Submission:
        """Make a queued submission due now, since its problem is solved."""
        with self._db.transaction():
            number = self._transitions.in_state(submission_id, [SubmissionState.QUEUED])
            self._db.run(_WAIT_NO_LONGER, (number,))
        return self.existing(submission_id)

    def set_send_at(self, submission_id: SubmissionId, send_at: datetime | None) -> Submission:
        """Give a queued submission another time, or none: at once. It is due now."""
        with self._db.transaction():
            number = self._transitions.in_state(submission_id, [SubmissionState.QUEUED])
            self._db.run(_SEND_AT, (micros_or_none(send_at), number))
        return self.existing(submission_id)

    def begin_bulk_change(self, submission_id: SubmissionId, check_at: datetime) -> Submission:
        """A change of a scheduled submission is about to be asked for. If its outcome is never recorded, the bulk is
        asked about at `check_at`."""
        with self._db.transaction():
            number = self._transitions.in_state(submission_id, [SubmissionState.SCHEDULED])
            self._db.run(_POSTPONED, (micros(check_at), number))
        return self.existing(submission_id)

    def record_bulk(
        self, submission_id: SubmissionId, at: datetime, bulk: ScheduledBulk, next_check_at: datetime | None
    ) -> Submission:
        """scheduled or unknown -> what the service says of its bulk, see `ScheduledMail`."""
        with self._db.transaction():
            self._scheduled.record(submission_id, at, bulk, next_check_at)
        return self.existing(submission_id)

    def record_bulk_in_doubt(
        self, submission_id: SubmissionId, problem: Problem | None, next_check_at: datetime
    ) -> Submission:
        """What the service has is not known: it is asked again at `next_check_at`. A `problem` replaces the one
        before."""
        with self._db.transaction():
            self._scheduled.record_doubt(submission_id, problem, next_check_at)
        return self.existing(submission_id)

    def record_bulk_gone(
        self, submission_id: SubmissionId, at: datetime, next_lookup_at: datetime | None
    ) -> Submission:
        """scheduled -> unknown: the service does not know the bulk. Accepted at once if logs or a report know it."""
        with self._db.transaction():
            self._scheduled.record_gone(submission_id, at, next_lookup_at)
        return self.existing(submission_id)

    def requeue(self, submission_id: SubmissionId, at: datetime) -> Submission:
        """unknown or rejected -> queued, with the same ids: the user's own "send again". Not in a stopped run."""
        with self._db.transaction():
            if is_stopped(self._db, submission_id):
                raise IllegalStep("its send run is stopped")
            number = self._transitions.in_state(submission_id, [SubmissionState.UNKNOWN, SubmissionState.REJECTED])
            self._db.run(_FORGET_ANSWER, (number,))
            self._transitions.step(
                submission_id, SubmissionState.QUEUED, at, from_states=SubmissionState, event=EventKind.SENT_AGAIN
            )
        return self.existing(submission_id)

    def interrupted(
        self, at: datetime, is_alive: Callable[[SubmissionId], bool] = lambda _: False
    ) -> tuple[Submission, ...]:
        """sending -> unknown, for mail that a killed process was sending; it is looked up now. Accepted at once if logs
        or a report know it.

        Args:
            at: now.
            is_alive: True for a submission that another process is sending at this moment. Asked inside the
                transaction: such a process commits its last step before it counts as ended.

        Returns:
            the submissions that became unknown.
        """
        return self._all_become_unknown(BEING_SENT, at, Problem(ProblemCode.INTERRUPTED), leave_out=is_alive)

    def mark_maybe_sent(self, at: datetime) -> tuple[Submission, ...]:
        """queued, sending -> unknown, once, before a restored or repaired archive is used: mail that waits in it or
        is being sent may have left since. It is looked up now, and not sent again by itself.

        Returns:
            the submissions that became unknown.
        """
        with self._db.transaction():
            pause_restored_runs(self._db)
            return self._all_become_unknown(_MAY_HAVE_LEFT, at, Problem(ProblemCode.RESTORED), handed_over="now")

    def mark_batch_maybe_sent(self, submission_id: SubmissionId, at: datetime) -> None:
        """queued -> unknown, for a batch of a send run that was restored: it may have left since."""
        with self._db.transaction():
            self._become_unknown(submission_id, at, Problem(ProblemCode.RESTORED), at, handed_over="now")

    def mark_waiting_maybe_sent(self, at: datetime) -> tuple[Submission, ...]:
        """The same for waiting mail only, while this program finishes sending the rest: another program took the open
        file away, and may send from it."""
        with self._db.transaction():
            pause_restored_runs(self._db)
            return self._all_become_unknown(_WAITING, at, Problem(ProblemCode.RESTORED), handed_over="now")

    def note_rescue(self) -> None:
        """Note that another program took the file away: mail being sent does not return to waiting, see `hold_back`."""
        self._sent_across_rescue |= {SubmissionId(row[0]) for row in self._db.rows(BEING_SENT)}

    def _looked_for(self, submission_id: SubmissionId) -> int:
        """The number of a submission to look up: unknown, or accepted for some recipients."""
        if not self.existing(submission_id).is_maybe_sent:
            raise IllegalStep("it is not looked for")
        return self._transitions.in_state(submission_id, SubmissionState)

    def _all_become_unknown(
        self,
        which: str,
        at: datetime,
        problem: Problem,
        handed_over: str = "",
        leave_out: Callable[[SubmissionId], bool] = lambda _: False,
    ) -> tuple[Submission, ...]:
        with self._db.transaction():
            ids = [SubmissionId(row[0]) for row in self._db.rows(which) if not leave_out(SubmissionId(row[0]))]
            for submission_id in ids:
                self._become_unknown(submission_id, at, problem, at, handed_over=handed_over)
        return tuple(self.existing(submission_id) for submission_id in ids)

    def _become_unknown(
        self,
        submission_id: SubmissionId,
        at: datetime,
        problem: Problem,
        next_lookup_at: datetime | None,
        from_states: Iterable[SubmissionState] = (SubmissionState.QUEUED, SubmissionState.SENDING),
        handed_over: str = "",
    ) -> None:
        number = self._transitions.step(
            submission_id,
            SubmissionState.UNKNOWN,
            at,
            from_states=from_states,
            problem=problem,
            next_lookup_at=next_lookup_at,
            handed_over=handed_over,
            event=EventKind.NO_ANSWER,
        )
        self._transitions.accept_if_known(number, at)

    def _cancel(self, submission_id: SubmissionId, at: datetime, from_states: Iterable[SubmissionState]) -> None:
        self._transitions.step(
            submission_id, SubmissionState.CANCELLED, at, from_states=from_states, event=EventKind.CANCELLED
        )


def outbox_of(database: Database) -> OutboxStore:
    """The outbox of a file that is not opened as an archive: one that is being repaired or rescued."""
    accounts, statuses = AccountNumbers(database), VendorStatusStore(database)
    return OutboxStore(database, accounts, statuses, MessageReader(database, accounts, statuses))
