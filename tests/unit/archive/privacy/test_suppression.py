from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.archive.privacy.suppression import Suppression, hash_of
from composer_app.domain.ids import SANDBOX_ACCOUNT, SubmissionId
from composer_app.domain.submission import SubmissionState
from tests.unit.archive.samples import HELD, NO_ANSWER, after, entry, report, submission
from tests.unit.archive.statuses import REJECTED
from tests.unit.archive.steps import all_rows, ingest, sync

ANA = "ana@example.com"


@pytest.mark.parametrize(
    ("address", "sent_s", "covered"),
    [
        ("ana@example.com", 50, True),
        ("ana@example.com", None, True),
        ("ana@example.com", 101, False),
        ("Ana <ANA@example.com> ", 50, True),
        ("tom@example.com", 50, False),
    ],
)
def test_mail_from_before_to_whom_was_erased(archive: Archive, address: str, sent_s: int | None, covered: bool) -> None:
    archive.erasure.erase("Ana@Example.com", after(100))
    lately = Suppression(archive.database, after(200))
    assert lately.covers(address, None if sent_s is None else after(sent_s)) is covered


def test_after_a_week_nothing_of_that_time_is_reported_any_more(archive: Archive) -> None:
    archive.erasure.erase("ana@example.com", after(0))
    assert not Suppression(archive.database, after(8 * 86_400)).covers("ana@example.com", None)


def test_the_hash_says_nothing_of_the_address() -> None:
    assert len(hash_of("ana@example.com")) == 32


@pytest.mark.parametrize("state", [SubmissionState.UNKNOWN, SubmissionState.QUEUED])
@pytest.mark.parametrize(
    "tell", [lambda to: sync(to, entry(), at=after(200)), lambda to: ingest(to, report(), at=after(200))]
)
def test_what_is_reported_about_it_settles_the_mail_for_the_others(
    archive: Archive, state: SubmissionState, tell: Callable[[Archive], object]
) -> None:
    mail = _two_of_whom_one_is_erased(archive, state)
    tell(archive)
    found = archive.outbox.get(mail)
    assert found is not None
    assert found.state is SubmissionState.ACCEPTED
    assert [row.to for row in all_rows(archive)] == ["tom@example.com"]


def test_a_rejected_one_proves_nothing_of_a_mail_that_waits(archive: Archive) -> None:
    mail = _two_of_whom_one_is_erased(archive, SubmissionState.QUEUED)
    sync(archive, entry(status=REJECTED), at=after(200))
    found = archive.outbox.get(mail)
    assert found is not None
    assert found.state is SubmissionState.QUEUED


def test_a_new_mail_to_the_person_is_ours_whatever_the_clock_of_the_service_says(archive: Archive) -> None:
    archive.erasure.erase(ANA, after(100))
    mail = submission(ANA, created_at=after(110))
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, after(120))
    archive.outbox.record_unknown(mail.id, after(130), NO_ANSWER, after(140))
    ingest(archive, msgspec.structs.replace(report(), sent_at=None), at=after(200))
    found = archive.outbox.get(mail.id)
    assert found is not None
    assert found.state is SubmissionState.ACCEPTED


def test_an_answer_that_is_kept_since_it_could_not_be_read_in_full_names_no_recipient(archive: Archive) -> None:
    archive.erasure.erase(ANA, after(100))
    body = b'{"results": [{"to": "ana@example.com"}, {"to": "tom@example.com"}, {"what": 1}]}'
    answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", body, True, after(200))
    archive.reports.ingest(answer, [report(), report("m-2", "tom@example.com")], "one of three", after(200))
    assert archive.answers.body(answer) == body.replace(ANA.encode(), b"[erased]")


def _two_of_whom_one_is_erased(archive: Archive, state: SubmissionState) -> SubmissionId:
    mail = submission(ANA, "tom@example.com")
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, after(1))
    if state is SubmissionState.UNKNOWN:
        archive.outbox.record_unknown(mail.id, after(5), NO_ANSWER, after(6))
    else:
        archive.outbox.hold_back(mail.id, after(5), HELD)
    archive.erasure.erase(ANA, after(100))
    return mail.id


def test_a_kept_answer_that_is_read_again_brings_no_one_back(archive: Archive) -> None:
    number = archive.answers.store(SANDBOX_ACCOUNT, "reports", "all", b'[{"to":"[erased]"}, 7]', True, after(200))

    reported = archive.reports.ingest(number, [report(to="[erased]", bulk_id=None)], "items not understood", after(200))
    sync(archive, entry(to="[erased]", bulk_id=None))

    assert reported.new == 0
    assert all_rows(archive) == []
    assert archive.answers.body(number) == b'[{"to":"[erased]"}, 7]'
