from __future__ import annotations

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import MessageId
from composer_app.domain.submission import Submission
from tests.unit.archive.samples import NO_ANSWER, T0, Answered, entry, submission
from tests.unit.archive.steps import all_rows, query_plan, sent, statements, sync


@pytest.fixture
def unanswered(archive: Archive) -> Submission:
    """One mail to Ana and Tom; its answer was lost."""
    mail = submission("ana@example.com", "Tom@example.com")
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.record_unknown(mail.id, T0, NO_ANSWER, None)
    return mail


def ids(archive: Archive) -> list[tuple[str, str | None]]:
    return [(row.to, row.message_id) for row in all_rows(archive)]


@pytest.mark.usefixtures("unanswered")
def test_bulk_and_address_name_a_mail_whose_answer_was_lost(archive: Archive) -> None:
    sync(archive, entry("v-1", "ana@EXAMPLE.com"), entry("v-2", "tom@example.com"))
    assert ids(archive) == [("ana@example.com", "v-1"), ("Tom@example.com", "v-2")]


@pytest.mark.usefixtures("unanswered")
def test_one_id_for_all_recipients_of_a_request(archive: Archive) -> None:
    sync(archive, entry("v-1", "ana@example.com"))
    sync(archive, entry("v-1", "tom@example.com", bulk_id=None))
    assert ids(archive) == [("ana@example.com", "v-1"), ("Tom@example.com", "v-1")]


def test_one_id_for_all_recipients_known_before_the_answer(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.com")
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    sync(archive, entry("v-1", "tom@example.com", bulk_id=None))
    archive.outbox.record_answer(mail.id, T0, None, [Answered("ana@example.com", MessageId("v-1"))], b"{}")
    assert ids(archive) == [("ana@example.com", "v-1"), ("tom@example.com", "v-1")]


def test_an_entry_without_address_is_known_by_its_id(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    sync(archive, entry("m-1", "", bulk_id=None))
    assert ids(archive) == [("ana@example.com", "m-1")]


def test_a_second_id_in_an_answered_bulk_is_another_mail(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", MessageId("m-1")))
    sync(archive, entry("m-2"))
    assert ids(archive) == [("ana@example.com", "m-1"), ("ana@example.com", "m-2")]


@pytest.mark.usefixtures("unanswered")
def test_a_stranger_in_our_bulk_is_a_mail_of_its_own(archive: Archive) -> None:
    sync(archive, entry("v-9", "who@example.com"))
    assert ids(archive)[2:] == [("who@example.com", "v-9")]
    assert all_rows(archive)[2].submission_id is None


def test_the_same_id_elsewhere_is_another_persons_mail(archive: Archive) -> None:
    sync(archive, entry("x-1", "a@example.com"), entry("x-1", "b@example.com"))
    assert ids(archive) == [("a@example.com", "x-1"), ("b@example.com", "x-1")]


def test_mail_of_others_is_not_compared_with_each_of_its_bulk(archive: Archive) -> None:
    with statements(archive.database) as found:
        sync(archive, entry("x-1", "a@example.com", bulk_id="theirs"))
    (by_bulk,) = (one for one in found if "message_ours_by_bulk" in one)
    assert "message_ours_by_bulk (account=? AND bulk_id=?)" in query_plan(archive.database, by_bulk)
