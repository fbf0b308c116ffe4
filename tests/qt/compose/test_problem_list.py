"""What keeps the mail from being sent: each sentence leads to its field, and goes once it is corrected."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.draft_validation import DraftFault, DraftProblem
from composer_app.ui.compose import problem_list
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.message_area import LinkList
from composer_app.ui.compose.problem_list import field_problems
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.qt.compose.conftest import write_mail
from tests.qt.windows import child


def message(qtbot: QtBot, page: ComposePage) -> InlineMessage:
    """Press Send on a mail that lacks something."""
    page.send()
    qtbot.waitUntil(lambda: page.view.messages.message(problem_list.KEY) is not None)
    found = page.view.messages.message(problem_list.KEY)
    assert found is not None
    return found


def links(page: ComposePage) -> LinkList:
    return child(page.view.messages, LinkList)


def test_an_empty_mail_lacks_three_things(qtbot: QtBot, page: ComposePage) -> None:
    assert message(qtbot, page).title() == "The mail cannot be sent yet."
    assert links(page).sentences() == [
        "There is no recipient. Write at least one address into To.",
        "There is no subject. Infobip does not accept a mail without one.",
        "The mail is empty. Write something under HTML, Letter or Text.",
    ]
    assert page.view.header.recipients.fields["to"].input().hasFocus()


def test_what_is_corrected_is_not_listed_any_more(qtbot: QtBot, page: ComposePage) -> None:
    message(qtbot, page)
    qtbot.keyClicks(page.view.header.subject, "Hello")
    qtbot.waitUntil(lambda: len(links(page).sentences()) == 2)
    assert links(page).sentences()[0].startswith("There is no recipient.")

    page.view.header.recipients.fields["to"].add_text("ana@example.com, rubbish")
    page.view.body.html_editor.insertPlainText("<p>x</p>")
    qtbot.waitUntil(lambda: page.view.messages.message(problem_list.KEY) is None)


def test_another_mail_does_not_show_what_the_last_one_lacked(qtbot: QtBot, page: ComposePage) -> None:
    message(qtbot, page)
    page.commands.new_mail.trigger()
    assert page.view.messages.keys() == []


def test_a_sentence_leads_to_its_field(qtbot: QtBot, page: ComposePage) -> None:
    message(qtbot, page)

    links(page).linkActivated.emit("1")

    assert page.window().focusWidget() is page.view.header.subject


def test_the_links_lead_to_what_is_left(qtbot: QtBot, page: ComposePage) -> None:
    message(qtbot, page)
    page.view.header.recipients.fields["to"].add_text("ana@example.com")
    qtbot.waitUntil(lambda: len(links(page).sentences()) == 2)
    page.view.body.focus_editor()

    links(page).linkActivated.emit("0")

    assert page.window().focusWidget() is page.view.header.subject


def test_many_wrong_recipients_are_one_sentence(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page)
    page.view.header.recipients.fields["to"].add_text(";".join(f"rubbish{n}" for n in range(40)))

    message(qtbot, page)

    assert links(page).sentences() == ["40 recipients are not addresses. Correct them or remove them."]


def test_no_more_than_five_are_listed_at_a_time(qtbot: QtBot, page: ComposePage) -> None:
    header = page.view.header
    header.sender_field.line().selectAll()
    qtbot.keyClicks(header.sender_field.line(), "x")
    header.focus("reply_to")
    qtbot.keyClicks(header.reply_to, "y")
    header.recipients.fields["to"].add_text("one, two")

    words = message(qtbot, page)

    assert len(links(page).sentences()) == 5
    assert words.body() == "Correct these to see 1 more."


@pytest.mark.parametrize("fault", list(DraftFault))
def test_every_fault_leads_somewhere(fault: DraftFault) -> None:
    (one,) = field_problems([DraftProblem(fault, "7")])

    assert one.fault is fault
    assert one.sentence
    assert one.field


@pytest.mark.parametrize(("count", "sentences"), [(1, 1), (2, 2), (3, 1), (40, 1)])
def test_more_than_two_wrong_recipients_are_counted(count: int, sentences: int) -> None:
    problems = [DraftProblem(DraftFault.BAD_RECIPIENT, f"rubbish{n}") for n in range(count)]

    found = field_problems([*problems, DraftProblem(DraftFault.NO_SUBJECT)])

    assert len(found) == sentences + 1
    assert found[-1].fault is DraftFault.NO_SUBJECT
