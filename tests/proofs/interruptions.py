"""What happens to a thousand reports that are handed out while something stands still or is full.

The service hands each report out once, as the real one does. What is counted is how many of them are neither in the
archive nor, as they came, in its spool, when all is over. Everything runs with and without TLS.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

from composer_app.api.session import ApiSession
from composer_app.api.timeouts import Timeouts
from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveFull
from composer_app.domain.account import Account
from composer_app.domain.clock import utc_now
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.connections.connections import Connections
from composer_app.services.connections.credentials import Credentials
from composer_app.services.profile import Profile
from composer_app.services.report_receiver.process import AnswerPending, ReceiverProcess
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.sandbox_process import SandboxProcess
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls
from composer_app.services.sync.unread_answers import UnreadAnswers
from tests.faulty_server import Exchange, FaultyServer, Gate, answers, faulty_server
from tests.patience import PATIENCE_S
from tests.proofs.sandbox import ROOT

REPORTS, LOGS = "/email/1/reports", "/email/1/logs"
COUNT = 1000
KEY = "0123456789abcdef-key-of-a-proof"
IMPATIENT = Timeouts(read_s=0.2, silence_s=0.4)
"""A time is over within a fifth of a second, so that a proof of what happens then takes no minute."""
STANDSTILL_S = 1.0
"""Longer than any of these times."""
_ACCOUNT = AccountId("linden")
_FILLING = "x" * 600


class Service:
    """Hands out its reports, each of them once. `before`, `within`: gates that hold the first answer up."""

    def __init__(self, count: int = COUNT, before: Gate | None = None, within: Gate | None = None) -> None:
        self._left = [_report(number) for number in range(count)]
        self._before = before
        self._within = within
        self.heeds_limit = True
        self.largest_limit = 0

    async def hand_out(self, exchange: Exchange) -> None:
        """An `Act` of the faulty server."""
        limit = int((exchange.request.asked_for("limit") or ["1000"])[0])
        self.largest_limit = max(self.largest_limit, limit)
        count = limit if self.heeds_limit else len(self._left)
        handed_out, self._left = self._left[:count], self._left[count:]
        body = b'{"results":[%s]}' % b",".join(handed_out)
        before, within = self._before, self._within
        self._before = self._within = None
        if before is not None:
            await before.passed()
        if within is not None:
            await exchange.write(
                b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body[: len(body) // 2])
            )
            await within.passed()
            await exchange.write(body[len(body) // 2 :])
        else:
            await exchange.answer(200, body)


class World:
    """A profile, its services without a window, and a service elsewhere."""

    def __init__(self, folder: Path, server: FaultyServer, limits: Timeouts) -> None:
        self.profile = Profile(folder)
        self.profile.make()
        self.account = Account(id=_ACCOUNT, name="Linden", base_url=server.url, is_only_reader=True)
        self.receiver = ReceiverProcess()
        self.archive = ArchiveAccess(self.profile.archive)
        self.archive.write(lambda archive: archive.accounts.save(self.account)).result(PATIENCE_S)
        self.server = server
        self._limits = limits

    def close(self) -> None:
        self.receiver.stop(PATIENCE_S)
        self.archive.stop()

    def begin_to_pull(self) -> Future[None]:
        """Pull everything, on a thread of its own."""
        done: Future[None] = Future()

        def pull() -> None:
            try:
                asyncio.run(self._pull())
                done.set_result(None)
            except BaseException as error:
                done.set_exception(error)

        threading.Thread(target=pull, daemon=True).start()
        return done

    def take_over_what_is_left(self) -> None:
        """As the next start does it."""

        async def take() -> None:
            connections = self._connections()
            try:
                pulls, fetches = self._pulls(connections), LogFetches(self.archive, connections, utc_now)
                unread = UnreadAnswers(self.archive, connections, pulls, fetches, utc_now)
                await unread.read({_ACCOUNT: self.account})
            finally:
                await connections.close()

        asyncio.run(take())

    def lost(self, count: int = COUNT) -> int:
        """How many of the reports are not there."""
        found = self.archive.write(_message_ids).result(PATIENCE_S)
        return sum(f"m-{number}" not in found for number in range(count))

    async def _pull(self) -> None:
        connections = self._connections()
        try:
            await self._pulls(connections).pull(self.account, ReportQuery(limit=1000))
        finally:
            await connections.close()

    def _pulls(self, connections: Connections) -> ReportPulls:
        return ReportPulls(self.archive, connections, self.receiver, utc_now, asyncio.ensure_future)

    def _connections(self) -> Connections:
        return _OneSession(self.account, self.server, self._limits)


class _OneSession(Connections):
    """Connections of a user who has the key at hand."""

    def __init__(self, account: Account, server: FaultyServer, limits: Timeouts) -> None:
        super().__init__(Credentials(), SandboxProcess(Path()))
        self._made = ApiSession(account, server.url, Secret(KEY), extra_ca=server.certificate, limits=limits)

    async def session(self, account: Account) -> ApiSession:
        return self._made

    async def would_ask(self, account: Account) -> bool:
        return False


@contextlib.contextmanager
def world(service: Service, certificate: Path | None, limits: Timeouts = IMPATIENT) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder, faulty_server(certificate) as server:
        server.plays("GET", REPORTS, service.hand_out)
        made = World(Path(folder) / "profile", server, limits)
        try:
            yield made
        finally:
            made.close()


def lost_by_a_frozen_receiver(certificate: Path | None) -> int:
    """It is stopped in the middle of the answer for longer than it would wait, and then goes on."""
    gate = Gate()
    with world(Service(within=gate), certificate) as there:
        pulling = there.begin_to_pull()
        gate.wait_until_seen()
        assert there.receiver.process_id is not None
        with _frozen(there.receiver.process_id):
            gate.release()
        pulling.result(PATIENCE_S)
        return there.lost()


def lost_by_a_frozen_program(certificate: Path | None) -> int:
    """`collect` is stopped while its receiver has the answer, and then goes on."""
    gate = Gate()
    with _profile_for_collect(gate, certificate) as profile:
        program = _collect(profile)
        try:
            gate.wait_until_seen()
            with _frozen(program.pid):
                gate.release()
            said = program.communicate(timeout=2 * PATIENCE_S)
            assert program.returncode == 0, said
        finally:
            program.kill()
            program.communicate()
        return _lost_in(profile)


def lost_by_a_killed_program(certificate: Path | None) -> int:
    """`collect` is killed in the middle of the answer, and run again when its receiver has it."""
    gate = Gate()
    with _profile_for_collect(gate, certificate) as profile:
        program = _collect(profile)
        gate.wait_until_seen()
        receiver = _child_of(program.pid)
        with _watched(receiver) as end:
            program.kill()
            program.communicate()
            gate.release()
            assert select.select([end], [], [], PATIENCE_S)[0], "the receiver does not end"
        again = _collect(profile)
        said = again.communicate(timeout=2 * PATIENCE_S)
        assert again.returncode == 0, said
        return _lost_in(profile)


def lost_by_a_stall(certificate: Path | None, *, before_the_first_byte: bool) -> int:
    """The service falls silent for several times as long as a read waits elsewhere."""
    gate = Gate()
    service = Service(before=gate) if before_the_first_byte else Service(within=gate)
    with world(service, certificate, Timeouts(read_s=0.1, answer_s=60.0)) as there:
        pulling = there.begin_to_pull()
        gate.wait_until_seen()
        if before_the_first_byte:
            with contextlib.suppress(AnswerPending):  # the program is told
                pulling.result(PATIENCE_S)
            assert there.receiver.process_id is not None
            with _watched(there.receiver.process_id) as end:
                there.receiver.stop()
                gate.release()
                assert select.select([end], [], [], PATIENCE_S)[0], "the receiver does not end"
            there.take_over_what_is_left()
        else:
            with contextlib.suppress(TimeoutError):
                pulling.result(STANDSTILL_S)
            gate.release()
            pulling.result(PATIENCE_S)
        return there.lost()


def lost_by_a_small_disk(certificate: Path | None) -> tuple[int, int]:
    """There is room for a few reports at a time. Gives also for how many was asked at once."""
    service = Service()
    with world(Service(0), certificate, Timeouts()) as first:
        first.begin_to_pull().result(PATIENCE_S)  # the receiver is there, and can be told how much it may write
        first.server.plays("GET", REPORTS, service.hand_out)
        _limit_files_of(first.receiver, 800_000)
        first.begin_to_pull().result(2 * PATIENCE_S)
        return first.lost(), service.largest_limit


def lost_by_a_full_disk(certificate: Path | None) -> int:
    """There is no room for an answer that is larger than asked for, until somebody makes room."""
    service = Service()
    service.heeds_limit = False
    with world(Service(0), certificate, Timeouts()) as there:
        there.begin_to_pull().result(PATIENCE_S)
        there.server.plays("GET", REPORTS, service.hand_out)
        make_room = _limit_files_of(there.receiver, 150_000)
        with contextlib.suppress(ArchiveFull):  # the program is told
            there.begin_to_pull().result(PATIENCE_S)
        assert there.lost() == COUNT, "the disk is not full"
        make_room()
        assert there.receiver.process_id is not None
        with _watched(there.receiver.process_id) as end:
            there.receiver.stop()
            assert select.select([end], [], [], PATIENCE_S)[0], "the receiver does not end"
        there.take_over_what_is_left()
        return there.lost()


def all_lost(certificate: Path | None) -> dict[str, int]:
    """Each of them, by name."""
    small, asked = lost_by_a_small_disk(certificate)
    assert asked < COUNT
    return {
        "frozen_receiver": lost_by_a_frozen_receiver(certificate),
        "frozen_program": lost_by_a_frozen_program(certificate),
        "killed_program": lost_by_a_killed_program(certificate),
        "stall_before_answer": lost_by_a_stall(certificate, before_the_first_byte=True),
        "stall_in_answer": lost_by_a_stall(certificate, before_the_first_byte=False),
        "small_disk": small,
        "full_disk": lost_by_a_full_disk(certificate),
    }


def _report(number: int) -> bytes:
    return (
        f'{{"messageId":"m-{number}","to":"ana@example.com","status":{{"groupId":3}},"callbackData":"{_FILLING}"}}'
    ).encode()


def _message_ids(archive: Archive) -> set[str]:
    return {row[0] for row in archive.database.rows("SELECT message_id FROM message")}


def _lost_in(profile: Profile) -> int:
    archive = Archive.open(profile.archive)
    try:
        found = _message_ids(archive)
    finally:
        archive.close()
    return sum(f"m-{number}" not in found for number in range(COUNT))


@contextlib.contextmanager
def _profile_for_collect(gate: Gate, certificate: Path | None) -> Iterator[Profile]:
    """A profile that no program uses. The service holds its first answer up at the gate."""
    with tempfile.TemporaryDirectory() as folder, faulty_server(certificate) as server:
        server.plays("GET", REPORTS, Service(within=gate).hand_out)
        server.plays("GET", LOGS, answers({"results": []}))
        there = World(Path(folder) / "profile", server, Timeouts())
        there.archive.stop()
        if certificate is not None:
            there.profile.settings.write_text(f"[network]\nextra_ca={certificate}\n")
        yield there.profile


def _collect(profile: Profile) -> subprocess.Popen[bytes]:
    key_file = profile.folder.with_name("key")
    key_file.write_text(KEY)
    command = ["collect", "--account", "Linden", "--key-file", str(key_file), "--profile", str(profile.folder)]
    return subprocess.Popen(
        [sys.executable, "-m", "composer_app", *command],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _child_of(process_id: int) -> int:
    children = Path(f"/proc/{process_id}/task").glob("*/children")
    return int(" ".join(path.read_text() for path in children).split()[0])


@contextlib.contextmanager
def _watched(process_id: int) -> Iterator[int]:
    end = os.pidfd_open(process_id)
    try:
        yield end
    finally:
        os.close(end)


@contextlib.contextmanager
def _frozen(process_id: int) -> Iterator[None]:
    """A process stands still in the block, and for some time after it."""
    with _watched(process_id) as end:
        os.kill(process_id, signal.SIGSTOP)
        try:
            yield
            assert not select.select([end], [], [], STANDSTILL_S)[0], "it has ended"
        finally:
            os.kill(process_id, signal.SIGCONT)


def _limit_files_of(receiver: ReceiverProcess, size: int) -> Callable[[], None]:
    """From now on its disk has room for files of that size. Gives what makes room again."""
    process_id = receiver.process_id
    assert process_id is not None
    _, hard = resource.prlimit(process_id, resource.RLIMIT_FSIZE)
    resource.prlimit(process_id, resource.RLIMIT_FSIZE, (size, hard))
    return lambda: resource.prlimit(process_id, resource.RLIMIT_FSIZE, (hard, hard)) and None
