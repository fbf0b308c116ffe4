"""Taking a mail back in the whole window: by the toast, by Ctrl+Z in the outbox; and leaving at once."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.ui.shell.undo_toast import UndoToast
from composer_app.ui.widgets.toast import Toast
from tests.qt.shell.whole import reported, text_of_toast

HTML = "<p>Not quite <i>ready</i>.</p>"


@pytest.fixture
def sent(check: Check) -> Submission:
    """A mail that leaves in a minute."""
    check.program.services.outbox.undo_window = timedelta(seconds=60)
    send_flows.write(check, ("ana@example.com",), "Too early", HTML)
    return send_flows.send(check)


def toast(check: Check) -> Toast:
    return check.driver.find(Toast, "")


def until_it_is_a_draft_again(check: Check, submission: Submission) -> None:
    page = check.program.main_view.page("compose")
    check.driver.until("it is on the page", lambda: page.view.header.subject.text() == "Too early")
    assert check.program.main_view.current_page == "compose"
    assert page.session.draft.html == HTML
    assert page.session.draft.to == ("ana@example.com",)
    send_flows.until_settled(check, submission, SubmissionState.CANCELLED)


def test_the_toast_counts_down_and_takes_it_back(check: Check, sent: Submission) -> None:
    first = toast(check).text()
    assert re.fullmatch(r"Sent in [56]\d s: Too early", first)
    assert check.program.main_view.findChild(UndoToast) is not None
    check.driver.until("it counts down", lambda: text_of_toast(check) not in ("", first))

    check.driver.click(check.driver.find(QAbstractButton, "toast_action"))

    until_it_is_a_draft_again(check, sent)


def test_ctrl_z_in_the_outbox_takes_back_the_last_one(check: Check, sent: Submission) -> None:
    outbox = check.go_to("outbox")
    check.driver.until("it counts down", lambda: "Sent in 5" in reported(outbox))
    assert "Press Ctrl+Z to take it back" in reported(outbox)

    row = check.driver.find(QAbstractButton, f"row_{sent.id}", outbox)
    row.setFocus()
    check.driver.press(row, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    until_it_is_a_draft_again(check, sent)


def test_ctrl_z_brings_a_removed_file_back_and_then_the_mail(check: Check, sent: Submission, tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Notes")
    page = check.program.main_view.page("compose")
    page.intake.attach(tmp_path / "notes.md")
    check.driver.until("it is attached", lambda: bool(page.session.draft.attachments))
    (chip,) = page.view.files.chips.chips()
    chip.setFocus()
    check.driver.press(chip, Qt.Key.Key_Delete)
    assert not page.session.draft.attachments
    assert toast(check).text() == "notes.md removed."

    window = check.program.window
    window.activateWindow()
    check.driver.until("the window is active", window.isActiveWindow)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [file.file_name for file in page.session.draft.attachments] == ["notes.md"]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until_it_is_a_draft_again(check, sent)


def test_undo_by_mouse_leaves_the_focus_where_it_was(check: Check, sent: Submission) -> None:
    before = check.program.window.focusWidget()

    check.driver.click(check.driver.find(QAbstractButton, "toast_action"))

    until_it_is_a_draft_again(check, sent)
    assert check.program.window.focusWidget() is before


def test_undo_by_keyboard_gives_the_focus_back(check: Check, sent: Submission) -> None:
    before = check.program.window.focusWidget()
    action = check.driver.find(QAbstractButton, "toast_action")
    action.setFocus(Qt.FocusReason.TabFocusReason)

    check.driver.press(action, Qt.Key.Key_Space)

    until_it_is_a_draft_again(check, sent)
    assert check.program.window.focusWidget() is before


@pytest.mark.parametrize("where", ["chip_input", "subject_input", "html_editor"])
def test_ctrl_z_right_after_send_takes_it_back(check: Check, sent: Submission, where: str) -> None:
    check.driver.find(QWidget, where).setFocus()
    check.program.window.activateWindow()
    check.driver.until("the window is active", check.program.window.isActiveWindow)

    QTest.keyClick(check.program.window.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    until_it_is_a_draft_again(check, sent)


def test_undo_in_the_menu_takes_it_back_too(check: Check, sent: Submission) -> None:
    check.program.main_view.commands["undo"].trigger()
    until_it_is_a_draft_again(check, sent)


def test_ctrl_z_undoes_what_was_typed_since_first(check: Check, sent: Submission) -> None:
    editor = check.driver.find(QPlainTextEdit, "html_editor")
    editor.setFocus()
    check.program.window.activateWindow()
    check.driver.until("the window is active", check.program.window.isActiveWindow)
    check.driver.type(editor, "x")
    window = check.program.window.windowHandle()

    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert editor.toPlainText() == ""
    assert check.program.services.outbox.unfinished == 1
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until_it_is_a_draft_again(check, sent)


def test_when_it_has_left_a_line_says_so_and_leads_there(check: Check, sent: Submission) -> None:
    check.program.services.outbox.try_now(sent.id)
    send_flows.until_settled(check, sent, SubmissionState.ACCEPTED)
    check.driver.until("it is shown", lambda: text_of_toast(check) == "Accepted. Too early")

    action = check.driver.find(QAbstractButton, "toast_action")
    assert action.text() == "Show"
    check.driver.click(action)

    check.driver.until("the outbox is shown", lambda: check.program.main_view.current_page == "outbox")
    outbox = check.program.main_view.page("outbox")
    check.driver.until("it is there", lambda: bool(outbox.findChildren(QAbstractButton, f"row_{sent.id}")))
    row = check.driver.find(QAbstractButton, f"row_{sent.id}", outbox)
    check.driver.until("it is open", row.isChecked)


def test_send_now(check: Check, sent: Submission) -> None:
    outbox = check.go_to("outbox")
    check.driver.until("it is listed", lambda: bool(outbox.findChildren(QWidget, "send_now")))

    check.driver.click(check.driver.find(QAbstractButton, "send_now", outbox))

    send_flows.until_settled(check, sent, SubmissionState.ACCEPTED)


def test_a_mail_that_was_erased_with_its_person_cannot_be_taken_back(check: Check, sent: Submission) -> None:
    shown = toast(check)

    check.program.services.eraser.erase("ana@example.com")

    check.driver.until("the toast goes", shown.isHidden)
    page = check.program.main_view.page("compose")
    assert page.session.draft.is_empty


def test_sent_at_once_from_the_outbox_it_cannot_be_taken_back(check: Check, sent: Submission) -> None:
    def counts_down() -> bool:
        toasts = check.program.window.findChildren(Toast)
        return any(one.isVisible() and one.text().startswith("Sent in ") for one in toasts)

    check.driver.until("it counts down", counts_down)
    check.program.services.outbox.try_now(sent.id)

    check.driver.until("it cannot be taken back", lambda: not counts_down())
