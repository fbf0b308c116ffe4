"""Made-up mail of two weeks, and an overview of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import msgspec
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId
from composer_app.domain.overview import Grouping, Overview, OverviewQuery
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.domain.price import Price
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import LogEntry
from composer_app.services.services import Services
from tests.new_archive import open_new
from tests.qt.messages.samples import DELIVERED, FULL, NO_ERROR, PENDING, UNDELIVERABLE
from tests.task_results import value

NOW = datetime(2026, 11, 23, 12, 56, tzinfo=UTC)
WEEK = period_of(PeriodKind.WEEK, NOW)


def mails(
    count: int,
    domain: str,
    status: Status = DELIVERED,
    error: VendorError = NO_ERROR,
    *,
    days_ago: int = 0,
    currency: str = "EUR",
    sender: str = "billing@example.com",
) -> list[LogEntry]:
    """Log entries of so many mails to one domain, all of one bulk."""
    return [
        LogEntry(
            message_id=MessageId(f"{domain}-{status.name}-{days_ago}-{sender}-{number}"),
            to=f"p{number}@{domain}",
            status=status,
            bulk_id=BulkId(f"bulk-{days_ago}"),
            sender=sender,
            sent_at=NOW - timedelta(days=days_ago, seconds=1),
            error=error,
            price=Price(Decimal("0.0004"), currency) if currency else None,
            raw=b"{}",
        )
        for number in range(count)
    ]


def two_weeks() -> list[LogEntry]:
    """40 mails today, 30 a day ago, 25 the week before; too many to corp.example bounced."""
    return [
        *mails(20, "example.com"),
        *mails(16, "corp.example"),
        *mails(3, "corp.example", UNDELIVERABLE, FULL),
        *mails(1, "example.com", PENDING, currency=""),
        *mails(29, "corp.example", days_ago=1, currency="USD", sender="News <news@example.com>"),
        *mails(1, "corp.example", UNDELIVERABLE, FULL, days_ago=1),
        *mails(25, "corp.example", days_ago=8),
    ]


def week(**changes: Any) -> OverviewQuery:
    plain = OverviewQuery(
        account_id=SANDBOX_ACCOUNT, period=WEEK, grouping=Grouping.DOMAIN, limit=Fraction(2, 100), most=6
    )
    return msgspec.structs.replace(plain, **changes)


def overview(folder: Path, entries: list[LogEntry], query: OverviewQuery | None = None) -> Overview:
    """The overview of an archive with this mail."""
    archive = open_new(folder / "archive.sqlite3")
    archive.logs.ingest(SANDBOX_ACCOUNT, entries, NOW, None)
    found = archive.as_reader.overview.read(query or week())
    archive.close()
    return found


def add(qtbot: QtBot, services: Services, entries: list[LogEntry]) -> None:
    """Take the mail into the archive of real services."""
    value(qtbot, services.context.write(lambda archive: archive.logs.ingest(SANDBOX_ACCOUNT, entries, NOW, None)))
