"""The dialog that asks where a test goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.mail import Mailbox
from composer_app.ui.compose.send_test_dialog import SendTestDialog
from tests.qt.windows import show


def test_enter_sends_to_each_address_once(qtbot: QtBot) -> None:
    dialog = show(qtbot, SendTestDialog(["me@example.com"]))
    dialog.to.setText("me@example.com; Me <me@example.com>, you@example.com")
    dialog.prefix.setChecked(False)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.keyClick(dialog.to, Qt.Key.Key_Return)
    people, has_prefix = chosen.args
    assert [one.address for one in people] == ["me@example.com", "you@example.com"]
    assert isinstance(people[0], Mailbox)
    assert has_prefix is False


def test_the_addresses_of_the_last_test_are_there(qtbot: QtBot) -> None:
    assert show(qtbot, SendTestDialog(["a@example.com", "b@example.com"])).to.text() == "a@example.com, b@example.com"
