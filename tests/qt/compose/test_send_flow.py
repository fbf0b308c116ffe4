"""Sending: what is missing is named where it is mended, questions are asked once, nothing is lost."""

from __future__ import annotations

import threading
from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveFull
from composer_app.domain.account import AccountUse
from composer_app.domain.draft import Draft
from composer_app.domain.submission import Submission
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.message_area import LinkList
from tests.qt.compose.conftest import Asked
from tests.task_results import value


def fill(page: ComposePage, html: str = "<p>Hello</p>") -> None:
    page.view.header.fields["to"].add_text("ana@example.com")
    page.view.header.subject.set_text("Hello")
    page.view.body.html_editor.insertPlainText(html)


def sent(qtbot: QtBot, page: ComposePage) -> Submission:
    with qtbot.waitSignal(page.sent) as told:
        page.view.actions.send_button.click()
    submission: Submission = told.args[0]
    return submission


def links(page: ComposePage) -> list[str]:
    message = page.view.messages.message("wrong")
    assert message is not None
    found = message.findChild(LinkList)
    assert found is not None
    return found.sentences()


def test_a_mail_goes_into_the_outbox_and_makes_room(
    qtbot: QtBot, page: ComposePage, stored: Callable[[], tuple[Draft, ...]]
) -> None:
    fill(page)

    submission = sent(qtbot, page)

    assert submission.content.html == "<p>Hello</p>"
    assert submission.content.text.strip() == "Hello"
    assert page.draft().is_empty
    assert stored() == ()
    assert page.drafts_menu.drafts() == []


def test_what_is_written_after_send_is_not_lost(
    qtbot: QtBot, page: ComposePage, stored: Callable[[], tuple[Draft, ...]]
) -> None:
    """The mail leaves as it stood; the text part of a long one takes a while to make."""
    fill(page)

    with qtbot.waitSignal(page.sent) as told:
        page.view.actions.send_button.click()
        page.view.body.html_editor.insertPlainText("<p>One more thing</p>")

    assert told.args[0].content.html == "<p>Hello</p>"
    assert page.draft().html == "<p>Hello</p><p>One more thing</p>"
    assert page.draft().to == ("ana@example.com",)
    message = page.view.messages.message("late")
    assert message is not None
    assert message.title() == "What you wrote after Send is not in the mail."
    qtbot.waitUntil(lambda: [draft.html for draft in stored()] == [page.draft().html])


def test_a_half_typed_recipient_is_sent_to_as_well(qtbot: QtBot, page: ComposePage) -> None:
    fill(page)
    page.view.header.fields["to"].input().setText("tom@example.org")

    assert [r.mailbox.address for r in sent(qtbot, page).recipients] == ["ana@example.com", "tom@example.org"]


def test_the_button_says_how_many(page: ComposePage) -> None:
    assert page.view.actions.send_button.text() == "Send"

    page.view.header.fields["to"].add_text("\n".join(f"p{n}@example.com" for n in range(251)))
    page.view.header.fields["bcc"].add_text("p1@example.com, other@example.com, rubbish")

    assert page.view.actions.send_button.text() == "Send to 252"


def test_too_many_people_close_the_button_and_say_why(page: ComposePage) -> None:
    page.view.header.fields["to"].add_text("\n".join(f"p{n}@example.com" for n in range(1001)))
    button = page.view.actions.send_button
    assert not button.isEnabled()
    assert "too many for one mail" in button.toolTip()

    page.view.header.fields["to"].remove({0})
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_an_empty_mail_is_told_what_it_lacks(qtbot: QtBot, page: ComposePage) -> None:
    page.send()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)

    assert links(page) == [
        "Nobody is in To. Write at least one address there.",
        "There is no subject. Infobip does not take a mail without one.",
        "The mail is empty. Write something in HTML or Text.",
    ]


def told(qtbot: QtBot, page: ComposePage) -> None:
    page.send()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)


def test_what_is_mended_is_not_told_any_more(qtbot: QtBot, page: ComposePage) -> None:
    told(qtbot, page)
    qtbot.keyClicks(page.view.header.subject, "Hello")
    qtbot.waitUntil(lambda: len(links(page)) == 2)
    assert links(page)[0].startswith("Nobody is in To.")

    page.view.header.fields["to"].add_text("ana@example.com, rubbish")
    page.view.body.html_editor.insertPlainText("<p>x</p>")
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is None)


