"""Taking a mail back in the whole window: by the toast, by Ctrl+Z in the outbox; and leaving at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from composer_app.cli.self_check import sending
from composer_app.cli.self_check.check import Check
from composer_app.domain.submission import Submission, SubmissionState
from composer_app.ui.common.toast import Toast
from tests.qt.frame.whole import told

HTML = "<p>Not quite <i>ready</i>.</p>"


@pytest.fixture
def sent(check: Check) -> Submission:
    """A mail that leaves in a minute."""
    check.program.services.outbox.undo_window = timedelta(seconds=60)
    sending.write(check, ("ana@example.com",), "Too early", HTML)
    return sending.send(check)


def toast(check: Check) -> Toast:
    return check.driver.find(Toast, "")


def until_it_is_a_draft_again(check: Check, submission: Submission) -> None:
    page = check.program.frame.page("compose")
    check.driver.until("it is on the page", lambda: page.view.header.subject.text() == "Too early")
    assert check.program.frame.current_page == "compose"
    assert page.draft().html == HTML
    assert page.draft().to == ("ana@example.com",)
    sending.until_settled(check, submission, SubmissionState.CANCELLED)


def test_the_toast_counts_down_and_takes_it_back(check: Check, sent: Submission) -> None:
    assert toast(check).text() in ("Leaves in 60 s: Too early", "Leaves in 59 s: Too early")
    first = toast(check).text()
    check.driver.until("it counts down", lambda: toast(check).text() not in ("", first))

    check.driver.click(check.driver.find(QAbstractButton, "toast_action"))

    until_it_is_a_draft_again(check, sent)


def test_ctrl_z_in_the_outbox_takes_back_the_last_one(check: Check, sent: Submission) -> None:
    outbox = check.go_to("outbox")
    check.driver.until("it counts down", lambda: "Leaves in 5" in told(outbox))
    assert "Ctrl+Z takes it back" in told(outbox)

    row = check.driver.find(QAbstractButton, f"row_{sent.id}", outbox)
    row.setFocus()
    check.driver.press(row, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    until_it_is_a_draft_again(check, sent)


def test_send_now(check: Check, sent: Submission) -> None:
    outbox = check.go_to("outbox")
    check.driver.until("it is listed", lambda: bool(outbox.findChildren(QWidget, "send_now")))

    check.driver.click(check.driver.find(QAbstractButton, "send_now", outbox))

    sending.until_settled(check, sent, SubmissionState.ACCEPTED)


def test_a_mail_that_was_erased_with_its_person_cannot_be_taken_back(check: Check, sent: Submission) -> None:
    shown = toast(check)

    check.program.services.eraser.erase("ana@example.com")

    check.driver.until("the toast goes", shown.isHidden)
    page = check.program.frame.page("compose")
    assert page.draft().is_empty


def test_sent_at_once_from_the_outbox_it_cannot_be_taken_back(check: Check, sent: Submission) -> None:
    check.program.services.outbox.try_now(sent.id)

    check.driver.until(
        "the toast is gone",
        lambda: (
            not any(
                one.isVisible() and one.text().endswith("Too early") for one in check.program.window.findChildren(Toast)
            )
        ),
    )
