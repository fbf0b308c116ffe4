"""The row at the bottom: Send, why it cannot be pressed, and how the draft is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.action_row import ActionRow
from tests.qt.windows import show


@pytest.fixture
def row(qtbot: QtBot) -> ActionRow:
    return show(qtbot, ActionRow("Ctrl+Enter"))


def test_the_button_counts_recipients(row: ActionRow) -> None:
    row.show_count(0)
    assert row.send_button.text() == "Send"
    row.show_count(1)
    assert row.send_button.text() == "Send"
    row.show_count(1200)
    assert row.send_button.text() == "Send to 1,200"


def test_the_button_is_pressed(qtbot: QtBot, row: ActionRow) -> None:
    with qtbot.waitSignal(row.send_wanted):
        qtbot.mouseClick(row.send_button, Qt.MouseButton.LeftButton)


def test_every_reason_must_go_before_send_can_be_pressed(row: ActionRow) -> None:
    row.show_waiting("A file is being copied.")
    row.show_too_many("Too many.")
    assert not row.send_button.isEnabled()
    assert row.send_button.toolTip() == "A file is being copied. Too many."

    row.show_waiting("")
    assert not row.send_button.isEnabled()
    row.show_too_many("")
    assert row.send_button.isEnabled()


def test_it_says_when_the_draft_was_saved_or_that_it_was_not(row: ActionRow) -> None:
    row.show_saved(datetime(2026, 11, 30, 12, 0, tzinfo=UTC))
    assert row.state_text().startswith("Saved ")
    row.show_not_saved()
    assert row.state_text() == "Draft not saved"
    row.show_saved(None)
    assert row.state_text() == ""
