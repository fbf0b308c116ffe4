"""Mails, drafts, reports and log entries to put into an archive."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from composer_app.domain.draft import Draft
from composer_app.domain.ids import (
    SANDBOX_ACCOUNT,
    BulkId,
    DraftId,
    MessageId,
    new_send_run_id,
    new_submission_id,
)
from composer_app.domain.mail import Mailbox, MailContent
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import SendRun
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import Recipient, Submission
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from tests.unit.archive.statuses import DELIVERED, ENROUTE, NO_ERROR

T0 = datetime(2025, 11, 22, 9, 0, tzinfo=UTC)
NO_ANSWER = Problem(ProblemCode.NO_ANSWER)
HELD = Problem(ProblemCode.UNAVAILABLE, retry_at=T0 + timedelta(minutes=1))
REFUSED = Problem(ProblemCode.REQUEST_REFUSED, http_status=400, vendor_text="Bad request")


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


def send_run(*, bulk_stem: str = "stem", batch_size: int = 1000, **changes: Any) -> SendRun:
    """A run of the Sandbox account that has not begun."""
    run = SendRun(
        id=new_send_run_id(),
        account_id=SANDBOX_ACCOUNT,
        bulk_stem=bulk_stem,
        subject="Your November statement",
        sender="Billing <billing@example.com>",
        batch_size=batch_size,
        created_at=T0,
    )
    return msgspec.structs.replace(run, **changes)
