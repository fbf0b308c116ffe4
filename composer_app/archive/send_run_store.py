"""Send run changes: each is one transaction, on disk when the method returns.

A batch is a submission. It is stored in the same transaction that takes its recipients from `send_run_row`, so each
recipient is at any moment either in that table or in one batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

import msgspec

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import json_of, micros, micros_or_none, storable, value_of
from composer_app.archive.database import Database, Row
from composer_app.archive.draft_store import DELETE_DRAFT, SAVE_DRAFT, draft_columns
from composer_app.archive.errors import NotFound
from composer_app.archive.outbox_store import OutboxStore
from composer_app.archive.privacy.suppression import hash_of
from composer_app.archive.send_run_reader import SendRunReader
from composer_app.domain.account import Generation
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import with_message_ids
from composer_app.domain.ids import DraftId, SendRunId, SubmissionId, bulk_id_in, new_submission_id
from composer_app.domain.mail import Mailbox, MailContent, RecipientKind
from composer_app.domain.recipients import address_key
from composer_app.domain.send_run import OPEN_STATES, SendRun, SendRunEntry, SendRunState, may_begin_batch
from composer_app.domain.submission import IllegalStep, Recipient, Submission, SubmissionState

_BEGIN = """
    INSERT INTO send_run
        (id, account, bulk_stem, state, subject, sender, content, draft, list_name, batch_size, per_minute, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NUMBER = "SELECT number, state FROM send_run WHERE id = ?"
_CONTENT = "SELECT content, next_row FROM send_run WHERE number = ?"
_LAST_ROW = "SELECT coalesce(max(row), 0) FROM send_run_row WHERE run = ?"
# An address that the run has already is left out.
_ADD_ROW = "INSERT OR IGNORE INTO send_run_row VALUES (?, ?, ?, ?, ?, ?, ?)"
_START = """
    UPDATE send_run SET state = 'running', leaves_at = ?, recipient_count = left_count WHERE number = ?
"""
_COUNT_LEFT = "UPDATE send_run SET left_count = left_count + ? WHERE number = ?"
_FIRST_LEFT = "SELECT min(row) FROM send_run_row WHERE run = ? AND row >= ?"
_NEXT = """
    SELECT row, kind, address, name, placeholders FROM send_run_row WHERE run = ? AND row >= ? AND row < ? ORDER BY row
"""
_TAKEN = "DELETE FROM send_run_row WHERE run = ? AND row < ?"
_ADVANCE = """
    UPDATE send_run SET next_row = ?, left_count = left_count - ?, draft = NULL, leaves_at = NULL WHERE number = ?
"""
_LINK = "UPDATE submission SET run = ? WHERE id = ?"
_SET_STATE = "UPDATE send_run SET state = ?, settled_at = ?, problem = NULL WHERE id = ?"
_HURRY = "UPDATE send_run SET leaves_at = NULL WHERE id = ?"
_DRAFT = "SELECT draft, content FROM send_run WHERE id = ?"
_DROP_ROWS = "DELETE FROM send_run_row WHERE run = ?"
_DROP_DRAFT = "UPDATE send_run SET draft = NULL, leaves_at = NULL WHERE number = ?"
_DROP = "DELETE FROM send_run WHERE number = ?"
_UNPREPARED = "SELECT number FROM send_run WHERE state = 'preparing'"
_ERASED_SINCE = "SELECT address_hash FROM erasure WHERE at >= (SELECT created_at FROM send_run WHERE number = ?)"
_ADDRESSES = "SELECT row, address FROM send_run_row WHERE run = ?"
_DROP_ROW = "DELETE FROM send_run_row WHERE run = ? AND row = ?"
_LEFT = "SELECT row, kind, address, name, placeholders FROM send_run_row WHERE run = ? ORDER BY row"
_KINDS = list(RecipientKind)


class SendRunStore(SendRunReader):
    """Reading and changing send runs. A change raises IllegalStep where the state of the run does not allow it, and
    NotFound for an id that is not there; then nothing was changed."""

    def __init__(self, database: Database, accounts: AccountNumbers, outbox: OutboxStore) -> None:
        super().__init__(database, accounts)
        self._outbox = outbox

    def begin(self, run: SendRun, content: MailContent, draft: Draft) -> None:
        """Store a new run. Its recipients are added in parts, then it starts; until then nothing of it is sent."""
        with self._db.transaction():
            self._db.run(
                _BEGIN,
                (
                    run.id,
                    self._accounts.number_of(run.account_id),
                    storable(run.bulk_stem),
                    SendRunState.PREPARING.value,
                    storable(run.subject),
                    storable(run.sender),
                    json_of(content),
                    json_of(msgspec.structs.replace(draft, html="")),
                    storable(run.list_name),
                    run.batch_size,
                    run.per_minute,
                    micros(run.created_at),
                ),
            )

    def add_recipients(self, run_id: SendRunId, recipients: Iterable[Recipient]) -> int:
        """Add recipients at the end. An address that the run has already is left out.

        Returns:
            how many were added.
        """
        with self._db.transaction():
            number = self._number_of(run_id, [SendRunState.PREPARING])
            last = self._db.row(_LAST_ROW, (number,))
            first = (last[0] if last else 0) + 1
            added = self._db.run_many(
                _ADD_ROW, (_row_of(number, row, one) for row, one in enumerate(recipients, start=first))
            )
            self._db.run(_COUNT_LEFT, (added, number))
        return added

    def start(
        self, run_id: SendRunId, leaves_at: datetime | None = None, draft_id: DraftId | None = None
    ) -> SendRunEntry:
        """preparing -> running, once all recipients are stored. Deletes the draft that it was made of, atomically."""
        with self._db.transaction():
            number = self._number_of(run_id, [SendRunState.PREPARING])
            self._leave_erased(number)
            self._db.run(_START, (micros_or_none(leaves_at), number))
            if draft_id is not None:
                self._db.run(DELETE_DRAFT, (draft_id,))
            # read before the commit: a run that begins is not reported as failed, or the user would send it again
            return self._existing(run_id)

    def discard(self, run_id: SendRunId) -> None:
        """Delete a run that could not be prepared; its draft is still there."""
        with self._db.transaction():
            self._discard(self._number_of(run_id, [SendRunState.PREPARING]))

    def discard_unprepared(self) -> int:
        """Delete runs that were being prepared when the program ended; their drafts are still there.

        Returns:
            how many there were.
        """
        with self._db.transaction():
            numbers = [row[0] for row in self._db.rows(_UNPREPARED)]
            for number in numbers:
                self._discard(number)
        return len(numbers)

    def next_batch(self, run_id: SendRunId, generation: Generation, at: datetime) -> Submission | None:
        """Make the next batch, if the run and its earlier batches allow one: queued, or unknown and looked up in a run
        that was restored. None: there is none now; a run without recipients left and with all batches settled is done.
        """
        with self._db.transaction():
            entry = self._existing(run_id)
            if entry.run.state is not SendRunState.RUNNING:
                return None
            if not entry.left:
                if _is_settled(entry):
                    self._db.run(_SET_STATE, (SendRunState.DONE.value, micros(at), run_id))
                return None
            if not may_begin_batch(entry):
                return None
            return self._next_batch(entry.run, generation, at)

    def pause(self, run_id: SendRunId) -> None:
        """running -> paused, by the user. Batches that are being sent end; queued ones wait."""
        with self._db.transaction():
            self._number_of(run_id, [SendRunState.RUNNING])
            self._db.run(_SET_STATE, (SendRunState.PAUSED.value, None, run_id))

    def resume(self, run_id: SendRunId, at: datetime) -> None:
        """paused -> running. Batches that were refused are sent again, and none waits any longer.

        Those of a run that was restored are looked up first: they may have been sent again since the copy was made.
        """
        with self._db.transaction():
            self._number_of(run_id, [SendRunState.PAUSED])
            self._release_queued(run_id)
            entry = self._existing(run_id)
            for batch in entry.rejected:
                self._outbox.requeue(batch.id, at)
                if entry.run.is_restored:
                    self._outbox.mark_batch_maybe_sent(batch.id, at)
            self._db.run(_SET_STATE, (SendRunState.RUNNING.value, None, run_id))

    def hurry(self, run_id: SendRunId) -> None:
        """End the undo time of a run, and the pause of its batches that wait for another try."""
        with self._db.transaction():
            self._number_of(run_id, [SendRunState.RUNNING])
            self._db.run(_HURRY, (run_id,))
            self._release_queued(run_id)

    def stop(self, run_id: SendRunId, at: datetime) -> None:
        """running, paused -> stopped: the recipients that are left, and those of queued batches, get no mail."""
        with self._db.transaction():
            number = self._number_of(run_id, OPEN_STATES)
            for batch in self._existing(run_id).batches:
                if batch.state is SubmissionState.QUEUED:
                    self._outbox.cancel(batch.id, at)
            self._db.run(_SET_STATE, (SendRunState.STOPPED.value, micros(at), run_id))
            self._db.run(_DROP_DRAFT, (number,))

    def take_back(self, run_id: SendRunId, at: datetime) -> Draft | None:
        """running, paused -> taken back, and the mail is a draft again, atomically. None: it has begun to leave."""
        with self._db.transaction():
            number = self._number_of(run_id, OPEN_STATES)
            row = self._db.row(_DRAFT, (run_id,))
            if row is None or row[0] is None or self._existing(run_id).batches:
                return None
            content = value_of(row[1], MailContent)
            draft = msgspec.structs.replace(value_of(row[0], Draft), html=content.html, updated_at=at)
            self._db.run(SAVE_DRAFT, draft_columns(draft))
            self._db.run(_SET_STATE, (SendRunState.TAKEN_BACK.value, micros(at), run_id))
            self._db.run(_DROP_ROWS, (number,))
            self._db.run(_DROP_DRAFT, (number,))
        return draft

    def decide(self, run_id: SendRunId, at: datetime, *, send_again: bool) -> tuple[SubmissionId, ...]:
        """The user's decision about all batches that the logs do not know: unknown -> queued, with the same ids, or
        cancelled, and not looked up any more.

        Returns:
            these batches.
        """
        with self._db.transaction():
            missing = [batch.id for batch in self._existing(run_id).missing]
            for submission_id in missing:
                if send_again:
                    self._outbox.requeue(submission_id, at)
                else:
                    self._outbox.cancel(submission_id, at)
        return tuple(missing)

    def content(self, run_id: SendRunId) -> MailContent:
        """What all recipients of a run get."""
        return self._content_of(self._number_of(run_id, SendRunState))[0]

    def recipients_left(self, run_id: SendRunId) -> tuple[Recipient, ...]:
        """The recipients who got no mail: those in no batch, after those of batches that surely were not sent."""
        rows = self._db.rows(_LEFT, (self._number_of(run_id, SendRunState),))
        batches = self._existing(run_id).unsent_batches
        unsent = [one for batch in batches for one in self._outbox.existing(batch.id).recipients]
        return (*unsent, *(_recipient_of(row) for row in rows))

    def _leave_erased(self, number: int) -> None:
        """Take out addresses that were erased while the recipients were being stored."""
        if erased := {row[0] for row in self._db.rows(_ERASED_SINCE, (number,))}:
            rows = self._db.rows(_ADDRESSES, (number,))
            gone = [(number, row) for row, address in rows if hash_of(address_key(address)) in erased]
            self._db.run(_COUNT_LEFT, (-self._db.run_many(_DROP_ROW, gone), number))

    def _next_batch(self, run: SendRun, generation: Generation, at: datetime) -> Submission:
        number = self._number_of(run.id, [SendRunState.RUNNING])
        content, next_row = self._content_of(number)
        first, end = self._next_range(number, next_row, run.batch_size)
        rows = self._db.rows(_NEXT, (number, first, end))
        bulk_id = bulk_id_in(run.bulk_stem, first)
        batch = Submission(
            id=new_submission_id(),
            account_id=run.account_id,
            bulk_id=bulk_id,
            content=msgspec.structs.replace(content, html="", text=""),
            recipients=with_message_ids(_in_order(_recipient_of(row) for row in rows), bulk_id, generation),
            created_at=at,
        )
        self._outbox.queue(batch, None)
        self._db.run(_LINK, (number, batch.id))
        self._db.run(_TAKEN, (number, end))
        self._db.run(_ADVANCE, (end, len(rows), number))
        if run.is_restored:
            self._outbox.mark_batch_maybe_sent(batch.id, at)
        return self._outbox.existing(batch.id)

    def _next_range(self, number: int, next_row: int, size: int) -> tuple[int, int]:
        """The first row of the next batch, and the row after its last.

        An erasure leaves a gap and moves no row to another batch: a restored run finds each batch again by its bulk id.
        """
        row = self._db.row(_FIRST_LEFT, (number, next_row))
        assert row is not None
        first = next_row + (row[0] - next_row) // size * size
        return first, first + size

    def _release_queued(self, run_id: SendRunId) -> None:
        for batch in self._existing(run_id).batches:
            if batch.state is SubmissionState.QUEUED:
                self._outbox.wait_no_longer(batch.id)

    def _discard(self, number: int) -> None:
        self._db.run(_DROP_ROWS, (number,))
        self._db.run(_DROP, (number,))

    def _number_of(self, run_id: SendRunId, states: Iterable[SendRunState]) -> int:
        """Its number. Raises IllegalStep unless the run is in one of these states."""
        row = self._db.row(_NUMBER, (run_id,))
        if row is None:
            raise NotFound(f"send run {run_id}")
        if (state := SendRunState(row[1])) not in states:
            raise IllegalStep(f"not for a send run that is {state}")
        return int(row[0])

    def _content_of(self, number: int) -> tuple[MailContent, int]:
        """The content, and the row from which the run goes on."""
        row = self._db.row(_CONTENT, (number,))
        assert row is not None
        return value_of(row[0], MailContent), row[1]


def _is_settled(entry: SendRunEntry) -> bool:
    """No batch is queued, being sent, of unknown outcome, or refused and waiting for the user."""
    return all(batch.state in (SubmissionState.ACCEPTED, SubmissionState.CANCELLED) for batch in entry.batches)


def _row_of(run: int, row: int, one: Recipient) -> tuple[object, ...]:
    address = storable(one.mailbox.address)
    values = json.dumps(one.placeholders, ensure_ascii=True)
    return run, row, one.kind.value, address, storable(one.mailbox.name), address.casefold(), values


def _recipient_of(row: Row) -> Recipient:
    _, kind, address, name, placeholders = row
    values = value_of(placeholders, dict[str, str])
    return Recipient(Mailbox(address, name), RecipientKind(kind), placeholders=values)


def _in_order(recipients: Iterable[Recipient]) -> list[Recipient]:
    """To before Cc before Bcc."""
    return sorted(recipients, key=lambda one: _KINDS.index(one.kind))
