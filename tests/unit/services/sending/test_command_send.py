"""A mail of a command, seen from the window of the same profile."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.runtime.tasks import Task
from composer_app.services.sending.command_send import CommandSend, Sent
from tests.faulty_server import Act, FaultyServer, Gate, accepts, answers, reset_after_body, says_no, waits
from tests.patience import PATIENCE_S
from tests.stored_mail import newest_mail
from tests.unit.services.house import House, draft

SEND, LOGS = "/email/3/send", "/email/1/logs"
BUSY = says_no(429, {"Retry-After": "0"}, code="TOO_MANY_REQUESTS")


def sending(
    house: House, patience_s: float = 0.0, on_pause: Callable[[Problem, float], None] = lambda _problem, _seconds: None
) -> tuple[CommandSend, Task[Sent]]:
    command = CommandSend(house.profile, house.context.archive, house.context.connections, house.clock)
    patience = timedelta(seconds=patience_s)
    return command, house.context.run(lambda: command.send(draft(), "Hello", house.account, patience, on_pause))


def stored(house: House) -> tuple[Submission, ...]:
    found: tuple[Submission, ...] = house.archive(lambda archive: newest_mail(archive))
    return found


def test_a_window_that_starts_takes_it_for_no_leftover(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    _, task = sending(house)
    gate.wait_until_seen()

    outbox = house.next_outbox()
    with house.qtbot.waitSignal(outbox.began):
        outbox.start()
    assert [one.state for one in stored(house)] == [SubmissionState.SENDING]

    gate.release()
    assert house.value(task).submission.state is SubmissionState.ACCEPTED
    assert len(server.asked(SEND)) == 1


def test_between_two_tries_the_window_does_not_send_it_and_the_user_can_stop_it(
    house: House, server: FaultyServer
) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "50"}, code="TOO_MANY_REQUESTS"))
    pausing = threading.Event()
    command, task = sending(house, patience_s=60.0, on_pause=lambda _problem, _seconds: pausing.set())
    assert pausing.wait(PATIENCE_S)

    house.clock.advance(minutes=5)
    house.outbox.look_again()
    (queued,) = stored(house)
    assert (queued.state, queued.problem and queued.problem.retry_at) == (SubmissionState.QUEUED, None)

    house.context.run(command.stop)
    assert house.value(task).submission.state is SubmissionState.CANCELLED
    assert len(server.asked(SEND)) == 1


def test_without_patience_it_is_cancelled_and_the_reason_is_given(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, BUSY)

    sent = house.value(sending(house)[1])

    assert sent.submission.state is SubmissionState.CANCELLED
    assert sent.problem is not None
    assert sent.problem.vendor_code == "TOO_MANY_REQUESTS"
    house.clock.advance(hours=1)
    house.outbox.look_again()
    assert len(server.asked(SEND)) == 1


def test_a_command_tries_no_more_often_than_the_window(house: House, server: FaultyServer) -> None:
    """However long it waits. The clock stands at the time of the next try whenever it would wait for that."""
    server.plays("POST", SEND, BUSY)
    server.plays("GET", LOGS, answers({"results": []}))

    def on_pause(problem: Problem, _seconds: float) -> None:
        pauses.append(problem.tries)

    def clock() -> datetime:
        house.clock.advance(hours=3)
        return house.clock.now

    pauses: list[int] = []
    command = CommandSend(house.profile, house.context.archive, house.context.connections, clock)
    patience = timedelta(days=100)
    sent = house.value(house.context.run(lambda: command.send(draft(), "Hello", house.account, patience, on_pause)))

    assert (sent.submission.state, sent.problem.code) == (SubmissionState.CANCELLED, ProblemCode.RATE_LIMITED)
    assert pauses == [1, 2, 3, 4, 5]
    assert len(server.asked(SEND)) == 6


@pytest.mark.parametrize(
    ("first", "is_stopped", "state"),
    [
        (BUSY, False, SubmissionState.CANCELLED),
        (BUSY, True, SubmissionState.CANCELLED),
        (reset_after_body(), False, SubmissionState.UNKNOWN),
    ],
    ids=["not sent", "not sent, stopped", "maybe sent"],
)
def test_a_mail_that_is_erased_while_a_command_waits_is_called_erased(
    house: House, server: FaultyServer, first: Act, is_stopped: bool, state: SubmissionState
) -> None:
    """The clock stands at the time of the next step whenever the command would wait for that."""
    server.plays("POST", SEND, first, accepts())
    server.plays("GET", LOGS, answers({"results": []}))

    def erase(_problem: Problem, _seconds: float) -> None:
        house.archive(lambda archive: archive.erasure.erase("ana@example.com", house.clock()))
        if is_stopped:
            house.context.worker.submit(command.stop)

    def clock() -> datetime:
        house.clock.advance(hours=3 * (not is_stopped), seconds=1)
        return house.clock.now

    command = CommandSend(house.profile, house.context.archive, house.context.connections, clock)
    patience = timedelta(days=100)
    sent = house.value(house.context.run(lambda: command.send(draft(), "Hello", house.account, patience, erase)))

    assert (sent.submission.state, sent.problem.code) == (state, ProblemCode.MAIL_ERASED)
    assert len(server.asked(SEND)) == 1
    assert stored(house) == ()


def test_without_a_key_nothing_is_queued(house: House, server: FaultyServer) -> None:
    house.keyring.entries.clear()

    problem = house.problem(sending(house)[1])

    assert problem.code is ProblemCode.NO_KEY
    assert stored(house) == ()


def test_broken_off_while_the_key_is_looked_for_it_does_not_leave(
    house: House, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    is_asked, is_unlocked = threading.Event(), threading.Event()
    get_password = house.keyring.get_password

    def slow(service: str, name: str) -> str | None:
        is_asked.set()
        is_unlocked.wait(PATIENCE_S)
        return get_password(service, name)

    monkeypatch.setattr(house.keyring, "get_password", slow)
    command, task = sending(house, patience_s=60.0)
    assert is_asked.wait(PATIENCE_S)
    house.value(house.context.run(command.stop))
    is_unlocked.set()

    assert house.value(task).submission.state is SubmissionState.CANCELLED
    assert server.asked(SEND) == []


def test_an_open_window_puts_the_mail_of_a_killed_command_in_doubt(house: House, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers({"results": []}))
    mail = house.queued()
    house.archive(lambda archive: archive.outbox.start_sending(mail.id, house.clock()))

    house.outbox.look_again()

    house.until(lambda: house.submission(mail.id).lookups == 1)
    assert house.submission(mail.id).state is SubmissionState.UNKNOWN


def test_an_open_window_leaves_the_mail_of_a_live_command_alone(house: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    _, task = sending(house)
    gate.wait_until_seen()

    with house.qtbot.waitSignal(house.outbox.keyring_wanted):  # the end of a look
        house.outbox.look_again()
    assert [one.state for one in stored(house)] == [SubmissionState.SENDING]

    gate.release()
    assert house.value(task).submission.state is SubmissionState.ACCEPTED


def test_stopped_in_the_window_a_mail_that_a_command_is_sending_is_not_called_cancelled(
    house: House, server: FaultyServer
) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    _, task = sending(house)
    gate.wait_until_seen()
    (mail,) = stored(house)

    house.value(house.outbox.cancel(mail.id))
    gate.release()

    assert house.value(task).submission.state is SubmissionState.ACCEPTED


def test_broken_off_while_the_window_sends_it_it_is_not_called_cancelled(house: House, server: FaultyServer) -> None:
    gate = Gate()
    busy = says_no(429, {"Retry-After": "50"}, code="TOO_MANY_REQUESTS")
    server.plays("POST", SEND, busy, waits(gate, accepts()))
    server.plays("GET", LOGS, answers({"results": []}))
    is_pausing = threading.Event()
    command, task = sending(house, patience_s=60.0, on_pause=lambda _problem, _seconds: is_pausing.set())
    assert is_pausing.wait(PATIENCE_S)
    (mail,) = stored(house)
    house.outbox.try_now(mail.id)
    house.until(gate.seen.is_set)

    house.context.run(command.stop)
    assert house.value(task).submission.state is SubmissionState.SENDING
    gate.release()

    house.until(lambda: house.submission(mail.id).state is SubmissionState.ACCEPTED)
