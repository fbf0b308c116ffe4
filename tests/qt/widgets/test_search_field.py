"""A line to search with."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.search_field import SearchField


def test_it_says_what_it_searches_and_its_cross_empties_it(qtbot: QtBot, home: QWidget) -> None:
    field = SearchField("Search the outbox", home)
    field.show()
    assert field.placeholderText() == field.accessibleName() == "Search the outbox"
    assert [action.text() for action in field.actions()] == ["Search the outbox"]
    qtbot.keyClicks(field, "march")
    cross = next(one for one in field.findChildren(QToolButton) if not any(action.text() for action in one.actions()))

    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)

    assert field.text() == ""
