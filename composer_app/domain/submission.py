"""A mail on its way: frozen content, ids chosen by us, and the states it goes through (DESIGN of the outbox).

queued -> sending -> accepted | rejected | unknown
queued -> cancelled            unknown -> accepted (found in the logs)
sending -> queued              (it surely did not leave: no connection, 429, 503)
accepted may be `scheduled` first, where the vendor holds it until its time
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId, SubmissionId
from composer_app.domain.mail import Mailbox, MailContent, RecipientKind
from composer_app.domain.problem import Problem


class SubmissionState(StrEnum):
    """The value is stored; never rename one."""

    QUEUED = "queued"
    SENDING = "sending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"


NEXT_STATES: dict[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.QUEUED: frozenset({SubmissionState.SENDING, SubmissionState.CANCELLED}),
    SubmissionState.SENDING: frozenset(
        {
            SubmissionState.ACCEPTED,
            SubmissionState.SCHEDULED,
            SubmissionState.REJECTED,
            SubmissionState.UNKNOWN,
            SubmissionState.QUEUED,
            SubmissionState.CANCELLED,
        }
    ),
    SubmissionState.UNKNOWN: frozenset({SubmissionState.ACCEPTED, SubmissionState.QUEUED, SubmissionState.CANCELLED}),
    SubmissionState.SCHEDULED: frozenset({SubmissionState.ACCEPTED, SubmissionState.CANCELLED}),
    SubmissionState.REJECTED: frozenset({SubmissionState.QUEUED, SubmissionState.CANCELLED}),
    SubmissionState.ACCEPTED: frozenset(),
    SubmissionState.CANCELLED: frozenset(),
}
"""Every step that may be taken. UNKNOWN -> QUEUED is the user's own "send again"; the program never takes it."""


class IllegalStep(ValueError):
    """A submission was asked to take a step that `NEXT_STATES` does not have: a fault of ours."""


def check_step(old: SubmissionState, new: SubmissionState) -> None:
    """Raises IllegalStep unless `new` may follow `old`."""
    if new not in NEXT_STATES[old]:
        raise IllegalStep(f"{old} -> {new}")


class Recipient(msgspec.Struct, frozen=True):
    """One recipient of a submission. `message_id` is ours for TO; Cc and Bcc have none of their own (CONTRACT 3.1)."""

    mailbox: Mailbox
    kind: RecipientKind = RecipientKind.TO
    message_id: MessageId | None = None
    placeholders: dict[str, str] = {}


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """A mail handed to the outbox. Its content never changes; its state does, in the archive first."""

    id: SubmissionId
    account_id: AccountId
    bulk_id: BulkId
    content: MailContent
    recipients: tuple[Recipient, ...]
    state: SubmissionState = SubmissionState.QUEUED
    created_at: datetime
    handed_over_at: datetime | None = None
    """When the first byte of the request may have left."""
    settled_at: datetime | None = None
    problem: Problem | None = None
    lookups: int = 0
    """How often an unknown one was looked for in the logs."""
    next_lookup_at: datetime | None = None
    attempts: int = 0

    def of_kind(self, kind: RecipientKind) -> tuple[Recipient, ...]:
        return tuple(recipient for recipient in self.recipients if recipient.kind is kind)
