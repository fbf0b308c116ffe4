"""What the window asks the archive about mail."""

from __future__ import annotations

from array import array
from datetime import timedelta
from decimal import Decimal

import msgspec
import pytest

from composer_app.domain.cost_estimate import CostEstimate
from composer_app.domain.ids import BulkId, SubmissionId
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.queries import ArchiveFilter, SortKey, TimeRange
from composer_app.domain.submission import SubmissionState
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.compose.request_code import RequestLanguage
from composer_app.services.records import Found, MailRecords, MailRef, RecordKind, came_after, newest_of
from tests.qt.messages.samples import UNDELIVERABLE, log_entry, report
from tests.unit.services.house import House, draft

HOUR = timedelta(hours=1)


@pytest.fixture
def records(house: House) -> MailRecords:
    """Three messages in the logs, one of which bounced, and reports of two of them that came an hour apart."""
    account_id, now = house.account.id, house.clock()
    without_bulk = msgspec.structs.replace(log_entry(3, UNDELIVERABLE), bulk_id=None)
    entries = [log_entry(1), log_entry(2), without_bulk]
    covered = TimeRange(now - HOUR, now)
    house.archive(lambda archive: archive.logs.ingest(account_id, entries, now, covered))
    for number, at in ((1, now - HOUR), (2, now)):

        def keep(archive, number=number, at=at):  # type: ignore[no-untyped-def]
            answer = archive.answers.store(account_id, "reports", "", b"{}", True, at)
            archive.reports.ingest(answer, [report(number)], None, at)

        house.archive(keep)
    return MailRecords(house.context)


def everything(house: House) -> ArchiveFilter:
    return ArchiveFilter(account_id=house.account.id)


def test_what_is_found_is_in_order_and_beside_what_there_is(house: House, records: MailRecords) -> None:
    bounced = ArchiveFilter(account_id=house.account.id, outcomes=frozenset({Outcome.BOUNCED}))

    found = house.value(records.find(RecordKind.MESSAGE, bounced, SortKey.TO, descending=False))
    rows = house.value(records.rows(RecordKind.MESSAGE, found.ids))

    assert [row.to for row in rows] == ["person3@example.com"]
    assert (found.total, found.new) == (3, 0)
    assert found.elapsed_ms > 0


def test_reports_since_the_last_look_are_counted(house: House, records: MailRecords) -> None:
    since = house.clock() - HOUR / 2

    found = house.value(
        records.find(RecordKind.REPORT, everything(house), SortKey.RECEIVED, descending=True, seen_until=since)
    )

    assert (len(found.ids), found.total, found.new) == (2, 2, 1)
    rows = house.value(records.rows(RecordKind.REPORT, found.ids))
    assert [row.to for row in rows] == ["person2@example.com", "person1@example.com"]
    assert house.value(records.report_count(house.account.id)) == 2


def test_rows_that_came_since_an_earlier_answer_are_counted(house: House, records: MailRecords) -> None:
    def find(newest: int = 0) -> Found:
        every = everything(house)
        return house.value(records.find(RecordKind.MESSAGE, every, SortKey.TO, descending=False, newest=newest))

    found = find()
    assert (found.newest, found.came) == (max(found.ids), len(found.ids))
    assert find(found.newest).came == 0
    assert find(sorted(found.ids)[0]).came == len(found.ids) - 1


def test_numbers_are_compared_part_by_part() -> None:
    ids = array("q", range(200_000, 0, -1))
    assert newest_of(ids) == 200_000
    assert came_after(199_000, ids) == 1_000
    assert newest_of(array("q")) == came_after(0, array("q")) == 0


def test_details_are_those_of_the_row_with_the_size_of_its_bulk(house: House, records: MailRecords) -> None:
    ids = house.value(records.find(RecordKind.MESSAGE, everything(house), SortKey.TO, descending=False)).ids
    reports = house.value(records.find(RecordKind.REPORT, everything(house), SortKey.TO, descending=False)).ids

    of_message = house.value(records.details(RecordKind.MESSAGE, ids[0]))
    of_report = house.value(records.details(RecordKind.REPORT, reports[1]))

    assert (of_message.row, of_message.details.message.to) == (ids[0], "person1@example.com")
    assert (of_report.row, of_report.details.message.to) == (reports[1], "person2@example.com")
    same_bulk = ArchiveFilter(account_id=house.account.id, bulk_id=of_message.details.message.bulk_id)
    assert house.value(records.count_each(RecordKind.MESSAGE, [same_bulk])) == (of_message.bulk_size,)
    assert house.value(records.details(RecordKind.MESSAGE, ids[2])).bulk_size == 0
    assert house.value(records.details(RecordKind.MESSAGE, 999)) is None
    assert house.value(records.details(RecordKind.REPORT, 999)) is None


def test_counts(house: House, records: MailRecords) -> None:
    none = ArchiveFilter(account_id=house.account.id, bulk_id=BulkId("none"))

    assert house.value(records.count_each(RecordKind.REPORT, [everything(house), none])) == (2, 0)
    assert house.value(records.count_by_outcome(none)) == {}
    assert sum(house.value(records.count_by_outcome(everything(house))).values()) == 3
    covered = house.value(records.log_coverage(house.account.id))
    assert covered == (TimeRange(house.clock() - HOUR, house.clock()),)


