"""One harvest without a window: what it stores, what it says, and that it gets in nobody's way."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from pytestqt.qtbot import QtBot

from composer_app.__main__ import main
from composer_app.archive.archive import Archive
from composer_app.cli import collect
from composer_app.cli.output import BAD_USAGE, DONE, FAILED
from composer_app.domain.clock import utc_now
from composer_app.domain.ids import AccountId
from composer_app.domain.submission import SubmissionState
from composer_app.services.profile import Profile
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.sending.locks import SenderLock
from composer_app.services.sync import recent_logs
from composer_app.services.sync.log_paging import LeftUnread
from tests.faulty_server import Act, FaultyServer, Gate, Request, accepts, answers, computes, cuts, says_no, waits
from tests.patience import PATIENCE_S
from tests.unit.cli.common import profile_with, windows_loaded_by
from tests.unit.services.house import KEY, NOW, Clock, House, MemoryKeyring, account_at
from tests.unit.services.log_service import LogService, at_every, entry
from tests.unit.services.sync.common import LOGS, REPORTS, SEND, report

NAME = "linden energy"
NOTHING: dict[str, object] = {"results": []}


@pytest.fixture
def profile(tmp_path: Path, server: FaultyServer, memory_keyring: MemoryKeyring, no_pauses: None) -> Profile:
    """With an account whose only reader is this program. The command goes by the real time, and so does its service."""
    server.clock = utc_now
    return profile_with(account_at(server.url, is_only_reader=True), tmp_path, memory_keyring)


def run(profile: Profile, name: str = NAME) -> int:
    return main(["collect", "--account", name, "--profile", str(profile.folder)])


def stored_reports(profile: Profile) -> int:
    archive = Archive.open(profile.archive)
    try:
        return archive.reports.total(AccountId("linden"))
    finally:
        archive.close()


def test_it_stores_what_there_is_and_says_how_much(
    profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, answers({"results": [report(1), report(2)]}), answers(NOTHING))

    assert run(profile) == DONE

    assert capsys.readouterr().out == "Linden Energy: 1 log entry, 1 new; 2 reports, 2 new.\n"
    assert stored_reports(profile) == 2


def test_a_profile_may_stand_before_the_command(profile: Profile, server: FaultyServer) -> None:
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers(NOTHING))

    assert main(["--profile", str(profile.folder), "collect", "--account", NAME]) == DONE


def test_a_failure_is_reported_and_what_was_read_is_kept(
    profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, says_no(401, code="UNAUTHORIZED", text="Invalid login details"))

    assert run(profile) == FAILED

    said = capsys.readouterr()
    assert "1 log entry, 1 new; reports not pulled" in said.out
    assert "The key is not accepted." in said.err
    assert "401 UNAUTHORIZED Invalid login details" in said.err
    assert KEY not in said.out + said.err


ERROR = {"requestError": {"serviceException": {"messageId": "GENERAL_ERROR", "text": "Something went wrong."}}}


@pytest.mark.parametrize("path", [LOGS, REPORTS])
@pytest.mark.parametrize(
    ("act", "why"),
    [
        (cuts({"results": [report(1), report(2)]}, 340), "an answer broke off"),
        (answers(b'{"results": [{"messageId": "m-1", "to'), "an answer broke off"),
        (answers(None), "an answer holds no list"),
        (answers(b"The logs are being moved.", content_type="text/plain"), "an answer is not JSON"),
        (answers(ERROR), "an answer holds no list"),
        (answers({"results": [7, "news"]}), "a part of an answer has an unknown form"),
    ],
)
def test_what_could_not_be_read_is_reported_and_is_not_called_done(
    path: str, act: Act, why: str, profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for one in (LOGS, REPORTS):
        server.plays("GET", one, *([act] if one == path else []), answers(NOTHING))

    assert run(profile) == FAILED

    said = capsys.readouterr().err
    records = "Log entries" if path == LOGS else "Reports"
    assert f"{records}: Not everything could be read: {why}." in said
    assert ("is kept unchanged" in said) != ("The next fetch gets the rest" in said)
    assert run(profile) == DONE  # the next one has nothing to tell of it
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("act", [answers(b"", 204), answers(b""), answers(b"\n", content_type="text/plain")])
def test_an_answer_with_nothing_in_it_is_nothing_new(
    act: Act, profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("GET", LOGS, act)
    server.plays("GET", REPORTS, act)

    assert run(profile) == DONE

    said = capsys.readouterr()
    assert (said.out, said.err) == ("Linden Energy: 0 log entries, 0 new; 0 reports, 0 new.\n", "")


def test_what_one_run_does_not_reach_is_reported(
    profile: Profile, server: FaultyServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(recent_logs, "MAX_PAGES", 1)
    now = utc_now()
    server.plays("GET", LOGS, computes(LogService(at_every(timedelta(seconds=1), 1200, now))))
    server.plays("GET", REPORTS, answers(NOTHING))

    assert main(["collect", "--account", NAME, "--profile", str(profile.folder), "--json"]) == FAILED

    said = json.loads(capsys.readouterr().out)
    assert (said["is_all_read"], said["logs"]["left"]) == (False, LeftUnread.MORE)


def test_an_archive_that_is_deleted_meanwhile_is_saved_and_that_is_said(
    profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers({"results": [report(1)]}), answers(NOTHING))

    def delete(request: Request) -> None:
        if request.path == REPORTS:
            profile.archive.unlink(missing_ok=True)

    server.looks = delete

    assert run(profile) == FAILED

    assert "Another program deleted or moved the archive's file." in capsys.readouterr().err
    server.looks = None
    assert stored_reports(profile) == 1


def test_without_a_key(profile: Profile, memory_keyring: MemoryKeyring, capsys: pytest.CaptureFixture[str]) -> None:
    memory_keyring.entries.clear()

    assert run(profile) == FAILED
    assert "no key" in capsys.readouterr().err


def test_a_key_file_serves_for_one_run_without_a_keyring(
    profile: Profile, server: FaultyServer, memory_keyring: MemoryKeyring, tmp_path: Path
) -> None:
    memory_keyring.entries.clear()
    key_file = tmp_path / "key"
    key_file.write_text(f"{KEY}\n", encoding="utf-8")
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers(NOTHING))

    given = ["collect", "--account", NAME, "--profile", str(profile.folder), "--key-file", str(key_file)]
    assert main(given) == DONE
    assert {request.headers["authorization"] for request in server.requests} == {f"App {KEY}"}
    assert memory_keyring.entries == {}
    assert KEY.encode() not in b"".join(path.read_bytes() for path in profile.folder.rglob("*") if path.is_file())


def test_it_speaks_json(profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, says_no(403, code="FORBIDDEN", text="No right."))

    assert main(["collect", "--account", NAME, "--profile", str(profile.folder), "--json"]) == FAILED

    said = json.loads(capsys.readouterr().out)
    assert (said["logs"]["received"], said["reports"]) == (1, None)
    assert (said["problem"]["code"], said["problem"]["vendor_text"]) == ("forbidden", "No right.")


def test_no_such_account(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "Nobody") == BAD_USAGE
    said = capsys.readouterr().err
    assert "no account named Nobody" in said
    assert "Linden Energy" in said


def test_no_profile_is_made_by_the_way(tmp_path: Path) -> None:
    assert run(Profile(tmp_path / "none")) == BAD_USAGE
    assert not (tmp_path / "none").exists()


def test_another_one_is_waited_for(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(collect, "TURN_WAIT_MS", 50)
    other = QLockFile(str(profile.collect_lock))
    assert other.tryLock(0)

    assert run(profile) == collect.BUSY

    assert "Another collect" in capsys.readouterr().err
    other.unlock()


def test_the_sandbox_of_an_open_window_is_left_to_it(profile: Profile, capsys: pytest.CaptureFixture[str]) -> None:
    sender_lock = SenderLock(profile)
    assert sender_lock.take()

    assert run(profile, "Sandbox") == DONE

    assert "window is open" in capsys.readouterr().out
    sender_lock.release()


def test_what_an_earlier_run_left_is_read(
    profile: Profile, server: FaultyServer, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = Archive.open(profile.archive)
    body = json.dumps({"results": [report(7)]}).encode()
    archive.answers.store(AccountId("linden"), "reports", "", body, True, NOW)
    archive.close()
    server.plays("GET", LOGS, answers(NOTHING))
    server.plays("GET", REPORTS, answers(NOTHING))

    assert run(profile) == DONE

    assert "Left by an earlier collect: 0 log entries, 0 new; 1 report, 1 new." in capsys.readouterr().out
    assert stored_reports(profile) == 1


@pytest.fixture
def house(
    profile: Profile,
    clock: Clock,
    memory_keyring: MemoryKeyring,
    server: FaultyServer,
    receiver: ReceiverProcess,
    qtbot: QtBot,
) -> Iterator[House]:
    """A window on the same profile."""
    made = House(profile.folder, clock, memory_keyring, qtbot, receiver)
    made.move_in(account_at(server.url, is_only_reader=True))
    yield made
    assert made.close()


def test_beside_a_window_that_sends_and_harvests(house: House, profile: Profile, server: FaultyServer) -> None:
    """The mail that the window is sending is not taken for interrupted, and no report is lost or doubled."""
    sending, pulling = Gate(), Gate()
    server.plays("POST", SEND, waits(sending, accepts()))
    server.plays("GET", LOGS, answers({"results": [entry(1, NOW)]}))
    server.plays("GET", REPORTS, waits(pulling, answers({"results": [report(1)]})), answers({"results": [report(2)]}))
    mail = house.begin_to_send()
    sending.wait_until_seen()
    house.sync.run_now()
    pulling.wait_until_seen()
    codes: list[int] = []
    collecting = threading.Thread(target=lambda: codes.append(run(profile)))
    collecting.start()
    server.wait_for(REPORTS, 2)
    assert house.submission(mail).state is SubmissionState.SENDING

    pulling.release()
    collecting.join(PATIENCE_S)
    house.until(lambda: not house.sync.is_syncing)
    with house.qtbot.waitSignal(house.outbox.settled):
        sending.release()

    assert codes == [DONE]
    assert stored_reports(profile) == 2
    assert house.submission(mail).state is SubmissionState.ACCEPTED


def test_it_needs_no_display_and_no_widgets(tmp_path: Path) -> None:
    done = windows_loaded_by("collect", "--account", "Sandbox", "--profile", str(tmp_path))

    assert (done.returncode, done.stdout) == (BAD_USAGE, "[]\n"), done.stderr
