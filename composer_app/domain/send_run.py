"""Send runs: one mail to more recipients than a request takes, sent as several requests.

```
 draft ──▶ preparing ──▶ running ◀──▶ paused
                           │  │          │
                           │  └─▶ stopped ◀┘      the user stops it; the recipients that are left get no mail
                           ├────▶ taken back      within the undo time; it is a draft again
                           └────▶ done            each recipient is in a request, and each request is settled
```

A request of a run is a submission, a *batch*: it has the states of any other mail. A batch and the place from which the
run goes on are stored in one transaction before the batch may be sent, so a run that is killed goes on at the right
recipient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import content_of, copy_count
from composer_app.domain.ids import AccountId, BulkId, SendRunId, SubmissionId, new_bulk_id, new_send_run_id
from composer_app.domain.mail import RecipientKind
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.domain.problem import Problem
from composer_app.domain.submission import Recipient, SubmissionState

MOST_UNSETTLED = 3
"""A run with so many batches of unknown outcome waits for their lookups: a service that answers none of them would
otherwise get the whole list into that state."""
AHEAD = 2
"""Batches that are queued or being sent at a time."""


class SendRunState(StrEnum):
    """The value is stored; never rename one."""

    PREPARING = "preparing"
    """Its recipients are being stored. One that a killed program leaves behind is deleted; its draft is still there."""
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    TAKEN_BACK = "taken back"
    DONE = "done"


OPEN_STATES = frozenset({SendRunState.RUNNING, SendRunState.PAUSED})


class SendRun(msgspec.Struct, frozen=True, kw_only=True):
    """A send run without its content and recipients."""

    id: SendRunId
    account_id: AccountId
    bulk_stem: str
    """The bulk IDs of its batches begin with this."""
    state: SendRunState = SendRunState.PREPARING
    subject: str
    sender: str
    list_name: str = ""
    """The file with its recipients; "": they were written into the mail."""
    recipient_count: int = 0
    batch_size: int = MAX_RECIPIENTS
    per_minute: int | None = None
    """Mails a minute at most; None: as fast as the service takes them."""
    created_at: datetime
    leaves_at: datetime | None = None
    """End of its undo time; None: it has none."""
    settled_at: datetime | None = None
    problem: Problem | None = None
    """Why it is paused; None: the user paused it."""
    is_restored: bool = False
    """It comes from a backup or a repair: its batches may have been sent since, so each is looked up first."""


class SendRunBatch(msgspec.Struct, frozen=True, kw_only=True):
    """One request of a run."""

    id: SubmissionId
    bulk_id: BulkId
    state: SubmissionState
    recipient_count: int
    created_at: datetime
    handed_over_at: datetime | None = None
    settled_at: datetime | None = None
    problem: Problem | None = None
    may_have_left: bool = False
    """It waits, was refused or was given up, and an earlier try of it got no answer."""
    is_missing: bool = False
    """Its outcome is unknown, and the logs do not list it although they had the time to."""


class SendRunEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A run with its batches, oldest first."""

    run: SendRun
    batches: tuple[SendRunBatch, ...] = ()
    left: int = 0
    """Recipients that are in no batch yet."""

    @property
    def handed_over(self) -> int:
        """Recipients whose batch the service accepted."""
        return self.count(SubmissionState.ACCEPTED, SubmissionState.SCHEDULED)

    @property
    def total(self) -> int:
        """All recipients. Erased ones are not counted."""
        return self.left + sum(batch.recipient_count for batch in self.batches)

    @property
    def missing(self) -> tuple[SendRunBatch, ...]:
        """Batches that need the user's decision."""
        return tuple(batch for batch in self.batches if batch.is_missing)

    @property
    def rejected(self) -> tuple[SendRunBatch, ...]:
        return tuple(self._in(SubmissionState.REJECTED))

    @property
    def unsent_batches(self) -> tuple[SendRunBatch, ...]:
        """Batches that surely were not sent, and are not being sent."""
        states = (SubmissionState.QUEUED, SubmissionState.REJECTED, SubmissionState.CANCELLED)
        return tuple(batch for batch in self._in(*states) if not batch.may_have_left)

    @property
    def unsent(self) -> int:
        """Recipients who got no mail: those in no batch, and those of `unsent_batches`."""
        return self.left + sum(batch.recipient_count for batch in self.unsent_batches)

    def count(self, *states: SubmissionState) -> int:
        """Recipients of the batches in these states."""
        return sum(batch.recipient_count for batch in self._in(*states))

    def _in(self, *states: SubmissionState) -> Iterator[SendRunBatch]:
        return (batch for batch in self.batches if batch.state in states)


def batch_size(per_minute: int | None, copies: int = 0) -> int:
    """Recipients of one request: at most what a minute allows, so that the pace is even.

    Args:
        copies: recipients in Cc and Bcc. All are in the first request, beside at least one in To.
    """
    size = MAX_RECIPIENTS if per_minute is None else per_minute
    return min(max(size, copies + 1), MAX_RECIPIENTS)


def batches_of(recipients: int, per_minute: int | None = None, copies: int = 0) -> int:
    """The number of requests for so many recipients; `copies`: those of them in Cc and Bcc."""
    return -(-recipients // batch_size(per_minute, copies))


def send_run_of(draft: Draft, account: Account, now: datetime, per_minute: int | None = None) -> SendRun:
    """A new run for a draft that has no problems."""
    content = content_of(draft, "")
    return SendRun(
        id=new_send_run_id(),
        account_id=account.id,
        bulk_stem=new_bulk_id(now),
        subject=content.subject,
        sender=content.sender,
        list_name=draft.merge.file_name if draft.merge is not None else "",
        batch_size=batch_size(per_minute, copy_count(draft)),
        per_minute=per_minute,
        created_at=now,
    )


def copies_first(recipients: Iterable[Recipient]) -> tuple[Recipient, ...]:
    """The recipients in the order in which a run sends: Cc and Bcc go with the first batch, so each gets one mail."""
    return tuple(sorted(recipients, key=lambda one: one.kind is RecipientKind.TO))


def may_begin_batch(entry: SendRunEntry) -> bool:
    """Whether the run may make another batch now, as far as its earlier ones allow."""
    states = [batch.state for batch in entry.batches]
    under_way = sum(state in (SubmissionState.QUEUED, SubmissionState.SENDING) for state in states)
    is_held_back = any(batch.state is SubmissionState.QUEUED and batch.problem for batch in entry.batches)
    is_uncertain = not entry.run.is_restored and states.count(SubmissionState.UNKNOWN) >= MOST_UNSETTLED
    return under_way < AHEAD and not is_held_back and not is_uncertain
