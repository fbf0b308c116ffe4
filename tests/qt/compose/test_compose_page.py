"""Drafts: kept as one types, opened again just as they were, left and thrown away without loss."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.shell.command_registry import CommandRegistry
from tests.qt.compose.conftest import MakePage
from tests.task_results import value

Stored = Callable[[], tuple[Draft, ...]]


def write(qtbot: QtBot, page: ComposePage, subject: str) -> None:
    """Type a subject and wait until it is on disk."""
    with qtbot.waitSignal(page._services.drafts.saved):
        page.view.header.subject.setFocus()
        qtbot.keyClicks(page.view.header.subject, subject)


def test_a_first_page_has_the_account_s_sender_and_no_draft(page: ComposePage, stored: Stored) -> None:
    assert page.draft().sender == "Linden Energy <billing@sandbox.example>"
    assert page.draft().is_empty
    assert stored() == ()


def test_what_is_typed_is_saved_and_said(qtbot: QtBot, page: ComposePage, stored: Stored) -> None:
    write(qtbot, page, "Hello")

    assert [draft.subject for draft in stored()] == ["Hello"]
    assert page.view.actions.state_text().startswith("Saved ")
    assert page.drafts_menu.button.text() == "Drafts 1"


def test_every_part_comes_back_at_the_next_start(qtbot: QtBot, page: ComposePage, make_page: MakePage) -> None:
    html = "<p>no\u00a0break 𝄞</p>\n\t<b>{{name}}</b>"
    page.view.header.fields["to"].add_text("ana@example.com; rubbish; Kovac, Tom <tom@example.org>")
    page.view.header.focus("cc")
    page.view.header.fields["cc"].add_text("cc@example.com")
    page.view.header.fields["cc"].input().setText("half@exam")
    page.view.header.focus("reply_to")
    qtbot.keyClicks(page.view.header.reply_to, "no address")
    page.view.body.html_editor.insertPlainText(html)
    page.view.body.set_mode("text")
    page.view.body.text_pane._on_own()
    page.view.body.text_pane.editor.set_text("")
    page.view.body.text_pane.editor.insertPlainText("own words")
    with qtbot.waitSignal(page._services.drafts.saved):
        write(qtbot, page, "All of it")
    before = page.draft()
    page.close()

    after = make_page().draft()

    assert after == Draft(**{**_fields(before), "updated_at": after.updated_at})
    assert after.to == ("ana@example.com", "rubbish", '"Kovac, Tom" <tom@example.org>')
    assert after.cc == ("cc@example.com", "half@exam")
    assert (after.html, after.text, after.reply_to) == (html, "own words", "no address")


def _fields(draft: Draft) -> dict[str, object]:
    return {name: getattr(draft, name) for name in draft.__struct_fields__}


def test_a_new_mail_leaves_the_old_one_among_the_drafts(qtbot: QtBot, page: ComposePage, stored: Stored) -> None:
    write(qtbot, page, "First")

    page.commands.new_mail.trigger()
    write(qtbot, page, "Second")

    assert {draft.subject for draft in stored()} == {"First", "Second"}
    page.drafts_menu.menu().aboutToShow.emit()
    titles = [action.text().split("\t")[0] for action in page.drafts_menu.menu().actions()][:2]
    assert titles == ["Second", "First"]


def test_a_new_mail_on_a_page_that_is_just_shown_is_not_the_last_draft(
    qtbot: QtBot, page: ComposePage, make_page: MakePage, services: Services
) -> None:
    write(qtbot, page, "First")
    page.close()
    later = ComposePage(services, CommandRegistry(services.context))
    qtbot.addWidget(later)
    later.page_wanted.connect(later.show)
    later.page_wanted.connect(later.enter)

    later.commands.new_mail.trigger()
    value(qtbot, services.drafts.list())

    assert later.isVisible()
    assert later.draft().is_empty
    assert later.drafts_menu.button.text() == "Drafts 1"


def test_a_draft_of_the_menu_is_opened(qtbot: QtBot, page: ComposePage) -> None:
    write(qtbot, page, "First")
    page.commands.new_mail.trigger()
    write(qtbot, page, "Second")

    page.drafts_menu.menu().aboutToShow.emit()
    page.drafts_menu.menu().actions()[1].trigger()

    assert page.draft().subject == "First"


def test_a_discarded_draft_comes_back_from_the_toast(qtbot: QtBot, page: ComposePage, stored: Stored) -> None:
    write(qtbot, page, "Precious")
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.commands.discard.trigger()
    assert stored() == ()
    assert page.draft().is_empty

    text, action, undo = toast.args
    with qtbot.waitSignal(page._services.drafts.saved):
        undo()

    assert (text, action) == ("Draft discarded.", "Undo")
    assert page.draft().subject == "Precious"
    assert [draft.subject for draft in stored()] == ["Precious"]


def test_an_emptied_draft_is_no_draft_any_more(qtbot: QtBot, page: ComposePage, stored: Stored) -> None:
    write(qtbot, page, "x")
    page.view.header.subject.clear()
    page.view.header.subject.edited.emit()

    page.load(page._new_draft())

    assert stored() == ()


def test_what_was_typed_last_survives_the_end_of_the_program(
    qtbot: QtBot, page: ComposePage, services: Services, stored: Stored
) -> None:
    qtbot.keyClicks(page.view.header.subject, "Last words")

    page.save_layout()
    services.drafts.flush_and_wait()

    assert [draft.subject for draft in stored()] == ["Last words"]


def test_a_draft_opened_before_the_last_one_is_read_stays(qtbot: QtBot, page: ComposePage, make_page: MakePage) -> None:
    write(qtbot, page, "Old")
    page.close()
    other = make_page()
    assert other.draft().subject == "Old"

    other.open_last()
    other.load_example("test-addresses")
    value(qtbot, other._services.drafts.list())

    assert other.draft().subject == "What becomes of a mail"


def test_the_example_is_a_finished_letter_with_its_files(qtbot: QtBot, page: ComposePage) -> None:
    page.load_example("statement")
    qtbot.waitUntil(lambda: not page.files.is_copying())

    draft = page.draft()

    assert [(f.file_name, f.is_inline) for f in draft.attachments] == [
        ("linden-mark.png", True),
        ("statement-2026-11.pdf", False),
    ]
    assert draft.html.count("cid:linden-mark.png") == 1


def test_another_account_brings_its_own_sender(page: ComposePage, services: Services) -> None:
    import msgspec

    account = msgspec.structs.replace(services.accounts.current, default_sender="me@example.com")
    services.accounts.current_changed.emit(account)
    assert page.draft().sender == "me@example.com"

    page.view.header.sender_field.set_text("chosen@example.com")
    services.accounts.current_changed.emit(msgspec.structs.replace(account, default_sender="other@example.com"))

    assert page.draft().sender == "chosen@example.com"


def test_the_status_line_tells_place_and_size(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.html_editor.insertPlainText("<p>\nab")

    with qtbot.waitSignal(page.status_changed) as told:
        page.refresh_status()

    assert told.args == ["Line 2, column 3", "HTML 6 B"]


def test_a_subject_pasted_with_a_line_break_becomes_one_line_and_says_so(qtbot: QtBot, page: ComposePage) -> None:
    QGuiApplication.clipboard().setText("Your\r\nNovember \u2028 statement\n")
    page.view.header.subject.setFocus()

    qtbot.keyClick(page.view.header.subject, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert page.draft().subject == "Your November statement"
    assert "one line" in page.view.header.hint("subject").words()


def test_the_layout_is_remembered(qtbot: QtBot, page: ComposePage, make_page: MakePage, tmp_path: Path) -> None:
    page.commands.preview.setChecked(False)
    page.view.body.html_editor.set_zoom(3)
    page.save_layout()

    again = make_page()

    assert again.view.preview.isHidden()
    assert again.view.body.html_editor.zoom() == 3


def test_f6_goes_round_the_parts_of_the_page(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    page.view.header.focus("subject")
    seen = []
    for _ in range(4):
        page.commands._on_next_part()
        seen.append(page.window().focusWidget().objectName())

    assert seen == ["html_editor", "add_file", "send_button", "chip_input"]

    for _ in range(4):
        page.commands._on_previous_part()
        seen.append(page.window().focusWidget().objectName())
    assert seen[4:] == ["send_button", "add_file", "html_editor", "chip_input"]


def test_tab_goes_through_the_fields_and_into_the_letter(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    page.view.header.sender_field.line().setFocus()
    seen = []
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        seen.append(page.window().focusWidget().objectName())
    assert seen == ["chip_input", "subject_input", "html_editor"]

    page.view.actions.send_button.setFocus()
    after = []
    for _ in range(12):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        after.append(page.window().focusWidget().objectName())
    assert {"drafts_button", "add_cc", "add_bcc", "add_reply_to"} <= set(after)


def test_the_rows_nobody_needs_have_commands(page: ComposePage) -> None:
    page.commands._commands["show_bcc"].trigger()

    assert page.view.header.row("bcc").isVisible()
    assert page.view.header.fields["bcc"].input().hasFocus()


def test_menus_and_palette_know_the_parts_of_the_page(page: ComposePage) -> None:
    action: QAction = page.commands._commands["next_part"]
    assert action.text() == "Next part of the page\tF6"
    assert action.property("menu") == "View"
    page.view.header.focus("subject")

    action.trigger()

    assert page.view.body.html_editor.hasFocus()


def test_ctrl_y_brings_back_what_was_undone(qtbot: QtBot, page: ComposePage) -> None:
    page.activateWindow()
    control = Qt.KeyboardModifier.ControlModifier
    to = page.view.header.fields["to"]
    to.focus_input()
    qtbot.waitUntil(to.input().hasFocus)
    to.add_text("ana@example.com")
    qtbot.keyClick(to.input(), Qt.Key.Key_Z, control)
    assert page.draft().to == ()
    qtbot.keyClick(to.input(), Qt.Key.Key_Y, control)
    assert page.draft().to == ("ana@example.com",)

    editor = page.view.body.html_editor
    editor.setFocus()
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, Qt.Key.Key_Z, control)
    assert editor.text() == ""
    qtbot.keyClick(editor, Qt.Key.Key_Y, control)
    assert editor.text() == "ab"


def test_drafts_without_a_subject_are_called_by_their_people(qtbot: QtBot, page: ComposePage) -> None:
    with qtbot.waitSignal(page._services.drafts.saved):
        page.view.header.focus("cc")
        page.view.header.fields["cc"].add_text("cc@example.com")

    page.drafts_menu.menu().aboutToShow.emit()

    title, _, when = page.drafts_menu.menu().actions()[0].text().partition("\t")
    assert title == "cc@example.com"
    assert ":" in when


def test_files_are_looked_for_where_the_last_ones_were(page: ComposePage, tmp_path: Path) -> None:
    folder = tmp_path / "bills"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"x")
    first = page.page_files._dialog("Attach files")
    assert Path(first.directory().absolutePath()) == Path.home()
    first.filesSelected.emit([str(folder / "a.pdf")])

    second: QFileDialog = page.page_files._dialog("Attach files")

    assert Path(second.directory().absolutePath()) == folder
