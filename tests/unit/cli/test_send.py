"""One mail from the command line: what arrives, what is printed, and the exit code for each end."""

from __future__ import annotations

import io
import itertools
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from composer_app.__main__ import main
from composer_app.archive import database
from composer_app.archive.archive import Archive
from composer_app.archive.attachment_store import AttachmentStore
from composer_app.cli.collect import BUSY
from composer_app.cli.output import BAD_USAGE, DONE, FAILED
from composer_app.cli.send import MAYBE_SENT, REJECTED
from composer_app.domain.clock import utc_now
from composer_app.domain.problem import ProblemCode
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.services.headless import Headless
from composer_app.services.maintenance.attachment_cleanup import GRACE_S
from composer_app.services.profile import Profile
from composer_app.services.sending import lookup_times
from composer_app.services.sending.locks import running_commands
from tests.faulty_server import (
    FaultyServer,
    Gate,
    Request,
    accepts,
    answers,
    computes,
    reset_after_body,
    says_no,
    waits,
)
from tests.stored_mail import newest_mail
from tests.unit import checkout
from tests.unit.cli.common import profile_with, windows_loaded_by
from tests.unit.services.house import KEY, MemoryKeyring, account_at

SEND, LOGS = "/email/3/send", "/email/1/logs"
SENDER = "Linden Energy <billing@example.com>"


@pytest.fixture
def profile(tmp_path: Path, server: FaultyServer, memory_keyring: MemoryKeyring) -> Profile:
    return profile_with(account_at(server.url, default_sender=SENDER), tmp_path, memory_keyring)


@pytest.fixture
def html(tmp_path: Path) -> str:
    path = tmp_path / "mail.html"
    path.write_bytes("<p>Grüße</p>\r\n<p>Ana</p>".encode())
    return str(path)


def run(profile: Profile, *arguments: str, to: str = "ana@example.com") -> int:
    given = ["--account", "linden energy", "--to", to, "--subject", "Your statement", *arguments]
    return main(["send", "--profile", str(profile.folder), *given])


def submissions(profile: Profile) -> tuple[Submission, ...]:
    archive = Archive.open(profile.archive)
    try:
        return newest_mail(archive)
    finally:
        archive.close()


def test_what_is_sent_is_what_was_given(profile: Profile, server: FaultyServer, html: str, tmp_path: Path) -> None:
    server.plays("POST", SEND, accepts())
    note = tmp_path / "note.txt"
    note.write_bytes(b"attached")

    options = ["--cc", "cy@example.com", "--bcc", "bo@example.com", "--reply-to", "re@example.com"]
    assert run(profile, "--html", html, "--attach", str(note), *options, to="Ana <ana@example.com>") == DONE

    (request,) = server.asked(SEND)
    assert request.field("html") == ["<p>Grüße</p>\r\n<p>Ana</p>"]
    assert request.field("from") == [SENDER]
    assert request.field("subject") == ["Your statement"]
    for name, address in (("to", "ana@"), ("cc", "cy@"), ("bcc", "bo@"), ("replyTo", "re@")):
        assert [value for value in request.field(name) if f"{address}example.com" in value]
    assert "Grüße" in request.field("text")[0]
    assert [(part.file_name, part.content) for part in request.parts if part.file_name] == [("note.txt", b"attached")]
    assert submissions(profile)[0].state is SubmissionState.ACCEPTED


