from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveError, NotFound
from composer_app.domain.ids import BulkId, DraftId, MessageId, SubmissionId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import NEXT_STATES, IllegalStep, Submission, SubmissionState
from tests.examples import examples
from tests.new_archive import passing_archive
from tests.stored_mail import newest_mail
from tests.unit.archive.samples import HELD, NO_ANSWER, REFUSED, T0, Answered, after, draft, report, submission
from tests.unit.archive.statuses import REJECTED
from tests.unit.archive.steps import all_rows, due, due_lookups, ingest, sent

Step = Callable[[Archive, SubmissionId, datetime], object]
STEPS: dict[str, Step] = {
    "start_sending": lambda a, i, t: a.outbox.start_sending(i, t),
    "record_answer": lambda a, i, t: a.outbox.record_answer(
        i, t, None, [Answered("ana@example.com", MessageId("m"))], b"{}"
    ),
    "record_answer_rejected": lambda a, i, t: a.outbox.record_answer(
        i, t, None, [Answered("ana@example.com", None, REJECTED)], b"{}"
    ),
    "record_rejected": lambda a, i, t: a.outbox.record_rejected(i, t, REFUSED),
    "record_unknown": lambda a, i, t: a.outbox.record_unknown(i, t, NO_ANSWER, t),
    "hold_back": lambda a, i, t: a.outbox.hold_back(i, t, HELD),
    "record_lookup": lambda a, i, t: a.outbox.record_lookup(i, t, t, t),
    "record_found": lambda a, i, t: a.outbox.record_found(i, t),
    "cancel": lambda a, i, t: a.outbox.cancel(i, t),
    "requeue": lambda a, i, t: a.outbox.requeue(i, t),
    "interrupted": lambda a, _, t: a.outbox.interrupted(t),
}
MAY_STAY = {"record_lookup", "interrupted"}


def queued(archive: Archive, count: int) -> list[Submission]:
    mails = [submission(bulk_id=f"bulk-{number}") for number in range(count)]
    for mail in mails:
        archive.outbox.queue(mail, None)
    return mails


def kinds(archive: Archive, row: int = 1) -> list[EventKind]:
    details = archive.messages.details(row)
    assert details is not None
    return [event.kind for event in details.events]


def test_queueing_keeps_the_mail_and_takes_the_draft(archive: Archive) -> None:
    archive.drafts.save(draft())
    mail = submission("ana@example.com", "tom@example.com", ids=("b-1", None))
    archive.outbox.queue(mail, DraftId("draft-1"))
    assert archive.outbox.get(mail.id) == mail
    assert archive.drafts.all() == ()
    rows = archive.messages.of_submission(mail.id)
    assert [(row.to, row.message_id, row.outcome) for row in rows] == [
        ("ana@example.com", "b-1", Outcome.QUEUED),
        ("tom@example.com", None, Outcome.QUEUED),
    ]
    assert all(row.submission_id == mail.id and row.bulk_id == mail.bulk_id for row in rows)


def test_queueing_what_is_there_already_changes_nothing_and_keeps_the_draft(archive: Archive) -> None:
    archive.drafts.save(draft())
    archive.outbox.queue(submission(), None)
    with pytest.raises(ArchiveError):
        archive.outbox.queue(submission(), DraftId("draft-1"))  # another mail with the same bulkId
    assert len(newest_mail(archive)) == 1
    assert len(archive.drafts.all()) == 1


def test_one_person_gets_one_row_however_often_named(archive: Archive) -> None:
    mail = submission("ana@example.com", "ana@EXAMPLE.com")
    archive.outbox.queue(mail, None)
    assert len(archive.messages.of_submission(mail.id)) == 1


