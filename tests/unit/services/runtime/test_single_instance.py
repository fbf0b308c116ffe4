"""A program that is started twice shows the window that is there."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from composer_app.services.runtime.single_instance import (
    SandboxAddress,
    SingleInstance,
    WindowRequest,
    notify_window,
    raise_other,
    sandbox_of_window,
    server_name,
)
from tests.patience import PATIENCE_S
from tests.unit.programs import line_of, running

SECOND = """
import sys
from pathlib import Path
from composer_app.services.runtime.single_instance import raise_other
print("calling", flush=True)
print(raise_other(Path(sys.argv[1])), flush=True)
"""


# A process: Qt holds Python up while it waits for an answer.
PRETENDER = """
import ast, socket, sys
with socket.socket(socket.AF_UNIX) as own:
    own.bind(sys.argv[1])
    own.listen()
    print("listening", flush=True)
    for answer in ast.literal_eval(sys.argv[2]):
        there, _ = own.accept()
        with there:
            print(there.recv(1024).decode().rstrip(), flush=True)
            there.sendall(answer)
"""


@contextlib.contextmanager
def pretender(folder: Path, *answers: bytes) -> Iterator[subprocess.Popen[str]]:
    """Listens in the place of the window. Gives each program the next answer, hangs up, and prints what it heard."""
    path = socket_of(folder)
    try:
        with running(PRETENDER, path, answers) as process:
            assert line_of(process) == "listening"
            yield process
    finally:
        path.unlink()


def socket_of(folder: Path) -> Path:
    return Path(QDir.tempPath(), server_name(folder))


@contextlib.contextmanager
def program(folder: Path) -> Iterator[socket.socket]:
    """Another program, connected to the window of the profile."""
    with socket.socket(socket.AF_UNIX) as made:
        made.settimeout(PATIENCE_S)
        made.connect(str(socket_of(folder)))
        yield made


@pytest.fixture
def window(qapp: object, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path)
    yield made
    made.stop()


def test_the_window_is_raised_each_time(qtbot: QtBot, tmp_path: Path) -> None:
    single = SingleInstance(tmp_path)
    for _ in range(2):
        with running(SECOND, tmp_path) as second:
            with qtbot.waitSignal(single.raise_wanted):
                pass
            assert second.communicate(timeout=PATIENCE_S)[0] == "calling\nTrue\n"
    single.stop()


def test_one_that_is_just_starting_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    with running(SECOND, tmp_path) as second:
        assert line_of(second) == "calling"
        single = SingleInstance(tmp_path)
        with qtbot.waitSignal(single.raise_wanted):
            pass
        assert second.communicate(timeout=PATIENCE_S)[0] == "True\n"
    single.stop()


def test_no_server(tmp_path: Path) -> None:
    assert not raise_other(tmp_path, patience_s=0.0)


def test_the_socket_of_a_program_that_was_killed_is_no_hindrance(qtbot: QtBot, tmp_path: Path) -> None:
    left = socket_of(tmp_path)
    if os.name == "posix":
        left.write_bytes(b"")

    single = SingleInstance(tmp_path)

    assert single.is_listening
    single.stop()
    assert not left.exists()


def test_the_name_is_the_same_for_every_spelling(tmp_path: Path) -> None:
    assert server_name(tmp_path / "a" / "..") == server_name(tmp_path)
    assert server_name(tmp_path / "a") != server_name(tmp_path)


unix_alone = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="a named pipe of Windows has no file")


@unix_alone
def test_a_window_that_does_not_answer_yet_is_called_again(tmp_path: Path) -> None:
    with pretender(tmp_path, b"", b"", b"true\n") as window:
        assert raise_other(tmp_path, patience_s=PATIENCE_S)
        assert [line_of(window) for _ in range(3)] == ["raise"] * 3


@unix_alone
def test_one_that_never_answers_is_given_up(tmp_path: Path) -> None:
    with pretender(tmp_path, b"") as window:
        assert not raise_other(tmp_path, patience_s=0.0)
        assert line_of(window) == "raise"


@unix_alone
@pytest.mark.parametrize(
    ("said", "address"),
    [
        (b'{"base_url":"http://127.0.0.1:9","key":"k"}\n', SandboxAddress("http://127.0.0.1:9", "k")),
        (b"{}\n", SandboxAddress()),
        (b"[1, 2]\n", None),
        (b"\xff{\n", None),
        (b"half a li", None),
        (b"", None),
    ],
)
def test_what_cannot_be_read_is_no_address(tmp_path: Path, said: bytes, address: SandboxAddress | None) -> None:
    with pretender(tmp_path, said) as window:
        assert sandbox_of_window(tmp_path) == address
        assert line_of(window) == "sandbox"


@unix_alone
def test_a_change_is_reported_to_the_window(tmp_path: Path) -> None:
    with pretender(tmp_path, b"true\n") as window:
        notify_window(tmp_path, WindowRequest.MAIL_CHANGED)
        assert line_of(window) == "mail changed"


@unix_alone
def test_nothing_is_asked_for_a_folder_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    with pretender(folder, b"{}\n") as window:
        assert sandbox_of_window(folder) is None
        assert line_of(window) == ""


@unix_alone
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as another user")
@pytest.mark.parametrize(("owner", "heard"), [(0, "sandbox"), (65534, "")])
def test_a_socket_that_another_user_made_is_not_asked(tmp_path: Path, owner: int, heard: str) -> None:
    with pretender(tmp_path, b"{}\n") as window:
        os.chown(socket_of(tmp_path), owner, -1)
        assert (sandbox_of_window(tmp_path) is None) == (heard == "")
        assert line_of(window) == heard


@unix_alone
def test_a_line_that_comes_in_two_pieces_is_one(qtbot: QtBot, window: SingleInstance, tmp_path: Path) -> None:
    with program(tmp_path) as other:
        other.sendall(b"ra")
        qtbot.waitUntil(lambda: [one.bytesAvailable() for one in window.findChildren(QLocalSocket)] == [2])
        with qtbot.waitSignal(window.raise_wanted):
            other.sendall(b"ise\n")
        assert other.recv(100) == b"true\n"


@unix_alone
def test_a_request_of_another_version_is_answered_with_no(qtbot: QtBot, window: SingleInstance, tmp_path: Path) -> None:
    with program(tmp_path) as other:
        other.sendall(b"dance\n")
        qtbot.waitUntil(lambda: bool(select.select([other], [], [], 0)[0]))
        assert other.recv(100) == b"false\n"


@unix_alone
def test_an_answer_for_a_program_that_has_gone_goes_nowhere(
    qtbot: QtBot, window: SingleInstance, tmp_path: Path
) -> None:
    with program(tmp_path) as other, qtbot.waitSignal(window.sandbox_wanted) as wanted:
        other.sendall(b"sandbox\n")
    qtbot.waitUntil(lambda: window.findChild(QLocalSocket) is None)

    wanted.args[0].give(SandboxAddress("http://127.0.0.1:9", "k"))
