"""Scheduled mail at the service: changes, and what has become of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.scheduled_bulk import BulkChange, BulkStatus, ScheduledBulk
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.sending.scheduled_changes import AFTER_ITS_TIME, ScheduledChanges
from tests.faulty_server import (
    Act,
    FaultyServer,
    Gate,
    Request,
    accepts,
    answers,
    closes_after_body,
    reset_after_body,
    says_no,
    waits,
)
from tests.patience import PATIENCE_S
from tests.unit.services.house import NOW, Clock, House

SEND, LOGS, TIMES, STATUSES = "/email/3/send", "/email/1/logs", "/email/1/bulks", "/email/1/bulks/status"
SEND_AT = NOW + timedelta(hours=3)
LATER = SEND_AT + timedelta(days=1)
SCHEDULED, ACCEPTED, CANCELLED, UNKNOWN = (
    SubmissionState.SCHEDULED,
    SubmissionState.ACCEPTED,
    SubmissionState.CANCELLED,
    SubmissionState.UNKNOWN,
)


def has_status(status: str) -> Act:
    return answers({"externalBulkId": "b", "bulks": [{"bulkId": "1", "status": status}]})


def has(server: FaultyServer, status: str, send_at: datetime = SEND_AT) -> None:
    """What the service says of the bulk from now on."""
    server.plays("GET", STATUSES, has_status(status))
    server.plays("GET", TIMES, answers({"bulks": [{"bulkId": "1", "sendAt": send_at.isoformat()}]}))


def loses(server: FaultyServer, act: Act) -> None:
    """The service does not say what it has."""
    server.plays("GET", STATUSES, act)
    server.plays("GET", TIMES, act)


@pytest.fixture
def mail(house: House, server: FaultyServer) -> Submission:
    """A mail that the service holds until `SEND_AT`."""
    server.plays("POST", SEND, accepts())
    sent = house.send(send_at=SEND_AT)
    assert (sent.state, sent.send_at) == (SCHEDULED, SEND_AT)
    return sent


def done(house: House, mail: Submission, change: BulkChange, send_at: datetime | None = None) -> Submission:
    found = house.value(house.outbox.change_scheduled(mail.id, change, send_at))
    assert isinstance(found, Submission)
    return found


def refused(house: House, mail: Submission, change: BulkChange, send_at: datetime | None = None) -> ProblemCode:
    problem = house.problem(house.outbox.change_scheduled(mail.id, change, send_at))
    house.failures.clear()
    return problem.code


def asked_again(house: House, clock: Clock, **span: float) -> None:
    """Move the clock and let the outbox look for work."""
    clock.advance(**span)
    with house.qtbot.waitSignal(house.outbox.changed, check_params_cb=lambda ids: bool(ids)):
        house.outbox.timer.timeout.emit()


def test_the_request_names_the_time(house: House, server: FaultyServer, mail: Submission) -> None:
    (request,) = server.asked(SEND)
    assert request.field("sendAt") == ["2026-11-23T15:00:00.000Z"]


@pytest.mark.parametrize(
    ("change", "path", "body", "status", "becomes"),
    [
        (BulkChange.MOVE, TIMES, b'{"sendAt":"2026-11-24T15:00:00.000Z"}', "PENDING", SCHEDULED),
        (BulkChange.PAUSE, STATUSES, b'{"status":"PAUSED"}', "PAUSED", SCHEDULED),
        (BulkChange.RESUME, STATUSES, b'{"status":"PENDING"}', "PENDING", SCHEDULED),
        (BulkChange.CANCEL, STATUSES, b'{"status":"CANCELED"}', "CANCELED", CANCELLED),
    ],
)
def test_a_change_is_asked_for_once_and_looked_at(
    house: House,
    server: FaultyServer,
    mail: Submission,
    change: BulkChange,
    path: str,
    body: bytes,
    status: str,
    becomes: SubmissionState,
) -> None:
    server.plays("PUT", path, answers({}))
    has(server, status, LATER if change is BulkChange.MOVE else SEND_AT)

    changed = done(house, mail, change, LATER if change is BulkChange.MOVE else None)

    assert changed.state is becomes
    assert changed.send_at == (LATER if change is BulkChange.MOVE else SEND_AT)
    assert changed.is_paused == (status == "PAUSED")
    (request,) = [one for one in server.asked(path) if one.method == "PUT"]
    assert (request.body, request.query) == (body, [("bulkId", mail.bulk_id)])
    assert len(server.asked(SEND)) == 1  # it is no new send


@pytest.mark.usefixtures("no_pauses")
def test_a_confirmed_change_counts_without_a_look(house: House, server: FaultyServer, mail: Submission) -> None:
    server.plays("PUT", TIMES, answers({}))
    server.plays("PUT", STATUSES, answers({}))
    loses(server, closes_after_body())
    assert done(house, mail, BulkChange.MOVE, LATER).send_at == LATER
    assert done(house, mail, BulkChange.PAUSE).is_paused
    moved = done(house, mail, BulkChange.MOVE, SEND_AT)
    assert (moved.send_at, moved.is_paused) == (SEND_AT, True)
    assert done(house, mail, BulkChange.CANCEL).state is CANCELLED


def test_a_lost_answer_is_looked_up(house: House, server: FaultyServer, mail: Submission) -> None:
    server.plays("PUT", STATUSES, reset_after_body())
    has(server, "CANCELED")
    assert done(house, mail, BulkChange.CANCEL).state is CANCELLED

    assert refused(house, mail, BulkChange.CANCEL) is ProblemCode.CHANGE_REFUSED  # it is not scheduled any more


def test_a_lost_answer_to_a_change_that_was_not_made(house: House, server: FaultyServer, mail: Submission) -> None:
    server.plays("PUT", TIMES, reset_after_body())
    has(server, "PENDING")
    assert refused(house, mail, BulkChange.MOVE, LATER) is ProblemCode.CHANGE_REFUSED
    assert house.submission(mail.id).send_at == SEND_AT


@pytest.mark.usefixtures("no_pauses")
def test_what_cannot_be_looked_up_is_asked_again(
    house: House, server: FaultyServer, clock: Clock, mail: Submission
) -> None:
    server.plays("PUT", STATUSES, reset_after_body())
    loses(server, closes_after_body())
    assert refused(house, mail, BulkChange.CANCEL) is ProblemCode.CHANGE_UNKNOWN
    left = house.submission(mail.id)
    assert left.problem is not None
    assert (left.state, left.problem.code) == (SCHEDULED, ProblemCode.CHANGE_UNKNOWN)

    asked_again(house, clock, minutes=2)  # still no answer
    assert house.submission(mail.id).state is SCHEDULED
    has(server, "CANCELED")
    asked_again(house, clock, minutes=2)
    assert house.submission(mail.id).state is CANCELLED


def test_a_refusal_shows_what_the_service_has(house: House, server: FaultyServer, mail: Submission) -> None:
    server.plays("PUT", STATUSES, says_no(409, text="Update not allowed for bulk"))
    has(server, "FINISHED")
    problem = house.problem(house.outbox.change_scheduled(mail.id, BulkChange.PAUSE))
    assert (problem.code, problem.vendor_text) == (ProblemCode.CHANGE_REFUSED, "Update not allowed for bulk")
    assert house.submission(mail.id).state is ACCEPTED


def test_a_change_that_surely_did_not_leave_changes_nothing(
    house: House, server: FaultyServer, mail: Submission
) -> None:
    server.plays("PUT", STATUSES, says_no(401))
    assert refused(house, mail, BulkChange.PAUSE) is ProblemCode.WRONG_KEY
    left = house.submission(mail.id)
    assert (left.state, left.problem, left.next_lookup_at) == (SCHEDULED, None, SEND_AT + AFTER_ITS_TIME)


def test_one_that_is_gone_is_looked_for_in_the_logs(house: House, server: FaultyServer, mail: Submission) -> None:
    server.plays("PUT", STATUSES, says_no(404))
    loses(server, says_no(404))
    assert refused(house, mail, BulkChange.CANCEL) is ProblemCode.CHANGE_REFUSED
    gone = house.submission(mail.id)
    assert gone.state is UNKNOWN
    assert gone.problem is not None
    assert gone.problem.code is ProblemCode.BULK_GONE


def test_after_its_time_it_is_accepted(house: House, server: FaultyServer, clock: Clock, mail: Submission) -> None:
    has(server, "PENDING")
    asked_again(house, clock, hours=3, seconds=5)
    assert house.submission(mail.id).state is SCHEDULED
    has(server, "FINISHED")
    asked_again(house, clock, seconds=31)
    assert house.submission(mail.id).state is ACCEPTED
    assert len(server.asked(SEND)) == 1


def test_a_paused_one_is_asked_about_each_hour(
    house: House, server: FaultyServer, clock: Clock, mail: Submission
) -> None:
    has(server, "PAUSED")
    asked_again(house, clock, hours=3, seconds=5)
    assert house.submission(mail.id).next_lookup_at == clock() + timedelta(hours=1)


def test_the_user_asks_at_once(house: House, server: FaultyServer, mail: Submission) -> None:
    loses(server, says_no(404))
    with house.qtbot.waitSignal(house.outbox.changed, check_params_cb=lambda ids: bool(ids)):
        house.outbox.look_up_now(mail.id)
    assert house.submission(mail.id).state is UNKNOWN


def of_an_earlier_run(house: House, *, is_held: bool) -> Submission:
    """A mail that the service holds, or may have. No key was asked for in this run."""
    now, queued = house.clock(), house.queued(send_at=SEND_AT)
    house.archive(lambda archive: archive.outbox.start_sending(queued.id, now))
    problem = Problem(ProblemCode.NO_ANSWER)
    house.archive(lambda archive: archive.outbox.record_unknown(queued.id, now, problem, now))
    if is_held:
        held = ScheduledBulk(BulkStatus.PENDING, SEND_AT)
        house.archive(lambda archive: archive.outbox.record_bulk(queued.id, now, held, now))
    return house.submission(queued.id)


@pytest.mark.parametrize("is_held", [True, False])
def test_without_the_keyring_nothing_is_asked(
    house: House, server: FaultyServer, clock: Clock, monkeypatch: pytest.MonkeyPatch, is_held: bool
) -> None:
    house.lock_keyring(monkeypatch)
    mail = of_an_earlier_run(house, is_held=is_held)
    with house.qtbot.waitSignal(house.outbox.changed, check_params_cb=lambda ids: bool(ids)):
        house.outbox.look_again()
    assert server.asked(STATUSES) == []
    left = house.submission(mail.id)
    assert (left.state, left.next_lookup_at) == (mail.state, clock() + timedelta(minutes=1))


def test_a_lost_answer_to_the_send_is_looked_up_as_a_scheduled_one(
    house: House, server: FaultyServer, clock: Clock
) -> None:
    server.plays("POST", SEND, reset_after_body())
    loses(server, says_no(404))
    mail = house.send(send_at=SEND_AT)
    assert mail.state is UNKNOWN
    asked_again(house, clock, seconds=5)
    assert (house.submission(mail.id).state, house.submission(mail.id).lookups) == (UNKNOWN, 1)
    has(server, "PENDING")
    asked_again(house, clock, seconds=30)
    assert house.submission(mail.id).state is SCHEDULED
    assert server.asked(LOGS) == []


@pytest.mark.parametrize(("status", "send_at"), [("PAUSED", SEND_AT), ("PENDING", LATER)])
def test_after_its_time_the_service_is_asked_before_the_logs(
    house: House, server: FaultyServer, clock: Clock, status: str, send_at: datetime
) -> None:
    """It may be paused or moved there: then the logs do not list it, and that proves nothing."""
    server.plays("POST", SEND, reset_after_body())
    loses(server, says_no(404))
    mail = house.send(send_at=SEND_AT)
    asked_again(house, clock, seconds=5)
    has(server, status, send_at)
    asked_again(house, clock, hours=4)
    held = house.submission(mail.id)
    assert (held.state, held.send_at, held.is_paused) == (SCHEDULED, send_at, status == "PAUSED")
    assert server.asked(LOGS) == []


def test_after_its_time_the_logs_are_asked_for_one_that_the_service_does_not_know(
    house: House, server: FaultyServer, clock: Clock
) -> None:
    server.plays("POST", SEND, reset_after_body())
    loses(server, says_no(404))
    server.plays("GET", LOGS, answers({"results": []}))
    mail = house.send(send_at=SEND_AT)
    asked_again(house, clock, hours=4)
    assert (house.submission(mail.id).state, house.submission(mail.id).lookups) == (UNKNOWN, 1)
    assert len(server.asked(LOGS)) == 1


@pytest.mark.usefixtures("no_pauses")
def test_a_look_up_of_one_that_fails_is_only_put_off(house: House, server: FaultyServer, clock: Clock) -> None:
    server.plays("POST", SEND, reset_after_body())
    loses(server, closes_after_body())
    mail = house.send(send_at=SEND_AT)
    asked_again(house, clock, seconds=5)
    left = house.submission(mail.id)
    assert (left.lookups, left.next_lookup_at) == (0, clock() + timedelta(minutes=1))


def test_a_time_that_has_passed_waits_for_the_user(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    mail = house.send(send_at=NOW - timedelta(seconds=1))
    assert mail.state is SubmissionState.QUEUED
    assert mail.problem is not None
    assert mail.problem.code is ProblemCode.TIME_PASSED
    assert server.asked(SEND) == []
    with house.qtbot.waitSignal(house.outbox.sending_changed, check_params_cb=lambda n: n == 0):
        house.value(house.outbox.set_send_at(mail.id, None))
    assert house.submission(mail.id).state is ACCEPTED
    assert server.asked(SEND)[0].field("sendAt") == []


def test_an_erased_one_is_nothing(house: House, mail: Submission) -> None:
    house.archive(erased)
    assert house.value(house.outbox.change_scheduled(mail.id, BulkChange.CANCEL)) is None


def meanwhile(house: House, server: FaultyServer, job: Any) -> None:
    """Do it on the archive while the service is asked about the bulk."""

    def look(request: Request) -> None:
        if request.path == STATUSES and request.method == "GET":
            server.looks = None
            house.context.archive.write(job).result(PATIENCE_S)

    server.looks = look


def erased(archive: Archive) -> None:
    archive.erasure.erase("ana@example.com", NOW)


def finished(mail: Submission) -> Any:
    return lambda archive: archive.outbox.record_bulk(mail.id, NOW, ScheduledBulk(BulkStatus.FINISHED), None)


@pytest.mark.parametrize("is_erased", [True, False])
def test_one_that_is_erased_or_settled_meanwhile_is_left(
    house: House, server: FaultyServer, mail: Submission, is_erased: bool
) -> None:
    server.plays("PUT", STATUSES, answers({}))
    has(server, "PAUSED")
    meanwhile(house, server, erased if is_erased else finished(mail))
    left = house.value(house.outbox.change_scheduled(mail.id, BulkChange.PAUSE))
    assert left is None if is_erased else left.state is ACCEPTED


@pytest.mark.usefixtures("no_pauses")
def test_a_question_about_one_that_is_settled_meanwhile_changes_nothing(
    house: House, server: FaultyServer, mail: Submission
) -> None:
    loses(server, closes_after_body())
    meanwhile(house, server, finished(mail))
    with house.qtbot.waitSignal(house.outbox.failed):
        house.outbox.look_up_now(mail.id)
    house.until(lambda: not house.outbox.looking_up)
    assert house.submission(mail.id).state is ACCEPTED
    house.failures.clear()


def test_one_that_is_gone_there_and_settled_here_stays_settled(
    house: House, server: FaultyServer, mail: Submission
) -> None:
    loses(server, says_no(404))
    meanwhile(house, server, finished(mail))
    house.outbox.look_up_now(mail.id)
    house.until(lambda: not house.outbox.looking_up and house.submission(mail.id).state is ACCEPTED)


def test_a_late_answer_to_a_question_does_not_undo_a_change(
    house: House, server: FaultyServer, mail: Submission
) -> None:
    other, gate = house.send("tom@example.com", send_at=SEND_AT), Gate()
    server.plays("PUT", STATUSES, answers({}))
    has(server, "PAUSED")
    server.plays("GET", STATUSES, waits(gate, has_status("PENDING")), has_status("PAUSED"))

    house.outbox.look_up_now(mail.id)
    house.until(gate.seen.is_set)
    change = house.outbox.change_scheduled(mail.id, BulkChange.PAUSE)
    house.outbox.look_up_now(other.id)  # does not wait for the question about the first
    house.until(lambda: house.submission(other.id).is_paused)
    gate.release()

    assert house.value(change).is_paused
    house.until(lambda: not house.outbox.looking_up)
    assert house.submission(mail.id).is_paused


def test_one_that_is_not_there_is_nothing(house: House) -> None:
    changes = ScheduledChanges(house.context.archive, house.context.connections, house.clock)
    gone, account = SubmissionId("gone"), house.account
    assert house.value(house.context.run(lambda: changes.change(gone, account, BulkChange.PAUSE))) is None
    assert house.value(house.context.run(lambda: changes.follow(gone, account))) is None
