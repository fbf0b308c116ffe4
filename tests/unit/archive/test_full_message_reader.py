"""Messages with all that is kept about them."""

from __future__ import annotations

from composer_app.archive.archive import Archive
from composer_app.archive.full_message_reader import FullMessageReader
from composer_app.domain.full_message import HandOver, ReceivedItem
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.unit.archive.samples import T0, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, ENROUTE


def rows(archive: Archive) -> list[int]:
    return list(archive.messages.ids(ArchiveFilter(), SortKey.RECEIVED, False))


def store(archive: Archive, *reports: object) -> None:
    answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", b"{}", True, T0)
    archive.reports.ingest(answer, reports, None, T0)  # type: ignore[arg-type]


def test_a_message_comes_with_its_log_entry_its_reports_and_its_steps(archive: Archive) -> None:
    logged, first, second = entry(status=ENROUTE), report(status=ENROUTE), report(status=BOUNCED)
    archive.logs.ingest(SANDBOX_ACCOUNT, [logged], T0, None)
    store(archive, first, second)

    (full,) = FullMessageReader(archive.as_reader).messages(rows(archive))

    assert full.message == archive.messages.rows(rows(archive))[0]
    assert full.hand_over is None
    assert full.log == ReceivedItem(T0, logged.raw)
    assert {one.raw for one in full.reports} == {first.raw, second.raw}
    assert {step.kind for step in full.events} == {EventKind.SEEN_IN_LOGS, EventKind.REPORTED}
    assert {step.vendor_status for step in full.events} == {ENROUTE, BOUNCED}


def test_a_mail_of_ours_says_what_the_outbox_knows(archive: Archive) -> None:
    archive.outbox.queue(submission(), None)

    (full,) = FullMessageReader(archive.as_reader).messages(rows(archive))

    assert full.hand_over == HandOver(Outcome.QUEUED, T0)
    assert full.log is None


def test_rows_come_in_the_order_of_the_question_and_deleted_ones_are_skipped(archive: Archive) -> None:
    archive.logs.ingest(SANDBOX_ACCOUNT, [entry("m-1"), entry("m-2")], T0, None)
    first, second = rows(archive)

    found = FullMessageReader(archive.as_reader).messages([second, 99, first])

    assert [one.message.row for one in found] == [second, first]


def test_a_report_comes_with_its_message(archive: Archive) -> None:
    reported = report()
    store(archive, reported)

    (full,) = FullMessageReader(archive.as_reader).reports([1])

    assert (full.raw, full.report.row, full.about.message.message_id) == (reported.raw, 1, "m-1")
