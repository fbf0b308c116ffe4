"""The sidebar of Logs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.filter_sidebar import FilterSidebar
from tests.qt.messages.browsing import shown
from tests.qt.messages.samples import add_logs, log_entry
from tests.qt.windows import child


def test_the_arrows_pass_what_is_not_there_and_stop_at_the_end(
    qtbot: QtBot, services: Services, commands: CommandRegistry
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(3)])
    page = LogsPage(services, commands)
    shown(qtbot, page)
    sections = page.facets.sections.values()
    qtbot.waitUntil(lambda: any(section.isVisible() for section in sections))
    sidebar = child(page, FilterSidebar)
    sidebar.setFocus()
    page.views.rows.focus_edge(last=False)
    seen = []
    for _ in range(40):
        focused = page.window().focusWidget()
        assert focused is not None
        seen.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Down)
    everything = [
        *page.views.rows.rows(),
        *(row for section in sections if section.isVisible() for row in section.rows.rows()),
    ]
    assert list(dict.fromkeys(seen)) == everything
    assert seen[-1] is everything[-1]
    page.hide()
