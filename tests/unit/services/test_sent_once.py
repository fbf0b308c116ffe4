"""Whatever is answered to a send, and whatever the logs know, the mail arrives once: the table of the design is the
oracle. Kinds of answers x generations of the API x what the logs know x kills, over real sockets, for a week of a
clock that is moved.

`EXAMPLES=200` tries 200 times as many.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import event, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.domain.account import Account, Generation
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import SubmissionId
from composer_app.domain.secret import Secret
from composer_app.domain.submission import Submission, SubmissionHead, SubmissionState
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import Credentials
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.sending.delivery import Delivery
from composer_app.services.sending.send_schedule import due_at
from tests.examples import examples
from tests.faulty_server import FaultyServer, Gate, faulty_server
from tests.patience import PATIENCE_S
from tests.unit.services.answering_vendor import KINDS, NAMES_THE_FIRST, TAKES_IT, AnsweringVendor, Kind
from tests.unit.services.house import KEY, NOW, Clock, MemoryKeyring, account_at, draft

S = SubmissionState
MOST_STEPS = 80
A_WEEK = timedelta(days=7)
LOOK_UPS_S = [5, 30, 120, 600, 960, *(960 + 3600 * hour for hour in range(1, 48))]

KNOWN_AFTER = {
    "at once": timedelta(0),
    "after 20 s": timedelta(seconds=20),
    "after 10 min": timedelta(minutes=10),
    "after 14 min": timedelta(minutes=14),
    "never": None,
    "fail": None,
}


class Program:
    """The outbox below Qt: it does what is due, one thing after the other."""

    def __init__(self, folder: Path, account: Account, clock: Clock) -> None:
        self.folder, self._account, self._clock = folder, account, clock
        self.archive = ArchiveAccess(folder / "archive.sqlite")
        self._credentials = Credentials()
        self._connections = Connections(self._credentials, SandboxProcess(folder))
        self.delivery = Delivery(self.archive, self._connections, lambda sha256: folder / sha256, clock)

    async def queue(self, people: int) -> SubmissionId:
        await self._credentials.keep(self._account, Secret(KEY))
        to = [f"person{number}@example.com" for number in range(people)]
        submission = submission_of(draft(*to), "Hello", self._account, self._clock())

        def queue(archive: Archive) -> None:
            archive.accounts.save(self._account)
            archive.outbox.queue(submission, None)

        await self.archive.writing(queue)
        return submission.id

    async def live(self, until: datetime) -> None:
        """Do what is due until then; the clock goes from one time to the next."""
        for _ in range(MOST_STEPS):
            one = await self._next(until)
            if one is None:
                return
            if one.is_maybe_sent:
                after = await self.delivery.look_up(one.id, self._account, may_ask=False)
                if after.is_missing:
                    assert self._clock() - NOW >= timedelta(minutes=15), "the logs had not had the time to know it"
            else:
                await self.delivery.deliver(one.id, self._account, lambda _sent, _total: None)

    async def _next(self, until: datetime) -> SubmissionHead | None:
        found = await self.archive.writing(lambda archive: archive.outbox.open())
        due = [(at, one) for one in found if (at := due_at(one, self._clock())) is not None and at <= until]
        if not due:
            return None
        at, first = min(due, key=lambda pair: pair[0])
        self._clock.now = max(self._clock.now, at)
        return first

    async def dies_in_the_middle(self, submission_id: SubmissionId, gate: Gate, folder: Path) -> Program:
        """Killed while the service has the request; gives the program that is started after that, on what the disk
        had at this moment."""
        sending = asyncio.ensure_future(self.delivery.deliver(submission_id, self._account, lambda _sent, _total: None))
        assert await asyncio.to_thread(gate.seen.wait, PATIENCE_S)
        await asyncio.to_thread(copy_archive, self.folder, folder)
        sending.cancel()
        await asyncio.wait([sending])
        gate.release()
        await self.close()
        after = Program(folder, self._account, self._clock)
        await after._credentials.keep(self._account, Secret(KEY))
        await after.archive.writing(lambda archive: archive.outbox.interrupted(self._clock()))
        return after

    async def submission(self, submission_id: SubmissionId) -> Submission:
        found = await self.archive.writing(lambda archive: archive.outbox.get(submission_id))
        assert found is not None
        return found

    async def close(self) -> None:
        await self._connections.close()
        self._credentials.stop()
        self.archive.stop()


def copy_archive(folder: Path, to: Path) -> None:
    to.mkdir()
    for path in folder.glob("archive.sqlite*"):
        if not path.name.endswith("-shm"):
            shutil.copyfile(path, to / path.name)


@dataclass(frozen=True)
class Case:
    """What happens to a mail, and what the logs know of it."""

    kind: Kind
    generation: Generation
    logs: str
    may_be_taken: bool
    is_killed: bool
    people: int
    ahead_h: int
    """Of the service's clock."""

    @property
    def takes(self) -> bool:
        """Only where the answer leaves it open can both be true."""
        return self.may_be_taken if self.kind.becomes is S.UNKNOWN else self.kind.becomes is S.ACCEPTED

    @property
    def becomes(self) -> SubmissionState:
        return S.UNKNOWN if self.is_killed else self.kind.becomes

    @property
    def known_after(self) -> timedelta | None:
        return KNOWN_AFTER[self.logs]

    @property
    def is_known(self) -> bool:
        """In the end, by the logs."""
        return self.takes and self.known_after is not None


