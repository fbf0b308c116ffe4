"""From: a line to type in, and a menu of senders used before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMenu
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.sender_field import SenderField
from tests.qt.windows import child, show


@pytest.fixture
def field(qtbot: QtBot) -> SenderField:
    return show(qtbot, SenderField())


def menu(field: SenderField) -> QMenu:
    return child(field, QMenu)


def test_known_senders_are_a_menu(qtbot: QtBot, field: SenderField) -> None:
    field.set_known(["a@example.com", "b@example.com", "a@example.com", " "])
    qtbot.keyClick(field.line(), Qt.Key.Key_Down)
    assert menu(field).isVisible()
    assert [action.text() for action in menu(field).actions()] == ["a@example.com", "b@example.com"]

    with qtbot.waitSignal(field.changed):
        menu(field).actions()[1].trigger()

    assert field.text() == "b@example.com"
    with qtbot.assertNotEmitted(field.changed):
        menu(field).actions()[1].trigger()
    menu(field).close()


def test_without_known_senders_there_is_no_menu(qtbot: QtBot, field: SenderField) -> None:
    field.set_known([])
    qtbot.keyClick(field.line(), Qt.Key.Key_Down)

    chevron = field.findChild(QAbstractButton, "sender_menu")
    assert isinstance(chevron, QAbstractButton)
    assert not chevron.isVisible()
    assert not menu(field).isVisible()


def test_typing_is_a_change_and_filling_is_none(qtbot: QtBot, field: SenderField) -> None:
    with qtbot.assertNotEmitted(field.changed):
        field.set_text("billing")
    assert field.wrong_words() == "“billing” has no @."

    with qtbot.waitSignal(field.changed):
        qtbot.keyClicks(field.line(), "x")
    assert field.text() == "xbilling"
