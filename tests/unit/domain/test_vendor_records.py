"""What the API tells about a mail."""

from __future__ import annotations

from typing import Any

from composer_app.domain.ids import MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status
from composer_app.domain.vendor_records import DeliveryReport, LogEntry


def test_reports_and_entries_know_their_outcome() -> None:
    reported: dict[str, Any] = {"message_id": MessageId("m"), "to": "a@example.com"}
    assert DeliveryReport(**reported, status=Status(3, id=5)).outcome is Outcome.DELIVERED
    assert LogEntry(**reported, status=Status(3, id=2)).outcome is Outcome.PENDING


def test_what_was_not_reported_is_empty() -> None:
    report = DeliveryReport(message_id=MessageId("m"), to="a@example.com", status=Status(1))
    assert (report.bulk_id, report.sent_at, report.price, report.raw) == (None, None, None, b"")
    assert not report.error.is_error
