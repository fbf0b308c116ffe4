"""Reading send runs: how far each has come, and its batches."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import time_of, time_or_none
from composer_app.archive.database import Database
from composer_app.archive.errors import NotFound
from composer_app.archive.message_events import MAYBE_SENT
from composer_app.archive.stored_problem import stored_problem
from composer_app.domain.ids import AccountId, BulkId, SendRunId, SubmissionId
from composer_app.domain.send_run import SendRun, SendRunBatch, SendRunEntry, SendRunState
from composer_app.domain.submission import SubmissionHead, SubmissionState

_RUN = """
    send_run.number, send_run.id, send_run.account, bulk_stem, send_run.state,
    send_run.subject, send_run.sender, list_name,
    send_run.recipient_count, batch_size, per_minute, send_run.created_at, send_run.leaves_at, send_run.settled_at,
    send_run.problem, is_restored, left_count
"""
_ONE = f"SELECT {_RUN} FROM send_run WHERE id = ?"  # noqa: S608 - constants of ours
_OPEN = f"SELECT {_RUN} FROM send_run WHERE state IN ('running', 'paused') ORDER BY number"  # noqa: S608
_NEWEST = f"""
    SELECT {_RUN} FROM send_run WHERE account = ? AND state <> 'preparing'
    ORDER BY created_at DESC, number DESC LIMIT ?
"""  # noqa: S608 - constants of ours
_BY_ID = f"""
    SELECT {_RUN} FROM json_each(?) AS wanted CROSS JOIN send_run ON send_run.id = wanted.value
    WHERE state <> 'preparing' ORDER BY created_at DESC, number DESC
"""  # noqa: S608 - constants of ours
_BATCHES = f"""
    SELECT run, submission.id, bulk_id, state, recipient_count, created_at, handed_over_at, settled_at, problem,
        asked_first_at, asked_last_at, account,
        state IN ('queued', 'rejected', 'cancelled') AND attempts > 0
            AND EXISTS (SELECT 1 FROM message WHERE message.submission = submission.number AND {MAYBE_SENT})
    FROM json_each(?) AS wanted CROSS JOIN submission ON submission.run = wanted.value ORDER BY submission.number
"""  # noqa: S608 - constants of ours


class SendRunReader:
    """Reading send runs. One that is still being prepared is in no list."""

    def __init__(self, database: Database, accounts: AccountNumbers) -> None:
        self._db = database
        self._accounts = accounts

    def get(self, run_id: SendRunId) -> SendRunEntry | None:
        """One run with its batches, also while it is being prepared; None if there is none."""
        return next(iter(self._entries(self._db.rows(_ONE, (run_id,)))), None)

    def open(self) -> tuple[SendRunEntry, ...]:
        """Runs that are not over, oldest first."""
        return self._entries(self._db.rows(_OPEN))

    def newest(self, account_id: AccountId, limit: int) -> tuple[SendRunEntry, ...]:
        """The newest runs of an account, newest first."""
        return self._entries(self._db.rows(_NEWEST, (self._accounts.number_of(account_id), limit)))

    def entries(self, run_ids: Iterable[SendRunId]) -> tuple[SendRunEntry, ...]:
        """These runs, newest first. Deleted ones are skipped."""
        return self._entries(self._db.rows(_BY_ID, (json.dumps(list(run_ids)),)))

    def _existing(self, run_id: SendRunId) -> SendRunEntry:
        found = self.get(run_id)
        if found is None:
            raise NotFound(f"send run {run_id}")
        return found

    def _entries(self, rows: Sequence[Sequence[Any]]) -> tuple[SendRunEntry, ...]:
        batches: dict[int, list[SendRunBatch]] = {row[0]: [] for row in rows}
        for run, *columns in self._db.rows(_BATCHES, (json.dumps(list(batches)),)) if rows else ():
            batches[run].append(self._batch(columns))
        return tuple(
            SendRunEntry(run=self._run(row[1:-1]), batches=tuple(batches[row[0]]), left=row[-1]) for row in rows
        )

    def _run(self, columns: Sequence[Any]) -> SendRun:
        # fmt: off
        (id_, account, stem, state, subject, sender, list_name,
         recipient_count, size, per_minute, created_at, leaves_at, settled_at, problem, is_restored) = columns
        # fmt: on
        return SendRun(
            id=SendRunId(id_),
            account_id=self._accounts.id_of(account),
            bulk_stem=stem,
            state=SendRunState(state),
            subject=subject,
            sender=sender,
            list_name=list_name,
            recipient_count=recipient_count,
            batch_size=size,
            per_minute=per_minute,
            created_at=time_of(created_at),
            leaves_at=time_or_none(leaves_at),
            settled_at=time_or_none(settled_at),
            problem=None if problem is None else stored_problem(problem),
            is_restored=bool(is_restored),
        )

    def _batch(self, columns: Sequence[Any]) -> SendRunBatch:
        # fmt: off
        (id_, bulk_id, state, recipient_count, created_at, handed_over_at, settled_at, problem,
         asked_first_at, asked_last_at, account, may_have_left) = columns
        # fmt: on
        head = SubmissionHead(
            id=SubmissionId(id_),
            account_id=self._accounts.id_of(account),
            bulk_id=BulkId(bulk_id),
            state=SubmissionState(state),
            created_at=time_of(created_at),
            asked_first_at=time_or_none(asked_first_at),
            asked_last_at=time_or_none(asked_last_at),
        )
        return SendRunBatch(
            id=head.id,
            bulk_id=head.bulk_id,
            state=head.state,
            recipient_count=recipient_count,
            created_at=head.created_at,
            handed_over_at=time_or_none(handed_over_at),
            settled_at=time_or_none(settled_at),
            problem=None if problem is None else stored_problem(problem),
            may_have_left=bool(may_have_left),
            is_missing=head.state is SubmissionState.UNKNOWN and head.is_missing,
        )
