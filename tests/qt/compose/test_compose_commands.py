"""The commands of the page: in menus and palette, by their keys, and on the page alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.compose.compose_commands import ComposeCommands
from composer_app.ui.compose.compose_page import ComposePage


def focused(page: ComposePage) -> str:
    widget = page.window().focusWidget()
    return widget.objectName() if widget is not None else ""


def test_f6_goes_round_the_parts_of_the_page(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    page.view.header.focus("subject")
    seen = []
    for _ in range(4):
        page.commands.part_wanted.emit(1)
        seen.append(focused(page))
    assert seen == ["html_editor", "add_file", "send_button", "chip_input"]

    for _ in range(4):
        page.commands.part_wanted.emit(-1)
        seen.append(focused(page))
    assert seen[4:] == ["send_button", "add_file", "html_editor", "chip_input"]


def test_hidden_rows_have_commands(page: ComposePage, registry: CommandRegistry) -> None:
    for key, row in (("show_cc", "cc"), ("show_bcc", "bcc"), ("show_reply-to", "reply_to")):
        registry[key].trigger()
        assert page.view.header.row(row).isVisible()
    assert page.view.header.reply_to.hasFocus()


def test_keys_of_the_page_are_not_shared_with_other_pages(qtbot: QtBot, services: Services) -> None:
    page, registry = QWidget(), CommandRegistry(services.context)
    qtbot.addWidget(page)
    commands = ComposeCommands(page, registry)

    assert commands.find in page.actions()
    assert all(action.shortcutContext() is Qt.ShortcutContext.WidgetWithChildrenShortcut for action in page.actions())
    assert commands.save is registry["save_draft"]
    assert commands.preview.isCheckable()


def test_find_and_replace_open_the_bar(page: ComposePage) -> None:
    page.commands.find.trigger()
    assert page.view.body.find_bar.find_line.isVisible()
    assert not page.view.body.find_bar.replace_line.isVisible()

    page.commands.replace.trigger()
    assert page.view.body.find_bar.replace_line.isVisible()


def test_ctrl_y_brings_back_what_was_undone(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    control = Qt.KeyboardModifier.ControlModifier
    to = page.view.header.recipients.fields["to"]
    to.focus_input()
    qtbot.waitUntil(to.input().hasFocus)
    to.add_text("ana@example.com")
    qtbot.keyClick(to.input(), Qt.Key.Key_Z, control)
    assert list(page.session.draft.to) == []
    qtbot.keyClick(to.input(), Qt.Key.Key_Y, control)
    assert list(page.session.draft.to) == ["ana@example.com"]

    editor = page.view.body.html_editor
    editor.setFocus()
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, Qt.Key.Key_Z, control)
    assert editor.text() == ""
    qtbot.keyClick(editor, Qt.Key.Key_Y, control)
    assert editor.text() == "ab"
    assert page.session.draft.html == "ab"


def test_the_second_key_of_redo_reaches_the_field_in_use(qtbot: QtBot, page: ComposePage) -> None:
    redo = next(action for action in page.actions() if action.text() == "Redo")
    page.activateWindow()
    page.view.header.subject.setFocus()
    qtbot.waitUntil(page.view.header.subject.hasFocus)
    qtbot.keyClicks(page.view.header.subject, "Hello")
    page.view.header.subject.undo()
    assert page.session.draft.subject == ""

    redo.trigger()

    assert page.session.draft.subject == "Hello"


def test_attaching_opens_the_dialog(page: ComposePage, registry: CommandRegistry) -> None:
    registry["attach_files"].trigger()

    dialog = page.findChild(QFileDialog, "file_dialog")
    assert isinstance(dialog, QFileDialog)
    dialog.reject()
