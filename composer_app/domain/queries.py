"""Queries to the archive and to the API: filters, orders, time ranges."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome


class SortKey(StrEnum):
    STATUS = "status"
    SENT = "sent"
    DONE = "done"
    RECEIVED = "received"
    TO = "to"
    SENDER = "sender"
    SUBJECT = "subject"
    PRICE = "price"
    MESSAGE_ID = "message id"


_EXACTLY = "="


def exactly(value: str) -> str:
    """The text of a filter that finds this value alone."""
    return f"{_EXACTLY}{value}"


def exact_value(text: str) -> str | None:
    """The value that a text of a filter names exactly; None if it is a pattern, or a part of what it finds."""
    return text[len(_EXACTLY) :] if text.startswith(_EXACTLY) else None


class PriceLimit(msgspec.Struct, frozen=True):
    """A condition on the price of a message: `<`, `<=`, `=`, `>=` or `>` an amount, in one currency or in any."""

    comparison: str
    amount: Decimal | None = None
    """None: any amount in this currency."""
    currency: str = ""


class MailPart(StrEnum):
    """What not every message has. The value is what `has:` takes."""

    ATTACHMENT = "attachment"
    PRICE = "price"
    CURRENCY = "currency"
    BULK = "bulk"
    DOMAIN = "domain"
    SENDER = "sender"


class ArchiveFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions on rows of the archive; all must hold. Case and accents do not count in texts.

    In `to`, `sender`, `subject`, `text`, `error`, ids, domains and words a `*` stands for anything; `to`, `sender` and
    `subject` then describe the whole, and without one any part of it. A text of `exactly` is the whole value, in which
    nothing stands for anything; capitals do not count in `to`, `sender` and `subject`. `words` must each occur in
    address, subject, sender, ids, the vendor's words or the text of the mail.
    """

    account_id: AccountId | None = None
    outcomes: frozenset[Outcome] = frozenset()
    to: str = ""
    domains: frozenset[str] = frozenset()
    """Domains of recipients, each whole."""
    sender: str = ""
    subject: str = ""
    text: str = ""
    """A part of the text of the mail."""
    error: str = ""
    """The number of the vendor's error, or a part of its name or description."""
    bulk_id: BulkId | None = None
    message_ids: frozenset[MessageId] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()
    price: PriceLimit | None = None
    parts: frozenset[MailPart] = frozenset()
    """What each message has."""
    steps: frozenset[EventKind] = frozenset()
    """Kinds of what a recipient did; each message has one of each kind."""
    is_new: bool = False
    inconsistent_at: datetime | None = None
    """Only messages that are inconsistent at this moment, by the rules of `domain.inconsistencies`."""
    problem_at: datetime | None = None
    """Only messages with one of the outcomes `PROBLEMS`, or inconsistent at this moment."""
    groups: tuple[tuple[FilterAlternative, ...], ...] = ()
    """Of each group one alternative must hold; an empty group matches nothing."""


class FilterAlternative(msgspec.Struct, frozen=True):
    """A condition in a group, or its opposite. Its filter has no groups of its own."""

    wanted: ArchiveFilter
    is_excluded: bool = False


class RecentValues(msgspec.Struct, frozen=True):
    """Values of an account's newest mail that a filter may ask for, the most frequent first."""

    domains: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    """Names, then numbers."""


class ReportQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Parameters of a report pull (api/README.md 4). Reports that match are handed out once, then deleted by the
    vendor."""

    bulk_id: BulkId | None = None
    message_id: MessageId | None = None
    limit: int | None = None


class LogQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Parameters of a log query (api/README.md 5), combined with AND. Reading consumes nothing."""

    message_ids: tuple[MessageId, ...] = ()
    bulk_ids: tuple[BulkId, ...] = ()
    sender: str = ""
    to: str = ""
    general_status: str = ""
    sent_since: datetime | None = None
    sent_until: datetime | None = None
    limit: int | None = None


class TimeRange(msgspec.Struct, frozen=True):
    """A range of time in the logs, by the service's clock."""

    since: datetime
    until: datetime
