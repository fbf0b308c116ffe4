"""What logs and reports tell settles a mail of which nobody knew, whenever they tell it, and is never sent again."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import MessageId
from composer_app.domain.mail import Mailbox, RecipientKind
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import Recipient, Submission, SubmissionState
from tests.unit.archive.samples import HELD, NO_ANSWER, REFUSED, T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, REJECTED
from tests.unit.archive.steps import due, ingest, sent, sync

S = SubmissionState


def by_logs(archive: Archive) -> object:
    return sync(archive, entry())


def by_a_report(archive: Archive) -> object:
    return ingest(archive, report())


Telling = Callable[[Archive], object]
TELLINGS = pytest.mark.parametrize(
    ("tell", "source"), [(by_logs, EventSource.LOGS), (by_a_report, EventSource.REPORTS)], ids=["logs", "report"]
)


def sending(archive: Archive, mail: Submission | None = None) -> Submission:
    mail = mail or submission()
    archive.outbox.queue(mail, None)
    return archive.outbox.start_sending(mail.id, T0)


def state(archive: Archive, mail: Submission) -> SubmissionState:
    found = archive.outbox.get(mail.id)
    assert found is not None
    return found.state


@TELLINGS
def test_an_unknown_one_is_accepted_by_whatever_tells_of_it(
    archive: Archive, tell: Telling, source: EventSource
) -> None:
    mail = sending(archive)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    tell(archive)
    found = archive.outbox.get(mail.id)
    assert found is not None
    assert (found.state, found.next_lookup_at, found.settled_at) == (S.ACCEPTED, None, after(60))
    assert archive.messages.of_submission(mail.id)[0].outcome is Outcome.DELIVERED
    details = archive.messages.details(1)
    assert details is not None
    assert [event.source for event in details.events if event.kind is EventKind.FOUND] == [source]


@TELLINGS
@pytest.mark.parametrize("ends", ["no answer", "killed"])
def test_one_that_was_reported_while_it_was_sent_does_not_become_unknown(
    archive: Archive, tell: Telling, source: EventSource, ends: str
) -> None:
    mail = sending(archive)
    tell(archive)
    assert state(archive, mail) is S.SENDING  # the answer may still come
    if ends == "killed":
        (ended,) = archive.outbox.interrupted(after(61))
    else:
        ended = archive.outbox.record_unknown(mail.id, after(61), NO_ANSWER, after(66))
    assert ended.state is S.ACCEPTED


@TELLINGS
@pytest.mark.parametrize("is_before", [True, False])
def test_one_that_was_turned_away_and_went_out_all_the_same_is_not_tried_again(
    archive: Archive, tell: Telling, source: EventSource, is_before: bool
) -> None:
    mail = sending(archive)
    if is_before:
        tell(archive)
    archive.outbox.hold_back(mail.id, after(61), HELD)
    if not is_before:
        tell(archive)
    assert state(archive, mail) is S.ACCEPTED
    assert due(archive, after(1e6)) == ()


@TELLINGS
def test_sent_again_and_reported_before_it_left_it_does_not_leave_twice(
    archive: Archive, tell: Telling, source: EventSource
) -> None:
    mail = sending(archive)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, None)
    archive.outbox.requeue(mail.id, after(2))
    tell(archive)
    assert state(archive, mail) is S.ACCEPTED
    assert due(archive, after(1e6)) == ()


def test_sent_again_after_it_was_rejected_it_leaves_though_the_logs_tell_of_that(archive: Archive) -> None:
    mail = submission(ids=("m-1",))
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1"), REJECTED))
    archive.outbox.requeue(mail.id, after(2))
    sync(archive, entry(status=REJECTED))
    assert state(archive, mail) is S.QUEUED
    assert [one.id for one in due(archive, after(90))] == [mail.id]


@TELLINGS
@pytest.mark.parametrize("is_before", [True, False])
def test_one_that_was_refused_and_went_out_all_the_same_is_not_to_be_sent_again(
    archive: Archive, tell: Telling, source: EventSource, is_before: bool
) -> None:
    mail = sending(archive)
    if is_before:
        tell(archive)
    archive.outbox.record_rejected(mail.id, after(61), REFUSED)
    if not is_before:
        tell(archive)
    assert state(archive, mail) is S.ACCEPTED


def test_one_that_the_logs_know_as_rejected_stays_so(archive: Archive) -> None:
    mail = sending(archive)
    archive.outbox.record_rejected(mail.id, after(61), REFUSED)
    sync(archive, entry(status=REJECTED))
    assert state(archive, mail) is S.REJECTED


def test_one_that_never_left_is_not_taken_for_another_mail(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    by_logs(archive)
    assert state(archive, mail) is S.QUEUED


def test_one_recipient_is_enough_and_each_of_them_has_it_in_the_timeline(archive: Archive) -> None:
    mail = sending(archive, submission("ana@example.com", "tom@example.com"))
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    sync(archive, entry(status=BOUNCED))
    assert state(archive, mail) is S.ACCEPTED
    assert [row.outcome for row in archive.messages.of_submission(mail.id)] == [Outcome.BOUNCED, Outcome.ACCEPTED]
    for row in archive.messages.of_submission(mail.id):
        details = archive.messages.details(row.row)
        assert details is not None
        assert EventKind.FOUND in [event.kind for event in details.events]


def test_a_given_up_one_stays_given_up(archive: Archive) -> None:
    mail = sending(archive)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    archive.outbox.cancel(mail.id, after(2))
    by_a_report(archive)
    assert state(archive, mail) is S.CANCELLED
    assert archive.messages.of_submission(mail.id)[0].outcome is Outcome.DELIVERED


def test_a_copy_recipient_settles_it_too(archive: Archive) -> None:
    mail = submission()
    people = (*mail.recipients, Recipient(Mailbox("copy@example.com"), RecipientKind.BCC))
    mail = sending(archive, msgspec.structs.replace(mail, recipients=people))
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    ingest(archive, report(message_id="of-the-copy", to="copy@example.com"))
    assert state(archive, mail) is S.ACCEPTED
