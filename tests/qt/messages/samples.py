"""Made-up messages and reports, and how they come into the archive of real services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId, new_draft_id
from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError
from composer_app.domain.submission import Submission
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from composer_app.services.services import Services
from tests.task_results import value

DELIVERED = Status(3, "DELIVERED", 5, "DELIVERED_TO_HANDSET", "Message delivered to handset")
UNDELIVERABLE = Status(2, "UNDELIVERABLE", 9, "UNDELIVERABLE_NOT_DELIVERED", "Message sent not delivered")
PENDING = Status(1, "PENDING", 3, "PENDING_WAITING_DELIVERY", "Message sent, waiting for delivery report")
FULL = VendorError(2, "USER_ERRORS", 6010, "EC_RECIPIENT_INBOX_FULL", "Recipient inbox full")
NO_ERROR = VendorError()
START = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=2)
"""When the first made-up mail was sent; each later one a second after the one before."""


def row(outcome: Outcome, **said: Any) -> MessageRow:
    """A row of the list, of a mail to ana@example.com unless another address is given."""
    given: dict[str, Any] = {"row": 1, "account_id": SANDBOX_ACCOUNT, "outcome": outcome, "to": "ana@example.com"}
    return MessageRow(**given | said)


def report_row(outcome: Outcome, **said: Any) -> ReportRow:
    """The same in the list of reports: of a message without more fields than it must have."""
    given: dict[str, Any] = {
        "row": 1,
        "message_row": 1,
        "account_id": SANDBOX_ACCOUNT,
        "outcome": outcome,
        "to": "ana@example.com",
    }
    given |= {"message_id": MessageId("m-1"), "received_at": START, "status": DELIVERED, "error": NO_ERROR}
    return ReportRow(**given | said)


def log_entry(number: int, status: Status = DELIVERED, error: VendorError = NO_ERROR, to: str = "") -> LogEntry:
    """The log entry of a made-up mail; the same number is the same mail."""
    return LogEntry(text="", raw=b'{"messageId":"m-%d"}' % number, **_reported(number, status, error, to))


def report(number: int, status: Status = DELIVERED, error: VendorError = NO_ERROR, to: str = "") -> DeliveryReport:
    """The delivery report of a made-up mail."""
    raw = b'{"messageId":"m-%d","price":{"pricePerMessage":0.0004},"status":{"groupId":3}}' % number
    return DeliveryReport(raw=raw, **_reported(number, status, error, to))


def add_logs(qtbot: QtBot, services: Services, entries: Sequence[LogEntry]) -> None:
    now = services.context.clock()
    value(qtbot, services.context.write(lambda a: a.logs.ingest(SANDBOX_ACCOUNT, entries, now, None)))


def add_reports(qtbot: QtBot, services: Services, reports: Sequence[DeliveryReport]) -> None:
    now = services.context.clock()

    def add(archive: Any) -> None:
        answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"{}", True, now)
        archive.reports.ingest(answer, reports, None, now)

    value(qtbot, services.context.write(add))


def queue(qtbot: QtBot, services: Services, subject: str, to: Sequence[str]) -> Submission:
    """A mail in the outbox that nobody sends."""
    submission = submission_of(draft(subject, to), "text", services.accounts.current, services.context.clock())
    value(qtbot, services.context.write(lambda archive: archive.outbox.queue(submission, None)))
    return submission


def send(qtbot: QtBot, services: Services, subject: str, to: Sequence[str]) -> Submission:
    """A mail that the Sandbox has taken."""
    with qtbot.waitSignal(services.outbox.settled) as settled:
        services.outbox.send(draft(subject, to), "text", services.accounts.current)
    submission = settled.args[0]
    assert isinstance(submission, Submission)
    return submission


def draft(subject: str, to: Sequence[str]) -> Draft:
    return Draft(
        id=new_draft_id(),
        account_id=SANDBOX_ACCOUNT,
        sender="Linden Energy <billing@sandbox.example>",
        to=tuple(to),
        subject=subject,
        html="<p>Hello</p>",
        updated_at=START,
    )


def _reported(number: int, status: Status, error: VendorError, to: str) -> dict[str, Any]:
    return {
        "message_id": MessageId(f"m-{number}"),
        "to": to or f"person{number}@example.com",
        "status": status,
        "bulk_id": BulkId(f"b-{number % 3}"),
        "sender": "billing@linden.example",
        "sent_at": START + timedelta(seconds=number),
        "done_at": START + timedelta(seconds=number + 20),
        "error": error,
        "price": Price(Decimal("0.0004"), "EUR"),
    }
