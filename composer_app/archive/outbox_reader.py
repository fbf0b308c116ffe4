"""Reading the outbox."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec

from composer_app.archive.account_numbers import AccountNumbers
from composer_app.archive.column_values import micros, time_of, time_or_none, value_of
from composer_app.archive.database import Database, Row
from composer_app.archive.errors import NotFound
from composer_app.archive.message_events import MAYBE_SENT
from composer_app.archive.message_reader import MessageReader
from composer_app.archive.send_run_pauses import IS_HELD
from composer_app.archive.status_resolution import Basis
from composer_app.archive.stored_problem import stored_problem
from composer_app.domain.ids import AccountId, BulkId, SendRunId, SubmissionId
from composer_app.domain.mail import MailContent
from composer_app.domain.message_history import EventKind, OutboxEntry, RecipientGroup
from composer_app.domain.search_words import has_words
from composer_app.domain.submission import (
    LISTED_RECIPIENTS,
    BulkSummary,
    ListedSubmission,
    Recipient,
    Submission,
    SubmissionHead,
    SubmissionState,
)

DEFAULT_LIMIT = 1000
_FIRST = ", ".join(f"'$[{place}]'" for place in range(LISTED_RECIPIENTS))

_HEAD = f"""
    submission.id, submission.account, submission.bulk_id, submission.state, submission.created_at, handed_over_at,
    submission.settled_at, submission.problem, lookups, next_lookup_at, attempts, submission.leaves_at, asked_first_at,
    asked_last_at, (SELECT id FROM send_run WHERE send_run.number = submission.run), {IS_HELD},
    submission.send_at, submission.is_paused
"""  # noqa: S608 - constants of ours
_SUBMISSIONS = f"""
    SELECT {_HEAD}, submission_content.content, recipients,
        (SELECT send_run.content FROM send_run WHERE send_run.number = submission.run)
    FROM submission JOIN submission_content ON submission_content.submission = submission.number
"""  # noqa: S608 - constants of ours
_ONE = _SUBMISSIONS + "WHERE submission.id = ?"
_OPEN = f"""
    SELECT {_HEAD} FROM submission
    WHERE number IN (SELECT number FROM submission WHERE state IN ('queued', 'unknown')
                     UNION SELECT number FROM submission WHERE next_lookup_at IS NOT NULL)
    ORDER BY created_at, number
"""  # noqa: S608 - constants of ours
_HEADS = f"""
    SELECT {_HEAD} FROM json_each(?) AS wanted CROSS JOIN submission ON submission.id = wanted.value
"""  # noqa: S608 - constants of ours
_LISTED = f"""
    SELECT {_HEAD}, submission.subject, submission.recipient_count, json_extract(recipients, {_FIRST}),
        submission.number,
        (SELECT max(CAST(event.detail AS INTEGER))
         FROM message JOIN event ON event.message = message.row AND event.kind = '{EventKind.LISTED_AGAIN.value}'
         WHERE message.submission = submission.number AND message.is_disputed = 1),
        submission.state IN ('queued', 'rejected') AND attempts > 1
            AND EXISTS (SELECT 1 FROM message WHERE message.submission = submission.number AND {MAYBE_SENT})
"""  # noqa: S608 - constants of ours
_NEWEST_LISTED = (
    _LISTED + "FROM submission JOIN submission_content ON submission_content.submission = submission.number"
    " WHERE account = ? AND submission.run IS NULL ORDER BY created_at DESC, submission.number DESC LIMIT ?"
)
_LISTED_BY_ID = (
    _LISTED + "FROM json_each(?) AS wanted CROSS JOIN submission ON submission.id = wanted.value"
    " JOIN submission_content ON submission_content.submission = submission.number"
    " WHERE submission.run IS NULL ORDER BY created_at DESC, submission.number DESC"
)
_GROUPS = """
    SELECT message.submission, count(*), min(message.row)
    FROM json_each(?) AS wanted CROSS JOIN message ON message.submission = wanted.value
    GROUP BY message.submission, message.recipient_kind, message.outcome, message.verdict
    ORDER BY min(message.row)