def test_only_a_queued_mail_can_be_queued(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    with pytest.raises(IllegalStep):
        archive.outbox.queue(archive.outbox.start_sending(mail.id, T0), None)


def test_accepted_mail_keeps_ids_times_and_timeline(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.com")
    archive.outbox.queue(mail, None)
    sending = archive.outbox.start_sending(mail.id, after(1))
    assert (sending.state, sending.handed_over_at, sending.attempts) == (SubmissionState.SENDING, after(1), 1)
    answers = [Answered("tom@example.com", MessageId("m-2")), Answered("ana@example.com", MessageId("m-1"))]
    done = archive.outbox.record_answer(mail.id, after(2), BulkId("bulk-1"), answers, b'{"bulkId":"bulk-1"}')
    assert (done.state, done.settled_at, done.problem) == (SubmissionState.ACCEPTED, after(2), None)
    ana, tom = archive.messages.of_submission(mail.id)
    assert (ana.message_id, tom.message_id) == ("m-1", "m-2")
    assert ana.outcome is Outcome.ACCEPTED
    assert ana.sent_at == after(1)
    details = archive.messages.details(ana.row)
    assert details is not None
    assert details.raw_answer == b'{"bulkId":"bulk-1"}'
    assert kinds(archive) == [EventKind.QUEUED, EventKind.HANDED_OVER, EventKind.ANSWERED]
    assert [event.at for event in details.events] == [T0, after(1), after(2)]


def test_rejected_only_if_every_recipient_was(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.com")
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1"), REJECTED), Answered("tom@example.com", None))
    assert archive.outbox.get(mail.id).state is SubmissionState.ACCEPTED
    assert [row.outcome for row in archive.messages.of_submission(mail.id)] == [Outcome.REJECTED, Outcome.ACCEPTED]
    other = submission(bulk_id="bulk-2")
    sent(archive, other, Answered("ana@example.com", MessageId("m-3"), REJECTED))
    assert archive.outbox.get(other.id).state is SubmissionState.REJECTED


def test_answer_in_other_letters_still_finds_its_recipient(archive: Archive) -> None:
    mail = submission("Ana@example.com", "tom@example.com")
    sent(archive, mail, Answered("ana@EXAMPLE.com", MessageId("m-1")), Answered("who@example.com", MessageId("m-9")))
    assert [row.message_id for row in archive.messages.of_submission(mail.id)] == ["m-1", None]


def test_answer_for_the_only_recipient_needs_no_address(archive: Archive) -> None:
    mail = submission("ana@example.com")
    sent(archive, mail, Answered("", MessageId("m-1")))
    assert [row.message_id for row in archive.messages.of_submission(mail.id)] == ["m-1"]


def test_an_id_that_another_mail_of_ours_has_is_not_taken_from_it(archive: Archive) -> None:
    first, second = submission(bulk_id="bulk-1"), submission(bulk_id="bulk-2")
    sent(archive, first, Answered("ana@example.com", MessageId("m-1")))
    sent(archive, second, Answered("ana@example.com", MessageId("m-1")))
    assert [row.message_id for row in all_rows(archive)] == ["m-1", None]


def test_the_vendors_own_bulk_id_is_what_reports_are_asked_by(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.record_answer(mail.id, T0, BulkId("theirs"), [Answered("ana@example.com", MessageId("m"))], b"{}")
    assert archive.outbox.open_bulks(mail.account_id, T0) == ("theirs",)
    assert archive.outbox.get(mail.id).bulk_id == "bulk-1"


def test_held_back_mail_waits_and_is_due_again(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    assert due(archive, T0) == (mail,)
    archive.outbox.start_sending(mail.id, T0)
    held = archive.outbox.hold_back(mail.id, after(1), HELD)
    assert (held.state, held.problem, held.handed_over_at) == (SubmissionState.QUEUED, HELD, None)
    assert due(archive, after(59)) == ()
    assert due(archive, after(60)) == (held,)
    again = archive.outbox.start_sending(mail.id, after(60))
    assert (again.attempts, again.problem) == (2, None)


def test_a_problem_that_only_a_person_mends_is_never_due(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.hold_back(mail.id, T0, REFUSED)
    assert due(archive, after(1e9)) == ()


def test_unknown_is_looked_up_until_found(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    unknown = archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    assert (unknown.next_lookup_at, unknown.settled_at, unknown.problem) == (after(6), None, NO_ANSWER)
    assert due_lookups(archive, after(5)) == ()
    assert due_lookups(archive, after(6)) == (unknown,)
    looked = archive.outbox.record_lookup(mail.id, after(6), after(30), after(6))
    assert (looked.lookups, looked.next_lookup_at, looked.state) == (1, after(30), SubmissionState.UNKNOWN)
    found = archive.outbox.record_found(mail.id, after(30))
    assert (found.state, found.lookups, found.next_lookup_at) == (SubmissionState.ACCEPTED, 1, None)
    assert due_lookups(archive, after(1e6)) == ()
    assert kinds(archive)[2:] == [EventKind.NO_ANSWER, EventKind.LOOKED_UP, EventKind.FOUND]


def test_not_being_able_to_look_it_up_tells_nothing(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    postponed = archive.outbox.postpone_lookup(mail.id, after(66))
    assert (postponed.lookups, postponed.next_lookup_at, postponed.state) == (0, after(66), SubmissionState.UNKNOWN)
    assert kinds(archive)[-1] is EventKind.NO_ANSWER


def test_giving_up_a_mail_of_which_no_record_knows_does_not_take_it_back(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    assert archive.outbox.cancel(mail.id, after(9)).state is SubmissionState.CANCELLED
    assert archive.messages.of_submission(mail.id)[0].outcome is Outcome.UNKNOWN
    ingest(archive, report())
    assert archive.messages.of_submission(mail.id)[0].outcome is Outcome.DELIVERED


@pytest.mark.parametrize("came_to", ["held back", "unknown"])
def test_given_up_after_another_try_it_may_still_be_out(archive: Archive, came_to: str) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    archive.outbox.requeue(mail.id, after(2))
    archive.outbox.start_sending(mail.id, after(3))
    if came_to == "held back":
        archive.outbox.hold_back(mail.id, after(4), HELD)
    else:
        archive.outbox.record_unknown(mail.id, after(4), NO_ANSWER, after(9))
    archive.outbox.cancel(mail.id, after(9))
    assert archive.messages.of_submission(mail.id)[0].outcome is Outcome.UNKNOWN


def test_sent_again_keeps_ids_and_forgets_the_old_answer(archive: Archive) -> None:
    mail = submission("ana@example.com", ids=("own-1",))
    sent(archive, mail, Answered("ana@example.com", MessageId("own-1"), REJECTED))
    again = archive.outbox.requeue(mail.id, after(10))
    assert (again.state, again.settled_at, again.problem) == (SubmissionState.QUEUED, None, None)
    row = archive.messages.of_submission(mail.id)[0]
    assert (row.outcome, row.message_id) == (Outcome.QUEUED, "own-1")
    assert kinds(archive)[-1] is EventKind.SENT_AGAIN


def test_interrupted_makes_every_mail_under_way_unknown(archive: Archive) -> None:
    mails = queued(archive, 3)
    archive.outbox.start_sending(mails[0].id, T0)
    archive.outbox.start_sending(mails[2].id, T0)
    unknown = archive.outbox.interrupted(after(5))
    assert [one.id for one in unknown] == [mails[0].id, mails[2].id]
    assert {one.problem.code for one in unknown if one.problem} == {ProblemCode.INTERRUPTED}
    assert [one.id for one in due_lookups(archive, after(5))] == [mails[0].id, mails[2].id]
    assert archive.outbox.interrupted(after(6)) == ()


def test_what_may_have_left_since_a_backup_is_put_in_doubt(archive: Archive) -> None:
    mails = queued(archive, 4)
    archive.outbox.start_sending(mails[1].id, T0)
    archive.outbox.start_sending(mails[2].id, T0)
    archive.outbox.hold_back(mails[2].id, T0, HELD)
    archive.outbox.cancel(mails[3].id, T0)
    unknown = archive.outbox.mark_maybe_sent(after(5))
    assert [one.id for one in unknown] == [mails[0].id, mails[1].id, mails[2].id]
    assert {one.state for one in unknown} == {SubmissionState.UNKNOWN}
    assert {one.problem.code for one in unknown if one.problem} == {ProblemCode.RESTORED}
    assert {one.handed_over_at for one in unknown} == {after(5)}, "the logs may know it from then on for 48 hours"
    assert len(due_lookups(archive, after(5))) == 3
    assert due(archive, after(10_000)) == ()
    assert archive.outbox.mark_maybe_sent(after(6)) == ()


def test_refused_request_is_reported_in_the_vendors_words(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    refused = archive.outbox.record_rejected(mail.id, after(1), REFUSED)
    assert (refused.state, refused.problem, refused.settled_at) == (SubmissionState.REJECTED, REFUSED, after(1))
    details = archive.messages.details(1)
    assert details is not None
    assert details.message.outcome is Outcome.REJECTED
    assert details.events[-1].detail == "Bad request"


@pytest.mark.parametrize("name", [name for name in STEPS if name != "interrupted"])
def test_unknown_id_is_not_found(archive: Archive, name: str) -> None:
    with pytest.raises(NotFound):
        STEPS[name](archive, SubmissionId("nothing"), T0)


def test_only_sending_may_be_held_back_and_only_a_person_sends_again(archive: Archive) -> None:
    mail = submission()
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    with pytest.raises(IllegalStep):
        archive.outbox.requeue(mail.id, T0)
    with pytest.raises(IllegalStep):
        archive.outbox.record_found(mail.id, T0)
    archive.outbox.record_unknown(mail.id, T0, NO_ANSWER, None)
    with pytest.raises(IllegalStep):
        archive.outbox.hold_back(mail.id, T0, HELD)


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_whatever_is_tried_only_legal_steps_are_taken(names: list[str]) -> None:
    with passing_archive() as archive:
        mail = submission()
        archive.outbox.queue(mail, None)
        for second, name in enumerate(names):
            _try(archive, mail.id, name, after(second))


def _try(archive: Archive, id_: SubmissionId, name: str, at: datetime) -> None:
    before = archive.outbox.get(id_)
    events_before = len(kinds(archive))
    assert before is not None
    try:
        STEPS[name](archive, id_, at)
    except IllegalStep:
        assert archive.outbox.get(id_) == before
        assert len(kinds(archive)) == events_before
        return
    now = archive.outbox.get(id_)
    assert isinstance(now, Submission)
    stayed = now.state is before.state and name in MAY_STAY
    assert stayed or now.state in NEXT_STATES[before.state]
    row = archive.messages.of_submission(id_)[0]
    if now.state is SubmissionState.CANCELLED and row.outcome is not Outcome.CANCELLED:
        # Giving up does not unsay the vendor's no, and takes back nothing that may have gone out.
        may_be_out = EventKind.NO_ANSWER in kinds(archive)
        assert row.outcome is Outcome.REJECTED or (may_be_out and row.outcome is Outcome.UNKNOWN)
    else:
        assert row.outcome.value == now.state.value
    assert stayed or len(kinds(archive)) == events_before + 1