# There are ten times as many answers that say nothing of the mail as others.
BY_END = [[kind for kind in KINDS if kind.becomes is end] for end in (S.UNKNOWN, S.QUEUED, S.REJECTED, S.ACCEPTED)]
CASES = st.builds(
    Case,
    kind=st.one_of(*map(st.sampled_from, [BY_END[0], *BY_END])),
    generation=st.sampled_from(list(Generation)),
    logs=st.sampled_from(list(KNOWN_AFTER)),
    may_be_taken=st.booleans(),
    is_killed=st.booleans(),
    people=st.integers(1, 2),
    ahead_h=st.sampled_from([-5, 0, 5]),
)


def test_it_arrives_once(tmp_path: Path, memory_keyring: MemoryKeyring, no_pauses: None) -> None:
    numbers = iter(range(10**9))

    @settings(max_examples=examples(10), deadline=None)
    @given(case=CASES)
    def holds(case: Case) -> None:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        with faulty_server() as server:
            asyncio.run(_happens(case, folder, server))

    holds()


async def _happens(case: Case, folder: Path, server: FaultyServer) -> None:
    clock = Clock()
    vendor = AnsweringVendor(
        server,
        case.generation,
        lambda: clock.now + timedelta(hours=case.ahead_h),
        case.known_after,
        logs_fail=case.logs == "fail",
    )
    program = Program(folder, account_at(server.url, case.generation), clock)
    submission_id = await program.queue(case.people)
    gate = Gate()
    try:
        if case.is_killed:
            vendor.meets(case.kind, takes=case.takes, before=gate.passed)
            program = await program.dies_in_the_middle(submission_id, gate, folder / "after")
        else:
            vendor.meets(case.kind, takes=case.takes)
        await program.live(NOW)
        first = await program.submission(submission_id)
        # What is found interrupted at the start is looked up at once.
        is_found_at_once = case.is_killed and case.takes and case.logs == "at once"
        assert first.state is (S.ACCEPTED if is_found_at_once else case.becomes)

        await program.live(NOW + A_WEEK)
        clock.now = NOW + A_WEEK
        await program.live(clock.now)
        last = await program.submission(submission_id)
        event(f"{first.state} to {last.state}")
        _judge(case, vendor, last)
        if last.state is S.UNKNOWN:
            await _send_again(program, vendor, submission_id)
    finally:
        await program.close()


def _judge(case: Case, vendor: AnsweringVendor, last: Submission) -> None:
    """After a week."""
    assert len(vendor.taken) == case.takes, "it arrived more than once"
    assert last.next_lookup_at is None
    if case.becomes is S.QUEUED:
        assert last.problem is not None
        assert (last.state, vendor.sends, last.problem.is_given_up) == (S.QUEUED, 6, True)
        return
    is_found = case.becomes is S.UNKNOWN and case.is_known
    assert (last.state, vendor.sends) == (S.ACCEPTED if is_found else case.becomes, 1)
    if last.state is S.ACCEPTED and case.kind is NAMES_THE_FIRST and case.people == 2 and not case.is_killed:
        assert last.is_maybe_sent is not case.is_known, "the other one is looked up"
    if last.state is S.UNKNOWN and case.logs != "fail":
        asked_s = [round((at - vendor.asked_at[0]).total_seconds()) for at in vendor.asked_at]
        assert len(asked_s) >= len(LOOK_UPS_S) - 1
        assert asked_s == [at - LOOK_UPS_S[0] for at in LOOK_UPS_S[: len(asked_s)]]
        assert last.is_missing


async def _send_again(program: Program, vendor: AnsweringVendor, submission_id: SubmissionId) -> None:
    """The user's decision: one more, and only one."""
    before = len(vendor.taken)
    vendor.meets(TAKES_IT, takes=True)
    now = NOW + A_WEEK
    await program.archive.writing(lambda archive: archive.outbox.requeue(submission_id, now))
    await program.live(now + A_WEEK)
    assert (await program.submission(submission_id)).state is S.ACCEPTED
    assert len(vendor.taken) == before + 1
