"""The server as a process."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit import checkout
from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox


def test_everything_is_there_after_a_restart_and_the_key_is_nowhere(tmp_path: Path) -> None:
    files: list[tuple[str, tuple[str | None, bytes]]] = [("attachment", ("a.bin", b"the bytes"))]
    with sandbox("--data", str(tmp_path)) as first:
        taken = first.send("ana@example.com")
        kept = first.send("tom@example.com", files=files)
        assert len(first.results("/email/1/reports", messageId=taken)) == 1

    with sandbox("--data", str(tmp_path)) as second:
        assert [report["messageId"] for report in second.results("/email/1/reports")] == [kept]
        assert [entry["messageId"] for entry in second.results("/email/1/logs")] == [kept, taken]
        assert b"dGhlIGJ5dGVz" in second.mail(kept)

    stored = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(KEY.encode() in data for data in stored)


def test_a_killed_server_has_lost_nothing_it_accepted(tmp_path: Path) -> None:
    with sandbox("--data", str(tmp_path)) as first:
        message_id = first.send("ana@example.com")
        first.process.kill()
        first.ended()

    with sandbox("--data", str(tmp_path)) as second:
        assert [entry["messageId"] for entry in second.results("/email/1/logs")] == [message_id]


def test_without_data_the_temporary_folder_is_removed(tmp_path: Path) -> None:
    with RunningSandbox(environment={name: str(tmp_path) for name in ("TMPDIR", "TEMP", "TMP")}) as running:
        running.send("ana@example.com")
        assert len(list(tmp_path.iterdir())) == 1
        assert running.end()[0] == 0

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal to send")
def test_a_signal_ends_it_cleanly_even_with_requests_under_way() -> None:
    with sandbox() as running, socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2]))) as half:
        half.sendall(b"POST /email/3/send HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")
        half.sendall(f"Authorization: App {KEY}\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n--x".encode())
        running.client.get("/sandbox/health")
        code, errors = running.end()

    assert (code, errors) == (0, "")


def test_it_ends_when_the_program_that_started_it_is_gone() -> None:
    with RunningSandbox(environment={"COMPOSER_SANDBOX_PARENT": "stdin"}) as running:
        assert running.process.stdin is not None
        running.process.stdin.close()
        code, errors = running.ended()

    assert (code, errors) == (0, "")


def test_it_runs_on_without_a_watched_process() -> None:
    with sandbox() as running:
        assert running.process.stdin is not None
        running.process.stdin.close()
        assert running.client.get("/sandbox/health").status_code == 200


def test_a_port_in_use_and_a_useless_data_folder_are_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with sandbox() as running:
        with pytest.raises(AssertionError, match="cannot listen on"):
            RunningSandbox("--port", running.url.rpartition(":")[2])
        with pytest.raises(AssertionError, match="cannot use the data folder"):
            RunningSandbox("--data", str(tmp_path / "file"))


def test_an_open_host_is_warned_about() -> None:
    with RunningSandbox("--host", "0.0.0.0") as running:
        _, errors = running.end()

    assert "not a loopback address" in errors


def test_nothing_of_the_window_is_imported() -> None:
    script = (
        "import sys, composer_app.sandbox.command, composer_app.sandbox.serve, composer_app.sandbox.web.app;"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'httpx', 'composer_app'))"
        " and not name.startswith('composer_app.sandbox')])"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "['composer_app']"


def test_a_second_one_on_the_same_data_is_refused_in_a_sentence(tmp_path: Path) -> None:
    begin = (
        "import sys; from pathlib import Path; from composer_app.sandbox.store import lock; lock.PATIENCE_S = 0.3;"
        "from composer_app.sandbox.serve import serve; from composer_app.sandbox.settings import Settings;"
        "sys.exit(serve('127.0.0.1', 0, Path(sys.argv[1]), Settings(keys=(), delivery_delay_ms=0)))"
    )
    with sandbox("--data", str(tmp_path)):
        second = subprocess.run(
            [sys.executable, "-c", begin, str(tmp_path)],
            cwd=checkout.ROOT,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    assert (second.returncode, second.stdout) == (3, "")
    assert second.stderr == f"another Sandbox runs on the data folder {tmp_path}, and did not end in time\n"