"""
# A mail is looked for among those that a list has, so its recipients are read one mail after the other.
_SEARCHED = """
    SELECT submission.id, submission.subject, bulk_id, recipients,
        (SELECT sender FROM message WHERE message.submission = submission.number LIMIT 1)
    FROM json_each(?) AS wanted CROSS JOIN submission ON submission.id = wanted.value
    JOIN submission_content ON submission_content.submission = submission.number
"""
_UNSETTLED = f"""
    SELECT {_HEAD} FROM submission WHERE account = ? AND run IS NULL
        AND state IN ('queued', 'sending', 'unknown', 'rejected', 'scheduled')
    ORDER BY created_at DESC, number DESC LIMIT ?
"""  # noqa: S608 - constants of ours
_SENDERS = """
    SELECT (SELECT sender FROM message WHERE message.submission = submission.number ORDER BY message.row LIMIT 1)
    FROM submission WHERE account = ? AND run IS NULL ORDER BY created_at DESC, number DESC LIMIT ?
"""
# Even after a final log entry the report waits at the vendor, for 48 hours; so only the report, or a "rejected" in the
# answer, ends the pulling. Cc and Bcc may never get one (api/README.md 3.1). A mail that the user gave up while its
# outcome was unknown may have been sent, and get a report.
_OPEN_BULKS = f"""
    SELECT message.bulk_id FROM submission JOIN message ON message.submission = submission.number
    WHERE submission.account = :account
      AND max(coalesce(submission.handed_over_at, submission.created_at), coalesce(submission.send_at, 0)) >= :since
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
BEING_SENT = "SELECT id FROM submission WHERE state = 'sending' ORDER BY number"
_SENDING = "SELECT 1 FROM submission WHERE account = ? AND state = 'sending' LIMIT 1"


