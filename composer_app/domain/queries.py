"""Queries to the archive and to the API: filters, orders, time ranges."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId
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


class ArchiveFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions on rows of the archive; all must hold.

    `to` and `sender` are patterns where `*` matches any text; without one they match any part.
    `words` must each occur in address, subject, sender, ids or the vendor's words.
    """

    account_id: AccountId | None = None
    outcomes: frozenset[Outcome] = frozenset()
    to: str = ""
    sender: str = ""
    subject: str = ""
    bulk_id: BulkId | None = None
    message_ids: frozenset[MessageId] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()
    inconsistent_at: datetime | None = None
    """Only messages that are inconsistent at this moment, by the rules of `domain.inconsistencies`."""


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
