"""The dialog that asks what an image shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.letter.image_words_dialog import ImageWordsDialog
from tests.qt.windows import child, show


def test_words_are_written_in_one_line(qtbot: QtBot) -> None:
    dialog = show(qtbot, ImageWordsDialog(""))
    qtbot.keyClicks(dialog.field, " the  dial ")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)

    assert dialog.words == "the dial"


def test_an_image_can_be_left_without_words(qtbot: QtBot) -> None:
    dialog = show(qtbot, ImageWordsDialog("old"))
    with qtbot.waitSignal(dialog.accepted):
        child(dialog, QAbstractButton, "image_no_words").click()

    assert dialog.words == ""