def test_another_mail_is_not_told_what_the_last_one_lacked(qtbot: QtBot, page: ComposePage) -> None:
    told(qtbot, page)
    page.commands.new_mail.trigger()
    assert page.view.messages.keys() == []


def test_the_links_lead_to_what_is_left(qtbot: QtBot, page: ComposePage) -> None:
    told(qtbot, page)
    page.view.header.fields["to"].add_text("ana@example.com")
    qtbot.waitUntil(lambda: len(links(page)) == 2)
    message = page.view.messages.message("wrong")
    assert message is not None
    page.view.body.focus_editor()

    message.findChild(LinkList).linkActivated.emit("0")

    assert page.window().focusWidget() is page.view.header.subject


def test_the_caret_is_in_to_after_a_mail_was_sent(qtbot: QtBot, page: ComposePage) -> None:
    fill(page)
    page.view.body.focus_editor()

    sent(qtbot, page)

    assert page.window().focusWidget() is page.view.header.fields["to"].input()


def test_a_sentence_leads_to_its_field(qtbot: QtBot, page: ComposePage) -> None:
    page.send()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)
    message = page.view.messages.message("wrong")
    assert message is not None

    message.findChild(LinkList).linkActivated.emit("1")

    assert page.window().focusWidget() is page.view.header.subject


def test_many_wrong_recipients_are_one_sentence(qtbot: QtBot, page: ComposePage) -> None:
    fill(page)
    page.view.header.fields["to"].add_text(";".join(f"rubbish{n}" for n in range(40)))

    page.send()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)

    assert links(page) == ["40 recipients are no addresses. Mend them or take them out."]


def test_a_forgotten_file_is_asked_about(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    fill(page, "<p>The bill is attached.</p>")
    asked.answer = False

    with qtbot.waitSignal(page.sending.ended):
        page.send()
    assert page.draft().subject == "Hello"
    assert "“attached”" in asked.questions[0]

    asked.answer = True
    assert sent(qtbot, page).content.subject == "Hello"


def test_a_forgotten_file_can_be_attached_from_the_question(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    fill(page, "<p>The bill is attached.</p>")
    asked.takes_alternative = True

    page.send()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog, "file_dialog") is not None)

    assert asked.questions[0].startswith("Send without a file?")
    assert page.draft().subject == "Hello"
    page.findChild(QFileDialog, "file_dialog").reject()


@pytest.mark.parametrize(
    ("subject", "html", "own_text", "question"),
    [
        (
            "Hi {{name}}",
            "<p>x</p>",
            None,
            "Send with {{name}} in it? {{name}} has no value. People will read it as it stands.",
        ),
        (
            "Hi",
            "<p>{{<b>name</b>}}</p>",
            None,
            "Send with {{name}} in it? {{name}} has no value. People will read it as it stands.",
        ),
        (
            "Hi",
            "<p>x</p>",
            "Your {{sum}}",
            "Send with {{sum}} in it? {{sum}} has no value. People will read it as it stands.",
        ),
        (
            "{{a}}{{b}}{{c}}",
            "{{d}}{{e}}{{f}}{{g}}",
            None,
            "Send with 7 placeholders in it? {{a}}, {{b}}, {{c}}, {{d}}, {{e}} and 2 more have no value."
            " People will read them as they stand.",
        ),
    ],
)
def test_placeholders_without_a_value_are_asked_about(
    qtbot: QtBot, page: ComposePage, asked: Asked, subject: str, html: str, own_text: str | None, question: str
) -> None:
    page.view.header.fields["to"].add_text("ana@example.com")
    page.view.header.subject.set_text(subject)
    page.view.body.html_editor.insertPlainText(html)
    if own_text is not None:
        page.view.body.text_pane.take_back(own_text)
    asked.answer = False

    with qtbot.waitSignal(page.sending.ended), qtbot.assertNotEmitted(page.sent):
        page.send()
    assert asked.questions == [f"{question} [Send as it stands]"]
    assert page.draft().subject == subject

    asked.answer = True
    assert sent(qtbot, page).content.subject == subject


