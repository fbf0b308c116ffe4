"""The Overview page over the real services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QScrollArea
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.domain.overview_period import PeriodKind
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.overview.bounce_limit_dialog import BounceLimitDialog
from composer_app.ui.overview.overview_page import OverviewPage
from composer_app.ui.widgets.buttons import SecondaryButton
from tests.qt.overview.samples import NOW, add, mails, two_weeks
from tests.qt.windows import child, show


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[OverviewPage]:
    services.context.clock = lambda: NOW
    commands.add("new_mail", menu="File")
    add(qtbot, services, two_weeks())
    made = show(qtbot, OverviewPage(services, commands), 1300, 800)
    counted(qtbot, made)
    yield made
    made.hide()


def counted(qtbot: QtBot, page: OverviewPage) -> None:
    before = page.shown
    qtbot.waitUntil(lambda: page.shown is not before)


def test_it_shows_the_week(page: OverviewPage) -> None:
    assert page.content.sent.figure()[0] == "70"
    assert page.content.isVisible()
    assert [page.senders.itemText(place) for place in range(page.senders.count())] == [
        "All senders",
        "billing@example.com",
        "news@example.com",
    ]


def test_another_period_sender_and_grouping_are_counted(qtbot: QtBot, page: OverviewPage) -> None:
    page.period.set_current(PeriodKind.TODAY.value)
    counted(qtbot, page)
    assert page.content.sent.figure() == ("40", "yesterday 30")
    page.period.set_current(PeriodKind.FOUR_WEEKS.value)
    counted(qtbot, page)
    assert page.content.sent.figure()[0] == "95"
    page.senders.setCurrentIndex(2)
    page.senders.activated.emit(2)
    counted(qtbot, page)
    assert page.content.sent.figure()[0] == "29"
    page.content.grouping.set_current("sender")
    counted(qtbot, page)
    assert page.content.table.texts()[0][0] == "news@example.com"
    page.save_layout()


def test_the_table_is_sorted_by_its_titles_and_stays_so(
    qtbot: QtBot, services: Services, commands: CommandRegistry, page: OverviewPage
) -> None:
    def first_after(column: int) -> str:
        page.content.table.sort_wanted.emit(column)
        counted(qtbot, page)
        return page.content.table.texts()[0][0]

    assert page.content.table.texts()[0][0] == "corp.example"
    assert [first_after(1), first_after(3), first_after(3)] == ["example.com", "corp.example", "example.com"]
    page.save_layout()
    assert services.settings.overview_order == "bounced"
    again = show(qtbot, OverviewPage(services, commands), 1300, 800)
    counted(qtbot, again)
    assert again.content.table.texts()[0][0] == "example.com"
    again.hide()


def test_new_mail_is_counted_while_it_is_shown(qtbot: QtBot, services: Services, page: OverviewPage) -> None:
    add(qtbot, services, mails(5, "new.example"))
    services.exchanges.imported.emit()
    counted(qtbot, page)
    assert page.content.sent.figure()[0] == "75"


def test_the_row_of_the_others_shows_them(qtbot: QtBot, services: Services, page: OverviewPage) -> None:
    add(qtbot, services, [one for number in range(12) for one in mails(1, f"d{number}.example")])
    page.enter()
    counted(qtbot, page)
    assert page.content.table.texts()[-1][0] == "8 more domains"
    page.content.table.more_wanted.emit()
    counted(qtbot, page)
    assert len(page.content.table.texts()) == 14


def test_the_page_follows_the_keys_and_the_wheel(qtbot: QtBot, page: OverviewPage) -> None:
    page.window().resize(1300, 400)
    bar = child(page, QScrollArea).verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 100)
    table = page.content.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    before = bar.value()
    assert before > 0
    cell = table.visualRect(table.currentIndex()).center()
    over_the_table = table.viewport().mapTo(page.window(), cell)
    assert page.window().childAt(over_the_table) is table.viewport()
    QTest.wheelEvent(page.window().windowHandle(), QPointF(over_the_table), QPoint(0, 120))
    qtbot.waitUntil(lambda: bar.value() < before)


def test_a_new_limit_is_judged_by_at_once(qtbot: QtBot, services: Services, page: OverviewPage) -> None:
    assert page.content.warning is not None
    qtbot.mouseClick(page.limit_button, Qt.MouseButton.LeftButton)
    dialog = child(page.window(), BounceLimitDialog)
    dialog.limit.setValue(50)
    qtbot.mouseClick(child(dialog, QAbstractButton, "save_limit"), Qt.MouseButton.LeftButton)
    counted(qtbot, page)
    assert page.content.warning is None
    assert services.settings.bounce_limit == 500


def test_a_failure_is_shown_and_the_next_count_takes_it_away(
    qtbot: QtBot, services: Services, page: OverviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_reader: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(services.records, "overview", lambda _query: services.context.search(broken))
    page.enter()
    qtbot.waitUntil(page.failure.isVisible)
    assert page.content.sent.figure()[0] == "70"
    monkeypatch.undo()
    again = next(one for one in page.failure.findChildren(QAbstractButton) if one.text() == "Try again")
    again.click()
    counted(qtbot, page)
    assert not page.failure.isVisible()


def test_without_any_mail_it_says_how_to_get_some(qtbot: QtBot, services: Services, commands: CommandRegistry) -> None:
    action = commands.add("new_mail", menu="File")
    page = show(qtbot, OverviewPage(services, commands), 900, 600)
    counted(qtbot, page)
    assert page.empty.isVisible()
    assert page.empty.accessibleName().startswith("No mail yet.")
    assert not page.export_button.isEnabled()
    with qtbot.waitSignal(action.triggered):
        child(page, QAbstractButton, "overview_new_mail").click()


def test_the_status_line_says_which_time_it_is_about(qtbot: QtBot, page: OverviewPage) -> None:
    with qtbot.waitSignal(page.status_changed) as said:
        page.refresh_status()
    assert said.args[0].startswith("17 Nov 00:00 to 23 Nov 12:56 · ")
    assert said.args[1].startswith("Times are local (")


def test_a_number_leads_to_its_list_in_logs(qtbot: QtBot, check: Check) -> None:
    main_view, services = check.program.main_view, check.program.services
    add(qtbot, services, mails(3, "corp.example"))
    services.context.clock = lambda: NOW
    main_view.commands["page_overview"].trigger()
    page = main_view.page("overview")
    counted(qtbot, page)
    page.content.delivered.click()
    assert main_view.current_page == "logs"
    browser = main_view.page("logs").browser
    assert browser.filter.tokens()[0].written() == "status:delivered"
    qtbot.waitUntil(lambda: browser.list.model.rowCount() == 3)


def test_a_warning_leads_to_what_is_different(qtbot: QtBot, check: Check) -> None:
    main_view, services = check.program.main_view, check.program.services
    add(qtbot, services, two_weeks())
    services.context.clock = lambda: NOW
    main_view.commands["page_overview"].trigger()
    page = main_view.page("overview")
    counted(qtbot, page)
    child(page.content.warning, SecondaryButton).click()
    assert main_view.current_page == "logs"
    browser = main_view.page("logs").browser
    assert browser.comparing.is_open
    qtbot.waitUntil(lambda: browser.list.model.rowCount() == 4)
