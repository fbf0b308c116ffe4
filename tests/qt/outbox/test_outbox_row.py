"""One mail in the outbox."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.outbox.recipient_list import RecipientList
from composer_app.ui.outbox.row_model import Action, row_of
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.progress_line import ProgressLine
from tests.qt.outbox.samples import NOW, entry, rejected

SENDING = entry(4, SubmissionState.SENDING, "tom@example.org", "ana@example.com")


@pytest.fixture
def shown(qtbot: QtBot, home: QWidget) -> OutboxRow:
    made = OutboxRow(row_of(SENDING, None, NOW), home)
    place(made)
    made.show()
    return made


def place(row: OutboxRow) -> None:
    row.resize(800, row.heightForWidth(800))


def set_entry(row: OutboxRow, of: OutboxEntry) -> None:
    row.set_row(row_of(of, None, NOW))
    place(row)


def test_a_click_on_the_head_unfolds_the_recipients(qtbot: QtBot, shown: OutboxRow) -> None:
    low = shown.height()
    shown.unfold(True)
    shown.set_recipients(SENDING.messages)
    place(shown)

    recipients = shown.findChild(RecipientList)
    assert isinstance(recipients, RecipientList)
    assert recipients.count() == 2
    assert shown.height() > low
    shown.unfold(False)
    place(shown)
    assert shown.height() == low


def test_progress_is_there_until_the_mail_is_out(shown: OutboxRow) -> None:
    shown.set_progress(5_000_000, 10_000_000, "about 4 s left")
    line = shown.findChild(ProgressLine)
    assert isinstance(line, ProgressLine)
    assert line.value() == 0.5
    assert "about 4 s left" in line.accessibleName()

    set_entry(shown, entry(4, SubmissionState.ACCEPTED, "tom@example.org", "ana@example.com"))

    assert all(one.isHidden() for one in shown.findChildren(ProgressLine))


def test_a_problem_stands_open_under_it(qtbot: QtBot, shown: OutboxRow) -> None:
    set_entry(shown, rejected(4))

    (message,) = [one for one in shown.findChildren(InlineMessage) if not one.isHidden()]
    assert message.title()
    button = shown.findChild(QAbstractButton, Action.EDIT_AND_SEND.value)
    assert isinstance(button, QAbstractButton)
    with qtbot.waitSignal(shown.action_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["s4", Action.EDIT_AND_SEND.value]


def test_the_buttons_are_not_part_of_the_head(shown: OutboxRow) -> None:
    left, _, _ = shown.columns()

    assert shown.hitButton(QPoint(left + 10, 10))
    assert not shown.hitButton(QPoint(10, shown.head_height() + 40))


def test_the_current_row_is_painted_differently(shown: OutboxRow) -> None:
    before = shown.grab().toImage()

    shown.set_current(True)

    assert shown.is_current()
    assert shown.grab().toImage() != before
