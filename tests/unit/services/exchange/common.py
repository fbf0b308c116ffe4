"""An archive with mail of every kind, and what an export of it is."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from composer_app.api.endpoints.logs import parse_logs
from composer_app.api.endpoints.reports import parse_reports
from composer_app.archive.archive import Archive
from composer_app.domain.account import Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT, SubmissionId
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange.atomic_file import temporary_name
from composer_app.services.exchange.export import run_export
from composer_app.services.exchange.export_job import Exported, ExportFormat, ExportJob
from composer_app.services.exchange.exported_columns import ALL_COLUMNS
from composer_app.services.records import Record, RecordKind
from tests.unit.archive.samples import T0, submission

Open = Callable[[], Archive]
"""Opens a new archive."""

DELIVERED = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET", "description": "There"}
BOUNCED = {"groupId": 2, "groupName": "UNDELIVERABLE", "id": 9, "name": "NOT_DELIVERED", "description": "Not there"}
FULL = {"groupId": 2, "id": 6010, "name": "EC_RECIPIENT_INBOX_FULL", "description": "Full", "permanent": False}


def item(number: int, **changes: Any) -> dict[str, Any]:
    """A report or log entry as the vendor writes it; the same number is the same mail."""
    sent = T0 + timedelta(minutes=number)
    return {
        "messageId": f"m-{number}",
        "bulkId": f"b-{number % 3}",
        "to": f"person{number}@example.com",
        "from": "billing@linden.example",
        "sentAt": wire(sent),
        "doneAt": wire(sent + timedelta(seconds=20)),
        "messageCount": 1,
        "price": {"pricePerMessage": 0.0004, "currency": "EUR"},
        "status": DELIVERED,
        "error": {"groupId": 0, "id": 0, "name": "NO_ERROR"},
    } | changes


def wire(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.000+0000"


def add_logs(archive: Archive, items: list[dict[str, Any]], at: datetime = T0) -> None:
    parsed = parse_logs(Generation.V3, json.dumps({"results": items}).encode())
    archive.logs.ingest(SANDBOX_ACCOUNT, parsed.entries, at, None)


def add_reports(archive: Archive, items: list[dict[str, Any]], at: datetime = T0) -> None:
    body = json.dumps({"results": items}).encode()
    parsed = parse_reports(Generation.V3, body)
    number = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", body, True, at)
    archive.reports.ingest(number, parsed.reports, parsed.problem, at)


def queue(archive: Archive, *addresses: str, **changes: Any) -> SubmissionId:
    """A mail of ours in the outbox."""
    mail = submission(*addresses, **changes)
    archive.outbox.queue(mail, None)
    return mail.id


def job_for(target: Path, kind: RecordKind = RecordKind.MESSAGE, **changes: Any) -> ExportJob:
    given: dict[str, Any] = {
        "target": str(target),
        "temporary": str(temporary_name(target)),
        "format": ExportFormat(target.suffix.removeprefix(".").replace("zip", "eml")),
        "kind": kind,
        "wanted": ArchiveFilter(account_id=SANDBOX_ACCOUNT),
        "sort": SortKey.RECEIVED,
        "descending": False,
        "columns": ALL_COLUMNS,
        "in_utc": True,
    }
    return ExportJob(**(given | changes))


def why(record: Record) -> str:
    return f"because {record.outcome}"


def export(archive: Archive, job: ExportJob, is_unwanted: Callable[[], bool] = lambda: False) -> Exported | None:
    return run_export(archive.as_reader, job, why, lambda _done, _total: None, is_unwanted)