def test_a_window_does_not_sweep_its_files_away_while_the_keyring_waits(
    profile: Profile, server: FaultyServer, html: str, memory_keyring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    get_password = memory_keyring.get_password

    def slow(service: str, name: str) -> str | None:
        in_an_hour = time.time() + 3600
        AttachmentStore(profile.attachments).sweep(used=set(), grace_s=GRACE_S, now=in_an_hour)
        return get_password(service, name)

    monkeypatch.setattr(memory_keyring, "get_password", slow)

    assert run(profile, "--html", html, "--attach", html) == DONE
    assert [part.file_name for part in server.asked(SEND)[0].parts if part.file_name] == ["mail.html"]


def test_it_prints_a_line_for_each_recipient_and_the_id(
    profile: Profile, server: FaultyServer, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("POST", SEND, accepts())

    assert run(profile, "--html", html, to="ana@example.com, bo@example.com") == DONE

    bulk_id = submissions(profile)[0].bulk_id
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["ana@example.com", "accepted"],
        ["bo@example.com", "accepted"],
        ["id", bulk_id],
    ]


def test_text_from_the_standard_input_goes_out_alone(
    profile: Profile, server: FaultyServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, accepts())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Hello\nAna")))

    assert run(profile, "--text", "-") == DONE
    (request,) = server.asked(SEND)
    assert (request.field("text"), request.field("html")) == (["Hello\nAna"], [])


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--reply-to", "x"], "mail"),
        (["--from", "x"], "mail"),
        (["--to", "x"], "mail"),
        (["--attach", "no-such-file"], "attachment"),
        (["--key-file", "no-such-file"], "key file"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_anything_is_queued(
    profile: Profile, server: FaultyServer, html: str, arguments: list[str], code: str, capsys: Any
) -> None:
    assert run(profile, "--html", html, "--json", *arguments) == BAD_USAGE
    assert json.loads(capsys.readouterr().out)["error"]["code"] == code
    assert server.requests == []
    assert submissions(profile) == ()


def test_placeholders_without_a_value_are_refused_by_name(
    profile: Profile, server: FaultyServer, tmp_path: Path, capsys: Any
) -> None:
    server.plays("POST", SEND, accepts())
    file = tmp_path / "mail.html"
    file.write_text("<p>Dear {{first name}}, {{city}}</p>", encoding="utf-8")

    assert run(profile, "--html", str(file), "--json") == BAD_USAGE
    assert json.loads(capsys.readouterr().out)["error"]["placeholders"] == ["first name", "city"]
    assert server.requests == []

    assert run(profile, "--html", str(file), "--as-is") == DONE
    assert len(server.asked(SEND)) == 1


def test_no_such_account(profile: Profile, html: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "--html", html, "--account", "Oak") == BAD_USAGE
    assert "Linden Energy" in capsys.readouterr().err


def test_without_a_key_nothing_is_queued_and_a_key_file_serves_for_one_run(
    profile: Profile, server: FaultyServer, html: str, memory_keyring: MemoryKeyring, tmp_path: Path, capsys: Any
) -> None:
    memory_keyring.entries.clear()
    server.plays("POST", SEND, accepts())
    assert run(profile, "--html", html) == FAILED
    assert "--key-file" in capsys.readouterr().err
    assert submissions(profile) == ()

    key = tmp_path / "key"
    key.write_text(KEY, encoding="utf-8")
    assert run(profile, "--html", html, "--key-file", str(key)) == DONE
    assert server.asked(SEND)[0].headers["authorization"] == f"App {KEY}"
    assert memory_keyring.entries == {}
    assert KEY.encode() not in b"".join(path.read_bytes() for path in profile.folder.rglob("*") if path.is_file())


def test_a_refusal_is_rejected(profile: Profile, server: FaultyServer, html: str, capsys: Any) -> None:
    server.plays("POST", SEND, says_no(400, text="Sender is not allowed."))

    assert run(profile, "--html", html, "--json") == REJECTED
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["problem"]["vendor_text"]) == ("rejected", "Sender is not allowed.")


def test_one_that_is_rejected_for_some_recipients_only_says_so(
    profile: Profile, server: FaultyServer, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def some(request: Request) -> object:
        accepted = {"groupId": 1, "id": 26, "groupName": "PENDING", "name": "PENDING_ACCEPTED"}
        rejected = {"groupId": 5, "id": 52, "groupName": "REJECTED", "name": "REJECTED_DESTINATION"}
        messages = [
            {"to": to, "messageId": f"own-{number}", "status": rejected if "bo@" in to else accepted}
            for number, to in enumerate(request.field("to"))
        ]
        return {"bulkId": request.field("bulkId")[0], "messages": messages}

    server.plays("POST", SEND, computes(some))
    to = "ana@example.com, bo@example.com, cy@example.com"

    assert run(profile, "--html", html, to=to) == DONE
    assert capsys.readouterr().err == "Accepted for 2 of 3 recipients, rejected for 1.\n"
    assert run(profile, "--html", html, "--json", to=to) == DONE
    said = json.loads(capsys.readouterr().out)
    assert (said["state"], said["accepted"], said["rejected"]) == ("accepted", 2, 1)


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("commands.md", {DONE, FAILED, BAD_USAGE, MAYBE_SENT, REJECTED}),
        ("collect.md", {DONE, FAILED, BAD_USAGE, BUSY}),
    ],
)
def test_the_help_page_has_the_exit_codes(page: str, codes: set[int]) -> None:
    lines = (checkout.ROOT / "resources" / "help" / page).read_text(encoding="utf-8").splitlines()
    rows = lines[lines.index("| Exit code | What it means |") + 2 :]
    table = [int(row.split("|")[1]) for row in itertools.takewhile(lambda line: line.startswith("|"), rows)]
    assert table == sorted(codes)


