"""Messages and their histories, derived from all records about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId, SubmissionId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import ListedSubmission


class EventKind(StrEnum):
    """A kind of timeline step. The value is stored; never rename one."""

    QUEUED = "queued"
    HANDED_OVER = "handed over"
    ANSWERED = "answered"
    NO_ANSWER = "no answer"
    HELD_BACK = "held back"
    """It surely was not accepted (no connection, 429) and waits."""
    HELD_BY_SERVICE = "held by service"
    """The service has it as a scheduled send."""
    MOVED = "moved"
    """A scheduled send has another time, which is the detail."""
    PAUSED = "paused"
    RESUMED = "resumed"
    RELEASED = "released"
    """The time of a scheduled send has come."""
    LOOKED_UP = "looked up"
    FOUND = "found"
    """A log entry or report proves that a maybe-sent mail was sent."""
    SEEN_IN_LOGS = "seen in logs"
    REPORTED = "reported"
    LISTED_AGAIN = "listed again"
    """The logs list more than one message for this one; the detail says how many."""
    CANCELLED = "cancelled"
    SENT_AGAIN = "sent again"
    OPENED = "opened"
    CLICKED = "clicked"
    """The detail is the link."""
    UNSUBSCRIBED = "unsubscribed"
    COMPLAINED = "complained"
    LATE_BOUNCE = "late bounce"
    """It bounced after it was accepted."""


class EventSource(StrEnum):
    """Who reported it. The value is stored; never rename one."""

    PROGRAM = "program"
    ANSWER = "answer"
    LOGS = "logs"
    REPORTS = "reports"
    WEBHOOKS = "webhooks"
    """A tracking event that the service pushed (api/README.md 10). It does not say when it happened: its time is about
    that of sending."""


class MessageEvent(msgspec.Struct, frozen=True):
    """One step of a timeline. `at` is when it happened, `recorded_at` when the program recorded it."""

    kind: EventKind
    at: datetime
    recorded_at: datetime
    outcome: Outcome
    detail: str = ""
    source: EventSource = EventSource.PROGRAM


class MessageRow(msgspec.Struct, frozen=True, kw_only=True):
    """One message: one mail to one recipient. `row` is the archive's own number of it."""

    row: int
    account_id: AccountId
    outcome: Outcome
    to: str
    message_id: MessageId | None = None
    bulk_id: BulkId | None = None
    submission_id: SubmissionId | None = None
    sender: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    done_at: datetime | None = None
    status: Status | None = None
    error: VendorError | None = None
    price: Price | None = None
    has_report: bool = False
    is_new: bool = False
    kind: RecipientKind = RecipientKind.TO
    """TO if unknown, as for mail of other programs. Cc and Bcc may never get a report of their own
    (api/README.md 3.1)."""
    queued_at: datetime | None = None
    """When it was handed to the outbox; None for mail that was not sent from here."""


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One delivery report as it was received, with the subject where the mail was sent from here."""

    row: int
    message_row: int
    account_id: AccountId
    outcome: Outcome
    to: str
    message_id: MessageId
    bulk_id: BulkId | None = None
    sender: str = ""
    subject: str = ""
    sent_at: datetime | None = None
    done_at: datetime | None = None
    received_at: datetime
    status: Status
    error: VendorError
    price: Price | None = None
    is_ours: bool = False
    """True if the mail was sent from this program."""


class MessageDetails(msgspec.Struct, frozen=True):
    """All details of one message. The raw JSON is the vendor's, byte for byte."""

    message: MessageRow
    events: tuple[MessageEvent, ...]
    raw_answer: bytes = b""
    raw_log: bytes = b""
    raw_report: bytes = b""


class RecipientGroup(msgspec.Struct, frozen=True):
    """The recipients of a mail of whom the same is known: kind, outcome, status and error."""

    first: MessageRow
    """The message of the first of them."""
    number: int


class OutboxEntry(msgspec.Struct, frozen=True):
    """A submission in a list. A mail may have a thousand recipients, and the list has hundreds of mails: it holds only
    how many of them have which outcome."""

    submission: ListedSubmission
    groups: tuple[RecipientGroup, ...]
    """In the order of their first recipients."""
    copies: int = 1
    """The most messages that the logs list for one recipient; if more than one, it may have arrived that often."""
    may_have_left_before: bool = False
    """It was sent again and was refused or waits, and an earlier try may have reached the service."""

    @property
    def single_messages(self) -> tuple[MessageRow, ...] | None:
        """The message of each recipient, if that is known without asking the archive."""
        return tuple(one.first for one in self.groups) if all(one.number == 1 for one in self.groups) else None


def decisive_groups(groups: tuple[RecipientGroup, ...]) -> tuple[RecipientGroup, ...]:
    """The recipients that decide the outcome of a mail: all in To, and those in Cc and Bcc with a known outcome.

    The vendor may not report on the others (api/README.md 3.1), so a delivered mail would stay accepted for ever.
    """
    silent = (Outcome.ACCEPTED, Outcome.UNKNOWN)
    return tuple(one for one in groups if one.first.kind is RecipientKind.TO or one.first.outcome not in silent)


def count_by_outcome(groups: Iterable[RecipientGroup]) -> Counter[Outcome]:
    """How many of these recipients have which outcome."""
    counts: Counter[Outcome] = Counter()
    for one in groups:
        counts[one.first.outcome] += one.number
    return counts
