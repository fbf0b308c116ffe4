"""The receiver as a process: what it asked for it receives, whatever becomes of the program."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from composer_app.api.errors import AuthFailed, MaybeSent, Unreachable
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.archive.errors import ArchiveReadOnly
from composer_app.archive.incoming_answers import IncomingAnswers
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.report_receiver import process as process_module
from composer_app.services.report_receiver.process import Received, ReceiverProcess
from tests.faulty_server import LOOPBACK, FaultyServer, Gate, answers, faulty_server, says_no, unused_port, waits
from tests.patience import PATIENCE_S
from tests.unit import checkout
from tests.unit.api.proxy import CERTIFICATE, HOST, proxied
from tests.unit.services.house import KEY, account_at
from tests.unit.services.report_receiver import common
from tests.unit.services.report_receiver.common import REPORTS, left_in, source_at

BODY = b'{"results":[{"messageId":"m-1","to":"ana@example.com"}]}'
linux_alone = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")


over_tls_too = pytest.mark.parametrize("server", ["plain", "tls"], indirect=True)


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[FaultyServer]:
    """Over plain loopback: the process is the same one. Answers that it must not lose come over TLS too."""
    with faulty_server(LOOPBACK if getattr(request, "param", "plain") == "tls" else None) as running:
        yield running


@pytest.fixture
def own(tmp_path: Path) -> Iterator[ReceiverProcess]:
    process = ReceiverProcess()
    yield process
    process.stop(PATIENCE_S)


def ask(receiver: ReceiverProcess, url: str, folder: Path, limits: Timeouts = LIMITS) -> Future[Received]:
    return receiver.receive(source_at(url, limits), ReportQuery(), folder)


def body_of(received: Received) -> bytes:
    return common.body_of(IncomingAnswers.received(received.path, received.size_bytes))


@contextmanager
def watched(process_id: int) -> Iterator[int]:
    """Something to wait on for the end of a process that is not a child of ours."""
    end = os.pidfd_open(process_id)
    try:
        yield end
    finally:
        os.close(end)


def asking_program(server: FaultyServer, folder: Path, stderr: int | None = None) -> subprocess.Popen[bytes]:
    """Another program, which asks for the reports by a receiver of its own."""
    command = [sys.executable, "-m", "tests.unit.services.report_receiver.asking_program", server.url, str(folder)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=checkout.ROOT, stdin=pipe, stdout=pipe, stderr=stderr)


@dataclass(frozen=True)
class HeldUp:
    """A request whose answer waits at a gate, and `end`, to wait on for the end of the receiver that has asked."""

    gate: Gate
    asked: Future[Received]
    process_id: int
    end: int


@contextmanager
def held_up(receiver: ReceiverProcess, server: FaultyServer, folder: Path) -> Iterator[HeldUp]:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(BODY)))
    asked = ask(receiver, server.url, folder)
    gate.wait_until_seen()
    assert receiver.process_id is not None
    with watched(receiver.process_id) as end:
        yield HeldUp(gate, asked, receiver.process_id, end)


def has_ended(end: int) -> bool:
    return bool(select.select([end], [], [], PATIENCE_S)[0])


@over_tls_too
def test_an_answer_stays_in_its_file_until_it_is_stored(
    own: ReceiverProcess, server: FaultyServer, tmp_path: Path
) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    received = ask(own, server.url, tmp_path).result(PATIENCE_S)
    assert body_of(received) == BODY
    assert left_in(tmp_path) == []  # it is held: no other program takes it for one that is left over
    received.release(is_stored=True)
    own.stop(PATIENCE_S)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_that_could_not_be_stored_is_left(own: ReceiverProcess, server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    ask(own, server.url, tmp_path).result(PATIENCE_S).release(is_stored=False)
    own.stop(PATIENCE_S)
    assert left_in(tmp_path) == [BODY]


@over_tls_too
def test_one_process_serves_many_pulls_over_one_connection(
    own: ReceiverProcess, server: FaultyServer, tmp_path: Path
) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    ids = set()
    for _ in range(3):
        ask(own, server.url, tmp_path).result(PATIENCE_S).release(is_stored=True)
        ids.add(own.process_id)
    assert len(ids) == 1
    assert len(server.asked(REPORTS)) == 3


def test_errors_come_back_as_they_are(own: ReceiverProcess, server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, says_no(401, code="UNAUTHORIZED", text="Unauthorized"))
    with pytest.raises(AuthFailed) as refused:
        ask(own, server.url, tmp_path).result(PATIENCE_S)
    assert (refused.value.http_status, refused.value.vendor_code) == (401, "UNAUTHORIZED")
    with pytest.raises(Unreachable) as no_one:
        ask(own, f"http://127.0.0.1:{unused_port()}", tmp_path).result(PATIENCE_S)
    assert no_one.value.code is ProblemCode.REFUSED
    assert list(tmp_path.iterdir()) == []


def test_without_a_place_nothing_is_asked(own: ReceiverProcess, server: FaultyServer, tmp_path: Path) -> None:
    folder = tmp_path / "arriving"
    folder.write_bytes(b"a file where the folder is to be")
    with pytest.raises(ArchiveReadOnly):
        ask(own, server.url, folder).result(PATIENCE_S)
    assert server.requests == []


@over_tls_too
def test_killed_itself_it_leaves_doubt_and_the_next_pull_starts_another(
    own: ReceiverProcess, server: FaultyServer, tmp_path: Path
) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(BODY)), answers(BODY))
    asked = ask(own, server.url, tmp_path)
    gate.wait_until_seen()
    first = own.process_id
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with pytest.raises(MaybeSent):
        asked.result(PATIENCE_S)
    gate.release()
    ask(own, server.url, tmp_path).result(PATIENCE_S).release(is_stored=True)
    assert own.process_id not in (None, first)


@linux_alone
@over_tls_too
@pytest.mark.parametrize("moment", ["before the answer", "after it"])
def test_the_death_of_the_program_takes_no_answer_along(server: FaultyServer, tmp_path: Path, moment: str) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(BODY)))
    program = asking_program(server, tmp_path)
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        receiver = int(program.stdout.readline())
        with watched(receiver) as end:
            gate.wait_until_seen()
            if moment == "after it":
                gate.release()
                assert program.stdout.readline() == b"received\n"
            program.send_signal(signal.SIGKILL)
            program.wait(PATIENCE_S)
            gate.release()
            assert has_ended(end)
        assert left_in(tmp_path) == [BODY]
    finally:
        program.kill()
        program.wait(PATIENCE_S)
        program.stdin.close()
        program.stdout.close()


@linux_alone
@over_tls_too
def test_ordered_to_end_it_sees_through_what_it_has_asked_for(
    own: ReceiverProcess, server: FaultyServer, tmp_path: Path
) -> None:
    with held_up(own, server, tmp_path) as held:
        own.stop()
        held.gate.release()
        assert has_ended(held.end)
    held.asked.result(PATIENCE_S)
    assert left_in(tmp_path) == [BODY]


def test_a_process_that_reads_what_the_dead_program_said_waits_for_no_receiver(
    server: FaultyServer, tmp_path: Path
) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(BODY)))
    program = asking_program(server, tmp_path, stderr=subprocess.PIPE)
    gate.wait_until_seen()
    program.kill()
    assert program.communicate(timeout=PATIENCE_S)[1] == b""
    gate.release()


@linux_alone
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_logout_ends_it_when_its_answer_has_come(
    own: ReceiverProcess, server: FaultyServer, tmp_path: Path, name: str
) -> None:
    with held_up(own, server, tmp_path) as held:
        os.kill(held.process_id, getattr(signal, name))
        held.gate.release()
        assert has_ended(held.end)
    assert body_of(held.asked.result(PATIENCE_S)) == BODY
    assert left_in(tmp_path) == [BODY]


def test_a_receipt_that_cannot_be_read_hangs_no_one(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says = "import sys; sys.stdin.readline(); print('what?', flush=True); sys.stdin.read()"
    monkeypatch.setattr(process_module, "own_command", lambda _name: [sys.executable, "-c", says])
    odd = ReceiverProcess()
    with pytest.raises(MaybeSent):
        ask(odd, server.url, tmp_path).result(PATIENCE_S)
    odd.stop(PATIENCE_S)


def test_through_a_proxy(own: ReceiverProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    url = f"https://{HOST}"
    with proxied(BODY) as behind:
        monkeypatch.setenv("https_proxy", behind.url)
        session = ApiSession(account_at(url), url, Secret(KEY), extra_ca=CERTIFICATE)
        received = own.receive(session.report_source, ReportQuery(), tmp_path).result(PATIENCE_S)
    assert body_of(received) == BODY
    assert behind.asked[0] == f"CONNECT {HOST}:443 HTTP/1.1"
    received.release(is_stored=True)


@linux_alone
def test_it_ends_when_nothing_is_asked_for_a_while(server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    receiver = ReceiverProcess(idle_s=0.05)
    received = ask(receiver, server.url, tmp_path).result(PATIENCE_S)
    process_id = receiver.process_id
    assert process_id is not None
    with watched(process_id) as end:
        received.release(is_stored=True)
        assert has_ended(end)
    ask(receiver, server.url, tmp_path).result(PATIENCE_S).release(is_stored=True)
    receiver.stop(PATIENCE_S)


@linux_alone
def test_no_process_sees_the_key_and_no_terminal_reaches_it(
    own: ReceiverProcess, server: FaultyServer, tmp_path: Path
) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    ask(own, server.url, tmp_path).result(PATIENCE_S).release(is_stored=True)
    process_id = own.process_id
    assert process_id is not None
    shown = Path(f"/proc/{process_id}")
    assert KEY.encode() not in (shown / "cmdline").read_bytes() + (shown / "environ").read_bytes()
    assert os.getsid(process_id) != os.getsid(0)
    modules = (shown / "maps").read_text()
    assert "libQt6" not in modules, "it is to be small"


def test_it_may_be_asked_from_any_thread(own: ReceiverProcess, server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, answers(BODY))
    found: list[bytes] = []

    def pull() -> None:
        received = ask(own, server.url, tmp_path).result(PATIENCE_S)
        found.append(body_of(received))
        received.release(is_stored=True)

    threads = [threading.Thread(target=pull) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert found == [BODY] * 8
