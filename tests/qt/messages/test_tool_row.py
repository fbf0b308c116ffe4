"""In a narrow window the buttons lose their words, and the filter keeps its room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.messages.tool_row import ToolRow
from composer_app.ui.widgets.buttons import QuietButton, quiet_button


@pytest.fixture
def row(qtbot: QtBot) -> ToolRow:
    bar = QWidget()
    bar.setMinimumSize(200, 32)
    made = ToolRow(bar)
    qtbot.addWidget(made)
    for text in ("What is different?", "Columns"):
        made.add(quiet_button(text, icon="columns"))
    made.add(quiet_button("Fetch from Infobip", icon="pull"), 1)
    made.resize(1200, 48)
    made.show()
    return made


def is_wordless(button: QuietButton) -> bool:
    return button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly


def wordless(row: ToolRow) -> dict[str, bool]:
    buttons = sorted(row.findChildren(QuietButton), key=lambda button: button.x())
    return {button.text(): is_wordless(button) for button in buttons}


def test_a_wide_row_has_all_words(row: ToolRow) -> None:
    assert wordless(row) == {"Fetch from Infobip": False, "What is different?": False, "Columns": False}


def test_the_last_button_loses_its_words_first(row: ToolRow) -> None:
    needed = {width: list(wordless_at(row, width).values()) for width in range(1000, 300, -20)}
    assert needed[1000] == [False, False, False]
    for before, after in zip(needed.values(), list(needed.values())[1:], strict=False):
        assert sum(after) >= sum(before)
        assert after == sorted(after)
    assert needed[320] == [True, True, True]
    assert wordless_at(row, 1000) == dict.fromkeys(wordless(row), False)


def wordless_at(row: ToolRow, width: int) -> dict[str, bool]:
    row.resize(width, 48)
    return wordless(row)


def test_words_do_not_keep_the_window_wide(row: ToolRow) -> None:
    assert row.minimumSizeHint().width() < 400


def test_another_text_is_fitted_again(qtbot: QtBot, row: ToolRow) -> None:
    width = next(width for width in range(1000, 300, -1) if any(wordless_at(row, width).values()))
    row.resize(width + 1, 48)
    assert not any(wordless(row).values())
    first = row.findChildren(QuietButton)[0]
    first.setText(f"{first.text()} and more")
    qtbot.waitUntil(lambda: any(wordless(row).values()))
    row.findChildren(QuietButton)[1].hide()
    qtbot.waitUntil(lambda: not is_wordless(first))


def test_what_is_not_written_is_in_the_tooltip(qtbot: QtBot, row: ToolRow) -> None:
    row.resize(320, 48)
    button = next(one for one in row.findChildren(QuietButton) if one.text() == "Columns")
    show_tooltip_of(button)
    qtbot.waitUntil(lambda: QToolTip.text() == "Columns")
    QToolTip.hideText()


def show_tooltip_of(button: QuietButton) -> None:
    place = button.rect().center()
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, place, button.mapToGlobal(place)))
