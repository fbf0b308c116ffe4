"""Submissions: frozen content, ids chosen by us, and the states of a mail.

=========  =========  ==================================================================  =========================
from       to         when                                                                who decides
=========  =========  ==================================================================  =========================
(draft)    queued     Send; content and ids are frozen, the draft is gone                 the user
queued     sending    its undo time (`leaves_at`) and its pause (`retry_at`) are over;    the program, at most
                      turned away before (429), the logs do not know it either            five times by itself
queued     accepted   tried before, and the logs or a report know it after all            the vendor
queued     cancelled  Undo, Edit (the draft is back in the same transaction), Cancel      the user
queued     unknown    the archive was restored or repaired: it may have left since        none; never   repeated by
                                                                                          itself
sending    accepted   the answer took at least one recipient; those in To that it does    the vendor
                      not name are unknown and looked up
sending    scheduled  the answer says that it is held until its time                      the vendor
sending    rejected   the answer is no: a refusal (4xx) in the vendor's own error         the vendor
                      envelope, or every recipient rejected
sending    unknown    it may have left: no answer, connection lost after the first body   none; never repeated by
                      byte, stopped, program killed, and every other answer that does     itself
                      not say what became of the mail (`api/errors.py` says why), or
                      names no recipient, or rejects some and leaves out others
sending    queued     it surely was not taken: no connection, no key, the program ends    the program
                      before the first byte, 429 in the vendor's own error envelope
sending    cancelled  stopped before the first byte                                       the user
unknown    accepted   the logs or a report know it by its ids                             the vendor
unknown    scheduled  the service knows it as a scheduled send                            the vendor
unknown    queued     "Send again", with the same ids                                     the user
unknown    cancelled  "Discard": it is not looked up any more                             the user
rejected   accepted   the logs or a report know it after all, as not rejected             the vendor
rejected   queued     "Send again", with the same ids                                     the user
rejected   cancelled  "Discard", or written anew                                          the user
scheduled  accepted   its time has come                                                   the vendor
scheduled  cancelled  taken back at the vendor                                            the user
scheduled  rejected   the vendor says that it could not send it                           the vendor
scheduled  unknown    the vendor does not know it any more; it is looked up               none; never repeated by
                                                                                          itself
=========  =========  ==================================================================  =========================

Accepted and cancelled are final. Each step is recorded in the archive before the program carries it out.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId, SendRunId, SubmissionId
from composer_app.domain.mail import Mailbox, MailContent, RecipientKind
from composer_app.domain.problem import Problem
from composer_app.domain.vendor_limits import LOGS_KNOW_AFTER


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
    SubmissionState.QUEUED: frozenset(
        {
            SubmissionState.SENDING,
            SubmissionState.ACCEPTED,
            SubmissionState.UNKNOWN,
            SubmissionState.CANCELLED,
        }
    ),
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
    SubmissionState.UNKNOWN: frozenset(
        {
            SubmissionState.ACCEPTED,
            SubmissionState.SCHEDULED,
            SubmissionState.REJECTED,
            SubmissionState.QUEUED,
            SubmissionState.CANCELLED,
        }
    ),
    SubmissionState.SCHEDULED: frozenset(
        {
            SubmissionState.ACCEPTED,
            SubmissionState.CANCELLED,
            SubmissionState.REJECTED,
            SubmissionState.UNKNOWN,
        }
    ),
    SubmissionState.REJECTED: frozenset({SubmissionState.ACCEPTED, SubmissionState.QUEUED, SubmissionState.CANCELLED}),
    SubmissionState.ACCEPTED: frozenset(),
    SubmissionState.CANCELLED: frozenset(),
}
"""Every step that may be taken. UNKNOWN -> QUEUED is the user's own "send again"; the program never takes it."""


class IllegalStep(ValueError):
    """A step that `NEXT_STATES` does not allow: a bug."""


def check_step(old: SubmissionState, new: SubmissionState) -> None:
    """Raises IllegalStep unless `new` may follow `old`."""
    if new not in NEXT_STATES[old]:
        raise IllegalStep(f"{old} -> {new}")


class Recipient(msgspec.Struct, frozen=True):
    """One recipient of a submission. `message_id` is ours for TO; Cc and Bcc have none (api/README.md 3.1)."""

    mailbox: Mailbox
    kind: RecipientKind = RecipientKind.TO
    message_id: MessageId | None = None
    placeholders: dict[str, str] = {}

    @property
    def searched_parts(self) -> tuple[str, str, str]:
        """What a search in the outbox looks at."""
        return self.mailbox.address, self.mailbox.name, self.message_id or ""


class SubmissionHead(msgspec.Struct, frozen=True, kw_only=True):
    """A submission without its content: ids, state, times and problem."""

    id: SubmissionId
    account_id: AccountId
    bulk_id: BulkId
    state: SubmissionState = SubmissionState.QUEUED
    created_at: datetime
    leaves_at: datetime | None = None
    """End of its undo time; None: it has none."""
    handed_over_at: datetime | None = None
    """When the first byte of the request may have left."""
    settled_at: datetime | None = None
    problem: Problem | None = None
    lookups: int = 0
    """Number of lookups in the logs."""
    next_lookup_at: datetime | None = None
    attempts: int = 0
    asked_first_at: datetime | None = None
    """First lookup since the last try that did not find it, by the service's clock."""
    asked_last_at: datetime | None = None
    """The last such lookup."""
    send_at: datetime | None = None
    """When the service is to send it; None: at once."""
    run_id: SendRunId | None = None
    """The send run of which it is a batch; None: it is a mail of its own."""
    is_held: bool = False
    """A queued batch of a run that is paused or stopped: it waits for the run."""
    is_paused: bool = False
    """A scheduled mail that the service holds until it is resumed."""

    @property
    def is_maybe_sent(self) -> bool:
        """The mail is looked up: it may have been sent, or not to all recipients."""
        if self.state is SubmissionState.ACCEPTED:
            return self.problem is not None
        return self.state is SubmissionState.UNKNOWN

    @property
    def is_missing(self) -> bool:
        """The logs do not list it, although they had had the time to. An earlier lookup proves nothing:
        a mail may be in them minutes after it was taken.

        The time is the service's own, counted from its first answer, which came after the try.
        """
        if self.asked_first_at is None or self.asked_last_at is None:
            return False
        return self.asked_last_at - self.asked_first_at >= LOGS_KNOW_AFTER


class Submission(SubmissionHead, frozen=True, kw_only=True):
    """A mail handed to the outbox. Its content never changes; a new state is stored before it takes effect."""

    content: MailContent
    recipients: tuple[Recipient, ...]

    def of_kind(self, kind: RecipientKind) -> tuple[Recipient, ...]:
        return tuple(recipient for recipient in self.recipients if recipient.kind is kind)


class ListedSubmission(SubmissionHead, frozen=True, kw_only=True):
    """A submission for lists, without text, files and most of its recipients."""

    subject: str
    sender: str
    recipient_count: int
    first_recipients: tuple[Recipient, ...]
    """At most `LISTED_RECIPIENTS`."""


LISTED_RECIPIENTS = 4
"""Recipients that a line of a list can name."""


class BulkSummary(msgspec.Struct, frozen=True):
    """A sent mail, as a choice in a list."""

    bulk_id: BulkId
    subject: str
    created_at: datetime
    count: int
    """Recipients."""
