from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from composer_app.archive.archive import Archive
from composer_app.archive.ingest import Ingested
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import TimeRange
from tests.unit.archive.samples import T0, Answered, after, entry, submission
from tests.unit.archive.statuses import DELIVERED, ENROUTE, WAITING
from tests.unit.archive.steps import all_rows, sent, snapshot, sync


def test_log_entries_make_and_change_rows(archive: Archive) -> None:
    assert sync(archive, entry(status=WAITING)) == (1,)
    row = all_rows(archive)[0]
    assert (row.outcome, row.sender, row.sent_at) == (Outcome.PENDING, "billing@example.com", after(2))
    sync(archive, entry(status=DELIVERED, done_at=after(40)), at=after(70))
    row = all_rows(archive)[0]
    assert (row.outcome, row.done_at) == (Outcome.DELIVERED, after(40))
    details = archive.messages.details(1)
    assert details is not None
    assert [(event.kind, event.outcome) for event in details.events] == [
        (EventKind.SEEN_IN_LOGS, Outcome.PENDING),
        (EventKind.SEEN_IN_LOGS, Outcome.DELIVERED),
    ]


def test_the_same_log_entries_again_change_nothing(archive: Archive) -> None:
    entries = [entry(status=WAITING), entry("m-2", "tom@example.com")]
    sync(archive, *entries)
    before = snapshot(archive)
    again = archive.logs.ingest(SANDBOX_ACCOUNT, entries, after(600), None)
    assert again == Ingested(new=0, known=2)
    assert snapshot(archive) == before


def test_an_older_page_read_late_does_not_bring_back_an_older_state(archive: Archive) -> None:
    sync(archive, entry(status=WAITING), at=after(60))
    sync(archive, entry(status=ENROUTE), at=after(120))
    sync(archive, entry(status=WAITING), at=after(60))
    assert all_rows(archive)[0].status == ENROUTE
    sync(archive, entry(status=WAITING), at=after(180))
    assert all_rows(archive)[0].status == WAITING


def test_a_final_log_entry_does_not_close_the_bulk(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    sync(archive, entry())
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ("bulk-1",)


def test_ingesting_logs_notes_the_stretch_and_reads_the_answer(archive: Archive) -> None:
    answer = archive.answers.store(SANDBOX_ACCOUNT, "logs", "", b"{}", True, T0)
    archive.logs.ingest(SANDBOX_ACCOUNT, [entry()], T0, TimeRange(T0, after(60)), answer)
    assert archive.logs.covered(SANDBOX_ACCOUNT) == (TimeRange(T0, after(60)),)
    assert archive.answers.unread() == ()


def test_years_1_and_9999_are_kept(archive: Archive) -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    sync(archive, msgspec.structs.replace(entry(), sent_at=first, done_at=last))
    row = all_rows(archive)[0]
    assert (row.sent_at, row.done_at) == (first, last)
