"""The row of files: chips, what is being copied, and how much room is left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from composer_app.domain.mail import Attachment
from composer_app.ui.compose.attachments.attachment_row import AttachmentRow
from tests.qt.windows import show

FILES = (
    Attachment("1", "a.pdf", "application/pdf", 1_000),
    Attachment("2", "map.png", "image/png", 2_000, is_inline=True),
    Attachment("3", "old.exe", "application/octet-stream", 3),
)


@pytest.fixture
def row(qtbot: QtBot) -> AttachmentRow:
    made = show(qtbot, AttachmentRow(), 1200, 80)
    made.show_files(FILES, 24_000_000)
    return made


def test_each_file_has_a_chip(row: AttachmentRow) -> None:
    items = [chip.item for chip in row.chips.chips()]

    assert [(item.key, item.inline, item.problem) for item in items] == [
        ("a.pdf", False, ""),
        ("map.png", True, ""),
        ("old.exe", False, "not allowed"),
    ]


def test_the_meter_turns_when_the_mail_is_too_big(row: AttachmentRow) -> None:
    assert row.meter.text() == "24 of 25 MB"
    assert not row.meter.is_over()

    row.show_used(30_000_000)

    assert row.meter.text() == "30 of 25 MB"
    assert row.meter.is_over()
    assert row.meter.toolTip() == "The mail is 5 MB too big. Remove a file or send a link."


def test_what_is_being_copied_is_said(row: AttachmentRow) -> None:
    row.show_copying(["a.txt"])
    assert row.copying_text() == "Copying a.txt…"
    row.show_copying(["a.txt", "b.txt"])
    assert row.copying_text() == "Copying 2 files…"
    row.show_copying([])
    assert row.copying_text() == ""


def test_f2_asks_for_another_name(qtbot: QtBot, row: AttachmentRow) -> None:
    row.activateWindow()
    chip = row.chips.chips()[0]
    chip.setFocus()
    qtbot.waitUntil(chip.hasFocus)
    qtbot.keyClick(chip, Qt.Key.Key_F2)
    dialog = row.findChild(QInputDialog, "rename_dialog")
    assert isinstance(dialog, QInputDialog)
    assert dialog.textValue() == "a.pdf"
    dialog.setTextValue("b.pdf")

    with qtbot.waitSignal(row.rename_wanted) as wanted:
        dialog.accept()

    assert wanted.args == ["a.pdf", "b.pdf"]


def test_the_menu_of_a_chip_opens_renames_and_removes(qtbot: QtBot, row: AttachmentRow) -> None:
    row.chips.menu_requested.emit("a.pdf", row.mapToGlobal(row.rect().center()))
    menu = row.findChild(QMenu)
    assert isinstance(menu, QMenu)
    opens, _rename, remove = menu.actions()

    with qtbot.waitSignal(row.open_wanted) as opened:
        opens.trigger()
    with qtbot.waitSignal(row.remove_wanted) as removed:
        remove.trigger()

    assert (opened.args, removed.args) == (["a.pdf"], ["a.pdf"])
    menu.close()


def test_the_focus_goes_to_the_first_file_or_to_add(qtbot: QtBot, row: AttachmentRow) -> None:
    row.activateWindow()
    row.focus_first()
    assert row.window().focusWidget() is row.chips.chips()[0]

    row.show_files((), 0)
    row.focus_first()
    assert row.window().focusWidget().objectName() == "add_file"
