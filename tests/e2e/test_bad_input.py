"""What goes wrong outside the program, and what people hand it: each is told in words, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.submission import SubmissionState
from composer_app.ui.texts.problems import problem_words
from tests.faulty_server import Act, FaultyServer, answers, closes_after_body, cuts, faulty_server, shows_page
from tests.patience import PATIENCE_S
from tests.qt.shell.whole import reported, use_account, whole_program
from tests.unit import checkout
from tests.unit.api.rude_server import unused_port

SEND = "/email/3/send"
ADDRESS = ("ana@example.com",)
ACCEPTED = {
    "bulkId": "b",
    "messages": [{"to": ADDRESS[0], "messageId": "m-1", "status": {"groupId": 1, "groupName": "PENDING", "id": 7}}],
}
NEWER = {
    "bulkId": "b",
    "horoscope": {"sign": "libra"},
    "messages": [
        {
            "to": ADDRESS[0],
            "messageId": "m-1",
            "colour": 7,
            "status": {"groupId": 99, "groupName": "PONDERED", "id": 4711, "name": "PONDERED_DEEPLY", "mood": None},
        }
    ],
}
NOTHING: dict[str, list[object]] = {"results": []}


@pytest.fixture
def check(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Check]:
    monkeypatch.setattr(keyring, "get_keyring", fail.Keyring)
    with whole_program(qapp, tmp_path) as opened:
        yield opened


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with faulty_server() as running:
        for path in ("/email/1/logs", "/email/1/reports"):
            running.plays("GET", path, answers(NOTHING))
        yield running


@contextlib.contextmanager
def untrusted_server() -> Iterator[str]:
    """TLS with a certificate that nobody knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(checkout.ROOT / "tests" / "data" / "tls" / "loopback.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):  # the end of the test closes the socket
                while True:
                    talk, _ = listening.accept()
                    with talk, contextlib.suppress(OSError), context.wrap_socket(talk, server_side=True):
                        pass

        thread = threading.Thread(target=serve, name="untrusted-server", daemon=True)
        thread.start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(PATIENCE_S)
    assert not thread.is_alive()


def outcome(check: Check, account: str, holds: Callable[[OutboxEntry], bool]) -> OutboxEntry:
    """The one mail in the outbox, once it is as it should be."""
    found: list[OutboxEntry] = []
    outbox, current = check.program.services.outbox, check.program.services.accounts.current
    reading = [outbox.newest_entries(current.id)]

    def is_there() -> bool:
        if reading[0].is_done and not found:
            found[:] = [entry for entry in reading[0].result() if holds(entry)]
            reading[0] = outbox.newest_entries(current.id)
        return bool(found)

    check.driver.until(f"the mail of {account} is as it should be", is_there)
    return found[0]


def send_to(check: Check, url: str, state: SubmissionState, *, has_problem: bool = True) -> str:
    """Send a mail through an account at this address; returns what the Outbox says about it."""
    account = use_account(check, url)
    send_flows.write(check, ADDRESS, "Nothing of this is lost")
    send_flows.send(check)
    entry = outcome(
        check,
        account.name,
        lambda one: one.submission.state is state and (one.submission.problem is not None) == has_problem,
    )
    copying = check.program.services.outbox.copy_to_draft(entry.submission.id)
    check.driver.until("the mail is copied", lambda: copying.is_done)
    kept = copying.result()
    assert kept is not None
    assert (kept.to, kept.subject) == (ADDRESS, "Nothing of this is lost")
    assert "November statement" in kept.html
    assert_alive(check)
    page = check.go_to("outbox")
    if entry.submission.problem is not None:
        title = problem_words(entry.submission.problem, account).title.rstrip(".")
        check.driver.until(f"the outbox says “{title}”", lambda: title in reported(page))
    return reported(page)


def assert_alive(check: Check) -> None:
    """Every page can be gone to, and a mail be written."""
    for page in ("logs", "reports", "compose"):
        check.go_to(page)
    subject = check.driver.find(QLineEdit, "subject_input")
    before = subject.text()
    check.driver.type(subject, "x")
    assert len(subject.text()) == len(before) + 1
    subject.setText(before)


def test_unknown_host(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(host: str, *_rest: object, **_more: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}: name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    said = send_to(check, "https://nowhere.example.com", SubmissionState.QUEUED)

    assert "There is no computer named nowhere.example.com" in said


def test_refused_connection(check: Check) -> None:
    said = send_to(check, f"http://127.0.0.1:{unused_port()}", SubmissionState.QUEUED)

    assert "refuses the connection" in said


def test_certificate_that_the_system_does_not_trust(check: Check) -> None:
    with untrusted_server() as url:
        said = send_to(check, url, SubmissionState.QUEUED)

    assert "is not safe" in said


@pytest.mark.parametrize(
    "act",
    [shows_page(500), cuts(ACCEPTED, 40), answers(b"surely no JSON"), closes_after_body()],
    ids=["a page of HTML with 500", "JSON that is cut off", "no JSON", "no answer"],
)
def test_an_answer_that_says_nothing_leaves_the_mail_unknown_and_unsent(
    act: Act, check: Check, server: FaultyServer
) -> None:
    server.plays("POST", SEND, act)

    said = send_to(check, server.url, SubmissionState.UNKNOWN)

    assert "It is not known yet whether this mail was sent." in said
    assert "<html>" not in said
    assert len(server.asked(SEND)) == 1


def test_an_answer_of_a_newer_service_is_understood(check: Check, server: FaultyServer) -> None:
    server.plays("POST", SEND, answers(NEWER))

    send_to(check, server.url, SubmissionState.ACCEPTED, has_problem=False)

    check.go_to("logs")
    check.until_row("logs", to=ADDRESS[0], message_id="m-1")


def test_logs_of_a_newer_service_a_page_of_html_and_half_an_answer(check: Check, server: FaultyServer) -> None:
    entry = {
        "messageId": "m-9",
        "to": "tom@example.org",
        "from": "billing@example.com",
        "text": "From the future",
        "sentAt": "2026-11-23T12:00:00.000+0000",
        "status": {"groupId": 99, "groupName": "PONDERED", "id": 4711, "name": "PONDERED_DEEPLY"},
        "error": {"groupId": 12, "name": "EC_NEVER_HEARD_OF", "soup": True},
        "smell": ["a", 1],
    }
    server.plays("GET", "/email/1/logs", answers({"results": [entry, 7, None], "weather": "rain"}))
    use_account(check, server.url)
    page = check.go_to("logs")
    check.program.main_view.commands["fetch_logs"].trigger()
    check.until_row("logs", message_id="m-9", to="tom@example.org")

    check.driver.until("what was not understood is named", lambda: "Not everything could be read" in reported(page))
    for act, words in (
        (shows_page(500), "Infobip had a fault of its own."),
        (cuts({"results": [entry] * 50}, 700), "2 log entries read"),
    ):
        server.plays("GET", "/email/1/logs", act)
        page.result.take("result")
        check.program.main_view.commands["fetch_logs"].trigger()
        check.driver.until(f"“{words}” is said", lambda words=words: words in reported(page))
        check.until_row("logs", message_id="m-9", to="tom@example.org")
    assert_alive(check)


def test_files_that_cannot_be_attached(check: Check, tmp_path: Path) -> None:
    huge, folder = tmp_path / "huge.bin", tmp_path / "a folder"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    folder.mkdir()
    unreadable = tmp_path / "unreadable.pdf"
    if os.geteuid() == 0:  # who may read everything
        unreadable.symlink_to("/proc/self/mem")
    else:
        unreadable.write_bytes(b"x")
        unreadable.chmod(0)
    send_flows.write(check, ADDRESS, "With impossible files")
    page = check.program.main_view.page("compose")

    for path, words in (
        (huge, "huge.bin is too big."),
        (folder, "a folder is a folder."),
        (unreadable, "unreadable.pdf cannot be read."),
    ):
        check.driver.drop_files(page, [path])
        check.driver.until(f"“{words}” is said", lambda words=words: words in reported(page))
        assert page.session.draft.attachments == ()
        assert not page.intake.is_copying()

    stored = check.program.services.context.profile.attachments
    assert [path.name for path in stored.rglob("*") if path.is_file()] == []
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)


def test_addresses_pasted_with_rubbish_among_them(check: Check) -> None:
    pasted = (
        "ana@example.com; not an address, <tom@example.org>\r\nTotal: 12,50 €\t@@, Zoë <zoë@example.com>, \x00\u202e"
    )
    page = check.go_to("compose")
    field = check.driver.find(QWidget, "to_field", page)
    chips = check.driver.find(QLineEdit, "chip_input", field)
    QGuiApplication.clipboard().setText(pasted)
    chips.setFocus()
    check.driver.press(chips, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    check.driver.type(check.driver.find(QLineEdit, "subject_input", page), "To rubbish")
    page.view.body.html_editor.setPlainText("<p>Hello</p>")

    check.driver.click(check.driver.find(QWidget, "send_button", page))

    check.driver.until("it is said", lambda: "The mail cannot be sent yet." in reported(page))
    kept = " ".join(page.session.draft.to)
    for word in ("ana@example.com", "not an address", "tom@example.org", "Total:", "@@"):
        assert word in kept
    assert_alive(check)


def test_a_subject_with_line_breaks_is_one_line(check: Check) -> None:
    send_flows.write(check, ADDRESS, "")
    subject = check.driver.find(QLineEdit, "subject_input")
    QGuiApplication.clipboard().setText("Invoice\r\nBcc: eve@example.com\n\u2028 47")
    subject.setFocus()
    check.driver.press(subject, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)

    line = "Invoice Bcc: eve@example.com 47"
    (message,) = check.other.messages(line)
    mail = check.other.received(message["messageId"])
    assert (mail["Subject"], mail["Bcc"], mail["To"]) == (line, None, ADDRESS[0])
