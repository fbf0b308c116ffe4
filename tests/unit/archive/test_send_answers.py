"""What an answer to a send says of each recipient, and of the mail."""

from __future__ import annotations

import msgspec
import pytest

from composer_app.api.answers import RecipientAnswer
from composer_app.archive.archive import Archive
from composer_app.archive.send_answers import AnsweredRecipient
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.status import Status
from composer_app.domain.submission import Submission, SubmissionState
from tests.unit.archive.samples import NO_ANSWER, T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import DELIVERED, ENROUTE, REJECTED
from tests.unit.archive.steps import ingest, sync

ANA, TOM, EVE = "ana@example.com", "tom@example.com", "eve@elsewhere.example"
DUPLICATE = Status(5, "REJECTED", 23, "REJECTED_DUPLICATE_MESSAGE_ID", "The message id was used before")
A, R, U = SubmissionState.ACCEPTED, SubmissionState.REJECTED, SubmissionState.UNKNOWN
TAKEN, REFUSED, NOT_KNOWN = Outcome.ACCEPTED, Outcome.REJECTED, Outcome.UNKNOWN


def said(address: str, status: Status = ENROUTE, message_id: str | None = None) -> Answered:
    return Answered(address, MessageId(message_id or f"v-{address}"), status)


def answered(archive: Archive, mail: Submission, *answers: Answered, bulk_id: str | None = None) -> Submission:
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    named = None if bulk_id is None else BulkId(bulk_id)
    return archive.outbox.record_answer(mail.id, after(1), named, answers, b"{}", after(6))


def outcomes(archive: Archive, mail: Submission) -> dict[str, Outcome]:
    return {row.to: row.outcome for row in archive.messages.of_submission(mail.id)}


@pytest.mark.parametrize(
    ("answers", "state", "code", "ana", "tom"),
    [
        ((said(ANA), said(TOM)), A, None, TAKEN, TAKEN),
        ((said(ANA), said(TOM, REJECTED)), A, None, TAKEN, REFUSED),
        ((said(ANA, REJECTED), said(TOM, REJECTED)), R, None, REFUSED, REFUSED),
        ((said(ANA),), A, ProblemCode.PARTLY_NAMED, TAKEN, NOT_KNOWN),
        ((said(ANA), said(EVE)), A, ProblemCode.PARTLY_NAMED, TAKEN, NOT_KNOWN),
        ((said(TOM), said(TOM)), A, ProblemCode.PARTLY_NAMED, NOT_KNOWN, TAKEN),
        ((said(ANA, REJECTED),), U, ProblemCode.PARTLY_NAMED, REFUSED, NOT_KNOWN),
        ((said(ANA, DUPLICATE), said(TOM, DUPLICATE)), U, ProblemCode.SENT_BEFORE, NOT_KNOWN, NOT_KNOWN),
        ((said(ANA), said(TOM, DUPLICATE)), A, ProblemCode.PARTLY_NAMED, TAKEN, NOT_KNOWN),
        ((said(EVE),), U, ProblemCode.NOT_NAMED, NOT_KNOWN, NOT_KNOWN),
        ((said(EVE, REJECTED), said("", REJECTED)), U, ProblemCode.NOT_NAMED, NOT_KNOWN, NOT_KNOWN),
        ((), U, ProblemCode.NOT_NAMED, NOT_KNOWN, NOT_KNOWN),
    ],
    ids=lambda value: " ".join(one.address.partition("@")[0] for one in value) if isinstance(value, tuple) else None,
)
def test_the_named_are_as_said_and_the_others_are_not_known(
    archive: Archive,
    answers: tuple[Answered, ...],
    state: SubmissionState,
    code: ProblemCode | None,
    ana: Outcome,
    tom: Outcome,
) -> None:
    mail = submission(ANA, TOM)
    done = answered(archive, mail, *answers)

    assert (done.state, done.problem.code if done.problem else None) == (state, code)
    assert outcomes(archive, mail) == {ANA: ana, TOM: tom}
    assert (done.id in {one.id for one in archive.outbox.open()}) == (code is not None)
    assert done.next_lookup_at == (after(6) if code else None)
    assert not any(row.message_id == f"v-{EVE}" for row in archive.messages.of_submission(mail.id)), (
        "the id of a stranger"
    )


@pytest.mark.parametrize("address", ["ANA@Example.COM", " ana@example.com ", "Ana K. <ana@example.com>", ""])
def test_an_address_that_the_vendor_writes_in_its_own_way_is_no_stranger(archive: Archive, address: str) -> None:
    mail = submission(ANA)
    done = answered(archive, mail, Answered(address, MessageId("v-1")))

    assert (done.state, done.problem) == (A, None)
    assert [row.message_id for row in archive.messages.of_submission(mail.id)] == ["v-1"]


def test_without_an_address_our_own_id_names_the_recipient(archive: Archive) -> None:
    mail = submission(ANA, TOM, ids=("mine-1", "mine-2"))
    answered(archive, mail, Answered("", MessageId("mine-2"), REJECTED), Answered("", MessageId("mine-1")))

    assert outcomes(archive, mail) == {ANA: TAKEN, TOM: REFUSED}


