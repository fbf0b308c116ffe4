"""The dialog that asks for the name of a placeholder."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.letter.placeholder_name_dialog import PlaceholderNameDialog
from tests.qt.windows import child, show


@pytest.mark.parametrize(("typed", "name"), [("first_name", "first_name"), (" {{ a  b }} ", "a b")])
def test_a_name_needs_no_braces(qtbot: QtBot, typed: str, name: str) -> None:
    dialog = show(qtbot, PlaceholderNameDialog("", "Insert"))
    qtbot.keyClicks(dialog.field, typed)
    child(dialog, QAbstractButton, "placeholder_do").click()

    assert dialog.name == name
    assert dialog.result()


@pytest.mark.parametrize("typed", ["", "a}b", "{{}}"])
def test_what_is_no_name_cannot_be_taken(qtbot: QtBot, typed: str) -> None:
    dialog = show(qtbot, PlaceholderNameDialog("", "Insert"))
    qtbot.keyClicks(dialog.field, typed)

    assert not child(dialog, QAbstractButton, "placeholder_do").isEnabled()
