"""Scheduled mail in the archive: what the service says of it."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.scheduled_bulk import BulkStatus, ScheduledBulk
from composer_app.domain.send_options import SendOptions
from composer_app.domain.submission import IllegalStep, Submission, SubmissionState
from tests.unit.archive.samples import NO_ANSWER, T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import DELIVERED, ENROUTE, REJECTED
from tests.unit.archive.steps import ingest, sent, sync

SEND_AT = T0 + timedelta(days=2)
SCHEDULED = SubmissionState.SCHEDULED


def scheduled(archive: Archive, *answers: Answered) -> SubmissionId:
    """A mail that the service holds until `SEND_AT`."""
    mail = msgspec.structs.replace(submission("ana@example.com", "tom@example.com"), send_at=SEND_AT)
    return sent(archive, mail, *(answers or (Answered("ana@example.com", None), Answered("tom@example.com", None))))


def state(archive: Archive, mail: SubmissionId) -> Submission:
    found = archive.outbox.get(mail)
    assert found is not None
    return found


def outcomes(archive: Archive, mail: SubmissionId) -> list[Outcome]:
    return [message.outcome for message in archive.messages.of_submission(mail)]


def kinds(archive: Archive, mail: SubmissionId) -> list[EventKind]:
    details = archive.messages.details(archive.messages.of_submission(mail)[0].row)
    assert details is not None
    return [event.kind for event in details.events]


def test_an_accepted_answer_before_its_time_means_that_it_is_held(archive: Archive) -> None:
    mail = state(archive, scheduled(archive))
    assert (mail.state, mail.send_at, mail.next_lookup_at) == (SCHEDULED, SEND_AT, SEND_AT)
    assert outcomes(archive, mail.id) == [Outcome.SCHEDULED] * 2
    assert [one.id for one in archive.outbox.open()] == [mail.id]


def test_an_answer_after_its_time_means_accepted(archive: Archive) -> None:
    mail = msgspec.structs.replace(submission(), send_at=T0)
    assert state(archive, sent(archive, mail, Answered("ana@example.com", None))).state is SubmissionState.ACCEPTED


def test_a_refused_recipient_stays_refused(archive: Archive) -> None:
    mail = scheduled(archive, Answered("ana@example.com", None), Answered("tom@example.com", None, REJECTED))
    assert outcomes(archive, mail) == [Outcome.SCHEDULED, Outcome.REJECTED]


def test_it_is_moved_paused_and_resumed(archive: Archive) -> None:
    mail = scheduled(archive)
    later = SEND_AT + timedelta(days=1)
    archive.outbox.record_bulk(mail, after(10), ScheduledBulk(BulkStatus.PENDING, later), later)
    archive.outbox.record_bulk(mail, after(20), ScheduledBulk(BulkStatus.PAUSED, later), after(60))
    held = state(archive, mail)
    assert (held.state, held.send_at, held.is_paused, held.next_lookup_at) == (SCHEDULED, later, True, after(60))
    archive.outbox.record_bulk(mail, after(30), ScheduledBulk(BulkStatus.PENDING), later)
    assert (state(archive, mail).is_paused, state(archive, mail).send_at) == (False, later)
    assert kinds(archive, mail)[-3:] == [EventKind.MOVED, EventKind.PAUSED, EventKind.RESUMED]


@pytest.mark.parametrize(
    ("status", "becomes", "outcome"),
    [
        (BulkStatus.FINISHED, SubmissionState.ACCEPTED, Outcome.ACCEPTED),
        (BulkStatus.PROCESSING, SubmissionState.ACCEPTED, Outcome.ACCEPTED),
        (BulkStatus.CANCELED, SubmissionState.CANCELLED, Outcome.CANCELLED),
        (BulkStatus.FAILED, SubmissionState.REJECTED, Outcome.REJECTED),
    ],
)
def test_it_follows_the_service(
    archive: Archive, status: BulkStatus, becomes: SubmissionState, outcome: Outcome
) -> None:
    mail = scheduled(archive)
    archive.outbox.record_bulk(mail, after(10), ScheduledBulk(status, SEND_AT), None)
    assert state(archive, mail).state is becomes
    assert outcomes(archive, mail) == [outcome] * 2
    with pytest.raises(IllegalStep):
        archive.outbox.record_bulk(mail, after(20), ScheduledBulk(BulkStatus.PENDING), None)


def test_a_recipient_that_the_answer_left_out_is_looked_up_after_its_time(archive: Archive) -> None:
    mail = scheduled(archive, Answered("ana@example.com", None))
    assert outcomes(archive, mail) == [Outcome.SCHEDULED, Outcome.UNKNOWN]
    archive.outbox.record_bulk(mail, SEND_AT, ScheduledBulk(BulkStatus.FINISHED), None)
    after_it = state(archive, mail)
    assert after_it.state is SubmissionState.ACCEPTED
    assert after_it.problem == Problem(ProblemCode.PARTLY_NAMED)
    assert after_it.next_lookup_at == SEND_AT


def test_recipients_that_see_each_other_share_the_answer(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.com")
    content = msgspec.structs.replace(mail.content, options=SendOptions(preserve_recipients=True))
    mail = msgspec.structs.replace(mail, content=content)
    accepted = state(archive, sent(archive, mail, Answered("ana@example.com", None)))
    assert (accepted.state, accepted.problem) == (SubmissionState.ACCEPTED, None)
    assert outcomes(archive, mail.id) == [Outcome.ACCEPTED] * 2


def test_one_that_the_service_does_not_know_is_maybe_sent(archive: Archive) -> None:
    mail = scheduled(archive)
    archive.outbox.record_bulk_gone(mail, after(10), after(15))
    gone = state(archive, mail)
    assert (gone.state, gone.next_lookup_at) == (SubmissionState.UNKNOWN, after(15))
    assert gone.problem == Problem(ProblemCode.BULK_GONE)
    assert outcomes(archive, mail) == [Outcome.UNKNOWN] * 2


def test_a_maybe_sent_mail_that_the_service_holds_is_scheduled(archive: Archive) -> None:
    mail = msgspec.structs.replace(submission(), send_at=SEND_AT)
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, after(1))
    archive.outbox.record_unknown(mail.id, after(2), NO_ANSWER, after(7))
    archive.outbox.record_bulk(mail.id, after(7), ScheduledBulk(BulkStatus.PENDING, SEND_AT), SEND_AT)
    assert state(archive, mail.id).state is SCHEDULED
    assert state(archive, mail.id).problem is None
    assert outcomes(archive, mail.id) == [Outcome.SCHEDULED]
    assert kinds(archive, mail.id)[-1] is EventKind.HELD_BY_SERVICE
    archive.outbox.record_bulk(mail.id, after(9), ScheduledBulk(BulkStatus.CANCELED), None)
    assert outcomes(archive, mail.id) == [Outcome.CANCELLED]  # the service said so, although it was in doubt before


def test_a_question_without_an_answer_is_asked_again(archive: Archive) -> None:
    mail = scheduled(archive)
    archive.outbox.begin_bulk_change(mail, after(60))
    assert state(archive, mail).next_lookup_at == after(60)
    problem = Problem(ProblemCode.CHANGE_UNKNOWN)
    archive.outbox.record_bulk_in_doubt(mail, problem, after(70))
    archive.outbox.record_bulk_in_doubt(mail, None, after(80))
    assert (state(archive, mail).problem, state(archive, mail).next_lookup_at) == (problem, after(80))
    archive.outbox.record_bulk(mail, after(90), ScheduledBulk(BulkStatus.PENDING), SEND_AT)
    assert state(archive, mail).problem is None


def test_it_is_never_cancelled_here_alone(archive: Archive) -> None:
    mail = scheduled(archive)
    with pytest.raises(IllegalStep):
        archive.outbox.cancel(mail, after(10))
    assert state(archive, mail).state is SCHEDULED


def test_logs_before_its_time_prove_nothing_but_an_arrival_does(archive: Archive) -> None:
    mail = scheduled(archive, Answered("ana@example.com", "m-1"), Answered("tom@example.com", "m-2"))  # type: ignore[arg-type]
    sync(archive, entry("m-1", status=ENROUTE), at=after(60))
    assert state(archive, mail).state is SCHEDULED
    ingest(archive, report("m-1", status=DELIVERED), at=after(70))
    assert state(archive, mail).state is SubmissionState.ACCEPTED
    assert outcomes(archive, mail) == [Outcome.DELIVERED, Outcome.ACCEPTED]


def test_logs_after_its_time_settle_it(archive: Archive) -> None:
    mail = scheduled(archive, Answered("ana@example.com", "m-1"), Answered("tom@example.com", "m-2"))  # type: ignore[arg-type]
    sync(archive, entry("m-1", status=ENROUTE), at=SEND_AT + timedelta(minutes=1))
    assert state(archive, mail).state is SubmissionState.ACCEPTED


@pytest.mark.parametrize("is_erased", [False, True])
def test_logs_do_not_settle_a_paused_one(archive: Archive, is_erased: bool) -> None:
    """The service holds it also after its time. With an erased recipient, the bulk alone names the mail."""
    mail = scheduled(archive, Answered("ana@example.com", "m-1"), Answered("tom@example.com", "m-2"))  # type: ignore[arg-type]
    if is_erased:
        archive.erasure.erase("tom@example.com", after(5))
    archive.outbox.record_bulk(mail, after(10), ScheduledBulk(BulkStatus.PAUSED), after(60))

    told = entry("m-2", "tom@example.com", ENROUTE) if is_erased else entry("m-1", status=ENROUTE)
    sync(archive, told, at=SEND_AT + timedelta(minutes=1))
    assert (state(archive, mail).state, state(archive, mail).is_paused) == (SCHEDULED, True)

    archive.outbox.record_bulk(mail, SEND_AT, ScheduledBulk(BulkStatus.PENDING), SEND_AT)
    told = entry("m-2", "tom@example.com", DELIVERED) if is_erased else entry("m-1", status=DELIVERED)
    sync(archive, told, at=SEND_AT + timedelta(minutes=2))
    assert state(archive, mail).state is SubmissionState.ACCEPTED


def test_its_reports_are_pulled_after_its_time(archive: Archive) -> None:
    mail = state(archive, scheduled(archive))
    assert archive.outbox.open_bulks(mail.account_id, T0) == ()
    archive.outbox.record_bulk(mail.id, SEND_AT, ScheduledBulk(BulkStatus.FINISHED), None)
    assert archive.outbox.open_bulks(mail.account_id, T0 + timedelta(days=1)) == (mail.bulk_id,)
    assert archive.outbox.open_bulks(mail.account_id, SEND_AT + timedelta(seconds=1)) == ()


def test_a_waiting_mail_gets_another_time_or_none(archive: Archive) -> None:
    mail = msgspec.structs.replace(submission(), send_at=T0)
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, after(1))
    archive.outbox.hold_back(mail.id, after(1), Problem(ProblemCode.TIME_PASSED))
    assert archive.outbox.set_send_at(mail.id, SEND_AT).send_at == SEND_AT
    assert archive.outbox.set_send_at(mail.id, None).problem is None
    assert state(archive, mail.id).send_at is None
