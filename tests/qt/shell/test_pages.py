"""The pages of the window."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.outbox.outbox_page import OutboxPage
from composer_app.ui.reports.reports_page import ReportsPage
from composer_app.ui.shell.pages import ANNOUNCED, PAGES, SENT_MAIL, make_page


@pytest.mark.parametrize(("key", "kind"), [("outbox", OutboxPage), ("reports", ReportsPage), ("logs", LogsPage)])
def test_each_is_made_by_its_key_and_says_its_status(
    qtbot: QtBot, services: Services, commands: CommandRegistry, key: str, kind: type
) -> None:
    page: Any = make_page(key, services, commands)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.status_changed):
        page.refresh_status()

    assert isinstance(page, kind)


def test_a_page_takes_over_the_commands_that_were_announced_for_it(
    qtbot: QtBot, services: Services, commands: CommandRegistry
) -> None:
    assert {page for _, page, _, _ in ANNOUNCED} <= set(PAGES)
    commands.announce("fetch_logs", "logs", menu="Message", icon="pull")
    announced = commands["fetch_logs"]

    page = make_page("logs", services, commands)
    qtbot.addWidget(page)

    assert commands["fetch_logs"] is announced
    assert not announced.property("announced")


class WindowsShown(QObject):
    """Notes each widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("key", [*PAGES, SENT_MAIL, "welcome"])
def test_no_part_of_a_page_is_a_window_for_a_moment(
    qtbot: QtBot, qapp: QApplication, services: Services, commands: CommandRegistry, key: str
) -> None:
    """It would flicker, and take the keyboard from the window."""
    for command, owner, menu, icon in ANNOUNCED:
        commands.announce(command, owner, menu=menu, icon=icon)
    shown = WindowsShown()
    qapp.installEventFilter(shown)
    page = make_page(key, services, commands)
    qapp.removeEventFilter(shown)
    qtbot.addWidget(page)

    assert shown.names == []
