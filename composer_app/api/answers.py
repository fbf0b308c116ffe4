"""Answers of the API, raw and parsed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec

from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.domain.status import Status
from composer_app.domain.vendor_records import DeliveryReport, LogEntry


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A successful answer to a read, unparsed: it is stored before it is parsed."""

    status: int
    content_type: str
    body: bytes
    is_complete: bool
    """False: the connection broke, or the body exceeded the limit; `body` has the bytes received before."""
    received_at: datetime
    """By the clock of this computer."""
    elapsed_s: float
    served_at: datetime | None = None
    """By the service's clock (`Date`), in whole seconds; None without it."""


class ApiReply(msgspec.Struct, frozen=True, kw_only=True):
    """A successful (2xx) HTTP answer.

    `fault` is what cut the body off, if anything did; `tls_version` is "" without TLS.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    fault: Exception | None
    elapsed_s: float
    tls_version: str


class ParsedReports(msgspec.Struct, frozen=True):
    """Parsed reports. `unread` holds the JSON of items not understood; `problem` is None if all were."""

    reports: tuple[DeliveryReport, ...]
    unread: tuple[bytes, ...] = ()
    problem: ReadingProblem | None = None


class ParsedLogs(msgspec.Struct, frozen=True):
    """Parsed log entries, like ParsedReports. `next_cursor` asks for the next page (v4 only); None at the end."""

    entries: tuple[LogEntry, ...]
    unread: tuple[bytes, ...] = ()
    problem: ReadingProblem | None = None
    next_cursor: str | None = None


class RecipientAnswer(msgspec.Struct, frozen=True):
    """The part of a send answer about one recipient."""

    address: str
    message_id: MessageId | None
    status: Status


class SendAnswer(msgspec.Struct, frozen=True):
    """The answer to a send. `messages` may lack recipients: the vendor need not list Cc and Bcc (api/README.md 3.1)."""

    bulk_id: BulkId | None
    messages: tuple[RecipientAnswer, ...]
    raw: bytes
