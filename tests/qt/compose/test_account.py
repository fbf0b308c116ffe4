"""A mail stays with the account it was begun in, until a person says otherwise."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.ids import AccountId
from composer_app.domain.submission import Submission
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from tests.qt.compose.conftest import MakePage
from tests.task_results import value

LINDEN = msgspec.structs.replace(
    SANDBOX, id=AccountId("linden"), name="Linden", default_sender="billing@linden.example"
)


@pytest.fixture(autouse=True)
def linden(qtbot: QtBot, services: Services) -> Account:
    value(qtbot, services.accounts.save(LINDEN, None))
    return LINDEN


def write(page: ComposePage) -> None:
    page.view.header.fields["to"].add_text("ana@example.com")
    page.view.header.subject.set_text("Hello")
    page.view.body.html_editor.insertPlainText("<p>Hello</p>")


def title(page: ComposePage) -> str:
    message = page.view.messages.message("account")
    return message.title() if message is not None else ""


def press(page: ComposePage, text: str) -> None:
    message = page.view.messages.message("account")
    assert message is not None
    next(button for button in message.findChildren(QAbstractButton) if button.text() == text).click()


def sent(qtbot: QtBot, page: ComposePage) -> Submission:
    with qtbot.waitSignal(page.sent) as told:
        page.send()
    submission: Submission = told.args[0]
    return submission


def test_an_empty_page_follows_the_account_in_use(page: ComposePage, services: Services) -> None:
    services.accounts.use(LINDEN.id)

    assert (page.draft().account_id, page.draft().sender) == (LINDEN.id, LINDEN.default_sender)
    assert title(page) == ""


def test_a_mail_stays_with_its_account_and_is_sent_from_there(
    qtbot: QtBot, page: ComposePage, services: Services
) -> None:
    write(page)
    services.accounts.use(LINDEN.id)

    assert title(page) == "This mail belongs to the account Sandbox."
    assert (page.draft().account_id, page.draft().sender) == (SANDBOX.id, SANDBOX.default_sender)
    assert sent(qtbot, page).account_id == SANDBOX.id
    assert title(page) == ""
    assert page.draft().account_id == LINDEN.id


def test_a_mail_is_taken_along_when_that_is_said(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write(page)
    services.accounts.use(LINDEN.id)
    press(page, "Send it from Linden")

    assert title(page) == ""
    submission = sent(qtbot, page)
    assert (submission.account_id, submission.content.sender) == (LINDEN.id, LINDEN.default_sender)


def test_a_sender_that_was_written_is_kept_when_the_mail_is_taken_along(page: ComposePage, services: Services) -> None:
    write(page)
    page.view.header.sender_field.set_text("me@example.com")
    services.accounts.use(LINDEN.id)
    press(page, "Send it from Linden")

    assert page.draft().sender == "me@example.com"


def test_the_way_back_changes_the_account_in_use(page: ComposePage, services: Services) -> None:
    write(page)
    services.accounts.use(LINDEN.id)
    press(page, "Back to Sandbox")

    assert services.accounts.current.id == SANDBOX.id
    assert title(page) == ""


def test_a_draft_of_another_account_says_so_when_it_is_opened(page: ComposePage) -> None:
    page.load(msgspec.structs.replace(page._new_draft(), account_id=LINDEN.id, subject="Old"))
    assert title(page) == "This mail belongs to the account Linden."

    page.commands.new_mail.trigger()
    assert title(page) == ""
    assert page.draft().account_id == SANDBOX.id


def test_a_mail_without_an_account_is_not_sent(qtbot: QtBot, page: ComposePage) -> None:
    page.load(msgspec.structs.replace(page._new_draft(), account_id=AccountId("gone"), subject="Old"))
    write(page)
    assert title(page) == "The account of this mail is gone."

    page.send()
    assert not page.sending.is_busy

    press(page, "Send it from Sandbox")
    assert sent(qtbot, page).account_id == SANDBOX.id


def test_other_messages_do_not_push_it_away(page: ComposePage, services: Services) -> None:
    from composer_app.ui.texts.message import MessageText

    write(page)
    services.accounts.use(LINDEN.id)
    for key in "abcd":
        page.view.messages.put(key, MessageText("Something."))

    assert title(page) != ""


def test_from_begins_with_the_last_sender_of_the_account(
    qtbot: QtBot, page: ComposePage, services: Services, make_page: MakePage
) -> None:
    services.accounts.use(LINDEN.id)
    write(page)
    page.view.header.sender_field.set_text("news@linden.example")
    assert sent(qtbot, page).content.sender == "news@linden.example"
    field = page.view.header.sender_field
    qtbot.waitUntil(lambda: field.text() == "news@linden.example")

    services.accounts.use(SANDBOX.id)
    assert field.text() == SANDBOX.default_sender
    services.accounts.use(LINDEN.id)
    assert field.text() == "news@linden.example"
    page.new_mail()
    assert page.draft().sender == "news@linden.example"
    again = make_page()  # as after a restart
    qtbot.waitUntil(lambda: again.view.header.sender_field.text() == "news@linden.example")


def test_a_sender_that_was_typed_stays(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write(page)
    page.view.header.sender_field.set_text("news@sandbox.example")
    sent(qtbot, page)
    page.view.header.sender_field.set_text("mine@sandbox.example")

    page.account.ask_senders()
    value(qtbot, services.outbox.entries(SANDBOX.id))  # asked after it, answered after it

    assert page.view.header.sender_field.text() == "mine@sandbox.example"
