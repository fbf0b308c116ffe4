"""A program that is started twice shows the window that is there."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QDir
from pytestqt.qtbot import QtBot

from composer_app.services.runtime.single_instance import (
    SandboxAddress,
    SingleInstance,
    raise_other,
    sandbox_of_window,
    server_name,
)
from tests.patience import PATIENCE_S
from tests.unit import checkout

SECOND = """
import sys
from pathlib import Path
from composer_app.services.runtime.single_instance import raise_other
print("calling", flush=True)
print(raise_other(Path(sys.argv[1])), flush=True)
"""


@contextlib.contextmanager
def second_program(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SECOND, str(folder)], stdout=subprocess.PIPE, text=True, cwd=checkout.ROOT
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def test_the_window_is_raised_each_time(qtbot: QtBot, tmp_path: Path) -> None:
    single = SingleInstance(tmp_path)
    for _ in range(2):
        with second_program(tmp_path) as second:
            with qtbot.waitSignal(single.raise_wanted):
                pass
            assert second.communicate(timeout=PATIENCE_S)[0] == "calling\nTrue\n"
    single.stop()


def test_one_that_is_just_starting_is_waited_for(qtbot: QtBot, tmp_path: Path) -> None:
    with second_program(tmp_path) as second:
        assert second.stdout is not None
        assert second.stdout.readline() == "calling\n"
        single = SingleInstance(tmp_path)
        with qtbot.waitSignal(single.raise_wanted):
            pass
        assert second.communicate(timeout=PATIENCE_S)[0] == "True\n"
    single.stop()


def test_nobody_there(tmp_path: Path) -> None:
    assert not raise_other(tmp_path, patience_s=0.0)


def test_the_socket_of_a_program_that_was_killed_is_no_hindrance(qtbot: QtBot, tmp_path: Path) -> None:
    left = Path(QDir.tempPath()) / server_name(tmp_path)
    if os.name == "posix":
        left.write_bytes(b"")

    single = SingleInstance(tmp_path)

    assert single.is_listening
    single.stop()
    assert not left.exists()


def test_the_name_is_the_same_for_every_spelling(tmp_path: Path) -> None:
    assert server_name(tmp_path / "a" / "..") == server_name(tmp_path)
    assert server_name(tmp_path / "a") != server_name(tmp_path)


LIAR = """
import os, socket, sys
with socket.socket(socket.AF_UNIX) as own:
    own.bind(sys.argv[1])
    os.chown(sys.argv[1], int(sys.argv[2]), -1)
    own.listen()
    print("listening", flush=True)
    there, _ = own.accept()
    with there:
        there.recv(1024)
        there.sendall(b'{"base_url":"http://192.0.2.1","key":"key"}\\n')
        there.recv(1024)
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can act as another user")
@pytest.mark.parametrize(("owner", "heard"), [(0, SandboxAddress("http://192.0.2.1", "key")), (65534, None)])
def test_a_socket_that_another_user_made_is_not_asked(tmp_path: Path, owner: int, heard: SandboxAddress | None) -> None:
    path = Path(QDir.tempPath(), server_name(tmp_path))
    command = [sys.executable, "-c", LIAR, str(path), str(owner)]
    liar = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert liar.stdout is not None
        assert liar.stdout.readline() == "listening\n"
        assert sandbox_of_window(tmp_path) == heard
    finally:
        liar.kill()
        liar.communicate()
        path.unlink(missing_ok=True)
