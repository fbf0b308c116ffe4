"""The main job in the real program, by keyboard, and the three ways in which a program ends."""

from __future__ import annotations

import signal

import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.submission import SubmissionState
from tests.e2e.conftest import Start
from tests.e2e.processes import Watched
from tests.e2e.program import HEIGHT, WIDTH, RealProgram, opened, xdotool
from tests.faulty_server import Gate, accepts, answers, faulty_server, waits
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.display

HTML = "<p>Hello, your statement is <b>ready</b>.</p>"


def test_a_mail_typed_and_sent_is_in_the_archive_and_with_its_recipient(start: Start) -> None:
    program = start()

    program.send("ana@example.com", "A mail from the keyboard", HTML)

    mail = program.received("A mail from the keyboard")
    html, text = mail.get_body(("html",)), mail.get_body(("plain",))
    assert html is not None
    assert html.get_content().strip() == HTML
    assert text is not None
    assert text.get_content().strip() == "Hello, your statement is ready."
    assert mail["To"] == "ana@example.com"
    assert program.drafts() == ()
    children = Watched(program.children())
    program.quit()
    children.assert_gone()
    with opened(program.profile) as archive:
        wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
        rows = archive.messages.rows(archive.messages.ids(wanted, SortKey.SENT, descending=True))
        assert [(row.to, row.subject) for row in rows] == [("ana@example.com", "A mail from the keyboard")]


def test_the_preview_takes_a_click(start: Start) -> None:
    program = start()
    program.write("ana@example.com", "Looked at closely", HTML)
    program.until("the preview runs", program.preview_runs)

    xdotool(
        "mousemove",
        str(WIDTH * 3 // 4),
        str(HEIGHT * 2 // 3),
        "sleep",
        "0.3",
        "click",
        "1",
        "click",
        "3",
        "sleep",
        "0.3",
    )

    program.quit()


def test_ordered_to_end_it_keeps_the_last_word_and_leaves_no_child(start: Start) -> None:
    program = start()
    program.send("ana@example.com", "Sent before the end", HTML)
    program.write("tom@example.org", "Half a mail", HTML)
    program.until("the preview runs", program.preview_runs)
    assert program.child("sandbox") is not None
    children = Watched(program.children())

    xdotool("key", "x", "y", "sleep", "0.02")
    program.process.send_signal(signal.SIGTERM)

    assert program.process.wait(PATIENCE_S) == 0
    children.assert_gone()
    assert [draft.html for draft in program.drafts()] == [f"{HTML}xy"]


def test_killed_it_leaves_no_child_and_loses_nothing(start: Start) -> None:
    program = start()
    program.send("ana@example.com", "Sent before the kill", HTML)
    program.write("tom@example.org", "Half a mail", HTML)
    program.until("the preview runs", program.preview_runs)
    children = Watched(program.children())

    program.process.kill()
    program.process.wait()

    children.assert_gone()
    again = start()
    assert again.is_accepted("Sent before the kill")
    # the draft is on the page: sent from there, it is the mail that was half written
    again.until("the draft is shown", again.preview_runs)
    again.keys("ctrl+Return")
    again.until("the draft is sent", lambda: again.is_accepted("Half a mail"))
    assert again.received("Sent before the kill")["To"] == "ana@example.com"
    assert again.received("Half a mail")["To"] == "tom@example.org"
    assert again.drafts() == ()
    again.quit()


def test_killed_before_the_answer_the_mail_is_unknown_and_never_sent_again(start: Start) -> None:
    gate = Gate()
    with faulty_server() as server:
        server.plays("POST", "/email/3/send", waits(gate, accepts()))
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers({"results": []}))
        program = start()
        program.add_account(server.url, "a-key")
        program.keys("Escape")
        program.focus()
        program.write("ana@example.com", "On its way", HTML)
        program.keys("ctrl+Return")
        gate.wait_until_seen()

        program.process.kill()
        program.process.wait()
        gate.release()

        found = program.submission("On its way")
        assert found is not None
        assert found.state is SubmissionState.SENDING
        again = start()
        again.until("nobody knows what became of it", lambda: is_unknown(again, "On its way"))
        again.keys("ctrl+2")
        again.quit()
        assert len(server.asked("/email/3/send")) == 1
    assert is_unknown(again, "On its way")


def is_unknown(program: RealProgram, subject: str) -> bool:
    found = program.submission(subject)
    return found is not None and found.state is SubmissionState.UNKNOWN
