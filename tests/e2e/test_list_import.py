"""A list of recipients in the real program: opened, used and sent by keyboard, and dropped with the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.program import RealProgram
from tests.e2e.test_drag import EDITOR, OtherProgram

pytestmark = pytest.mark.display

LIST = "email;name;amount\nana@example.com;Ana;84.20\n;Jo;1\ntom@example.com;Tom;61.75\n"


def write_mail(program: RealProgram) -> None:
    """A mail with a placeholder and no recipient."""
    program.keys("ctrl+n", "Tab")
    program.type("A statement")
    program.keys("F6")
    program.type("<p>Hello {{name}}, {{amount}} EUR</p>")
    program.until("the draft is saved", lambda: any("amount" in draft.html for draft in program.drafts()))


def has_list(program: RealProgram) -> bool:
    return any(draft.merge is not None and draft.merge.recipient_count == 2 for draft in program.drafts())


def assert_each_got_their_values(program: RealProgram) -> None:
    program.until("the mail is accepted", lambda: program.is_accepted("A statement"))
    sent = program.submission("A statement")
    assert sent is not None
    assert {one.mailbox.address: one.placeholders for one in sent.recipients} == {
        "ana@example.com": {"name": "Ana", "amount": "84.20"},
        "tom@example.com": {"name": "Tom", "amount": "61.75"},
    }
    sandbox = program.sandbox()
    texts = [sandbox.received(one["messageId"]).get_body(("html",)) for one in sandbox.messages("A statement")]
    assert sorted(text.get_content().strip() for text in texts if text is not None) == [
        "<p>Hello Ana, 84.20 EUR</p>",
        "<p>Hello Tom, 61.75 EUR</p>",
    ]


def test_a_list_is_opened_used_and_sent_by_keyboard(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(LIST, "utf-8")
    program = start()
    write_mail(program)

    program.run_command("import a list")
    program.dialog("Import a list of recipients")
    program.type(str(path))
    program.keys("Return")
    program.focus()
    program.until("the list is used", lambda: has_list(program) or bool(program.keys("Return")))
    program.keys("ctrl+Return")

    assert_each_got_their_values(program)
    program.quit()


def test_a_list_that_is_dropped_on_the_text_opens(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "customers.csv"
    path.write_text(LIST, "utf-8")
    program = start()
    write_mail(program)

    with OtherProgram(path) as other:
        other.drag_to(EDITOR)
        program.focus()
        program.until("the list is used", lambda: has_list(program) or bool(program.keys("Return")))

    assert program.drafts()[0].attachments == ()
    program.quit()