def test_no_answer_is_maybe_sent_and_not_sent_again(
    profile: Profile, server: FaultyServer, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("POST", SEND, reset_after_body())

    assert run(profile, "--html", html) == MAYBE_SENT
    assert "may have been sent" in capsys.readouterr().err
    assert len(server.asked(SEND)) == 1
    assert submissions(profile)[0].next_lookup_at is not None


def test_an_answer_that_leaves_out_a_recipient_is_maybe_sent(
    profile: Profile, server: FaultyServer, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED"}
    server.plays("POST", SEND, answers({"messages": [{"to": "ana@example.com", "messageId": "x", "status": status}]}))

    assert run(profile, "--html", html, to="ana@example.com, bo@example.com") == MAYBE_SENT
    said = capsys.readouterr()
    assert [line.split("\t")[1] for line in said.out.splitlines()[:2]] == ["accepted", "unknown"]
    assert "looks for it in the logs" in said.err


def test_with_patience_a_mail_that_may_have_left_is_looked_up(
    profile: Profile, server: FaultyServer, html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("POST", SEND, reset_after_body())
    entry = {"messageId": "x", "to": "ana@example.com", "status": {"groupId": 1, "id": 26, "name": "PENDING_ACCEPTED"}}
    server.plays("GET", LOGS, answers({"results": [entry]}))
    monkeypatch.setattr(lookup_times, "LOOKUP_AFTER", (timedelta(0), timedelta(hours=1)))

    assert run(profile, "--html", html, "--wait", "30") == DONE
    assert len(server.asked(SEND)) == 1
    assert len(server.asked(LOGS)) == 1


def test_what_surely_did_not_leave_does_not_wait_in_the_outbox(
    profile: Profile, server: FaultyServer, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("POST", SEND, says_no(429, {"Retry-After": "3600"}, code="TOO_MANY_REQUESTS"))

    assert run(profile, "--html", html, "--wait", "1") == FAILED
    assert "nothing of it waits" in capsys.readouterr().err
    assert [one.state for one in submissions(profile)] == [SubmissionState.CANCELLED]
    assert len(server.asked(SEND)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_in_the_middle_leaves_a_mail_that_may_have_been_sent(
    profile: Profile, server: FaultyServer, html: str, number: signal.Signals
) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))

    def interrupt() -> None:
        gate.wait_until_seen()
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=interrupt)
    thread.start()
    assert run(profile, "--html", html) == MAYBE_SENT
    thread.join()
    gate.release()
    (one,) = submissions(profile)
    assert (one.state, one.problem and one.problem.code) == (SubmissionState.UNKNOWN, ProblemCode.STOPPED)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize(("is_begun", "code"), [(True, MAYBE_SENT), (False, 130)])
def test_a_signal_while_the_send_begins_is_heeded(
    profile: Profile, server: FaultyServer, html: str, monkeypatch: pytest.MonkeyPatch, is_begun: bool, code: int
) -> None:
    gate, begin = Gate(), Headless.begin
    server.plays("POST", SEND, waits(gate, accepts()))

    def interrupted(services: Headless, work: Callable[[], Coroutine[Any, Any, Any]]) -> None:
        monkeypatch.setattr(Headless, "begin", begin)
        if is_begun:
            begin(services, work)
            gate.wait_until_seen()
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(Headless, "begin", interrupted)

    assert run(profile, "--html", html) == code
    gate.release()
    assert [one.state for one in submissions(profile)] == [SubmissionState.UNKNOWN] * is_begun


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
def test_a_signal_that_nohup_has_it_ignore_breaks_nothing_off(
    profile: Profile, server: FaultyServer, html: str
) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))

    def hang_up() -> None:
        gate.wait_until_seen()
        os.kill(os.getpid(), signal.SIGHUP)
        gate.release()

    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    thread = threading.Thread(target=hang_up)
    thread.start()
    try:
        assert run(profile, "--html", html) == DONE
    finally:
        thread.join()
        signal.signal(signal.SIGHUP, before)


def test_it_needs_no_display_and_no_widgets(profile: Profile, html: str) -> None:
    given = ["--account", "linden", "--to", "x", "--subject", "S", "--html", html]
    done = windows_loaded_by("send", "--profile", str(profile.folder), *given)

    assert (done.returncode, done.stdout) == (BAD_USAGE, "[]\n"), done.stderr


