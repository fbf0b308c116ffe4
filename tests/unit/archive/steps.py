"""What a test does with an archive, and how it looks into it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from composer_app.archive.archive import Archive
from composer_app.archive.database import Database
from composer_app.archive.ingest import Ingested
from composer_app.domain.ids import SANDBOX_ACCOUNT, SubmissionId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.submission import Submission, SubmissionHead
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from composer_app.services.sending.send_schedule import due_at, is_waiting
from tests.unit.archive.samples import T0, Answered


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
