"""Send runs in the archive: the recipients that are left, and the batches made of them, never both."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.errors import NotFound
from composer_app.domain.account import Generation
from composer_app.domain.ids import SANDBOX_ACCOUNT, SendRunId
from composer_app.domain.mail import Attachment, Mailbox, MailContent, RecipientKind
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.send_run import AHEAD, MOST_UNSETTLED, SendRunState
from composer_app.domain.submission import IllegalStep, Recipient, Submission, SubmissionState
from tests.examples import examples
from tests.new_archive import passing_archive
from tests.unit.archive.samples import NO_ANSWER, REFUSED, T0, Answered, after, draft, send_run
from tests.unit.archive.statuses import REJECTED

V3 = Generation.V3
CONTENT = MailContent(
    sender="Billing <billing@example.com>",
    subject="Your November statement",
    html="<p>Dear {{name}}, a peculiar wording</p>",
    text="Dear {{name}}",
    attachments=(Attachment("a" * 64, "terms.pdf", "application/pdf", 5),),
)


def people(first: int, count: int, **values: str) -> list[Recipient]:
    return [
        Recipient(Mailbox(f"person{number}@example.com", f"Person {number}"), placeholders=values)
        for number in range(first, first + count)
    ]


def started(archive: Archive, count: int = 5, *, size: int = 2, **changes: Any) -> SendRunId:
    run = send_run(batch_size=size, **changes)
    archive.send_runs.begin(run, CONTENT, draft("draft-1", subject=CONTENT.subject))
    archive.send_runs.add_recipients(run.id, people(1, count))
    archive.send_runs.start(run.id)
    return run.id


def batch(archive: Archive, run_id: SendRunId, at: float = 0, generation: Generation = V3) -> Submission:
    made = archive.send_runs.next_batch(run_id, generation, after(at))
    assert made is not None
    return made


def accepted(archive: Archive, mail: Submission) -> None:
    archive.outbox.start_sending(mail.id, after(1))
    answers = [Answered(one.mailbox.address, None) for one in mail.recipients]
    archive.outbox.record_answer(mail.id, after(2), mail.bulk_id, answers, b"{}")


def addresses(mail: Submission) -> list[str]:
    return [one.mailbox.address for one in mail.recipients]


def rest(archive: Archive, run_id: SendRunId) -> list[str]:
    return [one.mailbox.address for one in archive.send_runs.recipients_left(run_id)]


def state(archive: Archive, run_id: SendRunId) -> SendRunState:
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    return entry.run.state


def unknown(archive: Archive, mail: Submission) -> None:
    archive.outbox.start_sending(mail.id, after(1))
    archive.outbox.record_unknown(mail.id, after(2), NO_ANSWER, after(7))


def missing(archive: Archive, mail: Submission) -> None:
    """Its outcome is unknown, and the logs do not have it, also after a quarter of an hour."""
    unknown(archive, mail)
    for minutes in (0, 16):
        archive.outbox.record_lookup(mail.id, after(60 * minutes), None, after(60 * minutes))


def test_a_run_is_listed_once_it_has_started_and_its_draft_goes_then(archive: Archive) -> None:
    written = draft("draft-1")
    archive.drafts.save(written)
    run = send_run()
    archive.send_runs.begin(run, CONTENT, written)
    assert archive.send_runs.add_recipients(run.id, people(1, 3)) == 3
    assert archive.send_runs.newest(SANDBOX_ACCOUNT, 10) == archive.send_runs.open() == ()
    assert archive.drafts.all() == (written,)

    entry = archive.send_runs.start(run.id, after(5), written.id)

    assert archive.drafts.all() == ()
    assert entry.run == msgspec.structs.replace(run, state=SendRunState.RUNNING, recipient_count=3, leaves_at=after(5))
    assert (entry.left, entry.total, entry.handed_over) == (3, 3, 0)
    assert archive.send_runs.newest(SANDBOX_ACCOUNT, 10) == archive.send_runs.open() == (entry,)
    assert archive.send_runs.entries([run.id, SendRunId("another")]) == (entry,)


def test_an_address_is_in_a_run_once_in_any_spelling(archive: Archive) -> None:
    run = send_run()
    archive.send_runs.begin(run, CONTENT, draft())
    assert archive.send_runs.add_recipients(run.id, people(1, 2)) == 2
    again = [Recipient(Mailbox("Person1@Example.com")), Recipient(Mailbox("person3@example.com"))]
    assert archive.send_runs.add_recipients(run.id, again) == 1
    assert archive.send_runs.start(run.id).left == 3


def test_batches_take_the_recipients_in_order_and_share_one_content(archive: Archive) -> None:
    run_id = started(archive)
    made = []
    for _ in range(3):
        made.append(batch(archive, run_id))
        accepted(archive, made[-1])

    assert [addresses(one) for one in made] == [
        ["person1@example.com", "person2@example.com"],
        ["person3@example.com", "person4@example.com"],
        ["person5@example.com"],
    ]
    assert {one.content for one in made} == {CONTENT}
    assert [one.bulk_id for one in made] == ["stem-1", "stem-3", "stem-5"]
    assert made[2].recipients[0].message_id == "stem-5-1"
    assert made[0].recipients[0].mailbox.name == "Person 1"
    stored = "".join(row[0] for row in archive.database.rows("SELECT content FROM submission_content"))
    assert "peculiar" not in stored
    assert archive.database.rows("SELECT count(*) FROM letter WHERE text LIKE '%peculiar wording%'") == [(3,)]
    assert archive.send_runs.next_batch(run_id, V3, after(9)) is None
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert (entry.run.state, entry.run.settled_at) == (SendRunState.DONE, after(9))
    assert (entry.handed_over, entry.total, entry.left) == (5, 5, 0)
    assert archive.send_runs.next_batch(run_id, V3, after(10)) is None


def test_the_values_of_a_row_go_with_its_recipient(archive: Archive) -> None:
    run = send_run()
    archive.send_runs.begin(run, CONTENT, draft())
    archive.send_runs.add_recipients(run.id, people(1, 1, name="Ana “Anny” Kovač"))
    archive.send_runs.start(run.id)
    made = batch(archive, run.id, generation=Generation.V4)
    assert made.recipients[0].placeholders == {"name": "Ana “Anny” Kovač"}
    assert made.recipients[0].message_id == "stem-1-1"


def test_cc_and_bcc_come_after_to_in_their_batch(archive: Archive) -> None:
    run = send_run()
    archive.send_runs.begin(run, CONTENT, draft())
    copies = [
        Recipient(Mailbox("hidden@example.com"), RecipientKind.BCC),
        Recipient(Mailbox("chief@example.com"), RecipientKind.CC),
    ]
    archive.send_runs.add_recipients(run.id, [*copies, *people(1, 1)])
    archive.send_runs.start(run.id)
    assert addresses(batch(archive, run.id)) == ["person1@example.com", "chief@example.com", "hidden@example.com"]


def test_only_a_few_batches_are_made_ahead(archive: Archive) -> None:
    run_id = started(archive, 9)
    made = [batch(archive, run_id) for _ in range(AHEAD)]
    assert archive.send_runs.next_batch(run_id, V3, T0) is None
    accepted(archive, made[0])
    assert addresses(batch(archive, run_id))[0] == "person5@example.com"


def test_a_batch_that_is_held_back_holds_up_the_run(archive: Archive) -> None:
    run_id = started(archive)
    made = batch(archive, run_id)
    archive.outbox.start_sending(made.id, after(1))
    archive.outbox.hold_back(made.id, after(2), Problem(ProblemCode.RATE_LIMITED, retry_at=after(60)))
    assert archive.send_runs.next_batch(run_id, V3, after(3)) is None
    assert state(archive, run_id) is SendRunState.RUNNING


def test_the_run_goes_on_while_the_outcome_of_some_batches_is_unknown(archive: Archive) -> None:
    run_id = started(archive, 2 * MOST_UNSETTLED + 2)
    for _ in range(MOST_UNSETTLED):
        unknown(archive, batch(archive, run_id))
    assert archive.send_runs.next_batch(run_id, V3, after(3)) is None
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    archive.outbox.record_found(entry.batches[0].id, after(4))
    batch(archive, run_id)


@pytest.mark.parametrize("send_again", [True, False])
def test_one_decision_settles_all_batches_that_the_logs_do_not_know(archive: Archive, send_again: bool) -> None:
    run_id = started(archive, 6)
    made = [batch(archive, run_id)]
    missing(archive, made[0])
    made.append(batch(archive, run_id))
    missing(archive, made[1])
    made.append(batch(archive, run_id))
    unknown(archive, made[2])
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert [one.id for one in entry.missing] == [made[0].id, made[1].id]

    decided = archive.send_runs.decide(run_id, after(2000), send_again=send_again)

    assert decided == (made[0].id, made[1].id)
    wanted = SubmissionState.QUEUED if send_again else SubmissionState.CANCELLED
    found = [archive.outbox.existing(one.id) for one in made]
    assert [one.state for one in found] == [wanted, wanted, SubmissionState.UNKNOWN]
    assert [one.bulk_id for one in found] == ["stem-1", "stem-3", "stem-5"]


def test_a_paused_run_makes_no_batch_and_its_queued_ones_wait(archive: Archive) -> None:
    run_id = started(archive)
    made = batch(archive, run_id)
    archive.send_runs.pause(run_id)
    assert archive.send_runs.next_batch(run_id, V3, T0) is None
    (head,) = archive.outbox.heads([made.id])
    assert (head.run_id, head.is_held) == (run_id, True)
    with pytest.raises(IllegalStep):
        archive.outbox.start_sending(made.id, after(1))
    with pytest.raises(IllegalStep):
        archive.send_runs.pause(run_id)

    archive.send_runs.resume(run_id, after(2))

    (head,) = archive.outbox.heads([made.id])
    assert not head.is_held
    accepted(archive, made)


def test_a_refusal_pauses_the_run_and_resuming_sends_that_batch_again(archive: Archive) -> None:
    run_id = started(archive)
    refused, other = batch(archive, run_id), batch(archive, run_id)
    archive.outbox.start_sending(refused.id, after(1))
    archive.outbox.record_rejected(refused.id, after(2), REFUSED)
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert (entry.run.state, entry.run.problem) == (SendRunState.PAUSED, REFUSED)
    assert [one.id for one in entry.rejected] == [refused.id]

    archive.send_runs.resume(run_id, after(3))

    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert (entry.run.state, entry.run.problem) == (SendRunState.RUNNING, None)
    assert [one.state for one in entry.batches] == [SubmissionState.QUEUED, SubmissionState.QUEUED]
    assert [one.id for one in entry.batches] == [refused.id, other.id]


def test_a_run_pauses_when_each_recipient_of_a_batch_is_rejected_or_it_waits_for_the_user(archive: Archive) -> None:
    run_id = started(archive)
    made = batch(archive, run_id)
    archive.outbox.start_sending(made.id, after(1))
    answers = [Answered(one, None, REJECTED) for one in addresses(made)]
    archive.outbox.record_answer(made.id, after(2), made.bulk_id, answers, b"{}")
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert entry.run.problem == Problem(ProblemCode.ALL_REJECTED)

    other = started(archive, bulk_stem="other")
    made = batch(archive, other)
    archive.outbox.start_sending(made.id, after(1))
    archive.outbox.hold_back(made.id, after(2), Problem(ProblemCode.NO_KEY))
    assert state(archive, other) is SendRunState.PAUSED
    archive.send_runs.resume(other, after(3))
    assert archive.outbox.existing(made.id).problem is None


def test_a_stopped_run_sends_nothing_more(archive: Archive) -> None:
    run_id = started(archive)
    out, queued = batch(archive, run_id), batch(archive, run_id)
    archive.outbox.start_sending(out.id, after(1))
    archive.send_runs.stop(run_id, after(2))
    assert archive.outbox.existing(queued.id).state is SubmissionState.CANCELLED
    assert archive.outbox.existing(out.id).state is SubmissionState.SENDING
    assert archive.send_runs.next_batch(run_id, V3, after(3)) is None
    assert rest(archive, run_id) == ["person3@example.com", "person4@example.com", "person5@example.com"]
    assert archive.send_runs.open() == ()
    with pytest.raises(IllegalStep):
        archive.send_runs.resume(run_id, after(4))


def test_the_rest_of_a_stopped_run_has_refused_batches_and_none_that_may_have_left(archive: Archive) -> None:
    run_id = started(archive)
    lost = batch(archive, run_id)
    missing(archive, lost)
    refused = batch(archive, run_id)
    archive.send_runs.decide(run_id, after(2000), send_again=True)
    archive.outbox.start_sending(refused.id, after(2001))
    archive.outbox.record_rejected(refused.id, after(2002), REFUSED)
    archive.send_runs.stop(run_id, after(2003))

    assert archive.outbox.existing(lost.id).state is SubmissionState.CANCELLED
    assert rest(archive, run_id) == ["person3@example.com", "person4@example.com", "person5@example.com"]
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert entry.unsent == 3


def test_a_batch_that_was_not_sent_after_all_is_in_the_rest_of_a_stopped_run(archive: Archive) -> None:
    run_id = started(archive, 2)
    out = batch(archive, run_id)
    archive.outbox.start_sending(out.id, after(1))
    archive.send_runs.stop(run_id, after(2))
    held = archive.outbox.hold_back(out.id, after(3), Problem(ProblemCode.RATE_LIMITED, retry_at=after(60)))
    assert held.state is SubmissionState.CANCELLED
    assert rest(archive, run_id) == addresses(out)


def test_no_batch_of_a_stopped_run_is_sent_again(archive: Archive) -> None:
    run_id = started(archive)
    lost = batch(archive, run_id)
    missing(archive, lost)
    archive.send_runs.stop(run_id, after(2000))
    with pytest.raises(IllegalStep):
        archive.send_runs.decide(run_id, after(2001), send_again=True)
    assert archive.send_runs.decide(run_id, after(2002), send_again=False) == (lost.id,)
    assert rest(archive, run_id) == ["person3@example.com", "person4@example.com", "person5@example.com"]


def test_a_run_that_has_not_begun_becomes_a_draft_again(archive: Archive) -> None:
    run = send_run(leaves_at=after(9))
    written = draft("draft-1", subject="Your November statement")
    archive.send_runs.begin(run, CONTENT, written)
    archive.send_runs.add_recipients(run.id, people(1, 2))
    archive.send_runs.start(run.id, after(9))
    archive.send_runs.hurry(run.id)
    back = archive.send_runs.take_back(run.id, after(5))
    assert back == msgspec.structs.replace(written, html=CONTENT.html, updated_at=after(5))
    assert archive.drafts.all() == (back,)
    assert state(archive, run.id) is SendRunState.TAKEN_BACK
    with pytest.raises(IllegalStep):
        archive.send_runs.take_back(run.id, after(6))


def test_a_run_that_has_begun_cannot_be_taken_back(archive: Archive) -> None:
    run_id = started(archive)
    batch(archive, run_id)
    assert archive.send_runs.take_back(run_id, after(5)) is None
    assert archive.drafts.all() == ()


def test_what_was_being_prepared_is_deleted_at_the_next_start(archive: Archive) -> None:
    run = send_run()
    archive.send_runs.begin(run, CONTENT, draft())
    archive.send_runs.add_recipients(run.id, people(1, 2))
    kept = started(archive, bulk_stem="other")
    assert archive.send_runs.discard_unprepared() == 1
    assert archive.send_runs.get(run.id) is None
    assert archive.send_runs.get(kept) is not None
    with pytest.raises(NotFound):
        archive.send_runs.start(run.id)
    with pytest.raises(NotFound):
        archive.send_runs.next_batch(run.id, V3, T0)


def test_batches_are_in_no_list_of_mails(archive: Archive) -> None:
    made = batch(archive, started(archive))
    assert archive.outbox.newest_entries(SANDBOX_ACCOUNT, 10) == archive.outbox.entries([made.id]) == ()
    assert [one.id for one in archive.outbox.open()] == [made.id]


def test_the_files_of_a_run_are_needed_before_its_first_batch(archive: Archive) -> None:
    run_id = started(archive)
    assert archive.attachments.used() == {"a" * 64}
    assert archive.send_runs.content(run_id) == CONTENT


def test_a_restored_run_waits_and_then_looks_for_each_batch_before_it_is_sent(archive: Archive) -> None:
    run_id = started(archive, 8)
    accepted(archive, batch(archive, run_id))
    archive.outbox.mark_maybe_sent(after(100))
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert (entry.run.state, entry.run.problem) == (SendRunState.PAUSED, Problem(ProblemCode.RESTORED))
    assert archive.send_runs.next_batch(run_id, V3, after(100)) is None

    archive.send_runs.resume(run_id, after(101))
    made = [batch(archive, run_id, 102) for _ in range(3)]

    assert {one.state for one in made} == {SubmissionState.UNKNOWN}
    assert {one.next_lookup_at for one in made} == {after(102)}
    assert [one.bulk_id for one in made] == ["stem-3", "stem-5", "stem-7"]


def test_a_refused_batch_of_a_restored_run_is_looked_up_before_it_is_sent_again(archive: Archive) -> None:
    run_id = started(archive, 2)
    refused = batch(archive, run_id)
    archive.outbox.start_sending(refused.id, after(1))
    archive.outbox.record_rejected(refused.id, after(2), REFUSED)
    archive.outbox.mark_maybe_sent(after(100))
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    assert entry.run.problem == Problem(ProblemCode.RESTORED)

    archive.send_runs.resume(run_id, after(101))

    found = archive.outbox.existing(refused.id)
    assert (found.state, found.next_lookup_at) == (SubmissionState.UNKNOWN, after(101))


def test_an_erasure_moves_no_recipient_to_another_batch(archive: Archive) -> None:
    run_id = started(archive, 8)
    for number in (1, 3, 4):
        archive.erasure.erase(f"person{number}@example.com", T0)
    made = []
    for _ in range(3):
        made.append(batch(archive, run_id))
        accepted(archive, made[-1])
    assert {one.bulk_id: addresses(one) for one in made} == {
        "stem-1": ["person2@example.com"],
        "stem-5": ["person5@example.com", "person6@example.com"],
        "stem-7": ["person7@example.com", "person8@example.com"],
    }
    assert archive.send_runs.next_batch(run_id, V3, after(9)) is None
    assert state(archive, run_id) is SendRunState.DONE


def test_a_run_without_recipients_left_is_not_in_doubt_after_a_restore(archive: Archive) -> None:
    run_id = started(archive, 2)
    accepted(archive, batch(archive, run_id))
    archive.outbox.mark_maybe_sent(after(100))
    assert state(archive, run_id) is SendRunState.RUNNING


@settings(max_examples=examples(), deadline=None)
@given(
    count=st.integers(1, 12),
    size=st.integers(1, 5),
    outcomes=st.lists(st.sampled_from(["accept", "refuse", "lose", "pause", "interrupt"]), max_size=12),
)
def test_each_recipient_is_left_or_in_one_batch_whatever_happens(count: int, size: int, outcomes: list[str]) -> None:
    with passing_archive() as archive:
        run_id = started(archive, count, size=size)
        for outcome in [*outcomes, *["accept"] * 20]:
            step(archive, run_id, outcome)
            assert everyone(archive, run_id) == Counter(f"person{one}@example.com" for one in range(1, count + 1))


def step(archive: Archive, run_id: SendRunId, outcome: str) -> None:
    current = state(archive, run_id)
    if current is SendRunState.PAUSED:
        archive.send_runs.resume(run_id, after(50))
    elif current is SendRunState.RUNNING and outcome == "pause":
        archive.send_runs.pause(run_id)
        return
    archive.send_runs.next_batch(run_id, V3, after(1))
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    queued = [one for one in entry.batches if one.state is SubmissionState.QUEUED]
    for one in queued[:1]:
        mail = archive.outbox.existing(one.id)
        if outcome == "refuse":
            archive.outbox.start_sending(mail.id, after(1))
            archive.outbox.record_rejected(mail.id, after(2), REFUSED)
        elif outcome == "lose":
            unknown(archive, mail)
        elif outcome == "interrupt":
            archive.outbox.start_sending(mail.id, after(1))
            archive.outbox.interrupted(after(2) + timedelta(seconds=1))
        else:
            accepted(archive, mail)


def everyone(archive: Archive, run_id: SendRunId) -> Counter[str]:
    entry = archive.send_runs.get(run_id)
    assert entry is not None
    found = Counter(one.mailbox.address for one in archive.send_runs.recipients_left(run_id))
    unsent = {one.id for one in entry.unsent_batches}
    for one in entry.batches:
        if one.id not in unsent:
            found.update(addresses(archive.outbox.existing(one.id)))
    assert entry.total == found.total()
    return found
