"""Mails, reports and log entries to put into an archive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from composer_app.archive.archive import Archive
from composer_app.archive.database import Database
from composer_app.archive.ingest import Ingested
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, DraftId, MessageId, SubmissionId, new_submission_id
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.message_history import MessageRow
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import Recipient, Submission, SubmissionHead
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from composer_app.services.sending.send_schedule import due_at, is_waiting

T0 = datetime(2025, 11, 22, 9, 0, tzinfo=UTC)
NO_ANSWER = Problem(ProblemCode.NO_ANSWER)
HELD = Problem(ProblemCode.UNAVAILABLE, retry_at=T0 + timedelta(minutes=1))
REFUSED = Problem(ProblemCode.REQUEST_REFUSED, http_status=400, vendor_text="Bad request")

ENROUTE = Status(1, "PENDING", 7, "PENDING_ENROUTE", "Message sent to next instance")
WAITING = Status(1, "PENDING", 3, "PENDING_WAITING_DELIVERY", "Waiting")
TAKEN_OVER = Status(3, "DELIVERED", 2, "DELIVERED_TO_OPERATOR", "Delivered to operator")
DELIVERED = Status(3, "DELIVERED", 5, "DELIVERED_TO_HANDSET", "Message delivered to handset")
BOUNCED = Status(2, "UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED", "Message not delivered")
REJECTED = Status(5, "REJECTED", 12, "REJECTED_NOT_ENOUGH_CREDITS", "Not enough credits")
NO_ERROR = VendorError()
INBOX_FULL = VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full", False)


class Answered(NamedTuple):
    """What the parser gives for one recipient of a send."""

    address: str
    message_id: MessageId | None
    status: Status = ENROUTE


def after(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def submission(
    *addresses: str,
    bulk_id: str = "bulk-1",
    ids: tuple[str | None, ...] = (),
    subject: str = "Your November statement",
    created_at: datetime = T0,
) -> Submission:
    named = ids or (None,) * len(addresses)
    return Submission(
        id=new_submission_id(),
        account_id=SANDBOX_ACCOUNT,
        bulk_id=BulkId(bulk_id),
        content=MailContent(sender="Billing <billing@example.com>", subject=subject, html="<p>Hello</p>"),
        recipients=tuple(
            Recipient(Mailbox(address), message_id=None if own is None else MessageId(own))
            for address, own in zip(addresses or ("ana@example.com",), named or (None,), strict=True)
        ),
        created_at=created_at,
    )


def draft(draft_id: str = "draft-1", subject: str = "", updated_at: datetime = T0) -> Draft:
    return Draft(id=DraftId(draft_id), account_id=SANDBOX_ACCOUNT, subject=subject, updated_at=updated_at)


def report(
    message_id: str = "m-1",
    to: str = "ana@example.com",
    status: Status = DELIVERED,
    *,
    bulk_id: str | None = "bulk-1",
    done_at: datetime | None = T0 + timedelta(seconds=30),
    error: VendorError = NO_ERROR,
    raw: bytes | None = None,
) -> DeliveryReport:
    return DeliveryReport(
        message_id=MessageId(message_id),
        to=to,
        status=status,
        bulk_id=None if bulk_id is None else BulkId(bulk_id),
        sent_at=after(2),
        done_at=done_at,
        error=error,
        raw=raw if raw is not None else _raw(message_id, to, status, error, done_at),
    )


def entry(
    message_id: str = "m-1",
    to: str = "ana@example.com",
    status: Status = DELIVERED,
    *,
    bulk_id: str | None = "bulk-1",
    done_at: datetime | None = None,
    error: VendorError = NO_ERROR,
    sender: str = "billing@example.com",
    sent_at: datetime = T0 + timedelta(seconds=2),
) -> LogEntry:
    return LogEntry(
        message_id=MessageId(message_id),
        to=to,
        status=status,
        bulk_id=None if bulk_id is None else BulkId(bulk_id),
        sender=sender,
        sent_at=sent_at,
        done_at=done_at,
        error=error,
        raw=_raw(message_id, to, status, error, done_at, sender),
    )


def _raw(message_id: str, to: str, status: Status, error: VendorError, done_at: datetime | None, *more: str) -> bytes:
    return json.dumps([message_id, to, status.id, status.name, error.id, str(done_at), *more]).encode()


def pull(archive: Archive, *reports: DeliveryReport, at: datetime = T0 + timedelta(minutes=1)) -> Ingested:
    """Store an answer and take in these reports from it."""
    answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"{}", True, at)
    return archive.reports.ingest(answer, reports, None, at)


def ingest(archive: Archive, *reports: DeliveryReport, at: datetime = T0 + timedelta(minutes=1)) -> tuple[int, ...]:
    """The same; gives the message rows."""
    return pull(archive, *reports, at=at).rows


def sync(archive: Archive, *entries: LogEntry, at: datetime = T0 + timedelta(minutes=1)) -> tuple[int, ...]:
    return archive.logs.ingest(SANDBOX_ACCOUNT, entries, at, None).rows


def sent(
    archive: Archive, mail: Submission, *answers: Answered, at: datetime = T0 + timedelta(seconds=1)
) -> SubmissionId:
    """Take a mail through the outbox until it is answered."""
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, at)
    archive.outbox.record_answer(mail.id, at, mail.bulk_id, answers, b'{"messages":[]}')
    return mail.id


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The statements that run inside, with their values."""
    found: list[str] = []
    database.connection.set_trace_callback(found.append)
    yield found
    database.connection.set_trace_callback(None)


def query_plan(database: Database, sql: str) -> str:
    """How SQLite would run a statement: a line for each step."""
    return "\n".join(row[3] for row in database.rows("EXPLAIN QUERY PLAN " + sql)) + "\n"


def snapshot(archive: Archive) -> list[object]:
    """All that is known of every message."""
    return [archive.messages.details(row.row) for row in all_rows(archive)]


def due(archive: Archive, at: datetime) -> tuple[Submission, ...]:
    """What would leave by itself at this time, oldest first."""
    return tuple(_whole(archive, one) for one in archive.outbox.open() if is_waiting(one) and _is_due(one, at))


def due_lookups(archive: Archive, at: datetime) -> tuple[Submission, ...]:
    """What would be looked up by itself at this time, oldest first."""
    return tuple(_whole(archive, one) for one in archive.outbox.open() if one.is_maybe_sent and _is_due(one, at))


def _is_due(head: SubmissionHead, at: datetime) -> bool:
    due_since = due_at(head, at)
    return due_since is not None and due_since <= at


def _whole(archive: Archive, head: SubmissionHead) -> Submission:
    found = archive.outbox.get(head.id)
    assert found is not None
    return found


def all_rows(archive: Archive) -> list[MessageRow]:
    return archive.messages.rows(archive.messages.ids(ArchiveFilter(), SortKey.RECEIVED, False))