def test_a_live_account_asks_first(qtbot: QtBot, page: ComposePage, services: Services, asked: Asked) -> None:
    live = msgspec.structs.replace(services.accounts.current, use=AccountUse.LIVE, name="Linden")
    services.accounts._accounts[live.id] = live
    fill(page)
    page.view.header.fields["cc"].add_text("tom@example.org")
    asked.answer = False

    with qtbot.waitSignal(page.sending.ended):
        page.send()

    assert asked.questions == ["Send to 2 people from the live account Linden? Subject: Hello [Send to 2]"]
    assert not page.draft().is_empty


def test_one_person_is_named(qtbot: QtBot, page: ComposePage, services: Services, asked: Asked) -> None:
    live = msgspec.structs.replace(services.accounts.current, use=AccountUse.LIVE, name="Linden")
    services.accounts._accounts[live.id] = live
    fill(page)
    asked.answer = False

    with qtbot.waitSignal(page.sending.ended):
        page.send()

    assert asked.questions == ["Send to ana@example.com from the live account Linden? Subject: Hello [Send mail]"]


def test_a_full_disk_gives_the_draft_back(qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(page)
    wanted = page.draft()

    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    monkeypatch.setattr(Archive, "queue", full)
    page.send()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)

    message = page.view.messages.message("wrong")
    assert message is not None
    assert message.title() == "The mail is not in the outbox."
    assert "The disk is full." in message.body()
    assert (page.draft().id, page.draft().html, page.draft().to) == (wanted.id, wanted.html, wanted.to)


def test_what_is_written_while_a_full_disk_is_met_is_kept_beside_it(
    qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(page)
    wanted = page.draft()
    is_written = threading.Event()

    def full(*_args: object) -> None:
        is_written.wait(5)
        raise ArchiveFull("no room")

    monkeypatch.setattr(Archive, "queue", full)
    page.send()
    qtbot.waitUntil(lambda: page.draft().id != wanted.id)
    qtbot.keyClicks(page.view.header.subject, "Late")
    late = page.draft().id
    is_written.set()
    qtbot.waitUntil(lambda: page.draft().id == wanted.id)

    listed = value(qtbot, page._services.drafts.list())
    assert {one.id: one.subject for one in listed} == {wanted.id: wanted.subject, late: "Late"}


def test_a_mail_that_could_be_sent_and_not_saved_is_no_draft_afterwards(
    qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    fill(page)
    drafts = page._services.drafts
    monkeypatch.setattr(Archive, "save_draft", full)
    with qtbot.waitSignal(drafts.save_failed):
        sent(qtbot, page)
    monkeypatch.undo()

    drafts.flush_and_wait()
    assert value(qtbot, drafts.list()) == ()


def test_a_draft_that_cannot_be_saved_is_told_and_stays(
    qtbot: QtBot, page: ComposePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise ArchiveFull("no room")

    monkeypatch.setattr(Archive, "save_draft", full)
    with qtbot.waitSignal(page._services.drafts.save_failed):
        qtbot.keyClicks(page.view.header.subject, "Kept in hand")

    assert page.view.actions.state_text() == "Draft not saved"
    assert page.view.messages.keys() == ["not_saved"]
    assert page.draft().subject == "Kept in hand"

    monkeypatch.undo()
    with qtbot.waitSignal(page._services.drafts.saved):
        qtbot.keyClicks(page.view.header.subject, ".")
    assert page.view.messages.keys() == []


def test_nobody_sends_a_mail_that_is_not_in_sight(qtbot: QtBot, page: ComposePage) -> None:
    fill(page)
    page.hide()

    with qtbot.waitSignal(page.page_wanted), qtbot.assertNotEmitted(page.sent):
        page.commands.send.trigger()

    assert not page.sending.is_busy


def test_plain_text_alone_is_a_mail(qtbot: QtBot, page: ComposePage) -> None:
    page.view.header.fields["to"].add_text("ana@example.com")
    page.view.header.subject.set_text("Plain")
    page.view.body.set_mode("text")
    page.view.body.text_pane.editor.insertPlainText("Just words")

    content = sent(qtbot, page).content

    assert (content.html, content.text) == ("", "Just words")
