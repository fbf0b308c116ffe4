from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound
from composer_app.archive.ingest import Ingested
from composer_app.archive.report_store import digest_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, substitute_message_id
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.unit.archive.samples import T0, Answered, after, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, INBOX_FULL, TAKEN_OVER
from tests.unit.archive.steps import all_rows, pull, sent, snapshot


def report_count(archive: Archive) -> int:
    return len(archive.reports.ids(ArchiveFilter(), SortKey.RECEIVED, False))


def test_report_of_our_mail_joins_its_row(archive: Archive) -> None:
    mail = submission()
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1")))
    result = pull(archive, report(status=BOUNCED, error=INBOX_FULL))
    assert result == Ingested(new=1, known=0, not_ours=0, rows=(1,), submissions=frozenset({mail.id}))
    row = archive.messages.of_submission(mail.id)[0]
    assert (row.outcome, row.status, row.error) == (Outcome.BOUNCED, BOUNCED, INBOX_FULL)
    assert (row.has_report, row.is_new, row.done_at, row.sent_at) == (True, True, after(30), after(2))
    assert row.subject == "Your November statement"
    details = archive.messages.details(1)
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
    row = archive.messages.of_submission(mail.id)[0]
    assert (row.outcome, row.message_id) == (Outcome.BOUNCED, "m-1")


def test_the_same_reports_twice_change_nothing(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    reports = [report(), report("x-1", "who@example.com", BOUNCED, bulk_id=None)]
    pull(archive, *reports)
    archive.messages.mark_seen([1, 2])
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


def test_reports_without_json_differ_by_what_they_say() -> None:
    assert digest_of(report(raw=b"")) == digest_of(report(raw=b""))
    assert digest_of(report(raw=b"")) != digest_of(report(status=BOUNCED, raw=b""))


def test_an_interim_report_is_not_final(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    pull(archive, report(status=TAKEN_OVER))
    row = all_rows(archive)[0]
    assert (row.outcome, row.has_report) == (Outcome.PENDING, True)
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ("bulk-1",)
    pull(archive, report(status=DELIVERED))
    pull(archive, report(status=TAKEN_OVER, done_at=after(90)))
    assert all_rows(archive)[0].outcome is Outcome.DELIVERED
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ()


def test_report_of_an_unknown_answer_is_refused_whole(archive: Archive) -> None:
    with pytest.raises(NotFound):
        archive.reports.ingest(99, [report()], None, T0)
    assert all_rows(archive) == []
