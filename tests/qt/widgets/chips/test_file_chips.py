"""The row of attached files."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.chips.file_chips import FileChipRow, FileItem
from tests.qt.windows import show_column

PDF = FileItem("1", "terms.pdf", 186_000)
PHOTO = FileItem("2", "photo.jpg", 88_000, inline=True)
BIG = FileItem("3", "big.mov", 31_000_000, problem="too big")


class ShownRow(FileChipRow):
    """A row of chips and the window around it."""

    home: QWidget


@pytest.fixture
def row(qtbot: QtBot) -> FileChipRow:
    add = quiet_button("Add...", icon="plus", compact=True)
    add.setObjectName("add")
    made = ShownRow(trailing=add)
    made.home = show_column(qtbot, made, width=700, height=300)
    made.set_items([PDF, PHOTO, BIG])
    return made


def test_chips_say_what_they_are(row: FileChipRow) -> None:
    assert [chip.accessibleName() for chip in row.chips()] == [
        "terms.pdf, 186 kB",
        "photo.jpg, inline",
        "big.mov, 31 MB, too big",
    ]


def test_cross_open_and_menu(qtbot: QtBot, row: FileChipRow) -> None:
    chip = row.chips()[0]
    with qtbot.waitSignal(row.removed) as emitted:
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 10, 12))
    assert emitted.args == ["1"]
    with qtbot.assertNotEmitted(row.opened):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert chip.hasFocus()
    with qtbot.waitSignal(row.opened) as emitted:
        qtbot.mouseDClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert emitted.args == ["1"]
    with qtbot.waitSignal(row.menu_requested) as emitted:
        chip.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(9, 9)))
    assert emitted.args == ["1", QPoint(9, 9)]


def test_keys(qtbot: QtBot, row: FileChipRow) -> None:
    first, second, _third = row.chips()
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_Left)
    assert first.hasFocus()
    with qtbot.waitSignal(row.removed):
        qtbot.keyClick(first, Qt.Key.Key_Delete)
    with qtbot.waitSignal(row.opened):
        qtbot.keyClick(first, Qt.Key.Key_Return)


def test_add_comes_behind_the_last_file(row: FileChipRow) -> None:
    add = row.findChild(QWidget, "add")
    assert isinstance(add, QWidget)
    last = row.chips()[-1]
    assert add.geometry().left() > last.geometry().right()
    assert last.geometry().center().y() in range(add.y(), add.geometry().bottom()), "in one line"
    row.set_items([FileItem(str(n), f"file number {n}.pdf", 1000) for n in range(20)])
    assert add.y() > last.geometry().bottom()
    row.set_items([])
    assert add.x() == 0


def test_after_a_removal_the_neighbour_has_the_focus(row: FileChipRow) -> None:
    row.chips()[1].setFocus()
    row.set_items([PDF, BIG])
    assert row.chips()[1].hasFocus()
    row.set_items([PDF])
    assert row.chips()[0].hasFocus()
    row.set_items([])
    add = row.findChild(QWidget, "add")
    assert isinstance(add, QWidget)
    assert add.hasFocus()


def test_unchanged_chips_stay(row: FileChipRow) -> None:
    photo = row.chips()[1]
    row.set_items([PHOTO, PDF])
    assert row.chips()[0] is photo
    assert row.items() == [PHOTO, PDF]


def test_lines_grow_and_shrink(row: FileChipRow) -> None:
    one = row.height()
    row.set_items([FileItem(str(n), f"file number {n}.pdf", 1000) for n in range(20)])
    assert row.height() > 2 * one
    row.set_items([])
    assert row.height() == one
