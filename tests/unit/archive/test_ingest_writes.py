"""A block is taken in as if its items had come one by one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec.structs import replace

from composer_app.archive import ingest as ingest_module
from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, SubmissionId
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from tests.unit.archive.samples import T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, ENROUTE, TAKEN_OVER
from tests.unit.archive.steps import sent

STATUSES = (ENROUTE, TAKEN_OVER, DELIVERED, BOUNCED)
TABLES = {
    "message": "row, submission, message_id, bulk_id, address, sender, subject, outcome, basis, verdict, sent_at,"
    " done_at, has_report, is_new",
    "report": "row, message, digest, outcome",
    "log_entry": "message, received_at, outcome, verdict, raw",
    "event": "*",
    "outcome_count": "*",
    "hour_count": "*",
    "day_count": "*",
    "bulk_day_count": "*",
    "facet_count": "*",
}


def reported(rng: random.Random) -> tuple[str, str, str | None]:
    address = rng.choice(["ana@example.com", "Ana@Example.com", "cc@example.com", "x@example.com", ""])
    return rng.choice(["m-1", "m-2", "m-3", "s-1"]), address, rng.choice(["bulk-1", "bulk-2", None])


def filled(path: Path, seed: int, block: int, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(ingest_module, "BLOCK", block)
    rng = random.Random(seed)
    archive = Archive.open(path)
    try:
        mails = [
            submission("ana@example.com", "cc@example.com", ids=("m-1", None), bulk_id="bulk-1"),
            submission("x@example.com", ids=("m-2",), bulk_id="bulk-2"),
        ]
        sent(archive, mails[0], Answered("ana@example.com", MessageId("m-1")))
        archive.outbox.queue(mails[1], None)
        tallies = []
        for round_number in range(3):
            at = after(60 * round_number)
            reports: list[DeliveryReport] = []
            entries: list[LogEntry] = []
            for _ in range(12):
                message_id, to, bulk_id = reported(rng)
                done_at = after(rng.randrange(4))
                reports.append(report(message_id, to, rng.choice(STATUSES), bulk_id=bulk_id, done_at=done_at))
                entries.append(entry(message_id, to, rng.choice(STATUSES), bulk_id=bulk_id, done_at=done_at))
            answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"{}", True, T0)
            tallies.append(archive.logs.ingest(SANDBOX_ACCOUNT, entries, at, None))
            tallies.append(archive.reports.ingest(answer, reports, None, at))
        tables = [
            archive.database.rows(f"SELECT {columns} FROM {table} ORDER BY 1, 2, 3")
            for table, columns in TABLES.items()
        ]
        bulks = {mail.id: SubmissionId(mail.bulk_id) for mail in mails}  # the ids are new ones in each archive
        tallies = [replace(one, submissions=frozenset(bulks[mail] for mail in one.submissions)) for one in tallies]
        return [tallies, *tables]
    finally:
        archive.close()


@pytest.mark.parametrize("seed", range(12))
def test_a_block_is_as_good_as_one_by_one(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = filled(tmp_path / "one", seed, 1, monkeypatch)
    assert filled(tmp_path / "all", seed, 1000, monkeypatch) == one_by_one
    assert filled(tmp_path / "some", seed, 5, monkeypatch) == one_by_one
