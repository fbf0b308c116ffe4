"""The program contacts the address of its account, and nothing else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from composer_app.services.profile import Profile
from tests.e2e.work import ends_after_its_work, profile_with_work
from tests.faulty_server import faulty_server
from tests.proofs import network_guard
from tests.unit import checkout

SEND, LOGS, REPORTS = "/email/3/send", "/email/1/logs", "/email/1/reports"


def test_the_guard_guards(strangers: list[str]) -> None:
    with pytest.raises(network_guard.Stranger):
        socket.create_connection(("192.0.2.1", 443), 0.1)
    with pytest.raises(network_guard.Stranger):
        socket.getaddrinfo("www.example.com", 443)
    with socket.socket() as one, pytest.raises(network_guard.Stranger):
        one.connect_ex(("192.0.2.1", 443))

    assert strangers == ["192.0.2.1", "www.example.com", "192.0.2.1:443"]
    strangers.clear()


def test_the_guard_is_in_every_child(tmp_path: Path) -> None:
    reported = tmp_path / "strangers.txt"
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 443), 0.1)"],
        env={**os.environ, network_guard.STRANGERS: str(reported)},
        capture_output=True,
        check=False,
        timeout=30,
    )

    assert done.returncode == 1
    assert b"the network guard" in done.stderr
    assert reported.read_text() == "192.0.2.1\n"


def test_this_computer_is_no_stranger() -> None:
    assert all(map(network_guard.is_here, ("127.0.0.1", "127.8.9.1", "::1", "localhost", "")))
    assert not any(map(network_guard.is_here, ("192.0.2.1", "10.0.0.1", "localhost.example.com", "fe80::1%eth0")))


def test_the_program_contacts_its_base_url_and_nothing_else(tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.txt"
    with faulty_server() as server:
        process = _started(profile_with_work(tmp_path / "profile", server), contacts)
        ends_after_its_work(process, server)
        port = urlsplit(server.url).port

    assert set(contacts.read_text().splitlines()) == {f"127.0.0.1:{port}"}


def _started(profile: Profile, contacts: Path) -> subprocess.Popen[bytes]:
    """The program with its window, on no display."""
    paths = [str(network_guard.FOLDER), str(checkout.ROOT)]
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHON_KEYRING_BACKEND": "tests.proofs.one_key.OneKey",
        "QT_QPA_PLATFORM": "offscreen",
        network_guard.CONTACTS: str(contacts),
    }
    command = [sys.executable, "-m", "composer_app", "--profile", str(profile.folder)]
    return subprocess.Popen(command, cwd=checkout.ROOT, env=environment, stdin=subprocess.DEVNULL)
