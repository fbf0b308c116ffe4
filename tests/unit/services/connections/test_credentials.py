"""Secrets: in the keyring where there is a good one, in memory where there is none, in no file ever."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import keyring
import msgspec
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend
from keyring.errors import InitError, KeyringLocked, NoKeyringError, PasswordSetError

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import ProblemCode
from composer_app.domain.secret import Secret
from composer_app.services.connections.credentials import (
    SERVICE,
    Credentials,
    KeyringUnusable,
    Whereabouts,
)
from tests.patience import PATIENCE_S
from tests.unit import checkout
from tests.unit.services.house import MemoryKeyring

T = TypeVar("T")

ACCOUNT = Account(id=AccountId("a1"), name="Linden Energy", base_url="https://x1y2z3.api.example.com")
KEY = Secret("0123456789abcdef-9c41")


class Raising(MemoryKeyring):
    """A keyring that answers everything with an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error


class Hanging(MemoryKeyring):
    """A keyring that waits for a person who does not come."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.set()
        self.let_go.wait(PATIENCE_S)
        return super().get_password(service, username)


class PlainFile(MemoryKeyring):
    """Stands for keyrings.alt, which keyring picks silently where it is installed."""


PlainFile.__module__ = "keyrings.alt.file"


def do(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


@pytest.fixture
def credentials() -> Iterator[Credentials]:
    made = Credentials()
    yield made
    made.stop()


def _found(monkeypatch: pytest.MonkeyPatch, backend: KeyringBackend) -> None:
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    backend = MemoryKeyring()
    _found(monkeypatch, backend)
    return backend


def test_a_secret_goes_to_the_keyring_and_is_found_at_the_next_start(
    memory: MemoryKeyring, credentials: Credentials
) -> None:
    assert do(credentials.keep(ACCOUNT, KEY)).is_in_keyring

    later = Credentials()
    assert do(later.secret_of(ACCOUNT)) == KEY
    later.stop()
    assert list(memory.entries.values()) == [KEY.reveal()]


def test_an_account_without_secret_has_none(memory: MemoryKeyring, credentials: Credentials) -> None:
    assert do(credentials.secret_of(ACCOUNT)) is None


def test_another_base_url_does_not_get_the_key(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.keep(ACCOUNT, KEY))

    moved = msgspec.structs.replace(ACCOUNT, base_url="https://elsewhere.example.net")
    assert do(credentials.secret_of(moved)) is None


def test_a_new_secret_takes_the_place_of_the_old(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.keep(ACCOUNT, Secret("old")))
    do(credentials.keep(ACCOUNT, KEY))

    assert do(credentials.secret_of(ACCOUNT)) == KEY
    assert len(memory.entries) == 1


def test_what_was_pasted_around_a_key_is_not_kept(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.keep(ACCOUNT, Secret(f"Authorization: App {KEY.reveal()}")))

    assert list(memory.entries.values()) == [KEY.reveal()]
    assert do(credentials.secret_of(ACCOUNT)) == KEY


def test_what_an_earlier_version_kept_around_a_key_is_left_out(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.keep(ACCOUNT, KEY))
    (name,) = memory.entries
    memory.entries[name] = f"App {KEY.reveal()}"
    fresh = Credentials()
    try:
        assert do(fresh.secret_of(ACCOUNT)) == KEY
    finally:
        fresh.stop()


def test_forgetting_deletes_it_everywhere(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.keep(ACCOUNT, KEY))
    do(credentials.forget(ACCOUNT))

    assert memory.entries == {}
    assert do(credentials.secret_of(ACCOUNT)) is None


def test_forgetting_what_is_not_there_is_no_error(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.forget(ACCOUNT))


@pytest.mark.parametrize(
    ("backend", "problem"),
    [
        (fail.Keyring(), ProblemCode.KEYRING_MISSING),
        (null.Keyring(), ProblemCode.KEYRING_MISSING),
        (PlainFile(), ProblemCode.KEYRING_PLAIN_TEXT),
        (Raising(NoKeyringError()), ProblemCode.KEYRING_MISSING),
        (Raising(KeyringLocked()), ProblemCode.KEYRING_LOCKED),
        (Raising(InitError()), ProblemCode.KEYRING_LOCKED),
        (Raising(type("PromptDismissedException", (Exception,), {})()), ProblemCode.KEYRING_LOCKED),
        (Raising(PasswordSetError()), ProblemCode.KEYRING_REFUSED),
        (Raising(OSError("the bus has gone")), ProblemCode.KEYRING_REFUSED),
        (Raising(type("DBusErrorResponse", (Exception,), {})()), ProblemCode.KEYRING_REFUSED),
    ],
    ids=lambda value: getattr(value, "value", None),
)
def test_with_no_usable_keyring_the_secret_is_kept_for_this_session(
    backend: KeyringBackend,
    problem: ProblemCode,
    monkeypatch: pytest.MonkeyPatch,
    credentials: Credentials,
) -> None:
    _found(monkeypatch, backend)

    kept = do(credentials.keep(ACCOUNT, KEY))

    assert (kept.problem, kept.is_in_keyring) == (problem, False)
    assert do(credentials.secret_of(ACCOUNT)) == KEY
    with pytest.raises(KeyringUnusable) as emitted:
        do(_of_new_session())
    assert emitted.value.code is problem


async def _of_new_session() -> Secret | None:
    credentials = Credentials()
    try:
        return await credentials.secret_of(ACCOUNT)
    finally:
        credentials.stop()


def test_a_plain_text_backend_gets_nothing_even_among_others(
    monkeypatch: pytest.MonkeyPatch, credentials: Credentials
) -> None:
    plain, good = PlainFile(), MemoryKeyring()
    monkeypatch.setattr(ChainerBackend, "backends", [plain, good])
    _found(monkeypatch, ChainerBackend())

    assert do(credentials.keep(ACCOUNT, KEY)).is_in_keyring
    assert plain.entries == {}
    assert list(good.entries.values()) == [KEY.reveal()]


@pytest.mark.parametrize(
    ("backends", "problem"), [([PlainFile()], ProblemCode.KEYRING_PLAIN_TEXT), ([], ProblemCode.KEYRING_MISSING)]
)
def test_a_chain_without_a_good_link_is_refused(
    backends: list[KeyringBackend],
    problem: ProblemCode,
    monkeypatch: pytest.MonkeyPatch,
    credentials: Credentials,
) -> None:
    monkeypatch.setattr(ChainerBackend, "backends", backends)
    _found(monkeypatch, ChainerBackend())

    assert do(credentials.keep(ACCOUNT, KEY)).problem is problem


def test_a_keyring_that_cannot_even_be_looked_for_is_none(
    monkeypatch: pytest.MonkeyPatch, credentials: Credentials
) -> None:
    def broken() -> KeyringBackend:
        raise RuntimeError("no recommended backend")

    monkeypatch.setattr(keyring, "get_keyring", broken)

    assert do(credentials.keep(ACCOUNT, KEY)).problem is ProblemCode.KEYRING_MISSING


@pytest.mark.parametrize("backend", [fail.Keyring(), PlainFile()], ids=["none", "plain text"])
def test_without_a_keyring_forgetting_works(
    backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch, credentials: Credentials
) -> None:
    _found(monkeypatch, backend)
    do(credentials.keep(ACCOUNT, KEY))

    do(credentials.forget(ACCOUNT))

    with pytest.raises(KeyringUnusable):
        do(credentials.secret_of(ACCOUNT))


def test_a_locked_keyring_says_that_it_did_not_forget(
    monkeypatch: pytest.MonkeyPatch, credentials: Credentials
) -> None:
    _found(monkeypatch, Raising(KeyringLocked()))

    with pytest.raises(KeyringUnusable) as emitted:
        do(credentials.forget(ACCOUNT))

    assert emitted.value.code is ProblemCode.KEYRING_LOCKED


def test_a_keyring_that_hangs_holds_up_neither_the_caller_nor_the_next_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hanging = Hanging()
    _found(monkeypatch, hanging)
    credentials = Credentials(answer_within_s=1.0)

    with pytest.raises(KeyringUnusable) as emitted:
        do(credentials.secret_of(ACCOUNT))
    assert emitted.value.code is ProblemCode.KEYRING_NO_ANSWER
    assert hanging.asked.is_set()
    hung = [thread for thread in threading.enumerate() if thread.name == "keyring"]

    _found(monkeypatch, MemoryKeyring())
    patient = do(credentials.keep(ACCOUNT, KEY))
    assert patient.is_in_keyring

    hanging.let_go.set()
    credentials.stop()
    for thread in hung:
        thread.join(PATIENCE_S)
    assert not any(thread.is_alive() for thread in hung)


def test_no_message_of_the_log_holds_the_secret(
    monkeypatch: pytest.MonkeyPatch, credentials: Credentials, caplog: pytest.LogCaptureFixture
) -> None:
    _found(monkeypatch, Raising(PasswordSetError(f"cannot store {KEY.reveal()}")))
    with caplog.at_level(logging.DEBUG):
        do(credentials.keep(ACCOUNT, KEY))

    assert "refused" in caplog.text
    assert KEY.reveal() not in caplog.text


def test_it_is_reported_where_a_secret_is(memory: MemoryKeyring, credentials: Credentials) -> None:
    assert do(credentials.whereabouts(None)) == Whereabouts(False)
    assert do(credentials.whereabouts(ACCOUNT)) == Whereabouts(False)

    do(credentials.keep(ACCOUNT, KEY))

    assert do(credentials.whereabouts(ACCOUNT)) == Whereabouts(True)


def test_a_secret_in_memory_alone_differs_from_one_that_was_lost(
    monkeypatch: pytest.MonkeyPatch, credentials: Credentials
) -> None:
    _found(monkeypatch, fail.Keyring())
    do(credentials.keep(ACCOUNT, KEY))
    assert do(credentials.whereabouts(ACCOUNT)) == Whereabouts(True, ProblemCode.KEYRING_MISSING)

    do(credentials.forget(ACCOUNT))

    assert do(credentials.whereabouts(ACCOUNT)) == Whereabouts(False, ProblemCode.KEYRING_MISSING)
    assert do(credentials.whereabouts(None)) == Whereabouts(False, ProblemCode.KEYRING_MISSING)


def test_a_secret_kept_at_last_is_in_the_keyring(monkeypatch: pytest.MonkeyPatch, credentials: Credentials) -> None:
    backend = Raising(KeyringLocked())
    _found(monkeypatch, backend)
    do(credentials.keep(ACCOUNT, KEY))
    monkeypatch.setattr(Raising, "set_password", MemoryKeyring.set_password)

    do(credentials.keep(ACCOUNT, KEY))

    assert do(credentials.whereabouts(ACCOUNT)) == Whereabouts(True)


@pytest.mark.parametrize(
    "backend", [MemoryKeyring(), fail.Keyring(), PlainFile()], ids=["memory", "none", "plain text"]
)
def test_a_keyring_of_another_kind_does_not_tell_whether_it_is_locked(
    backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch, credentials: Credentials
) -> None:
    _found(monkeypatch, backend)
    assert do(credentials.is_locked()) is None


def test_the_entry_has_the_name_of_the_program(memory: MemoryKeyring, credentials: Credentials) -> None:
    do(credentials.keep(ACCOUNT, KEY))

    ((service, name),) = memory.entries
    assert service == SERVICE
    assert ACCOUNT.base_url in name


class SecretServiceSession:
    """A D-Bus session with a gnome-keyring of its own, whose keyring lies in `home`."""

    def __init__(self, home: Path, runtime: Path) -> None:
        self.home = home
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "PYTHONPATH": str(checkout.ROOT),
        }

    def run(self, *steps: str) -> list[str]:
        command = [
            "dbus-run-session",
            "--",
            sys.executable,
            "-m",
            "tests.unit.services.keyring_session",
            *steps,
        ]
        done = subprocess.run(
            command,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=self.home,
        )
        lines = done.stdout.splitlines()
        assert done.returncode == 0, done.stderr
        assert lines[0].startswith("daemon ")
        return lines[1:]


@pytest.fixture
def secret_service(tmp_path: Path) -> SecretServiceSession:
    if not (shutil.which("gnome-keyring-daemon") and shutil.which("dbus-run-session")):
        pytest.skip("needs gnome-keyring and dbus")
    home, runtime = tmp_path / "home", tmp_path / "run"
    home.mkdir(mode=0o700)
    runtime.mkdir(mode=0o700)
    return SecretServiceSession(home, runtime)


@pytest.mark.keyring
def test_a_real_secret_service_keeps_the_secret_over_a_restart(secret_service: SecretServiceSession) -> None:
    assert secret_service.run("keep") == ["kept None"]
    assert secret_service.run("read") == ["found True", "forgotten found None"]

    holding = [path for path in secret_service.home.rglob("*") if path.is_file() and _holds_key(path)]
    assert holding == []


@pytest.mark.keyring
def test_a_real_secret_service_changes_and_deletes_it(secret_service: SecretServiceSession) -> None:
    assert secret_service.run("change") == ["kept None", "found True", "kept None", "found True", "found None"]


@pytest.mark.keyring
def test_a_real_secret_service_that_is_locked_is_reported(secret_service: SecretServiceSession) -> None:
    assert secret_service.run("keep", "locked")[-2:] == ["asked keyring locked", "kept keyring locked"]


def _holds_key(path: Path) -> bool:
    return b"key-of-the-round-trip" in path.read_bytes()


def test_a_key_that_only_memory_holds_outlives_an_exchange_of_the_archive(
    credentials: Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The services end and begin anew, with these credentials."""
    _found(monkeypatch, PlainFile())
    assert not do(credentials.keep(ACCOUNT, KEY)).is_in_keyring
    credentials.stop()

    assert do(credentials.secret_of(ACCOUNT)) == KEY
    assert do(credentials.whereabouts(None)).problem is not None
