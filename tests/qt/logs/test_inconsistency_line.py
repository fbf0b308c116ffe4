"""The line about messages that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.inconsistencies import COUNTED_FOR
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.inconsistency_line import InconsistencyLine
from composer_app.ui.logs.logs_page import LogsPage
from tests.qt.messages.browsing import contradicting
from tests.qt.messages.samples import START, add_logs, add_reports, log_entry, report


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    made = contradicting(qtbot, services, commands)
    yield made
    made.hide()


def test_the_line_counts_them_and_leads_to_them(qtbot: QtBot, page: LogsPage) -> None:
    with qtbot.waitSignal(page.inconsistency_line.counted):
        page.enter()
    assert page.inconsistency_line.isVisible()
    banner = page.inconsistency_line.shown()
    assert banner is not None
    assert banner.accessibleName().startswith("The records of 1 mail of the last 30 days contradict")

    (show,) = [
        button for button in page.inconsistency_line.findChildren(QAbstractButton) if button.text() == "Show them"
    ]
    with qtbot.waitSignal(page.browser.found):
        qtbot.mouseClick(show, Qt.MouseButton.LeftButton)
    assert page.browser.filter.accessibleDescription() == "1 of 2"
    assert not page.inconsistency_line.isVisible()
    assert page.browser.list.table.hasFocus()


def test_without_any_there_is_nothing_to_show(qtbot: QtBot, services: Services) -> None:
    line = InconsistencyLine(services)
    qtbot.addWidget(line)
    add_logs(qtbot, services, [log_entry(2)])
    add_reports(qtbot, services, [report(2)])

    with qtbot.waitSignal(line.counted) as counted:
        line.count()

    assert counted.args == [False]
    assert services.context.clock() - START < COUNTED_FOR
