"""A mail stays with the account it was begun in: the message that says so, and both ways out."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.account import SANDBOX, Account
from composer_app.domain.ids import AccountId, new_draft_id
from composer_app.services.services import Services
from composer_app.ui.compose import account_message
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.texts.inline_message_text import MessageText
from tests.qt.compose.conftest import MakePage, send, write_mail, write_sender
from tests.task_results import value

LINDEN = msgspec.structs.replace(
    SANDBOX, id=AccountId("linden"), name="Linden", default_sender="billing@linden.example"
)


@pytest.fixture(autouse=True)
def linden(qtbot: QtBot, services: Services) -> Account:
    value(qtbot, services.accounts.save(LINDEN, None))
    return LINDEN


def open_draft_of(page: ComposePage, account_id: AccountId) -> None:
    page.session.open(
        msgspec.structs.replace(page.session.draft, id=new_draft_id(), account_id=account_id, subject="Old")
    )


def title(page: ComposePage) -> str:
    message = page.view.messages.message(account_message.KEY)
    return message.title() if message is not None else ""


def press(page: ComposePage, text: str) -> None:
    message = page.view.messages.message(account_message.KEY)
    assert message is not None
    next(button for button in message.findChildren(QAbstractButton) if button.text() == text).click()


def test_an_empty_page_follows_the_account_in_use(page: ComposePage, services: Services) -> None:
    services.accounts.use(LINDEN.id)

    assert page.session.draft.account_id == LINDEN.id
    assert page.view.header.sender_field.text() == LINDEN.default_sender
    assert title(page) == ""


def test_a_mail_is_sent_from_its_own_account(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write_mail(qtbot, page)
    services.accounts.use(LINDEN.id)

    assert title(page) == "This mail belongs to the account Sandbox."
    assert page.view.header.sender_field.text() == SANDBOX.default_sender
    assert send(qtbot, page).account_id == SANDBOX.id
    assert title(page) == ""
    assert page.session.draft.account_id == LINDEN.id


def test_a_mail_is_sent_from_the_account_in_use_at_the_press_of_a_button(
    qtbot: QtBot, page: ComposePage, services: Services
) -> None:
    write_mail(qtbot, page)
    services.accounts.use(LINDEN.id)
    press(page, "Send it from Linden")

    assert title(page) == ""
    submission = send(qtbot, page)
    assert (submission.account_id, submission.content.sender) == (LINDEN.id, LINDEN.default_sender)


def test_a_sender_that_was_written_is_kept(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write_mail(qtbot, page)
    write_sender(qtbot, page, "me@example.com")
    services.accounts.use(LINDEN.id)
    press(page, "Send it from Linden")

    assert page.view.header.sender_field.text() == "me@example.com"


def test_the_way_back_changes_the_account_in_use(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write_mail(qtbot, page)
    services.accounts.use(LINDEN.id)
    press(page, "Back to Sandbox")

    assert services.accounts.current.id == SANDBOX.id
    assert title(page) == ""


def test_a_draft_of_another_account_says_so_when_it_is_opened(page: ComposePage) -> None:
    open_draft_of(page, LINDEN.id)
    assert title(page) == "This mail belongs to the account Linden."

    page.commands.new_mail.trigger()
    assert title(page) == ""
    assert page.session.draft.account_id == SANDBOX.id


def test_a_mail_without_an_account_is_not_sent(qtbot: QtBot, page: ComposePage) -> None:
    open_draft_of(page, AccountId("gone"))
    write_mail(qtbot, page)
    assert title(page) == "The account of this mail was removed."

    page.view.messages.clear()
    page.send()
    assert page.session.outgoing is None
    assert title(page) == "The account of this mail was removed."

    press(page, "Send it from Sandbox")
    assert send(qtbot, page).account_id == SANDBOX.id


def test_other_messages_do_not_push_it_away(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write_mail(qtbot, page)
    services.accounts.use(LINDEN.id)
    for key in "abcd":
        page.view.messages.put(key, MessageText("Something."))

    assert title(page) != ""


def test_from_begins_with_the_last_sender_of_the_account(
    qtbot: QtBot, page: ComposePage, services: Services, make_page: MakePage
) -> None:
    services.accounts.use(LINDEN.id)
    write_mail(qtbot, page)
    write_sender(qtbot, page, "news@linden.example")
    assert send(qtbot, page).content.sender == "news@linden.example"
    field = page.view.header.sender_field
    qtbot.waitUntil(lambda: field.text() == "news@linden.example")

    services.accounts.use(SANDBOX.id)
    assert field.text() == SANDBOX.default_sender
    services.accounts.use(LINDEN.id)
    assert field.text() == "news@linden.example"
    again = make_page()  # as after a restart
    qtbot.waitUntil(lambda: again.view.header.sender_field.text() == "news@linden.example")
