"""The dialog of a link."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.letter.link_dialog import LinkDialog
from tests.qt.windows import child, show


def test_an_address_is_written_and_gets_its_scheme(qtbot: QtBot) -> None:
    dialog = show(qtbot, LinkDialog("photo", ""))
    qtbot.keyClicks(dialog.address_field, "example.com/photo")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.address_field, Qt.Key.Key_Return)

    assert (dialog.words, dialog.address) == ("photo", "https://example.com/photo")


def test_without_words_the_address_is_shown(qtbot: QtBot) -> None:
    dialog = show(qtbot, LinkDialog("", ""))
    qtbot.keyClicks(dialog.address_field, "ana@example.com")
    child(dialog, QAbstractButton, "link_set").click()

    assert (dialog.words, dialog.address) == ("ana@example.com", "mailto:ana@example.com")


def test_what_leads_nowhere_is_said_and_not_taken(qtbot: QtBot) -> None:
    dialog = show(qtbot, LinkDialog("photo", ""))
    qtbot.keyClicks(dialog.address_field, "javascript:x")
    with qtbot.assertNotEmitted(dialog.accepted):
        child(dialog, QAbstractButton, "link_set").click()
    assert dialog.address_field.property("wrong") == "true"

    qtbot.keyClicks(dialog.address_field, "y")
    assert dialog.address_field.property("wrong") == "false"


def test_a_link_can_be_removed_and_one_with_objects_keeps_them(qtbot: QtBot) -> None:
    dialog = show(qtbot, LinkDialog(None, "https://example.com"))
    assert dialog.words_field.isHidden()
    child(dialog, QAbstractButton, "link_remove").click()

    assert (dialog.words, dialog.address) == (None, "")
