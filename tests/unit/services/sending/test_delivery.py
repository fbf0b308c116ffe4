"""One mail on its way out: the archive always says what may have happened to it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import msgspec
import pytest

from composer_app.domain.account import AccountUse, Generation
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import SubmissionState
from tests.faulty_server import (
    Act,
    FaultyServer,
    Gate,
    Request,
    accepts,
    answers,
    closes_after_body,
    computes,
    cuts,
    redirects,
    reset_after_body,
    reset_in_body,
    says_no,
    shows_page,
    unused_port,
    waits,
)
from tests.stored_mail import newest_mail
from tests.unit.services.house import NOW, House, account_at, draft, stop_then_release

SEND, LOGS = "/email/3/send", "/email/1/logs"
QUEUED, ACCEPTED, REJECTED, UNKNOWN, CANCELLED = (
    SubmissionState.QUEUED,
    SubmissionState.ACCEPTED,
    SubmissionState.REJECTED,
    SubmissionState.UNKNOWN,
    SubmissionState.CANCELLED,
)
TAKEN = {"bulkId": "b", "messages": [{"to": "ana@example.com", "messageId": "m", "status": {"groupId": 1, "id": 26}}]}
REFUSED_STATUS = {"groupId": 5, "groupName": "REJECTED", "id": 52, "name": "REJECTED_DESTINATION"}
REFUSED = {"bulkId": "b", "messages": [{"to": "ana@example.com", "messageId": "m", "status": REFUSED_STATUS}]}
BIG = "<p>" + "x" * 3_000_000 + "</p>"


def settle(house: House, gate: Gate) -> None:
    """Let through what waits at the gate, until a mail is settled."""
    with house.qtbot.waitSignal(house.outbox.settled):
        gate.release()


def test_the_archive_says_sending_before_the_request_leaves(house: House, server: FaultyServer) -> None:
    seen: list[tuple[str, str]] = []

    def look(_request: Request) -> None:
        with sqlite3.connect(house.profile.archive) as db:
            seen.append(
                (
                    db.execute("SELECT state FROM submission").fetchone()[0],
                    db.execute("SELECT outcome FROM message").fetchone()[0],
                )
            )
        db.close()

    server.looks = look
    server.plays("POST", SEND, accepts())

    assert house.send().state is ACCEPTED
    assert seen == [("sending", "sending")]


def test_an_accepted_mail_is_never_called_delivered(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())

    sent = house.send("ana@example.com", "Tom Ito <tom@example.com>")

    rows = house.archive(lambda archive: archive.messages.of_submission(sent.id))
    assert {row.to: row.outcome for row in rows} == {
        "ana@example.com": Outcome.ACCEPTED,
        "tom@example.com": Outcome.ACCEPTED,
    }
    assert all(row.message_id for row in rows)
    assert server.requests[0].field("bulkId") == [sent.bulk_id]


@pytest.mark.parametrize(
    ("act", "state", "code"),
    [
        (answers(TAKEN), ACCEPTED, None),
        (answers(TAKEN | {"news": {"deep": [1]}}), ACCEPTED, None),
        (answers({"bulkId": "b", "messages": [{"to": "ana@example.com", "status": {"groupId": 77}}]}), ACCEPTED, None),
        (answers(REFUSED), REJECTED, None),
        (says_no(400, code="BAD_REQUEST", text="from is missing"), REJECTED, ProblemCode.REQUEST_REFUSED),
        (says_no(401), REJECTED, ProblemCode.WRONG_KEY),
        (says_no(403), REJECTED, ProblemCode.FORBIDDEN),
        (says_no(422), REJECTED, ProblemCode.REQUEST_REFUSED),
        (says_no(429, {"Retry-After": "90"}), QUEUED, ProblemCode.RATE_LIMITED),
        (answers(b"", 401), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (shows_page(403), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (shows_page(404), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (shows_page(413), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (shows_page(429), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (redirects("https://elsewhere.example.net/"), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (answers(b"", 407), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (says_no(408), UNKNOWN, ProblemCode.SERVER_FAULT),
        (says_no(503, {"Retry-After": "1"}), UNKNOWN, ProblemCode.UNAVAILABLE),
        (says_no(500), UNKNOWN, ProblemCode.SERVER_FAULT),
        (shows_page(502), UNKNOWN, ProblemCode.SERVER_FAULT),
        (shows_page(200), UNKNOWN, ProblemCode.FOREIGN_ANSWER),
        (answers(b"not json"), UNKNOWN, ProblemCode.UNREADABLE_ANSWER),
        (answers({"messages": 7}), UNKNOWN, ProblemCode.UNREADABLE_ANSWER),
        (cuts(TAKEN, 20), UNKNOWN, ProblemCode.NO_ANSWER),
        (reset_after_body(), UNKNOWN, ProblemCode.NO_ANSWER),
        (closes_after_body(), UNKNOWN, ProblemCode.NO_ANSWER),
    ],
    ids=lambda value: getattr(value, "value", None),
)
def test_each_fault_leaves_the_right_state(
    act: Act, state: SubmissionState, code: ProblemCode | None, house: House, server: FaultyServer
) -> None:
    server.plays("POST", SEND, act)

    sent = house.send()

    assert sent.state is state
    assert (sent.problem.code if sent.problem else None) == code
    assert len(server.asked(SEND)) == 1
    assert house.failures == []
    rows = house.archive(lambda archive: archive.messages.of_submission(sent.id))
    assert [row.outcome.value for row in rows] == [state.value]
    if state is QUEUED:
        assert sent.problem is not None
        assert sent.problem.retry_at == NOW + timedelta(seconds=90)
    if state is UNKNOWN:
        assert sent.next_lookup_at == NOW + timedelta(seconds=5)


def test_a_reset_within_the_body_leaves_doubt(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_in_body(100_000))

    assert house.send(html=BIG).state is UNKNOWN


def test_the_vendors_words_are_kept(house: House, server: FaultyServer) -> None:
    body = {
        "requestError": {
            "serviceException": {
                "messageId": "BAD_REQUEST",
                "text": "Bad request",
                "validationErrors": {"from": ["is not verified"]},
            }
        }
    }
    server.plays("POST", SEND, answers(body, 400))

    problem = house.send().problem

    assert problem is not None
    assert (problem.http_status, problem.vendor_code, problem.vendor_text) == (400, "BAD_REQUEST", "Bad request")
    assert problem.violations == (("from", "is not verified"),)


def test_without_a_server_it_waits_and_surely_did_not_leave(empty_house: House) -> None:
    empty_house.move_in(account_at(f"http://127.0.0.1:{unused_port()}"))

    sent = empty_house.send()

    assert sent.state is QUEUED
    assert sent.problem is not None
    assert (sent.problem.code, sent.problem.retry_at) == (ProblemCode.REFUSED, NOW + timedelta(seconds=5))
    assert sent.handed_over_at is None


def test_after_five_repeats_it_waits_for_the_user(house: House, server: FaultyServer) -> None:
    """The logs are asked before each of them. What the user then tries begins anew."""
    server.plays("POST", SEND, says_no(429, {"Retry-After": "1"}))
    server.plays("GET", LOGS, answers({"results": []}))
    sent = house.send()
    pauses = []
    while sent.problem is not None and sent.problem.retry_at is not None:
        pauses.append((sent.problem.retry_at - house.clock()).total_seconds())
        house.clock.now = sent.problem.retry_at
        sent = house.try_again(sent.id)

    assert pauses == [5, 30, 120, 600, 3600]
    assert (sent.state, sent.problem and sent.problem.is_given_up) == (QUEUED, True)
    assert len(server.asked(SEND)) == 6
    assert len(server.asked(LOGS)) == 5

    sent = house.try_again(sent.id)
    assert sent.problem is not None
    assert sent.problem.retry_at == house.clock() + timedelta(seconds=5)


def test_without_a_key_it_waits_for_a_person(house: House, server: FaultyServer) -> None:
    house.keyring.entries.clear()

    sent = house.send()

    assert sent.state is QUEUED
    assert sent.problem is not None
    assert (sent.problem.code, sent.problem.retry_at) == (ProblemCode.NO_KEY, None)
    assert server.requests == []


def test_a_base_url_that_cannot_be_used_leaves_it_queued(house: House, server: FaultyServer) -> None:
    house.value(house.accounts.save(account_at("http://elsewhere.example.net"), None))

    sent = house.send()

    assert sent.state is QUEUED
    assert sent.problem is not None
    assert (sent.problem.code, sent.problem.retry_at) == (ProblemCode.HOST_UNKNOWN, None)


@pytest.mark.parametrize("generation", [Generation.V1, Generation.V4])
def test_the_account_decides_which_api_is_called(generation: Generation, house: House, server: FaultyServer) -> None:
    path = "/email/1/send" if generation is Generation.V1 else "/email/4/messages"
    server.plays("POST", path, answers(TAKEN))
    house.value(house.accounts.save(account_at(server.url, generation), None))

    assert house.send().state is ACCEPTED
    assert [request.path for request in server.requests] == [path]


# -- stopped by the user


def test_stopped_before_a_byte_left_it_is_cancelled(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    session_of = house.context.connections.session

    async def slow(account: object) -> object:
        await gate.passed()
        return await session_of(account)  # type: ignore[arg-type]

    monkeypatch.setattr(house.context.connections, "session", slow)
    submission_id = house.begin_to_send()
    gate.wait_until_seen()

    with house.qtbot.waitSignal(house.outbox.settled):
        house.outbox.cancel(submission_id)

    assert house.submission(submission_id).state is CANCELLED
    assert server.requests == []


def test_stopped_before_the_request_began_it_is_cancelled(house: House, server: FaultyServer) -> None:
    """The stop comes while the archive takes the first step: there is no request to break off yet."""
    server.plays("POST", SEND, accepts())
    gate = Gate()
    sending = house.outbox.send(draft(), "Hello", house.account)
    house.context.archive.write(lambda _archive: gate.hold())
    submission = house.value(sending)
    assert house.outbox.in_flight == 1
    house.reported(house.outbox.cancel(submission.id))

    settle(house, gate)

    assert house.submission(submission.id).state is CANCELLED
    assert server.requests == []


def test_stopped_after_that_it_is_unknown(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    submission_id = house.begin_to_send()
    gate.wait_until_seen()

    with house.qtbot.waitSignal(house.outbox.settled):
        house.outbox.cancel(submission_id)

    stopped = house.submission(submission_id)
    assert stopped.state is UNKNOWN
    assert stopped.problem is not None
    assert stopped.problem.code is ProblemCode.STOPPED
    assert len(server.asked(SEND)) == 1


def test_what_was_cancelled_a_moment_ago_is_not_sent(house: House, server: FaultyServer) -> None:
    with house.qtbot.waitSignal(house.outbox.settled) as settled:
        house.outbox.send(draft(), "Hello", house.account)
        house.context.archive.write(lambda archive: archive.outbox.cancel(newest_mail(archive)[0].id, NOW))

    assert settled.args[0].state is CANCELLED
    assert (server.requests, house.failures) == ([], [])


# -- the end of the program


def test_an_answer_within_the_time_of_grace_is_recorded(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    house.begin_to_send()
    gate.wait_until_seen()
    stop_then_release(house.context.worker, gate)

    assert house.close()
    assert state_on_disk(house) == "accepted"


def test_without_an_answer_in_that_time_it_is_unknown(house: House, server: FaultyServer) -> None:
    house.context.worker.grace_s = 0.05
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    house.begin_to_send()
    gate.wait_until_seen()

    assert house.close()
    assert state_on_disk(house) == "unknown"


def test_ended_before_a_byte_left_it_is_still_queued(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.context.worker.grace_s = 0.05
    gate = Gate()

    async def slow(_account: object) -> object:
        await gate.passed()
        raise AssertionError("nobody opens the gate")

    monkeypatch.setattr(house.context.connections, "session", slow)
    house.begin_to_send()
    gate.wait_until_seen()

    assert house.close()
    assert state_on_disk(house) == "queued"
    assert server.requests == []


def state_on_disk(house: House) -> str:
    db = sqlite3.connect(house.profile.archive)
    try:
        return str(db.execute("SELECT state FROM submission").fetchone()[0])
    finally:
        db.close()


# -- looking for it


def entry_of(request: Request, **changes: object) -> dict[str, object]:
    return {
        "messageId": "m-1",
        "bulkId": request.asked_for("bulkId")[0],
        "to": "ana@example.com",
        "from": "billing@example.com",
        "sentAt": "2026-11-23T12:00:00.000+0000",
        "status": {"groupId": 1, "groupName": "PENDING", "id": 7},
    } | changes


def test_found_in_the_logs_it_was_accepted(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, computes(lambda request: {"results": [entry_of(request)]}))
    unknown = house.send()

    with house.qtbot.waitSignal(house.outbox.settled) as settled:
        house.outbox.look_up_now(unknown.id)

    assert settled.args[0].state is ACCEPTED
    assert server.asked(LOGS)[0].asked_for("bulkId") == [unknown.bulk_id]
    row = house.archive(lambda archive: archive.messages.of_submission(unknown.id))[0]
    details = house.archive(lambda archive: archive.messages.details(row.row))
    kinds = [event.kind for event in details.events]
    assert kinds[:3] == [EventKind.QUEUED, EventKind.HANDED_OVER, EventKind.NO_ANSWER]
    assert EventKind.SEEN_IN_LOGS in kinds
    assert len(server.asked(SEND)) == 1


@pytest.mark.parametrize("changes", [{"bulkId": "of-somebody-else"}, {"bulkId": None, "to": "tom@example.com"}])
def test_entries_of_other_mails_prove_nothing(house: House, server: FaultyServer, changes: dict[str, object]) -> None:
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, computes(lambda request: {"results": [entry_of(request, **changes)]}))
    unknown = house.send()

    house.outbox.look_up_now(unknown.id)
    house.until(lambda: house.submission(unknown.id).lookups == 1)

    assert house.submission(unknown.id).state is UNKNOWN


def test_found_while_the_user_gave_it_up_it_stays_given_up(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, waits(gate, computes(lambda request: {"results": [entry_of(request)]})))
    unknown = house.send()
    house.outbox.look_up_now(unknown.id)
    house.until(gate.seen.is_set)
    house.archive(lambda archive: archive.outbox.cancel(unknown.id, NOW))

    settle(house, gate)

    assert house.submission(unknown.id).state is CANCELLED
    assert house.failures == []


def test_a_look_up_that_ends_after_send_again_settles_nothing(house: House, server: FaultyServer) -> None:
    """The mail is on its way once more: what the lookup found was of the try before."""
    gate = Gate()
    server.plays("POST", SEND, reset_after_body(), accepts())
    server.plays("GET", LOGS, waits(gate, computes(lambda request: {"results": []})))
    unknown = house.send()
    house.outbox.look_up_now(unknown.id)
    house.until(gate.seen.is_set)
    house.value(house.outbox.send_again(unknown.id))
    settled: list[SubmissionState] = []
    house.outbox.settled.connect(lambda submission: settled.append(submission.state))

    gate.release()
    house.until(lambda: bool(settled))

    assert settled == [ACCEPTED]
    assert len(server.asked(SEND)) == 2


def test_a_mail_to_a_recipient_that_is_not_allowed_any_more_waits_for_the_user(
    house: House, server: FaultyServer
) -> None:
    server.plays("POST", SEND, accepts())
    waiting = house.queued("ana@example.com", cc=("tom@other.example",))
    only = msgspec.structs.replace(house.account, use=AccountUse.TEST, allowed_recipients=("@example.com",))
    house.archive(lambda archive: archive.accounts.save(only))
    house.value(house.accounts.load())

    held = house.try_again(waiting.id)

    assert held.state is QUEUED
    assert held.problem is not None
    assert (held.problem.code, held.problem.subject) == (ProblemCode.NOT_ALLOWED, "tom@other.example")
    assert held.problem.retry_at is None
    assert server.asked(SEND) == []