def test_messages_that_were_seen_are_not_new(house: House, records: MailRecords) -> None:
    ids = house.value(records.find(RecordKind.MESSAGE, everything(house), SortKey.TO, descending=False)).ids
    assert [one.is_new for one in house.value(records.messages(ids))] == [True] * 3

    house.value(records.mark_seen(ids[:2]))

    assert [one.is_new for one in house.value(records.messages(ids))] == [False, False, True]


def test_mail_of_the_outbox(house: House, records: MailRecords) -> None:
    waiting = house.queued("ana@example.com", "ben@example.com")

    assert [one.id for one in house.value(records.queued(house.account.id))] == [waiting.id]
    assert house.value(records.submission(waiting.id)) == waiting
    assert house.value(records.submission(SubmissionId("none"))) is None
    assert [one.bulk_id for one in house.value(records.bulks(house.account.id))] == [waiting.bulk_id]
    assert house.value(records.outbox_entry(SubmissionId("none"))) is None
    entry = house.value(records.outbox_entry(waiting.id))
    assert entry is not None
    assert entry.submission.state is SubmissionState.QUEUED
    assert [one.mailbox.address for one in entry.submission.first_recipients] == ["ana@example.com", "ben@example.com"]


def test_a_mail_as_it_was_sent_by_its_id_and_by_its_row(house: House, records: MailRecords) -> None:
    file = house.value(house.attachments.attach_bytes(b"figures", "figures.txt"))
    sent = house.queued("ana@example.com", "ben@example.com", attachments=(file,))
    by_id = house.value(records.sent_mail(MailRef(sent.id)))
    assert (by_id.submission, by_id.missing, by_id.log_text) == (sent, frozenset(), "")
    assert [one.to for one in by_id.messages] == ["ana@example.com", "ben@example.com"]

    stored_path(house.profile.attachments, file.sha256).unlink()
    by_row = house.value(records.sent_mail(MailRef(row=by_id.messages[1].row)))
    assert by_row.message.to == "ben@example.com"
    assert (by_row.submission, by_row.missing) == (sent, {file.sha256})


def test_mail_of_another_program_has_the_text_of_its_log_entry(house: House, records: MailRecords) -> None:
    reported = msgspec.structs.replace(log_entry(7), raw=b'{"messageId":"m-7","text":"Your meter: 12"}')
    house.archive(lambda archive: archive.logs.ingest(house.account.id, [reported], house.clock(), None))
    wanted = ArchiveFilter(account_id=house.account.id, message_ids=frozenset({reported.message_id}))
    (row,) = house.value(records.find(RecordKind.MESSAGE, wanted, SortKey.TO, descending=False)).ids

    found = house.value(records.sent_mail(MailRef(row=row)))

    assert (found.submission, found.log_text, len(found.messages)) == (None, "Your meter: 12", 1)


def test_erased_mail_is_none(house: House, records: MailRecords) -> None:
    assert house.value(records.sent_mail(MailRef(SubmissionId("none")))) is None
    assert house.value(records.sent_mail(MailRef(row=999))) is None
    assert house.value(records.sent_mail(MailRef(kind=RecordKind.REPORT, row=999))) is None


def test_the_request_of_a_mail_names_its_recipients_and_no_key(house: House, records: MailRecords) -> None:
    sent = house.queued("ana@example.com", "ben@example.com")

    text = house.value(records.request_text(house.account, sent)).decode()

    assert text.startswith("POST /email/3/send HTTP/1.1\r\n")
    assert "ana@example.com" in text
    assert "ben@example.com" in text
    assert "Authorization: App $INFOBIP_API_KEY" in text


def test_the_request_of_a_mail_as_a_list_has_the_same_headers(house: House, records: MailRecords) -> None:
    sent = house.queued("ana@example.com")

    outline = house.value(records.request_outline(house.account, sent))

    assert outline.address.endswith("/email/3/send")
    assert ("Authorization", "App $INFOBIP_API_KEY") in outline.headers
    assert '"value":"ana@example.com"' in outline.body


def test_a_draft_is_built_without_being_sent(house: House, records: MailRecords) -> None:
    written = draft("ana@example.com", "no address")

    built = house.value(records.submission_of_draft(written, "Hello", house.account))

    assert [one.mailbox.address for one in built.recipients] == ["ana@example.com"]
    code = house.value(records.request_code(RequestLanguage.CURL, house.account, built))
    assert code.startswith("curl -X POST")
    assert house.archive(lambda archive: archive.outbox.get(built.id)) is None


def test_the_cost_of_a_mail_is_estimated_by_earlier_mail(house: House, records: MailRecords) -> None:
    price = Price(Decimal("0.0004"), "EUR")
    entry = msgspec.structs.replace(log_entry(900), price=price, sent_at=house.clock())
    house.archive(lambda archive: archive.logs.ingest(house.account.id, (entry,), house.clock(), None))
    assert house.value(records.cost_estimate(house.account.id, 1000)) == CostEstimate(Decimal("0.40"), "EUR")
    assert [one.price for one in house.value(records.paid_prices(house.account.id))] == [price]
