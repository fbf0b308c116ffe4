"""Accounts from the command line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from keyring.errors import NoKeyringError

from composer_app.__main__ import main
from composer_app.archive.archive import Archive
from composer_app.cli.output import BAD_USAGE, DONE, FAILED
from composer_app.domain.account import Account, AuthScheme, Generation
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.profile import Profile
from tests.faulty_server import FaultyServer, answers, says_no
from tests.unit.archive.samples import T0, entry, submission
from tests.unit.services.house import KEY, MemoryKeyring

LOGS = "/email/1/logs"


@pytest.fixture
def profile(tmp_path: Path, memory_keyring: MemoryKeyring) -> Profile:
    return Profile(tmp_path / "profile")


@pytest.fixture
def key_file(tmp_path: Path) -> str:
    path = tmp_path / "key"
    path.write_text(f"{KEY}\n", encoding="utf-8")
    return str(path)


def run(profile: Profile, *arguments: str) -> int:
    return main(["--profile", str(profile.folder), "account", *arguments])


def accounts(profile: Profile) -> list[Account]:
    archive = Archive.open(profile.archive)
    try:
        return [account for account in archive.accounts.all() if not account.is_sandbox]
    finally:
        archive.close()


def test_an_account_is_added_and_its_key_goes_into_the_keyring(
    profile: Profile, key_file: str, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--generation", "v4", "--auth", "bearer", "--sender", "Ana <ana@example.com>", "--only-reader"]
    assert run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", key_file, *options) == DONE

    (account,) = accounts(profile)
    assert (account.name, account.base_url) == ("Linden", "https://x1.example.com")
    assert (account.generation, account.auth) == (Generation.V4, AuthScheme.BEARER)
    assert (account.default_sender, account.is_only_reader) == ("Ana <ana@example.com>", True)
    assert list(memory_keyring.entries.values()) == [KEY]
    said = capsys.readouterr()
    assert said.out == "Added: Linden (https://x1.example.com)\n"
    assert KEY not in said.out + said.err


def test_the_key_can_come_from_the_standard_input(
    profile: Profile, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"\ufeff {KEY}\r\n".encode())))

    assert run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", "-") == DONE
    assert list(memory_keyring.entries.values()) == [KEY]


def test_what_came_along_with_the_copying_is_taken_off(
    profile: Profile, tmp_path: Path, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    pasted = tmp_path / "pasted"
    pasted.write_text(f"Authorization: App {KEY}\r\n", encoding="utf-8")
    options = ["--base-url", "x1\u200b.example.com\ufeff", "--sender", "Ana <ana\u2060@example.com>"]
    assert run(profile, "add", "Lin\u00adden", *options, "--key-file", str(pasted)) == DONE
    assert run(profile, "add", "Other", *options, "--auth", "bearer", "--key-file", str(pasted)) == BAD_USAGE

    (account,) = accounts(profile)
    assert (account.name, account.base_url) == ("Linden", "https://x1.example.com")
    assert account.default_sender == "Ana <ana@example.com>"
    assert list(memory_keyring.entries.values()) == [KEY]
    assert KEY not in capsys.readouterr().err


def test_without_a_keyring_the_account_is_added_and_the_loss_of_the_key_is_said(
    profile: Profile, key_file: str, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def refuse(*_: str) -> None:
        raise NoKeyringError

    monkeypatch.setattr(memory_keyring, "set_password", refuse)

    assert run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", key_file, "--json") == DONE
    assert json.loads(capsys.readouterr().out)["key"] == "not kept"
    assert len(accounts(profile)) == 1
    assert KEY.encode() not in b"".join(path.read_bytes() for path in profile.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--base-url", "http://example.com"], "base url"),
        (["--base-url", "not an address"], "base url"),
        (["--base-url", "x1.example.com", "--sender", "nobody"], "sender"),
        (["--base-url", "x1.example.com", "--key-file", "no-such-file"], "key file"),
        (["--base-url", "x1.example.com"], "no key"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_added(
    profile: Profile, arguments: list[str], code: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert run(profile, "add", "Linden", *arguments, "--json") == BAD_USAGE
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert not profile.archive.exists() or accounts(profile) == []


def test_a_name_is_taken_once(profile: Profile, key_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name, code in (("Linden", DONE), ("LINDEN", BAD_USAGE), ("Sandbox", BAD_USAGE)):
        assert run(profile, "add", name, "--base-url", "x1.example.com", "--key-file", key_file) == code
    assert "already" in capsys.readouterr().err
    assert len(accounts(profile)) == 1


def test_all_accounts_are_listed(profile: Profile, key_file: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", key_file)
    capsys.readouterr()

    assert run(profile, "list") == DONE
    assert capsys.readouterr().out == "Sandbox\ton this computer\tv3\nLinden\thttps://x1.example.com\tv3\n"


def test_the_connection_is_tested(
    profile: Profile, server: FaultyServer, key_file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(profile, "add", "Linden", "--base-url", server.url, "--key-file", key_file)
    server.plays("GET", LOGS, says_no(401))
    server.plays("POST", "/email/3/send", says_no(401))

    assert run(profile, "test", "linden") == FAILED
    assert "Refused (401 Unauthorized)" in capsys.readouterr().out

    server.plays("GET", LOGS, answers({"results": []}))
    server.plays("POST", "/email/3/send", says_no(400))
    assert run(profile, "test", "linden", "--json") == DONE
    assert json.loads(capsys.readouterr().out)["works"] is True


def test_a_key_for_one_run_is_used_in_place_of_the_one_in_the_keyring(
    profile: Profile, server: FaultyServer, key_file: str, tmp_path: Path
) -> None:
    run(profile, "add", "Linden", "--base-url", server.url, "--key-file", key_file)
    other = tmp_path / "other"
    other.write_text("another-key-0123456789", encoding="utf-8")
    server.plays("GET", LOGS, answers({"results": []}))
    server.plays("POST", "/email/3/send", says_no(400))

    assert run(profile, "test", "linden", "--key-file", str(other)) == DONE
    assert {request.headers["authorization"] for request in server.requests} == {"App another-key-0123456789"}


def test_an_account_is_removed_with_its_key(
    profile: Profile, key_file: str, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", key_file)

    assert run(profile, "remove", "linden") == DONE
    assert accounts(profile) == []
    assert memory_keyring.entries == {}
    assert run(profile, "remove", "linden") == BAD_USAGE
    assert run(profile, "remove", "sandbox") == BAD_USAGE
    assert "cannot be removed" in capsys.readouterr().err


def test_one_that_is_added_again_has_its_mail(
    profile: Profile, key_file: str, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", key_file)
    (before,) = accounts(profile)
    archive = Archive.open(profile.archive)
    archive.logs.ingest(before.id, [entry()], entry().sent_at, None)  # type: ignore[arg-type]
    archive.close()
    run(profile, "remove", "Linden")
    assert "shown again when you add an account with the same base URL" in capsys.readouterr().out

    assert run(profile, "add", "Again", "--base-url", "x1.example.com/", "--key-file", key_file) == DONE

    assert "shown again" in capsys.readouterr().out
    assert [(account.id, account.name) for account in accounts(profile)] == [(before.id, "Again")]
    archive = Archive.open(profile.archive)
    assert archive.messages.total(before.id) == 1
    archive.close()
    assert list(memory_keyring.entries.values()) == [KEY]


def test_one_whose_mail_waits_for_its_key_is_not_removed(
    profile: Profile, key_file: str, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    run(profile, "add", "Linden", "--base-url", "x1.example.com", "--key-file", key_file)
    before = accounts(profile)
    mail = msgspec.structs.replace(submission(), account_id=before[0].id)
    archive = Archive.open(profile.archive)
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, T0)
    archive.outbox.hold_back(mail.id, T0, Problem(ProblemCode.NO_KEY))
    archive.close()

    assert run(profile, "remove", "Linden") == FAILED

    assert "not finished" in capsys.readouterr().err
    assert accounts(profile) == before
    assert list(memory_keyring.entries.values()) == [KEY]