def test_a_stranger_takes_neither_our_id_nor_our_bulk(archive: Archive) -> None:
    """An answer that belongs to another mail; ours is found by its own ids afterwards."""
    mail = submission(ANA, ids=("mine-1",))
    answered(archive, mail, said(EVE, message_id="theirs"), bulk_id="of-another-mail")
    sync(archive, entry("mine-1", ANA))

    (row,) = archive.messages.of_submission(mail.id)
    assert (row.message_id, row.bulk_id, row.outcome) == ("mine-1", mail.bulk_id, Outcome.DELIVERED)
    assert archive.outbox.get(mail.id).state is A


def test_cc_and_bcc_that_are_not_named_are_as_the_mail_is(archive: Archive) -> None:
    """The service may say nothing of them (api/README.md 3.1)."""
    plain = submission(ANA, TOM)
    in_cc = msgspec.structs.replace(plain.recipients[1], kind=RecipientKind.CC)
    mail = msgspec.structs.replace(plain, recipients=(plain.recipients[0], in_cc))
    done = answered(archive, mail, said(ANA))

    assert (done.state, done.problem) == (A, None)
    assert outcomes(archive, mail) == {ANA: TAKEN, TOM: TAKEN}


def test_a_mail_that_is_refused_because_an_earlier_try_arrived_is_found_by_the_logs(archive: Archive) -> None:
    mail = submission(ANA, ids=("mine-1",))
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.record_unknown(mail.id, after(1), NO_ANSWER, after(6))
    archive.outbox.requeue(mail.id, after(10))
    archive.outbox.start_sending(mail.id, after(11))
    done = archive.outbox.record_answer(mail.id, after(12), None, [said(ANA, DUPLICATE, "mine-1")], b"{}", after(17))
    assert done.state is U

    sync(archive, entry("mine-1", ANA))
    assert archive.outbox.get(mail.id).state is A
    assert outcomes(archive, mail) == {ANA: Outcome.DELIVERED}


@pytest.mark.parametrize("way", ["logs", "report"])
def test_the_others_are_settled_when_they_are_reported_and_not_before(archive: Archive, way: str) -> None:
    mail = submission(ANA, TOM)
    answered(archive, mail, said(ANA))
    sync(archive, entry(f"v-{ANA}", ANA, ENROUTE))
    still = archive.outbox.record_lookup(mail.id, after(7), after(30), after(7))
    assert (still.state, still.lookups, still.next_lookup_at) == (A, 1, after(30))
    assert outcomes(archive, mail) == {ANA: Outcome.PENDING, TOM: NOT_KNOWN}

    if way == "logs":
        sync(archive, entry("v-2", TOM, DELIVERED))
    else:
        assert mail.bulk_id in archive.outbox.open_bulks(mail.account_id, T0), "its report is asked for"
        ingest(archive, report("v-2", TOM, DELIVERED))

    done = archive.outbox.get(mail.id)
    assert done is not None
    assert (done.problem, done.next_lookup_at) == (None, None)
    assert outcomes(archive, mail)[TOM] is Outcome.DELIVERED
    assert archive.outbox.open() == ()


def test_what_the_logs_tell_of_a_rejected_one_does_not_make_the_others_accepted(archive: Archive) -> None:
    mail = submission(ANA, TOM, "uma@example.com")
    answered(archive, mail, said(ANA, REJECTED))
    sync(archive, entry(f"v-{ANA}", ANA, REJECTED))
    assert archive.outbox.get(mail.id).state is U

    sync(archive, entry("v-2", TOM, ENROUTE))
    found = archive.outbox.get(mail.id)
    assert found is not None
    assert (found.state, found.is_maybe_sent) == (A, True), "one of them is still not known"
    assert outcomes(archive, mail) == {ANA: REFUSED, TOM: Outcome.PENDING, "uma@example.com": NOT_KNOWN}


def test_sent_again_the_earlier_answer_counts_no_more(archive: Archive) -> None:
    mail = submission(ANA, TOM)
    answered(archive, mail, said(ANA, REJECTED))
    archive.outbox.requeue(mail.id, after(10))
    assert set(outcomes(archive, mail).values()) == {Outcome.QUEUED}

    archive.outbox.start_sending(mail.id, after(11))
    done = archive.outbox.record_answer(mail.id, after(12), None, [said(ANA), said(TOM)], b"{}", after(17))
    assert (done.state, done.is_maybe_sent) == (A, False)
    assert outcomes(archive, mail) == {ANA: TAKEN, TOM: TAKEN}


def test_the_history_says_who_was_not_named(archive: Archive) -> None:
    mail = submission(ANA, TOM)
    answered(archive, mail, said(ANA))
    ana, tom = (archive.messages.details(row.row) for row in archive.messages.of_submission(mail.id))
    assert ana is not None
    assert tom is not None
    assert ana.events[-1].kind is EventKind.ANSWERED
    assert (tom.events[-1].kind, tom.events[-1].detail) == (EventKind.NO_ANSWER, ProblemCode.PARTLY_NAMED)


def test_the_parsers_own_value_is_taken_as_it_is(archive: Archive) -> None:
    mail = submission("ana@example.com")
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    answer: AnsweredRecipient = RecipientAnswer("ana@example.com", MessageId("m-1"), ENROUTE)
    archive.outbox.record_answer(mail.id, T0, None, [answer], b"{}")
    assert archive.messages.of_submission(mail.id)[0].message_id == "m-1"
