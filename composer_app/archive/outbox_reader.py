"""Reading the outbox."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros, time_of, time_or_none, value_of
from composer_app.archive.database import Database, Row
from composer_app.archive.errors import NotFound
from composer_app.archive.message_events import MAYBE_SENT
from composer_app.archive.status_resolution import Basis
from composer_app.archive.stored_problem import stored_problem
from composer_app.domain.ids import AccountId, BulkId, SubmissionId
from composer_app.domain.mail import MailContent
from composer_app.domain.message_history import EventKind
from composer_app.domain.submission import BulkSummary, Recipient, Submission, SubmissionState

DEFAULT_LIMIT = 1000

_SUBMISSIONS = """
    SELECT submission.id, submission.account, bulk_id, state, created_at, handed_over_at, settled_at,
           problem, lookups, next_lookup_at, attempts, content, recipients, leaves_at, asked_first_at, asked_last_at
    FROM submission JOIN submission_content ON submission_content.submission = submission.number
"""
_ONE = _SUBMISSIONS + "WHERE submission.id = ?"
_NEWEST = _SUBMISSIONS + "{where} ORDER BY created_at DESC, submission.number DESC LIMIT :limit"
_OF_ACCOUNT = "submission.account = :account"
_IN_STATES = "submission.state IN (SELECT value FROM json_each(:states))"
_OPEN = _SUBMISSIONS + (  # noqa: S608 - constants of ours
    "WHERE submission.number IN (SELECT number FROM submission WHERE state IN ('queued', 'unknown')"
    " UNION SELECT number FROM submission WHERE next_lookup_at IS NOT NULL)"
    " ORDER BY created_at DESC, submission.number DESC LIMIT ?"
)
_DUE = _SUBMISSIONS + (
    "WHERE state = 'queued' AND (problem IS NULL OR retry_at <= :at) AND (leaves_at IS NULL OR leaves_at <= :at)"
    " ORDER BY created_at, submission.number LIMIT :limit"
)
_DUE_LOOKUPS = _SUBMISSIONS + ("WHERE next_lookup_at <= ? ORDER BY next_lookup_at, submission.number LIMIT ?")
# A log entry may be final, and yet the report still waits at the vendor and is gone after 48 hours; only the report
# itself, or the answer's own "rejected", ends the asking. Cc and Bcc may never get one (api/README.md 3.1). A mail that
# the user gave up in doubt may have gone out: a report of it is taken all the same.
_OPEN_BULKS = f"""
    SELECT message.bulk_id FROM submission JOIN message ON message.submission = submission.number
    WHERE submission.account = :account
      AND coalesce(submission.handed_over_at, submission.created_at) >= :since
      AND (submission.state IN ('sending', 'accepted', 'unknown', 'scheduled')
           OR submission.state = 'cancelled' AND message.outcome <> 'cancelled')
      AND message.recipient_kind = 'to' AND message.basis < {Basis.FINAL_REPORT:d}
      AND NOT (message.basis = {Basis.ANSWER:d} AND message.outcome NOT IN ('accepted', 'unknown'))
    GROUP BY message.bulk_id ORDER BY max(submission.number) DESC
"""  # noqa: S608 - two numbers of ours
_BULKS = """
    SELECT bulk_id, subject, created_at, recipient_count FROM submission
    WHERE account = ? AND state <> 'cancelled' ORDER BY created_at DESC, number DESC LIMIT ?
"""
_COPIES = f"""
    SELECT submission.id, max(CAST(event.detail AS INTEGER))
    FROM message INDEXED BY message_disputed
    JOIN event ON event.message = message.row AND event.kind = '{EventKind.LISTED_AGAIN.value}'
    JOIN submission ON submission.number = message.submission
    WHERE message.is_disputed = 1 AND message.account = ? GROUP BY submission.number
"""  # noqa: S608 - a constant of ours
_MAYBE_SENT_BEFORE = f"""
    SELECT id FROM submission
    WHERE state IN ('queued', 'rejected') AND account = ? AND attempts > 1
      AND EXISTS (SELECT 1 FROM message WHERE message.submission = submission.number AND {MAYBE_SENT})
