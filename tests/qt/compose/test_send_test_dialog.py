"""The dialog that asks where a test goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.mail import Mailbox
from composer_app.ui.compose.send_test_dialog import SendTestDialog
from tests.qt.windows import child


@pytest.fixture
def dialog(home: QWidget) -> SendTestDialog:
    """It offers two addresses of the last test."""
    dialog = SendTestDialog(["me@example.com", "Me Too <me2@example.com>"], home)
    dialog.open()
    return dialog


def test_the_addresses_of_the_last_test_are_there_and_are_typed_over(qtbot: QtBot, dialog: SendTestDialog) -> None:
    assert dialog.to.text() == "me@example.com, Me Too <me2@example.com>"
    assert dialog.to.selectedText() == dialog.to.text()

    qtbot.keyClicks(dialog.to, "ana@example.com")

    assert dialog.to.text() == "ana@example.com"


def test_return_sends_to_each_address_once_with_the_prefix(qtbot: QtBot, dialog: SendTestDialog) -> None:
    dialog.to.setText("me@example.com, Me Too <me2@example.com>; ME@example.com")

    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.to, Qt.Key.Key_Return)

    assert chosen.args == [(Mailbox("me@example.com"), Mailbox("me2@example.com", "Me Too")), True]


def test_without_a_tick_the_subject_stays_as_it_is(qtbot: QtBot, dialog: SendTestDialog) -> None:
    qtbot.mouseClick(dialog.prefix, Qt.MouseButton.LeftButton, pos=dialog.prefix.rect().center())

    with qtbot.waitSignal(dialog.chosen) as chosen:
        child(dialog, QAbstractButton, "send_test").click()

    assert chosen.args[1] is False


def test_without_an_address_it_stays_open_and_says_so(qtbot: QtBot, dialog: SendTestDialog) -> None:
    dialog.to.clear()

    with qtbot.assertNotEmitted(dialog.chosen):
        child(dialog, QAbstractButton, "send_test").click()

    assert dialog.isVisible()
    assert dialog.to.hasFocus()
    assert dialog.to.toolTip() == "Write at least one address."


def test_one_wrong_address_among_others_is_named_until_it_is_changed(qtbot: QtBot, dialog: SendTestDialog) -> None:
    dialog.to.setText("me@example.com, tom")
    with qtbot.assertNotEmitted(dialog.chosen):
        child(dialog, QAbstractButton, "send_test").click()
    assert "“tom” has no @." in dialog.to.toolTip()

    qtbot.keyClicks(dialog.to, "@example.com")

    assert dialog.to.property("wrong") == "false"


def test_escape_sends_nothing(qtbot: QtBot, dialog: SendTestDialog) -> None:
    with qtbot.assertNotEmitted(dialog.chosen), qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
