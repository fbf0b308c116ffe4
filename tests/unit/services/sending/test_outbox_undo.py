"""The seconds in which a mail can be taken back, a key that comes later, and two programs on one profile."""

from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import QTimer

from composer_app.domain.problem import ProblemCode
from composer_app.domain.secret import Secret
from composer_app.domain.submission import SubmissionState
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.sending.outbox import Outbox
from tests.faulty_server import FaultyServer, Gate, accepts, waits
from tests.unit.services.house import NOW, House, draft

SEND = "/email/3/send"
QUEUED, ACCEPTED, CANCELLED = SubmissionState.QUEUED, SubmissionState.ACCEPTED, SubmissionState.CANCELLED


@pytest.fixture
def patient(house: House, server: FaultyServer) -> House:
    """Mail waits for five seconds."""
    server.plays("POST", SEND, accepts())
    house.outbox.undo_window = timedelta(seconds=5)
    return house


def tick(house: House, timer: QTimer | None = None) -> None:
    """The outbox looks for work, and has found what there is."""
    (timer or house.outbox.timer).timeout.emit()
    house.value(house.outbox.newest_entries(house.account.id))


def test_it_leaves_at_its_time_and_not_before(patient: House, server: FaultyServer) -> None:
    waiting = patient.begin_to_send()
    patient.until(patient.outbox.timer.isActive)
    assert patient.submission(waiting).leaves_at == NOW + timedelta(seconds=5)
    assert patient.outbox.timer.interval() == 5010
    assert (patient.outbox.in_flight, patient.outbox.unfinished) == (0, 1)

    patient.clock.advance(seconds=4.9)
    tick(patient)
    assert server.requests == []

    patient.clock.advance(seconds=0.1)
    with patient.qtbot.waitSignal(patient.outbox.settled):
        tick(patient)

    assert patient.submission(waiting).state is ACCEPTED
    assert patient.outbox.unfinished == 0


def test_taken_back_it_is_a_draft_again_and_never_leaves(patient: House, server: FaultyServer) -> None:
    written = draft("Ana Kovac <ana@example.com>", subject="Too early", html="<p>Not yet</p>")
    patient.archive(lambda archive: archive.drafts.save(written))
    waiting = patient.submission(patient.value(patient.outbox.send(written, "Not yet", patient.account)).id)
    assert patient.archive(lambda archive: archive.drafts.all()) == ()

    back = patient.value(patient.outbox.take_back(waiting))

    assert patient.archive(lambda archive: archive.drafts.all()) == (back,)
    assert (back.to, back.subject, back.html) == (written.to, written.subject, written.html)
    assert patient.submission(waiting.id).state is CANCELLED
    patient.until(lambda: patient.outbox.unfinished == 0)
    patient.clock.advance(minutes=5)
    tick(patient)
    assert server.requests == []


def test_one_that_was_taken_back_is_not_counted_by_what_was_read_before(patient: House) -> None:
    waiting = patient.submission(patient.begin_to_send())
    patient.until(patient.outbox.timer.isActive)
    counted: list[int] = []

    patient.outbox.timer.timeout.emit()
    task = patient.outbox.take_back(waiting)
    patient.outbox.changed.connect(lambda _changed: counted.append(patient.outbox.unfinished))
    patient.value(task)

    assert counted[0] == 0


def test_what_was_written_after_undo_is_what_is_sent(patient: House, server: FaultyServer) -> None:
    waiting = patient.submission(patient.begin_to_send(subject="Wrong"))
    back = patient.value(patient.outbox.take_back(waiting))
    patient.outbox.undo_window = timedelta(0)

    with patient.qtbot.waitSignal(patient.outbox.settled):
        patient.outbox.send(msgspec.structs.replace(back, subject="Right"), "Hello", patient.account)
    patient.clock.advance(minutes=5)
    tick(patient)

    assert [request.field("subject") for request in server.asked(SEND)] == [["Right"]]


def test_it_can_leave_before_its_time(patient: House, server: FaultyServer) -> None:
    waiting = patient.begin_to_send()

    with patient.qtbot.waitSignal(patient.outbox.settled):
        patient.outbox.try_now(waiting)

    assert patient.submission(waiting).state is ACCEPTED
    assert len(server.asked(SEND)) == 1


def test_what_has_just_left_cannot_be_taken_back(patient: House, server: FaultyServer) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    waiting = patient.submission(patient.begin_to_send())
    patient.outbox.try_now(waiting.id)
    patient.until(lambda: patient.outbox.in_flight == 1)
    gate.wait_until_seen()

    assert patient.value(patient.outbox.take_back(waiting)) is None

    assert patient.archive(lambda archive: archive.drafts.all()) == ()
    with patient.qtbot.waitSignal(patient.outbox.settled):
        gate.release()
    assert patient.submission(waiting.id).state is ACCEPTED


def test_it_survives_the_end_of_the_program(patient: House, server: FaultyServer) -> None:
    waiting = patient.begin_to_send()
    patient.outbox.stop()
    patient.clock.advance(seconds=2)

    next_run = patient.next_outbox()
    next_run.start()
    patient.until(next_run.timer.isActive)
    assert next_run.timer.interval() == 3010
    patient.clock.advance(seconds=3)
    with patient.qtbot.waitSignal(next_run.settled):
        tick(patient, next_run.timer)

    assert patient.submission(waiting).state is ACCEPTED
    next_run.stop()
    next_run.release_sender_lock()


def test_a_clock_that_was_set_back_makes_no_one_wait_for_a_day(patient: House, server: FaultyServer) -> None:
    waiting = patient.begin_to_send()
    patient.clock.advance(days=-1)

    with patient.qtbot.waitSignal(patient.outbox.settled):
        tick(patient)

    assert patient.submission(waiting).state is ACCEPTED


def test_what_waits_for_a_key_leaves_when_it_is_entered(house: House, server: FaultyServer) -> None:
    server.plays("POST", SEND, accepts())
    del house.keyring.entries[SERVICE, f"{house.account.id} at {house.account.base_url}"]
    held = house.send()
    assert held.problem is not None
    assert (held.state, held.problem.code, held.problem.retry_at) == (QUEUED, ProblemCode.NO_KEY, None)
    tick(house)
    assert server.requests == []

    with house.qtbot.waitSignal(house.outbox.settled):
        house.accounts.save(house.account, Secret("the-key-that-was-missing"))

    assert house.submission(held.id).state is ACCEPTED


def test_a_program_without_the_sender_lock_sends_nothing_and_takes_nothing_for_interrupted(
    house: House, server: FaultyServer
) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    sending = house.begin_to_send()
    gate.wait_until_seen()
    second = Outbox(house.context, house.accounts)

    with house.qtbot.waitSignal(second.changed):
        second.start()
    waiting = house.value(second.send(draft("tom@example.com"), "Hello", house.account))
    tick(house, second.timer)

    assert house.submission(sending).state is SubmissionState.SENDING
    assert house.submission(waiting.id).state is QUEUED
    assert second.in_flight == 0
    with house.qtbot.waitSignal(house.outbox.settled):
        gate.release()
    assert house.submission(sending).state is ACCEPTED
    second.stop()
