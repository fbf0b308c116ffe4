from __future__ import annotations

import msgspec

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, SubmissionId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.submission import LISTED_RECIPIENTS, BulkSummary
from tests.recipient_groups import groups_of
from tests.unit.archive.samples import NO_ANSWER, T0, Answered, after, report, submission
from tests.unit.archive.statuses import DELIVERED, REJECTED
from tests.unit.archive.steps import ingest, sent, statements


def queue(archive: Archive, count: int) -> list[SubmissionId]:
    mails = [submission(bulk_id=f"bulk-{number}", created_at=after(number)) for number in range(count)]
    for mail in mails:
        archive.outbox.queue(mail, None)
    return [mail.id for mail in mails]


def test_unknown_id_gives_none(archive: Archive) -> None:
    assert archive.outbox.get(SubmissionId("nothing")) is None


def test_bulks_are_those_handed_over_here(archive: Archive) -> None:
    ids = queue(archive, 3)
    archive.outbox.cancel(ids[1], T0)
    assert archive.outbox.bulks(SANDBOX_ACCOUNT) == (
        BulkSummary(submission(bulk_id="bulk-2").bulk_id, "Your November statement", after(2), 1),
        BulkSummary(submission(bulk_id="bulk-0").bulk_id, "Your November statement", after(0), 1),
    )
    assert len(archive.outbox.bulks(SANDBOX_ACCOUNT, limit=1)) == 1


def test_open_are_the_bulks_with_a_report_to_come(archive: Archive) -> None:
    reported, rejected, unknown, queued, half = (
        submission("ana@example.com", "tom@example.com", bulk_id=f"bulk-{name}")
        for name in ("reported", "rejected", "unknown", "queued", "half")
    )
    ana, tom = Answered("ana@example.com", MessageId("1")), Answered("tom@example.com", MessageId("2"))
    sent(archive, reported, ana, tom)
    sent(archive, rejected, Answered(ana.address, None, REJECTED), Answered(tom.address, None))
    archive.outbox.queue(unknown, None)
    archive.outbox.start_sending(unknown.id, T0)
    archive.outbox.record_unknown(unknown.id, T0, NO_ANSWER, None)
    archive.outbox.queue(queued, None)
    sent(archive, half, Answered(ana.address, MessageId("3")), Answered(tom.address, MessageId("4")))
    for message_id, to in (("1", "ana@example.com"), ("2", "tom@example.com"), ("3", "ana@example.com")):
        ingest(archive, report(message_id, to, DELIVERED, bulk_id=None))
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ("bulk-half", "bulk-unknown", "bulk-rejected")
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, after(100)) == ()


