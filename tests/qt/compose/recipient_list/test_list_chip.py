"""The chip of a list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.merge_list import MergeAttachment, MergeSettings
from composer_app.ui.compose.recipient_list.list_chip import ListChip
from tests.qt.windows import show

LIST = MergeAttachment(
    sha256="0" * 64, file_name="a.csv", size_bytes=9, settings=MergeSettings(), recipient_count=4_994, row_count=5_000
)


@pytest.fixture
def chip(qtbot: QtBot) -> ListChip:
    chip = show(qtbot, ListChip(), 400, 40)
    chip.show_list(LIST)
    return chip


def test_it_says_name_and_number(chip: ListChip) -> None:
    assert "a.csv, 4,994 recipients" in chip.accessibleName()
    assert chip.toolTip().splitlines()[:2] == ["a.csv", "4,994 recipients"]
    assert not chip.grab().isNull()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_open_it(qtbot: QtBot, chip: ListChip, key: Qt.Key) -> None:
    chip.setFocus()
    with qtbot.waitSignal(chip.opened):
        qtbot.keyClick(chip, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_removes_it(qtbot: QtBot, chip: ListChip, key: Qt.Key) -> None:
    with qtbot.waitSignal(chip.remove_requested):
        qtbot.keyClick(chip, key)


def test_without_a_list_it_is_hidden(chip: ListChip) -> None:
    chip.show_list(None)

    assert chip.isHidden()
