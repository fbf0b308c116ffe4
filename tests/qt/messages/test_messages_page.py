"""What Reports and Logs have in common."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.messages_page import MessagesPage
from composer_app.ui.reports.reports_page import ReportsPage
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from tests.qt.messages.samples import add_reports, report

SPEC = BannerSpec(BannerKind.SUCCESS, "2 reports", "at noon.")


@pytest.fixture(params=[ReportsPage, LogsPage], ids=["reports", "logs"])
def page(request: pytest.FixtureRequest, qtbot: QtBot, services: Services, commands: CommandRegistry) -> MessagesPage:
    make: Callable[[Services, CommandRegistry], MessagesPage] = request.param
    made = make(services, commands)
    qtbot.addWidget(made)
    return made


def shown(qtbot: QtBot, page: MessagesPage) -> MessagesPage:
    with qtbot.waitExposed(page):
        page.show()
    return page


def test_new_reports_are_listed_and_counted(qtbot: QtBot, services: Services, page: MessagesPage) -> None:
    shown(qtbot, page)
    with qtbot.waitSignal(page.status_changed, check_params_cb=lambda left, _right: left.startswith("1 ")):
        add_reports(qtbot, services, [report(1)])
        services.sync.reports_stored.emit(())

    assert page.browser.list.model.rowCount() == 1


def test_a_failure_is_shown_until_it_is_closed(qtbot: QtBot, page: MessagesPage) -> None:
    shown(qtbot, page)
    page.show_failure(Failed(Problem(ProblemCode.ARCHIVE_FULL)))
    assert page.failure.isVisible()
    assert page.failure.title() == "The disk is full."

    page.failure.closed.emit()
    assert not page.failure.isVisible()


def test_another_account_begins_without_result_and_failure(
    qtbot: QtBot, services: Services, page: MessagesPage
) -> None:
    shown(qtbot, page)
    page.show_failure(Failed(Problem(ProblemCode.ARCHIVE_FULL)))
    page.show_result(SPEC)

    services.accounts.switched.emit(services.accounts.current)

    assert page.result.shown() is None
    assert not page.failure.isVisible()


def test_other_settings_take_the_failure_away_and_leave_the_result(
    qtbot: QtBot, services: Services, page: MessagesPage
) -> None:
    shown(qtbot, page)
    page.show_failure(Failed(Problem(ProblemCode.ARCHIVE_FULL)))
    page.show_result(SPEC)

    services.accounts.settings_changed.emit(services.accounts.current)

    assert page.result.shown() is not None
    assert not page.failure.isVisible()


def test_a_result_in_sight_is_a_banner_and_no_toast(qtbot: QtBot, page: MessagesPage) -> None:
    shown(qtbot, page)
    with qtbot.assertNotEmitted(page.toast_wanted):
        page.show_result(SPEC)

    banner = page.result.shown()
    assert banner is not None
    assert banner.spec == SPEC


def test_a_result_out_of_sight_is_a_toast_too(qtbot: QtBot, page: MessagesPage) -> None:
    with qtbot.waitSignal(page.toast_wanted) as toast:
        page.show_result(SPEC)

    assert toast.args == ["2 reports at noon.", "", None]
