"""Mail on its way out, faults and people in every order that hypothesis thinks of: the real services, real sockets, and
a vendor that counts.

After each step of anybody:

- the archive says of every mail what the table of `domain/submission.py` allows after that step, and nothing else;
- the vendor has a mail once, and once more for each time the user said "send again";
- a mail that the vendor has waits in the outbox only if the user said so, and an unknown one never leaves by itself;
- what the vendor has more than once is told as such, once the logs were read;
- what logs or reports told is shown, whatever state the mail is in; and where nothing was told and the mail that the
  vendor has is rejected or given up, its history says that nobody knew.

`EXAMPLES=50` tries 50 times as many.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from composer_app.api.session import ApiSession
from composer_app.domain.account import Account
from composer_app.domain.ids import SubmissionId
from composer_app.domain.inconsistencies import inconsistency_of
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter, LogQuery, ReportQuery, SortKey
from composer_app.domain.secret import Secret
from composer_app.domain.submission import NEXT_STATES, Submission, SubmissionState
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.tasks import Task
from tests.examples import examples
from tests.faulty_server import Act, Exchange, FaultyServer, answers, says_no, unused_port
from tests.patience import PATIENCE_S
from tests.task_results import Ends, Shown
from tests.unit.services.delivery_model import (
    Held,
    Mail,
    Patience,
    Seen,
    Ticking,
    is_at_rest,
    is_leaving,
    is_looked_up,
    is_missed,
    is_not_looked_up,
    is_there,
    look_at_all,
)
from tests.unit.services.house import KEY, House, MemoryKeyring, account_at, draft
from tests.unit.services.vendor import ACCEPTS, FAULTS, LOGS, REPORTS, SEND, SendFault, Vendor

S = SubmissionState
STEPS = 25
MAIL = 6
AT_A_TIME = 3
_NEEDS_KEY = (ProblemCode.NO_KEY, ProblemCode.KEYRING_LOCKED)
_SETTLED = {S.ACCEPTED, S.REJECTED, S.UNKNOWN, S.CANCELLED}

numbers = st.integers(0, MAIL - 1)
faults = st.sampled_from(FAULTS)
spans = st.sampled_from([6, 11, 40, 100, 700, 5_000, 200_000])
lookups = st.sampled_from(["knows", "knows", "lags", "fails", "strangers"])


class Interleavings(RuleBasedStateMachine):
    """`mails` is the model; `seen` what the archive said after the step before."""

    def __init__(
        self, qtbot: QtBot, folder: Path, server: FaultyServer, keyring: MemoryKeyring, receiver: ReceiverProcess
    ) -> None:
        super().__init__()
        self._qtbot, self._folder, self._keyring, self._receiver = qtbot, folder, keyring, receiver
        self._server = server
        self.vendor = Vendor(server)
        self.clock = Ticking()
        self.mails: list[Mail] = []
        self.seen: dict[SubmissionId, Seen] = {}
        self._number = 0
        self._drafts = 0
        self._has_key = True
        self._is_away = False
        self._shown = Shown()  # a fetch that fails is part of the test
        self._no_one = account_at(f"http://127.0.0.1:{unused_port()}")
        self._another = account_at(server.url)
        self._door: Held | None = None
        keyring.entries.clear()
        self.house = self._new_house()
        with self._step():
            self.house.move_in(self._another)

    # -- the user, and the service

    @precondition(lambda self: len(self.mails) < MAIL)
    @rule(fault=faults, people=st.integers(1, 2))
    def send(self, fault: SendFault, people: int) -> None:
        with self._step(fault):
            self._expect(self._write(people), self._leaving(fault))

    @precondition(lambda self: len(self.mails) < MAIL)
    @rule()
    def send_with_time_to_take_it_back(self) -> None:
        self.house.outbox.undo_window = timedelta(seconds=10)
        with self._step():
            self._expect(self._write(1), {S.QUEUED})
        self.house.outbox.undo_window = timedelta(0)

    @precondition(lambda self: len(self.mails) < MAIL and self._can_hold)
    @rule(place=st.sampled_from(["door", "body", "taken"]), people=st.integers(1, 2))
    def begin_to_send(self, place: str, people: int) -> None:
        held = Held(place)
        with self._step(held=held):
            mail = self._write(people)
            self._hold(mail, held)

    @precondition(lambda self: self._any(is_leaving))
    @rule(number=numbers, fault=faults)
    def go_on(self, number: int, fault: SendFault) -> None:
        """A request that stood still meets its fate."""
        mail = self._one(number, is_leaving)
        assert mail.held is not None
        held, mail.held = mail.held, None
        if held.place != "door":
            fault = self._of_one_there(held, fault)
        with self._step(fault):
            self._expect(mail, self._leaving(fault) if held.place == "door" else fault.ends)
            held.go_on(lambda one: self.vendor.ends_with(fault, one, is_taken=held.place == "taken"))

    @precondition(lambda self: self._any(is_leaving))
    @rule(number=numbers, is_taken=st.booleans())
    def stop(self, number: int, is_taken: bool) -> None:
        """Stop a mail that is leaving; what is with the vendor by then may be taken all the same."""
        mail = self._one(number, is_leaving)
        assert mail.held is not None
        held, mail.held = mail.held, None
        with self._step():
            self._expect(mail, {S.CANCELLED} if held.place == "door" else {S.UNKNOWN})
            self._call(self.house.outbox.cancel(mail.id))
        self._leave_behind(held, is_taken)

    @precondition(lambda self: self._any(is_there))
    @rule(number=numbers, fault=faults)
    def stop_while_the_answer_comes(self, number: int, fault: SendFault) -> None:
        mail = self._one(number, is_there)
        assert mail.held is not None
        held, mail.held = mail.held, None
        fault = self._of_one_there(held, fault)
        with self._step(fault):
            self._expect(mail, {*fault.ends, S.UNKNOWN})
            held.go_on(lambda one: self.vendor.ends_with(fault, one, is_taken=held.place == "taken"))
            self._call(self.house.outbox.cancel(mail.id))
            held.wait_until_over()

    @precondition(lambda self: self._any(is_at_rest))
    @rule(number=numbers, fault=faults, place=st.sampled_from(["", "", "body", "taken"]))
    def send_again(self, number: int, fault: SendFault, place: str) -> None:
        mail = self._one(number, is_at_rest)
        is_decided = mail.state in (S.UNKNOWN, S.REJECTED)
        held = Held(place) if place and is_decided and self._can_hold and mail.look_up is None else None
        with self._step(fault, held=held):
            mail.decisions += is_decided
            self._call(self.house.outbox.send_again(mail.id))
            if held is not None:
                self._hold(mail, held)
            elif is_decided:
                # It waits for the end of a lookup that is under way.
                self._expect(mail, {S.QUEUED} if mail.look_up else self._leaving(fault), is_new_life=True)

    @precondition(lambda self: self._any(is_at_rest))
    @rule(number=numbers)
    def discard(self, number: int) -> None:
        mail = self._one(number, is_at_rest)
        may_be = S.CANCELLED in NEXT_STATES[mail.state]
        with self._step():
            self._expect(mail, {S.CANCELLED if may_be else mail.state})
            self._call(self.house.outbox.cancel(mail.id))

    @precondition(lambda self: bool(self.mails))
    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        mail = self._one(number)
        is_back = mail.state is S.QUEUED
        with self._step():
            self._expect(mail, {S.CANCELLED if is_back else mail.state})
            self._drafts += is_back
            self._call(self.house.outbox.take_back(self.seen[mail.id].submission))

    @precondition(lambda self: self._any(is_at_rest))
    @rule(number=numbers, fault=faults)
    def try_now(self, number: int, fault: SendFault) -> None:
        mail = self._one(number, is_at_rest)
        with self._step(fault):
            if mail.state is S.QUEUED:
                self._expect(mail, self._leaving(fault))
            self.house.outbox.try_now(mail.id)

    @precondition(lambda self: self._any(is_not_looked_up))
    @rule(number=numbers, logs=lookups)
    def look_up(self, number: int, logs: str) -> None:
        mail = self._one(number, is_not_looked_up)
        with self._step(logs=logs, is_asked_for=True):
            if mail.state is S.UNKNOWN:
                self._expect(mail, self._found(mail, logs))
            self.house.outbox.look_up_now(mail.id)

    @precondition(lambda self: self._can_hold and self._any(is_missed))
    @rule(number=numbers)
    def begin_to_look_up(self, number: int) -> None:
        mail = self._one(number, is_missed)
        held = Held("lookup")
        with self._step(held=held):
            mail.look_up = held
            self.house.outbox.look_up_now(mail.id)
            self._until(held.gate.seen.is_set)

    @precondition(lambda self: self._any(is_looked_up))
    @rule(number=numbers, logs=lookups, fault=faults)
    def end_look_up(self, number: int, logs: str, fault: SendFault) -> None:
        """Meanwhile the user may have decided, and then the mail leaves now."""
        mail = self._one(number, is_looked_up)
        assert mail.look_up is not None
        held, mail.look_up = mail.look_up, None
        with self._step(fault, logs, is_asked_for=True):
            if mail.state is S.UNKNOWN:
                self._expect(mail, self._found(mail, logs, is_asked=True))
            held.go_on(self._logs(logs))

    @rule(way=st.sampled_from(["logs", "logs", "reports", "reports", "own reports"]), logs=lookups)
    def fetch(self, way: str, logs: str) -> None:
        """Logs or reports arrive: what they know settles an unknown mail."""
        sync, account = self.house.sync, self.house.account
        is_reported = logs == "knows" and self._is_reached
        with self._step(logs=logs):
            match way:
                case "logs":
                    task = sync.fetch_logs(account, LogQuery(limit=1000))
                case "reports":
                    task = sync.pull_reports(account, ReportQuery(limit=1000))
                case _:
                    task = sync.pull_own_reports(account)
            self._until(lambda: task.is_done)
        if is_reported and way == "logs":
            assert all(self.seen[one.id].was_reported for one in self.mails if self.vendor.has(one.bulk_id))
            entries = self.house.archive(lambda archive: archive.outbox.newest_entries(account.id, 1000))
            copied = {one.submission.id for one in entries if one.copies > 1}
            assert {one.id for one in self.mails if self.vendor.times[one.bulk_id] > 1} == copied

    # -- the world

    @rule(seconds=spans, fault=faults, logs=lookups)
    def time_passes(self, seconds: int, fault: SendFault, logs: str) -> None:
        self.clock.advance(seconds=seconds)
        with self._step(fault, logs):
            self.house.outbox.timer.timeout.emit()

    @precondition(lambda self: self._has_key)
    @rule()
    def the_key_is_lost(self) -> None:
        with self._step():
            credentials, account = self.house.context.credentials, self.house.account
            self._call(self.house.context.run(lambda: credentials.forget(account)))
            self._has_key = False

    @precondition(lambda self: not self._has_key)
    @rule(fault=faults)
    def the_key_is_entered(self, fault: SendFault) -> None:
        self._has_key = True
        with self._step(fault):
            for mail in self.mails:
                problem = self.seen[mail.id].submission.problem
                if mail.state is S.QUEUED and problem is not None and problem.code in _NEEDS_KEY:
                    self._expect(mail, {S.QUEUED} if mail.look_up else self._leaving(fault))
            self._call(self.house.accounts.save(self.house.account, Secret(KEY)))

    @precondition(lambda self: self._has_key and not any(one.held and one.held.place == "door" for one in self.mails))
    @rule()
    def no_receiver_listens_any_more_or_again(self) -> None:
        with self._step():
            self._is_away = not self._is_away
            self._call(self.house.accounts.save(self._no_one if self._is_away else self._another, None))

    # -- ends of the program

    @rule(fault=faults, logs=lookups, is_taken=st.booleans())
    def killed_and_started_again(self, fault: SendFault, logs: str, is_taken: bool) -> None:
        """What is on the disk at this moment is all that is left."""
        old, under_way = self.house, [one for one in self.mails if one.held]
        self.house = self._new_house(left_by=old.profile.folder)
        self._end(old, is_taken)
        with self._step(fault, logs):
            for mail in under_way:  # it is looked for at once
                self._expect(mail, self._found(mail, logs))
            self._begin()

    @rule(fault=faults, logs=lookups, is_taken=st.booleans())
    def ended_and_started_again(self, fault: SendFault, logs: str, is_taken: bool) -> None:
        """In good order, and in a hurry."""
        old, under_way = self.house, {one.id: one.held for one in self.mails if one.held}
        self._end(old, is_taken)
        old.outbox.release_sender_lock()
        self.house = self._new_house(old.profile.folder)
        with self._step(fault, logs):
            for mail in self.mails:
                if (held := under_way.get(mail.id)) is not None:
                    self._expect(mail, self._leaving(fault) if held.place == "door" else {S.UNKNOWN})
            self._begin()

    # -- what must hold

    @invariant()
    def the_vendor_has_it_as_often_as_a_person_wanted(self) -> None:
        assert all(self.vendor.times[one.bulk_id] <= 1 + one.decisions for one in self.mails)

    @invariant()
    def what_the_vendor_has_does_not_wait_by_itself(self) -> None:
        for mail in self.mails:
            assert mail.state is not S.QUEUED or self.vendor.times[mail.bulk_id] <= mail.decisions

    @invariant()
    def what_the_vendor_has_is_never_hidden(self) -> None:
        for mail in self.mails:
            seen = self.seen[mail.id]
            outcomes = {one.message.outcome for one in seen.messages}
            if seen.was_reported:
                assert Outcome.DELIVERED in outcomes, "the vendor's word is not shown"
            elif mail.state is not S.CANCELLED:
                assert {one.value for one in outcomes} == {mail.state.value}
            elif seen.is_in_history(EventKind.ANSWERED):  # discarded, the no of the vendor is still a no
                assert outcomes <= {Outcome.REJECTED, Outcome.UNKNOWN, Outcome.CANCELLED}
            else:
                may_be_out = seen.is_in_history(EventKind.NO_ANSWER)
                assert outcomes == {Outcome.UNKNOWN if may_be_out else Outcome.CANCELLED}
            if self.vendor.has(mail.bulk_id) and mail.state in (S.REJECTED, S.CANCELLED) and not seen.was_reported:
                assert seen.is_in_history(EventKind.NO_ANSWER), "nothing says that it may have left"

    @invariant()
    def what_contradicts_itself_is_flagged(self) -> None:
        inconsistent = ArchiveFilter(inconsistent_at=self.clock())
        flagged = set(self.house.archive(lambda a: a.messages.ids(inconsistent, SortKey.RECEIVED, False)))
        for seen in self.seen.values():
            for one in seen.messages:
                is_doubtful = inconsistency_of(one.message.outcome, one.events, self.clock()) is not None
                assert is_doubtful == (one.message.row in flagged), (one.events, is_doubtful)

    @invariant()
    def nothing_was_written_in_vain(self) -> None:
        assert self.house.archive(lambda archive: len(archive.drafts.all())) == self._drafts

    def teardown(self) -> None:
        self._end(self.house, is_taken=False)

    # -- a step and what it may do

    @contextlib.contextmanager
    def _step(
        self,
        fault: SendFault = ACCEPTS,
        logs: str = "knows",
        *,
        held: Held | None = None,
        is_asked_for: bool = False,
    ) -> Iterator[None]:
        """Something happens; whatever leaves or is looked up in it meets `fault` and `logs`. What is due by itself is
        expected here, the rest by the step. A lookup that the user asked for says why it could not ask."""
        self._expected: dict[SubmissionId, set[SubmissionState]] = {}
        self._new_lives: set[SubmissionId] = set()
        self._set_the_stage(fault, logs, held)
        for mail in self.mails:
            if self._is_due(mail):
                self._expect(mail, self._leaving(fault) if mail.state is S.QUEUED else self._found(mail, logs))
        self.house.failures.clear()
        yield
        self._until_idle()
        Patience.is_short = False
        heard = [failure.problem.code for failure in self.house.failures if isinstance(failure, Failed)]
        assert len(heard) == len(self.house.failures) <= is_asked_for
        assert ProblemCode.OURS not in heard
        self._compare()

    def _set_the_stage(self, fault: SendFault, logs: str, held: Held | None) -> None:
        Patience.is_short = fault.hangs and held is None
        self._door = held if held is not None and held.place == "door" else None
        sends = self.vendor.meets(fault)
        if held is not None and held.place in ("body", "taken"):
            sends = held.act(self.vendor)
        self._server.plays("POST", SEND, sends)
        self._server.plays("GET", LOGS, held.act(self.vendor) if held and held.place == "lookup" else self._logs(logs))
        self._server.plays("GET", REPORTS, self._reports(logs))

    def _compare(self) -> None:
        self.seen = self.house.archive(look_at_all)
        assert set(self.seen) == {one.id for one in self.mails}, "a mail without a state"
        for mail in self.mails:
            now = self.seen[mail.id].submission
            allowed = {S.SENDING} if mail.held else self._expected.get(mail.id, {mail.state})
            if self.seen[mail.id].was_reported and S.UNKNOWN in allowed:
                allowed = {*allowed, S.ACCEPTED} - {S.UNKNOWN}
            if self.seen[mail.id].was_reported and S.QUEUED in allowed and now.attempts:
                allowed = {*allowed, S.ACCEPTED}  # unless it was told before a person sent it again
            if self.seen[mail.id].was_reported and S.REJECTED in allowed:
                allowed = {*allowed, S.ACCEPTED}  # unless all that is told of it is that it was rejected
            assert now.state in allowed, f"{mail.bulk_id} was {mail.state}, is {now.state}, not {allowed}"
            if mail.state is S.UNKNOWN and mail.id not in self._new_lives:
                assert now.attempts == mail.attempts, "an unknown mail left by itself"
            mail.state, mail.attempts = now.state, now.attempts

    def _expect(self, mail: Mail, states: AbstractSet[SubmissionState], *, is_new_life: bool = False) -> None:
        self._expected[mail.id] = set(states)
        if is_new_life:
            self._new_lives.add(mail.id)

    def _leaving(self, fault: SendFault) -> set[SubmissionState]:
        """What a mail may be that leaves now."""
        return set(fault.ends) if self._is_reached else {S.QUEUED}

    def _found(self, mail: Mail, logs: str, *, is_asked: bool = False) -> set[SubmissionState]:
        """What an unknown one may be that is looked for now."""
        is_there = logs == "knows" and (is_asked or self._is_reached) and self.vendor.has(mail.bulk_id)
        return {S.ACCEPTED} if is_there else {S.UNKNOWN}

    def _is_due(self, mail: Mail) -> bool:
        """The program does something with it by itself."""
        now, one = self.clock.now, self.seen[mail.id].submission
        if mail.held is not None or mail.look_up is not None:
            return False
        if one.state is S.UNKNOWN:
            return _is_over(one.next_lookup_at, now)
        if one.state is not S.QUEUED:
            return False
        if one.problem is not None:
            return _is_over(one.problem.retry_at, now)
        return one.leaves_at is None or _is_over(one.leaves_at, now)

    @property
    def _is_reached(self) -> bool:
        return self._has_key and not self._is_away

    @property
    def _can_hold(self) -> bool:
        return len(self._all_held()) < AT_A_TIME and self._is_reached

    # -- deeds

    def _any(self, is_meant: Callable[[Mail], bool]) -> bool:
        return any(map(is_meant, self.mails))

    def _one(self, number: int, is_meant: Callable[[Mail], bool] = lambda _mail: True) -> Mail:
        """One of the mails that are meant; there are some."""
        meant = [mail for mail in self.mails if is_meant(mail)]
        return meant[number % len(meant)]

    def _write(self, people: int) -> Mail:
        to = tuple(f"person{number}@example.com" for number in range(people))
        queued = self._call(self.house.outbox.send(draft(*to), "Hello", self.house.account))
        self.mails.append(Mail(queued.id, queued.bulk_id))
        return self.mails[-1]

    def _hold(self, mail: Mail, held: Held) -> None:
        mail.held = held
        self._new_lives.add(mail.id)
        self._until(held.gate.seen.is_set)

    def _of_one_there(self, held: Held, fault: SendFault) -> SendFault:
        """The fault, or another one if it is none for a request that the vendor has in full, or has taken."""
        is_possible = fault.is_read and not fault.hangs and (fault.takes or held.place != "taken")
        return fault if is_possible else ACCEPTS

    def _all_held(self) -> list[Held]:
        return [one for mail in self.mails for one in (mail.held, mail.look_up) if one is not None]

    def _leave_behind(self, held: Held, is_taken: bool) -> None:
        """The program has hung up. What lies with the vendor may be taken after that."""

        async def take(exchange: Exchange) -> None:
            self.vendor.take(exchange.request)
            exchange.close()

        if held.place == "door":
            return  # there is no request that could go on
        held.go_on(take if is_taken and held.place == "body" else None)
        held.wait_until_over()

    def _logs(self, way: str) -> Act:
        stranger = {"messageId": "m-9", "bulkId": "of-somebody", "to": "person0@example.com", "sentAt": None}
        return {
            "knows": self.vendor.tells_logs(),
            "lags": answers({"results": []}),
            "fails": says_no(500),
            "strangers": answers({"results": [stranger | {"status": {"groupId": 3}}]}),
        }[way]

    def _reports(self, way: str) -> Act:
        return {
            "knows": self.vendor.hands_out(),
            "lags": answers({"results": []}),
            "fails": says_no(500),
            "strangers": self.vendor.hands_out_into_nothing(),
        }[way]

    def _call(self, task: Task[Any]) -> Any:
        """Wait for the end of a task. Returns its result, or None if there is none."""
        ends = Ends(task)
        self._until(lambda: task.is_done)
        ((how, value),) = ends.heard
        return value if how == "succeeded" else None

    def _until(self, holds: Callable[[], bool]) -> None:
        loop, clock, limit = QEventLoop(), QTimer(interval=1), QTimer(singleShot=True)
        clock.timeout.connect(lambda: loop.quit() if holds() else None)
        limit.timeout.connect(loop.quit)
        clock.start()
        limit.start(int(PATIENCE_S * 1000))
        loop.exec()
        assert holds(), "waited in vain"

    def _until_idle(self) -> None:
        """Nothing is under way but what stands still."""
        self._until(lambda: self.house.context.tasks_under_way == len(self._all_held()))

    # -- programs

    def _new_house(self, folder: Path | None = None, *, left_by: Path | None = None) -> House:
        """A program on a new folder, on this one, or on what another one has on the disk at this moment."""
        self._number += 1
        folder = folder or self._folder / str(self._number)
        if left_by is not None:
            folder.mkdir()
            for path in left_by.glob("archive.sqlite*"):
                if not path.name.endswith("-shm"):
                    shutil.copyfile(path, folder / path.name)
        house = House(folder, self.clock, self._keyring, self._qtbot, self._receiver)
        house.outbox.settled.connect(self._on_settled)
        house.context.show_failures_with(self._shown.show)
        session_of = house.context.connections.session

        async def session(account: Account) -> ApiSession:
            door, self._door = self._door, None
            if door is not None:
                await door.gate.passed()
            return await session_of(account)

        house.context.connections.session = session  # type: ignore[method-assign]
        return house

    def _begin(self) -> None:
        self.house.value(self.house.accounts.load())
        self.house.outbox.start()

    def _end(self, house: House, is_taken: bool) -> None:
        """Nothing stands still any more."""
        house.context.worker.grace_s = 0.0
        assert house.close(), "something did not end in time"
        for one in self._all_held():
            self._leave_behind(one, is_taken)
        for mail in self.mails:
            mail.held = mail.look_up = None

    def _on_settled(self, submission: Submission) -> None:
        assert submission.state in _SETTLED, f"told as settled: {submission.state}"


def _is_over(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def test_every_order_of_faults_and_decisions(
    tmp_path: Path,
    qtbot: QtBot,
    server: FaultyServer,
    memory_keyring: MemoryKeyring,
    receiver: ReceiverProcess,
    no_pauses: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    defaults = ApiSession.__init__.__kwdefaults__
    assert defaults is not None
    monkeypatch.setitem(defaults, "limits", Patience())
    numbers = count()

    def machine() -> Interleavings:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        return Interleavings(qtbot, folder, server, memory_keyring, receiver)

    run_state_machine_as_test(
        machine,  # type: ignore[arg-type]  # called without arguments, as a class is
        settings=settings(
            max_examples=examples(10),
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