"""  # noqa: S608 - a constant of ours
BEING_SENT = "SELECT id FROM submission WHERE state = 'sending' ORDER BY number"
_SENDING = "SELECT 1 FROM submission WHERE account = ? AND state = 'sending' LIMIT 1"


class OutboxReader:
    """Reading the outbox."""

    def __init__(self, database: Database, accounts: AccountNumbers) -> None:
        self._db = database
        self._accounts = accounts

    def get(self, submission_id: SubmissionId) -> Submission | None:
        """One submission with its content; None if it is gone."""
        row = self._db.row(_ONE, (submission_id,))
        return None if row is None else self._submission(row)

    def newest(
        self,
        account_id: AccountId | None = None,
        states: Collection[SubmissionState] | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> tuple[Submission, ...]:
        """Newest first, content included."""
        conditions = []
        values: dict[str, object] = {"limit": limit}
        if account_id is not None:
            conditions.append(_OF_ACCOUNT)
            values["account"] = self._accounts.number_of(account_id)
        if states is not None:
            conditions.append(_IN_STATES)
            values["states"] = json.dumps([state.value for state in states])
        where = "WHERE " + " AND ".join(conditions) if conditions else ""
        return tuple(self._submission(row) for row in self._db.rows(_NEWEST.format(where=where), values))

    def open(self, limit: int = DEFAULT_LIMIT) -> tuple[Submission, ...]:
        """What the program may still do something with by itself, newest first: queued, unknown, or accepted for some
        of its recipients and looked up for the others."""
        return tuple(self._submission(row) for row in self._db.rows(_OPEN, (limit,)))

    def due(self, at: datetime, limit: int = DEFAULT_LIMIT) -> tuple[Submission, ...]:
        """What may be sent now, oldest first: queued, and neither waiting for a later moment
        nor held back by something only a person can mend (a problem without `retry_at`)."""
        return tuple(self._submission(row) for row in self._db.rows(_DUE, {"at": micros(at), "limit": limit}))

    def being_sent(self) -> tuple[SubmissionId, ...]:
        """What is on its way at this moment, or was when its process was killed."""
        return tuple(SubmissionId(row[0]) for row in self._db.rows(BEING_SENT))

    def is_sending(self, account_id: AccountId) -> bool:
        """Whether a mail of this account is on its way at this moment."""
        return self._db.row(_SENDING, (self._accounts.number_of(account_id),)) is not None

    def due_lookups(self, at: datetime, limit: int = DEFAULT_LIMIT) -> tuple[Submission, ...]:
        """What to look for in the logs now, the longest waiting first."""
        return tuple(self._submission(row) for row in self._db.rows(_DUE_LOOKUPS, (micros(at), limit)))

    def open_bulks(self, account_id: AccountId, since: datetime) -> tuple[BulkId, ...]:
        """Bulks handed over from here at `since` or later that may still have a final report to come, newest first."""
        values: dict[str, object] = {"account": self._accounts.number_of(account_id), "since": micros(since)}
        return tuple(BulkId(row[0]) for row in self._db.rows(_OPEN_BULKS, values))

    def bulks(self, account_id: AccountId, limit: int = DEFAULT_LIMIT) -> tuple[BulkSummary, ...]:
        """Mails handed over from here, newest first, without the cancelled ones."""
        return tuple(
            BulkSummary(BulkId(bulk_id), subject, time_of(created_at), count)
            for bulk_id, subject, created_at, count in self._db.rows(
                _BULKS, (self._accounts.number_of(account_id), limit)
            )
        )

    def copies(self, account_id: AccountId) -> dict[SubmissionId, int]:
        """The mails that the logs list more than once for some recipient, and how often."""
        rows = self._db.rows(_COPIES, (self._accounts.number_of(account_id),))
        return {SubmissionId(submission_id): count for submission_id, count in rows}

    def maybe_sent_before(self, account_id: AccountId) -> frozenset[SubmissionId]:
        """The mails that were sent again and were refused or wait, and of which an earlier try may have gone out."""
        rows = self._db.rows(_MAYBE_SENT_BEFORE, (self._accounts.number_of(account_id),))
        return frozenset(SubmissionId(row[0]) for row in rows)

    def _existing(self, submission_id: SubmissionId) -> Submission:
        found = self.get(submission_id)
        if found is None:
            raise NotFound(f"submission {submission_id}")
        return found

    def _submission(self, row: Row) -> Submission:
        (id_, account, bulk_id, state, created_at, handed_over_at, settled_at) = row[:7]
        (problem, lookups, next_lookup_at, attempts, content, recipients, leaves_at) = row[7:14]
        asked_first_at, asked_last_at = row[14:]
        return Submission(
            id=SubmissionId(id_),
            account_id=self._accounts.id_of(account),
            bulk_id=BulkId(bulk_id),
            content=value_of(content, MailContent),
            recipients=value_of(recipients, tuple[Recipient, ...]),
            state=SubmissionState(state),
            created_at=time_of(created_at),
            leaves_at=time_or_none(leaves_at),
            handed_over_at=time_or_none(handed_over_at),
            settled_at=time_or_none(settled_at),
            problem=None if problem is None else stored_problem(problem),
            lookups=lookups,
            next_lookup_at=time_or_none(next_lookup_at),
            attempts=attempts,
            asked_first_at=time_or_none(asked_first_at),
            asked_last_at=time_or_none(asked_last_at),
        )