def test_cc_and_bcc_keep_no_bulk_open(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.com", "eva@example.com", ids=("m-1", None, None))
    kinds = (RecipientKind.TO, RecipientKind.CC, RecipientKind.BCC)
    people = tuple(msgspec.structs.replace(one, kind=kind) for one, kind in zip(mail.recipients, kinds, strict=True))
    mail = msgspec.structs.replace(mail, recipients=people)
    sent(archive, mail, Answered("ana@example.com", MessageId("m-1")))
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == (mail.bulk_id,)
    ingest(archive, report())
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ()
    assert [message.kind for message in archive.messages.of_submission(mail.id)] == list(kinds)


def test_a_wholly_rejected_mail_has_no_report_to_come(archive: Archive) -> None:
    sent(archive, submission(), Answered("ana@example.com", None, REJECTED))
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ()


def test_the_report_of_a_given_up_mail_is_still_asked_for(archive: Archive) -> None:
    for bulk, may_be_out in (("bulk-given-up", True), ("bulk-taken-back", False)):
        mail = submission(bulk_id=bulk)
        archive.outbox.queue(mail, None)
        if may_be_out:
            archive.outbox.start_sending(mail.id, T0)
            archive.outbox.record_unknown(mail.id, T0, NO_ANSWER, None)
        archive.outbox.cancel(mail.id, T0)
    assert archive.outbox.open_bulks(SANDBOX_ACCOUNT, T0) == ("bulk-given-up",)


def test_a_list_is_two_statements_however_long_it_is(archive: Archive) -> None:
    ids = [
        sent(
            archive,
            submission("ana@example.com", "tom@example.com", bulk_id=f"bulk-{number}", created_at=after(number)),
            Answered("ana@example.com", MessageId(f"m-{number}")),
        )
        for number in range(20)
    ]
    archive.outbox.newest_entries(SANDBOX_ACCOUNT, 1)  # from here on the vendor's words are in memory
    with statements(archive.database) as found:
        entries = archive.outbox.newest_entries(SANDBOX_ACCOUNT, 10)
    assert len([one for one in found if one not in ("BEGIN", "ROLLBACK")]) == 4, "one for the number of the account"
    assert [one.submission.id for one in entries] == ids[:9:-1]
    newest = entries[0]
    assert newest.groups == groups_of(archive.messages.of_submission(newest.submission.id))
    stored = archive.outbox.get(newest.submission.id)
    assert stored is not None
    assert (newest.submission.subject, newest.submission.sender) == (stored.content.subject, stored.content.sender)
    assert (newest.submission.recipient_count, newest.submission.problem) == (len(stored.recipients), stored.problem)
    assert newest.submission.first_recipients == stored.recipients[:LISTED_RECIPIENTS]


def test_single_mails_are_asked_for_by_their_ids(archive: Archive) -> None:
    first, second = queue(archive, 2)
    gone = SubmissionId("gone")
    assert {one.id for one in archive.outbox.heads([first, gone])} == {first}
    assert [one.submission.id for one in archive.outbox.entries([first, gone, second])] == [second, first]
    assert archive.outbox.heads([]) == ()
    assert archive.outbox.entries([]) == ()


def test_open_mails_come_oldest_first_without_their_content(archive: Archive) -> None:
    first, second = queue(archive, 2)
    accepted = sent(archive, submission(bulk_id="bulk-done"), Answered("ana@example.com", MessageId("m-1")))
    with statements(archive.database) as found:
        assert [one.id for one in archive.outbox.open()] == [first, second]
    assert not [one for one in found if "submission_content" in one]
    assert accepted not in {one.id for one in archive.outbox.open()}


def test_recipients_with_the_same_outcome_are_one_group(archive: Archive) -> None:
    people = [f"person{number}@example.com" for number in range(9)]
    answers = [Answered(one, MessageId(f"m-{number}")) for number, one in enumerate(people)]
    mail = submission(*people)
    sent(archive, mail, *answers[:-1], Answered(people[-1], MessageId("m-8"), REJECTED))
    ingest(archive, report("m-3", people[3], DELIVERED, bulk_id=None))

    (entry,) = archive.outbox.entries([mail.id])

    assert entry.groups == groups_of(archive.messages.of_submission(mail.id))
    assert [(one.first.to, one.number) for one in entry.groups] == [(people[0], 7), (people[3], 1), (people[8], 1)]
    assert [one.mailbox.address for one in entry.submission.first_recipients] == people[:LISTED_RECIPIENTS]
    assert entry.submission.recipient_count == 9


def test_unsettled_mails_and_senders_come_newest_first_with_at_most_so_many(archive: Archive) -> None:
    first, second = queue(archive, 2)
    done = sent(archive, submission(bulk_id="bulk-done"), Answered("ana@example.com", MessageId("m-1")))
    with statements(archive.database) as found:
        assert [one.id for one in archive.outbox.unsettled(SANDBOX_ACCOUNT, 9)] == [second, first]
        assert [one.id for one in archive.outbox.unsettled(SANDBOX_ACCOUNT, 1)] == [second]
    assert not [one for one in found if "submission_content" in one]
    sender = archive.messages.of_submission(done)[0].sender
    assert archive.outbox.senders(SANDBOX_ACCOUNT, 9) == (sender,) * 3
    assert archive.outbox.senders(SANDBOX_ACCOUNT, 1) == (sender,)


def test_words_are_found_in_subject_and_all_recipients(archive: Archive) -> None:
    people = [f"person{number}@example.com" for number in range(9)]
    mail, other = submission(*people), submission("tom@example.com", bulk_id="bulk-2")
    for one in (mail, other):
        archive.outbox.queue(one, None)
    both = [mail.id, other.id]
    assert archive.outbox.with_words(both, "PERSON8@ november") == {mail.id}
    assert archive.outbox.with_words(both, "november") == set(both)
    assert archive.outbox.with_words(both, "person8 tom") == set()
