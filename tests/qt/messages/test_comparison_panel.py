"""What the panel "What is different?" shows, says and hands on."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.comparison import Against, Aspect, Comparison, Finding
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.ui.messages.comparison_panel import ComparisonPanel
from tests.qt.widgets.placing import put

NOW = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)
DOMAIN = Finding(Aspect.DOMAIN, 38, 45, 202, 3367, "corp.example")
FIRST = Finding(Aspect.FIRST_MAIL, 16, 45, 303, 3367)


@pytest.fixture
def panel(qtbot: QtBot, home: QWidget) -> ComparisonPanel:
    made = ComparisonPanel()
    put(home, made)
    return made


def show(panel: ComparisonPanel, found: Comparison) -> None:
    panel.show_comparison(found, panel.against, SANDBOX_ACCOUNT, NOW, NOW)


def test_findings_are_rows_in_their_order(panel: ComparisonPanel) -> None:
    show(panel, Comparison(45, 3367, (DOMAIN, FIRST), (Aspect.SENDER,), elapsed_ms=12.4))
    assert [row.bars.title for row in panel.rows] == [
        "84 % go to corp.example.",
        "36 % are your first mail to the address.",
    ]
    assert panel.these.text() == "These 45 against"
    assert panel.alike.toPlainText() == "Sender does not differ."
    assert panel.note.toPlainText().startswith("Compared 45 with 3,367 in 12 ms.")
    assert panel.message.isHidden()


@pytest.mark.parametrize(
    ("found", "sentence"),
    [(Comparison(12, 99, is_too_few=True), "Too few to compare."), (Comparison(45, 99), "Nothing stands out.")],
)
def test_nothing_to_list_is_said(panel: ComparisonPanel, found: Comparison, sentence: str) -> None:
    show(panel, found)
    assert panel.message.toPlainText() == sentence
    assert panel.rows == []
    assert not panel.note.isHidden()


def test_a_sentence_takes_the_place_of_findings(panel: ComparisonPanel) -> None:
    show(panel, Comparison(45, 3367, (DOMAIN,)))
    panel.say("Wait.")
    assert panel.rows == []
    assert panel.message.toPlainText() == "Wait."
    assert panel.note.isHidden()
    assert not panel.copy_button.isEnabled()
    assert not panel.export_button.isEnabled()


def test_rows_that_are_there_already_stay(panel: ComparisonPanel) -> None:
    found = Comparison(45, 3367, (DOMAIN, FIRST))
    show(panel, found)
    rows = list(panel.rows)
    show(panel, msgspec.structs.replace(found, elapsed_ms=7.0))
    assert panel.rows == rows
    assert "in 7 ms" in panel.note.toPlainText()
    show(panel, Comparison(45, 3367, (DOMAIN,)))
    assert panel.rows != rows[:1]


def test_keyboard_stays_in_the_panel(qtbot: QtBot, panel: ComparisonPanel) -> None:
    show(panel, Comparison(45, 3367, (DOMAIN, FIRST)))
    qtbot.waitUntil(panel.rows[1].isVisible)
    panel.rows[1].setFocus()
    panel.say("Wait.")
    assert panel.against_box.hasFocus()


def test_row_gives_its_tokens(qtbot: QtBot, panel: ComparisonPanel) -> None:
    show(panel, Comparison(45, 3367, (DOMAIN, FIRST)))
    wanted: list[tuple[FilterToken, ...]] = []
    panel.filter_wanted.connect(wanted.append)
    for row in panel.rows:
        qtbot.keyClick(row, Qt.Key.Key_Return)
        qtbot.keyClick(row, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert wanted == [(FilterToken("to-domain", "corp.example"),), (FilterToken("-to-domain", "corp.example"),)]


def test_copy_takes_all_that_is_said(qtbot: QtBot, panel: ComparisonPanel) -> None:
    show(panel, Comparison(45, 3367, (DOMAIN,), (Aspect.SENDER,)))
    with qtbot.waitSignal(panel.toast_requested):
        panel.copy_button.click()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[:3] == [
        "What is different?",
        "84 % go to corp.example. 6 % of all others do. (38 of 45; 202 of 3,367)",
        "Sender does not differ.",
    ]


def test_findings_are_a_table_and_a_picture(panel: ComparisonPanel) -> None:
    show(panel, Comparison(45, 3367, (DOMAIN, FIRST)))
    titles, first, _second = panel.table()
    assert len(titles) == len(first)
    assert first == ("84 % go to corp.example.", "6 % of all others do.", 38, 45, 202, 3367)
    assert panel.picture().heading == ("What is different?", "These 45 against all others")
    assert panel.picture().size.height() > sum(row.height() for row in panel.rows)


def test_choice_and_cross_are_reported(qtbot: QtBot, panel: ComparisonPanel) -> None:
    with qtbot.waitSignal(panel.against_changed):
        qtbot.keyClick(panel.against_box, Qt.Key.Key_Down)
    assert panel.against is Against.DAYS_BEFORE
    with qtbot.waitSignal(panel.closed):
        panel.close_button.click()
