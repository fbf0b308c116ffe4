from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.archive_values import Ingested
from composer_app.archive.errors import NotFound
from composer_app.archive.ingest import digest_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, substitute_message_id
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey, TimeRange
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from tests.unit.archive.samples import (
    BOUNCED,
    DELIVERED,
    ENROUTE,
    INBOX_FULL,
    T0,
    TAKEN_OVER,
    WAITING,
    Answered,
    after,
    all_rows,
    entry,
    ingest,
    report,
    sent,
    submission,
    sync,
)


def pull(archive: Archive, *reports: DeliveryReport) -> Ingested:
    answer = archive.store_answer(SANDBOX_ACCOUNT, "reports", "", b"{}", True, after(60))
    return archive.ingest_reports(answer, reports, None, after(60))


def report_count(archive: Archive) -> int:
    return len(archive.report_ids(ArchiveFilter(), SortKey.RECEIVED, False))


def snapshot(archive: Archive) -> list[object]:
    return [archive.message_details(row.row) for row in all_rows(archive)]


def test_report_of_our_mail_joins_its_row(archive: Archive) -> None:
    mail = submission()
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1")))
    result = pull(archive, report(status=BOUNCED, error=INBOX_FULL))
    assert result == Ingested(new=1, known=0, not_ours=0, rows=(1,))
    row = archive.messages_of(mail.id)[0]
    assert (row.outcome, row.status, row.error) == (Outcome.BOUNCED, BOUNCED, INBOX_FULL)
    assert (row.has_report, row.is_new, row.done_at, row.sent_at) == (True, True, after(30), after(2))
    assert row.subject == "Your November statement"
    details = archive.message_details(1)
    assert details is not None
    assert details.raw_report == report(status=BOUNCED, error=INBOX_FULL).raw
    assert details.events[-1].detail == "Recipient inbox full"
    assert (details.events[-1].at, details.events[-1].recorded_at) == (after(30), after(60))


def test_report_of_foreign_mail_makes_a_row(archive: Archive) -> None:
    assert pull(archive, report("x-1", "who@example.com", bulk_id=None)) == Ingested(1, 0, 1, (1,))
    row = all_rows(archive)[0]
    assert (row.to, row.message_id, row.submission_id, row.is_new) == ("who@example.com", "x-1", None, True)


def test_a_report_without_an_id_joins_our_mail_by_its_bulk_and_address(archive: Archive) -> None:
    mail = submission()
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1")))
    nameless = substitute_message_id("0123456789abcdef")
    assert pull(archive, report(nameless, status=BOUNCED), report(nameless, "who@example.com")).not_ours == 1
    assert (pull(archive, report(nameless, status=BOUNCED)).known, len(all_rows(archive))) == (1, 2)
    row = archive.messages_of(mail.id)[0]
    assert (row.outcome, row.message_id) == (Outcome.BOUNCED, "m-1")


