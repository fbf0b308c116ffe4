"""The welcome page: three ways to begin."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.welcome.welcome_card import Card
from composer_app.ui.welcome.welcome_page import WelcomePage
from tests.qt.windows import show


def services(process_id: int | None) -> Any:
    return SimpleNamespace(context=SimpleNamespace(sandbox=SimpleNamespace(process_id=process_id)))


@pytest.fixture
def page(qtbot: QtBot) -> WelcomePage:
    return show(qtbot, WelcomePage(services(4711), CommandRegistry()), 960, 496)


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("open_example", "example_wanted"),
        ("open_test_addresses", "test_addresses_wanted"),
        ("add_account", "account_wanted"),
    ],
)
def test_each_card_leads_somewhere(page: WelcomePage, qtbot: QtBot, button: str, signal: str) -> None:
    found = page.findChild(QAbstractButton, button)
    assert isinstance(found, QAbstractButton)

    with qtbot.waitSignal(getattr(page, signal)):
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_all_cards_are_as_high_and_hold_their_buttons(page: WelcomePage) -> None:
    cards = page.findChildren(Card)

    assert len({card.height() for card in cards}) == 1
    for card in cards:
        assert card.rect().contains(card.button.geometry())
        assert card.accessibleDescription()


def test_it_fits_the_smallest_window(page: WelcomePage, qtbot: QtBot) -> None:
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)

    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


@pytest.mark.parametrize(
    ("process_id", "said"), [(4711, "The Sandbox is running"), (None, "The Sandbox starts with the first mail")]
)
def test_the_status_line_tells_of_the_sandbox(qtbot: QtBot, process_id: int | None, said: str) -> None:
    page = WelcomePage(services(process_id), CommandRegistry())
    qtbot.addWidget(page)

    with qtbot.waitSignal(page.status_changed) as emitted:
        page.enter()

    assert emitted.args == [said, "Press Ctrl+N to write, Ctrl+K to find anything"]


def test_it_promises_what_the_readme_does(page: WelcomePage) -> None:
    assert "stay in one folder on this computer" in " ".join(label.text() for label in page.findChildren(QLabel))