class OutboxReader:
    """Reading the outbox."""

    def __init__(self, database: Database, accounts: AccountNumbers, messages: MessageReader) -> None:
        self._db = database
        self._accounts = accounts
        self._messages = messages

    def get(self, submission_id: SubmissionId) -> Submission | None:
        """One submission with its content; None if it was deleted."""
        row = self._db.row(_ONE, (submission_id,))
        return None if row is None else self._submission(row)

    def open(self) -> tuple[SubmissionHead, ...]:
        """Submissions that need further work, oldest first: queued, unknown, accepted for some recipients and looked
        up for the others, or scheduled and asked about at a time."""
        return tuple(self._head(row) for row in self._db.rows(_OPEN))

    def heads(self, submission_ids: Iterable[SubmissionId]) -> tuple[SubmissionHead, ...]:
        """These submissions without their content, in any order. Deleted ones are skipped."""
        return tuple(self._head(row) for row in self._db.rows(_HEADS, (json.dumps(list(submission_ids)),)))

    def newest_entries(self, account_id: AccountId, limit: int) -> tuple[OutboxEntry, ...]:
        """The newest submissions of an account, newest first, without batches of send runs."""
        return self._entries(_NEWEST_LISTED, (self._accounts.number_of(account_id), limit))

    def entries(self, submission_ids: Iterable[SubmissionId]) -> tuple[OutboxEntry, ...]:
        """These submissions, newest first. Deleted ones and batches of send runs are skipped."""
        return self._entries(_LISTED_BY_ID, (json.dumps(list(submission_ids)),))

    def unsettled(self, account_id: AccountId, limit: int) -> tuple[SubmissionHead, ...]:
        """The newest submissions of an account that are neither accepted nor cancelled, newest first, without batches
        of send runs."""
        return tuple(
            self._head(row) for row in self._db.rows(_UNSETTLED, (self._accounts.number_of(account_id), limit))
        )

    def with_words(self, submission_ids: Iterable[SubmissionId], text: str) -> frozenset[SubmissionId]:
        """Those of these submissions in whose subject, ids, sender and recipients all words of the text occur."""
        found = set()
        for id_, subject, bulk_id, stored, sender in self._db.each(_SEARCHED, (json.dumps(list(submission_ids)),)):
            parts = [subject, bulk_id, sender or ""]
            for one in value_of(stored, tuple[Recipient, ...]):
                parts += one.searched_parts
            if has_words(parts, text):
                found.add(SubmissionId(id_))
        return frozenset(found)

    def senders(self, account_id: AccountId, limit: int) -> tuple[str, ...]:
        """The senders of the newest submissions of an account, newest first, each as often as it was used."""
        rows = self._db.rows(_SENDERS, (self._accounts.number_of(account_id), limit))
        return tuple(sender for (sender,) in rows if sender is not None)

    def being_sent(self) -> tuple[SubmissionId, ...]:
        """Submissions being sent, or whose process was killed while it sent them."""
        return tuple(SubmissionId(row[0]) for row in self._db.rows(BEING_SENT))

    def is_sending(self, account_id: AccountId) -> bool:
        """Whether a mail of this account is being sent."""
        return self._db.row(_SENDING, (self._accounts.number_of(account_id),)) is not None

    def open_bulks(self, account_id: AccountId, since: datetime) -> tuple[BulkId, ...]:
        """Bulks sent from here at `since` or later that may still get a final report, newest first."""
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

    def existing(self, submission_id: SubmissionId) -> Submission:
        """One submission with its content. Raises NotFound."""
        found = self.get(submission_id)
        if found is None:
            raise NotFound(f"submission {submission_id}")
        return found

    def _submission(self, row: Row) -> Submission:
        *head, own_content, recipients, run_content = row
        content = value_of(own_content, MailContent)
        if run_content is not None:  # all batches of a send run share the bodies
            whole = value_of(run_content, MailContent)
            content = msgspec.structs.replace(content, html=whole.html, text=whole.text)
        return Submission(
            content=content,
            recipients=value_of(recipients, tuple[Recipient, ...]),
            **self._head_fields(head),
        )

    def _head(self, row: Row) -> SubmissionHead:
        return SubmissionHead(**self._head_fields(row))

    def _entries(self, sql: str, parameters: Sequence[object]) -> tuple[OutboxEntry, ...]:
        with self._db.snapshot():
            rows = self._db.rows(sql, parameters)
            groups = self._groups([row[-3] for row in rows]) if rows else {}
        entries = []
        for row in rows:
            *head, subject, recipient_count, first_recipients, number, copies, may_have_left_before = row
            own = tuple(groups.get(number, ()))
            listed = ListedSubmission(
                subject=subject,
                sender=own[0].first.sender if own else "",
                recipient_count=recipient_count,
                first_recipients=tuple(filter(None, value_of(first_recipients, tuple[Recipient | None, ...]))),
                **self._head_fields(head),
            )
            entries.append(OutboxEntry(listed, own, max(copies or 1, 1), bool(may_have_left_before)))
        return tuple(entries)

    def _groups(self, numbers: Sequence[int]) -> dict[int, list[RecipientGroup]]:
        """By the number of the submission."""
        rows = self._db.rows(_GROUPS, (json.dumps(numbers),))
        groups: dict[int, list[RecipientGroup]] = {}
        for (submission, count, _), first in zip(rows, self._messages.rows(row[2] for row in rows), strict=True):
            groups.setdefault(submission, []).append(RecipientGroup(first, count))
        return groups

    def _head_fields(self, columns: Sequence[Any]) -> dict[str, Any]:
        """Values of `_HEAD` as fields of a `SubmissionHead`."""
        # fmt: off
        (id_, account, bulk_id, state, created_at, handed_over_at, settled_at,
         problem, lookups, next_lookup_at, attempts, leaves_at, asked_first_at, asked_last_at,
         run_id, is_held, send_at, is_paused) = columns
        # fmt: on
        return {
            "id": SubmissionId(id_),
            "account_id": self._accounts.id_of(account),
            "bulk_id": BulkId(bulk_id),
            "state": SubmissionState(state),
            "created_at": time_of(created_at),
            "leaves_at": time_or_none(leaves_at),
            "handed_over_at": time_or_none(handed_over_at),
            "settled_at": time_or_none(settled_at),
            "problem": None if problem is None else stored_problem(problem),
            "lookups": lookups,
            "next_lookup_at": time_or_none(next_lookup_at),
            "attempts": attempts,
            "asked_first_at": time_or_none(asked_first_at),
            "asked_last_at": time_or_none(asked_last_at),
            "run_id": None if run_id is None else SendRunId(run_id),
            "is_held": bool(is_held),
            "send_at": time_or_none(send_at),
            "is_paused": bool(is_paused),
        }