def test_the_same_reports_twice_change_nothing(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    reports = [report(), report("x-1", "who@example.com", BOUNCED, bulk_id=None)]
    pull(archive, *reports)
    archive.mark_seen([1, 2])
    before = snapshot(archive)
    assert pull(archive, *reports) == Ingested(new=0, known=2)
    assert snapshot(archive) == before
    assert report_count(archive) == 2


def test_the_same_report_in_another_layout_is_the_same(archive: Archive) -> None:
    pull(archive, report(raw=b'{"a":1,"b":[true,null]}'))
    assert pull(archive, report(raw=b'{ "b": [true, null],\n"a": 1 }')).known == 1


def test_a_report_with_anything_else_in_it_is_another_report(archive: Archive) -> None:
    assert pull(archive, report(raw=b'{"a":1}'), report(raw=b'{"a":1,"new field":2}')).new == 2
    assert len(all_rows(archive)) == 1
    assert report_count(archive) == 2


@pytest.mark.parametrize("raw", [b"not json", b"\xff\xfe", b'"\\ud800"', b"[" * 5000, b"1" * 5000])
def test_reports_of_unreadable_json_still_have_a_digest(raw: bytes) -> None:
    assert digest_of(report(raw=raw)) == digest_of(report(raw=raw))
    assert digest_of(report(raw=raw)) != digest_of(report(raw=raw + b" x"))


def test_reports_without_json_are_told_apart_by_what_they_say() -> None:
    assert digest_of(report(raw=b"")) == digest_of(report(raw=b""))
    assert digest_of(report(raw=b"")) != digest_of(report(status=BOUNCED, raw=b""))


def test_an_interim_report_is_not_final(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    pull(archive, report(status=TAKEN_OVER))
    row = all_rows(archive)[0]
    assert (row.outcome, row.has_report) == (Outcome.PENDING, True)
    assert archive.open_bulks(SANDBOX_ACCOUNT, T0) == ("bulk-1",)
    pull(archive, report(status=DELIVERED))
    pull(archive, report(status=TAKEN_OVER, done_at=after(90)))
    assert all_rows(archive)[0].outcome is Outcome.DELIVERED
    assert archive.open_bulks(SANDBOX_ACCOUNT, T0) == ()


def test_report_of_an_unknown_answer_is_refused_whole(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.ingest_reports(99, [report()], None, T0)
    assert all_rows(archive) == []


def test_log_entries_make_and_change_rows(archive: Archive) -> None:
    assert sync(archive, entry(status=WAITING)) == (1,)
    row = all_rows(archive)[0]
    assert (row.outcome, row.sender, row.sent_at) == (Outcome.PENDING, "billing@example.com", after(2))
    sync(archive, entry(status=DELIVERED, done_at=after(40)), at=after(70))
    row = all_rows(archive)[0]
    assert (row.outcome, row.done_at) == (Outcome.DELIVERED, after(40))
    details = archive.message_details(1)
    assert details is not None
    assert [(event.kind, event.outcome) for event in details.events] == [
        (EventKind.SEEN_IN_LOGS, Outcome.PENDING),
        (EventKind.SEEN_IN_LOGS, Outcome.DELIVERED),
    ]


def test_the_same_log_entries_again_change_nothing(archive: Archive) -> None:
    entries = [entry(status=WAITING), entry("m-2", "tom@example.com")]
    sync(archive, *entries)
    before = snapshot(archive)
    again = archive.ingest_logs(SANDBOX_ACCOUNT, entries, after(600), None)
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
    assert archive.open_bulks(SANDBOX_ACCOUNT, T0) == ("bulk-1",)


def test_ingesting_logs_notes_the_stretch_and_reads_the_answer(archive: Archive) -> None:
    answer = archive.store_answer(SANDBOX_ACCOUNT, "logs", "", b"{}", True, T0)
    archive.ingest_logs(SANDBOX_ACCOUNT, [entry()], T0, TimeRange(T0, after(60)), answer)
    assert archive.recorded(SANDBOX_ACCOUNT) == (TimeRange(T0, after(60)),)
    assert archive.unread_answers() == ()


def test_years_1_and_9999_are_kept(archive: Archive) -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    sync(archive, msgspec.structs.replace(entry(), sent_at=first, done_at=last))
    row = all_rows(archive)[0]
    assert (row.sent_at, row.done_at) == (first, last)


TEXT = st.text(st.characters(), max_size=8)
STATUS = st.builds(Status, st.integers(), TEXT, st.integers(), TEXT, TEXT, TEXT)
ERROR = st.builds(VendorError, st.integers(), TEXT, st.integers(), TEXT, TEXT, st.booleans())
TIMES = st.none() | st.datetimes(timezones=st.just(UTC))
TOLD = {
    "message_id": TEXT,
    "to": TEXT,
    "status": STATUS,
    "error": ERROR,
    "bulk_id": st.none() | TEXT,
    "sender": TEXT,
    "sent_at": TIMES,
    "done_at": TIMES,
    "raw": st.binary(max_size=20),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.builds(DeliveryReport, **TOLD), max_size=4),
    st.lists(st.builds(LogEntry, **TOLD), max_size=4),
)
def test_whatever_the_vendor_says_is_taken_in(
    archive: Archive, reports: list[DeliveryReport], entries: list[LogEntry]
) -> None:
    ingest(archive, *reports)
    sync(archive, *entries)
    assert pull(archive, *reports).new == 0
    assert archive.check() == ()
    assert all(archive.message_details(row.row) for row in all_rows(archive))