def test_a_killed_command_leaves_a_mail_that_the_next_start_looks_up(
    profile: Profile, server: FaultyServer, html: str, tmp_path: Path
) -> None:
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    key = tmp_path / "key"
    key.write_text(KEY, encoding="utf-8")
    given = ["--account", "linden", "--to", "ana@example.com", "--subject", "S", "--html", html, "--key-file", str(key)]
    command = [sys.executable, "-m", "composer_app", "--profile", str(profile.folder), "send", *given]
    with subprocess.Popen(command, cwd=checkout.ROOT) as process:
        gate.wait_until_seen()
        alive = running_commands(profile)
        process.kill()
        process.wait()
    gate.release()
    archive = Archive.open(profile.archive)
    (one,) = newest_mail(archive)
    assert one.state is SubmissionState.SENDING
    assert alive == frozenset((str(one.id),))

    archive.outbox.interrupted(utc_now(), lambda each: each in running_commands(profile))

    (one,) = newest_mail(archive)
    assert (one.state, one.problem and one.problem.code) == (SubmissionState.UNKNOWN, ProblemCode.INTERRUPTED)
    archive.close()


def test_an_archive_that_does_not_take_the_answer_does_not_make_the_mail_unsent(
    profile: Profile, server: FaultyServer, html: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_S", 0.1)
    gate = Gate()
    server.plays("POST", SEND, waits(gate, accepts()))
    other = sqlite3.connect(profile.archive, check_same_thread=False, isolation_level=None)

    def lock() -> None:
        gate.wait_until_seen()
        other.execute("BEGIN IMMEDIATE")
        gate.release()

    thread = threading.Thread(target=lock)
    thread.start()
    assert run(profile, "--html", html, "--json") == MAYBE_SENT
    thread.join()
    other.rollback()
    other.close()
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == ProblemCode.ARCHIVE_LOCKED
    assert "may have been sent" in error["text"]
    assert "try again" not in error["text"]
    assert "Do not send the mail again" in error["text"]
    assert "within 48 hours" in error["text"]
    assert submissions(profile)[0].state is SubmissionState.SENDING


def test_a_mail_that_the_user_gave_up_meanwhile_may_have_gone_out(
    profile: Profile, server: FaultyServer, html: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, waits(gate, answers({"results": []})))
    monkeypatch.setattr(lookup_times, "LOOKUP_AFTER", (timedelta(0), timedelta(hours=1)))

    def give_up() -> None:
        gate.wait_until_seen()
        archive = Archive.open(profile.archive)
        archive.outbox.cancel(newest_mail(archive)[0].id, utc_now())
        archive.close()
        gate.release()

    thread = threading.Thread(target=give_up)
    thread.start()
    assert run(profile, "--html", html, "--wait", "30") == MAYBE_SENT
    thread.join()


def test_a_mail_that_is_erased_while_it_is_looked_up_may_have_gone_out_and_is_looked_up_no_more(
    profile: Profile, server: FaultyServer, html: str, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    gate = Gate()
    server.plays("POST", SEND, reset_after_body())
    server.plays("GET", LOGS, waits(gate, answers({"results": []})))
    monkeypatch.setattr(lookup_times, "LOOKUP_AFTER", (timedelta(0), timedelta(hours=1)))

    def erase() -> None:
        gate.wait_until_seen()
        archive = Archive.open(profile.archive)
        for recipient in newest_mail(archive)[0].recipients:
            archive.erasure.erase(recipient.mailbox.address)
        archive.close()
        gate.release()

    thread = threading.Thread(target=erase)
    thread.start()
    assert run(profile, "--html", html, "--wait", "30") == MAYBE_SENT
    thread.join()
    said = capsys.readouterr().err
    assert "The mail was erased meanwhile." in said
    assert "The mail may have been sent." in said
    assert "looks for it" not in said.splitlines()[-1]


@pytest.mark.parametrize("kind", ["ascii", "closed", "broken"])
def test_the_exit_code_does_not_depend_on_whether_the_output_can_be_written(
    profile: Profile, server: FaultyServer, html: str, tmp_path: Path, kind: str
) -> None:
    server.plays("POST", SEND, accepts())
    key = tmp_path / "key"
    key.write_text(KEY, encoding="utf-8")
    given = ["--account", "linden", "--to", "ana@exämple.com", "--subject", "S", "--html", html, "--key-file", str(key)]
    command = [sys.executable, "-m", "composer_app", "--profile", str(profile.folder), "send", *given]
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            ["sh", "-c", 'exec "$@" >&-', "sh", *command] if kind == "closed" else command,
            cwd=checkout.ROOT,
            stdout=writing if kind == "broken" else subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONIOENCODING": "ascii"},
            check=False,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (DONE, b"")
    assert len(server.asked(SEND)) == 1
