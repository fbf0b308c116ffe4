"""The warning about addresses that every recipient can read."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.public_recipients_warning import KEY
from composer_app.ui.texts import recipients as texts
from tests.qt.compose.recipient_list.conftest import use_list

ELEVEN = ", ".join(f"p{n}@example.com" for n in range(11))


def press(page: ComposePage, words: str) -> None:
    message = page.view.messages.message(KEY)
    assert message is not None
    next(button for button in message.findChildren(QAbstractButton) if button.text() == words).click()


def see_each_other(page: ComposePage, on: bool) -> None:
    options = msgspec.structs.replace(page.session.draft.options, preserve_recipients=on)
    page.session.set_options(options)


def test_many_in_to_are_private_and_many_in_cc_are_not(page: ComposePage) -> None:
    fields = page.view.header.recipients.fields
    fields["to"].add_text(ELEVEN)
    assert page.view.messages.message(KEY) is None

    fields["cc"].add_text(ELEVEN.replace("p", "c"))

    message = page.view.messages.message(KEY)
    assert message is not None
    assert message.title() == "11 addresses can be read by every recipient."


def test_cc_moves_to_bcc_and_comes_back(qtbot: QtBot, page: ComposePage) -> None:
    recipients = page.view.header.recipients
    recipients.fields["cc"].add_text(ELEVEN)
    with qtbot.waitSignal(page.toast_wanted) as toast:
        press(page, texts.CC_TO_BCC)

    assert (len(recipients.texts("cc")), len(recipients.texts("bcc"))) == (0, 11)
    assert page.view.header.row("bcc").isVisible()
    assert page.view.messages.message(KEY) is None
    assert toast.args is not None
    assert toast.args[0] == "11 recipients were moved to Bcc."
    toast.args[2]()
    assert (len(recipients.texts("cc")), len(recipients.texts("bcc"))) == (11, 0)


def test_send_singly_puts_all_in_to_without_the_option(qtbot: QtBot, page: ComposePage) -> None:
    recipients = page.view.header.recipients
    recipients.fields["to"].add_text(ELEVEN)
    recipients.fields["cc"].add_text("boss@example.com")
    see_each_other(page, True)
    with qtbot.waitSignal(page.toast_wanted) as toast:
        press(page, texts.SEND_SINGLY)

    assert (len(recipients.texts("to")), recipients.texts("cc")) == (12, ())
    assert not page.session.draft.options.preserve_recipients
    assert page.view.messages.message(KEY) is None
    assert toast.args is not None
    toast.args[2]()
    assert (len(recipients.texts("to")), len(recipients.texts("cc"))) == (11, 1)
    assert page.session.draft.options.preserve_recipients


def test_a_closed_warning_stays_closed(page: ComposePage) -> None:
    recipients = page.view.header.recipients
    recipients.fields["cc"].add_text(ELEVEN)
    message = page.view.messages.message(KEY)
    assert message is not None
    message.closed.emit()
    recipients.fields["cc"].add_text("more@example.com")
    assert page.view.messages.message(KEY) is None


def test_the_option_alone_makes_many_in_to_public(page: ComposePage) -> None:
    page.view.header.recipients.fields["to"].add_text(ELEVEN)
    see_each_other(page, True)
    assert page.view.messages.message(KEY) is not None
    see_each_other(page, False)
    assert page.view.messages.message(KEY) is None


def test_the_option_makes_a_whole_list_public(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("email,name\n" + "".join(f"p{n}@example.com,P{n}\n" for n in range(11)))
    page.view.header.subject.insert("Hello {{name}}")
    see_each_other(page, True)
    use_list(qtbot, page, customers)

    message = page.view.messages.message(KEY)
    assert message is not None
    assert message.title() == "11 addresses can be read by every recipient."
    press(page, texts.SEND_SINGLY)
    assert not page.session.draft.options.preserve_recipients
    assert page.view.messages.message(KEY) is None
