"""The Reports page against the real Sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account, AccountUse
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.queries import ReportQuery
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.reports.pull_flow import Scope
from composer_app.ui.reports.reports_page import ReportsPage
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from tests.qt.messages.samples import add_reports, report, send
from tests.task_results import value

NOWHERE = Account(id=AccountId("live"), name="Linden Energy", base_url="http://127.0.0.1:9", use=AccountUse.LIVE)
"""Nobody listens there, and there is no key."""


@dataclass
class Answer:
    """Stands in for the dialog."""

    yes: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, title: str, text: str, verb: str, **options: Any) -> bool:
        assert options["danger"]
        self.asked.append((title, verb))
        return self.yes


@pytest.fixture
def answer() -> Answer:
    return Answer()


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry, answer: Answer) -> Iterator[ReportsPage]:
    made = ReportsPage(services, commands, confirm=answer)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    with qtbot.waitSignal(made.browser.found):
        made.show()
    yield made
    made.hide()


def pull(qtbot: QtBot, page: ReportsPage, scope: Scope) -> BannerSpec:
    page.pull_row.scope.set_current(scope)
    page.result.take("result")
    qtbot.mouseClick(page.pull_row.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.result.shown() is not None)
    shown = page.result.shown()
    assert shown is not None
    return shown.spec


def rows(qtbot: QtBot, page: ReportsPage) -> int:
    with qtbot.waitSignal(page.browser.found):
        page.browser.refresh.soon()
    return page.browser.list.model.rowCount()


def use(qtbot: QtBot, services: Services, account: Account) -> None:
    value(qtbot, services.accounts.save(account, None))
    services.accounts.use(account.id)


def test_second_pull_is_empty_and_the_first_is_still_here(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    send(qtbot, services, "Your November statement", ["ana@example.com", "full@example.com"])
    first = pull(qtbot, page, Scope.OWN)
    assert first.kind is BannerKind.SUCCESS
    assert first.lead == "2 reports pulled and stored"
    assert rows(qtbot, page) == 2
    second = pull(qtbot, page, Scope.EVERYTHING)
    assert second.lead == "Nothing new."
    assert "The 2 reports pulled before are stored." in second.text
    assert rows(qtbot, page) == 2


def test_report_by_message_id(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    wanted = send(qtbot, services, "One", ["ana@example.com"])
    send(qtbot, services, "Two", ["tom@example.com"])
    page.pull_row.scope.set_current(Scope.IDS)
    assert not page.pull_row.button.isEnabled()
    page.pull_row.ids.setText(f"{wanted.recipients[0].message_id}, nobody-knows-this")
    assert pull(qtbot, page, Scope.IDS).lead == "1 report pulled and stored"
    assert rows(qtbot, page) == 1


def test_first_two_reports(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    send(qtbot, services, "Three people", ["a@example.com", "b@example.com", "c@example.com"])
    page.pull_row.limit.setValue(2)
    assert pull(qtbot, page, Scope.EVERYTHING).lead == "2 reports pulled and stored"
    assert pull(qtbot, page, Scope.EVERYTHING).lead == "1 report pulled and stored"


def test_a_pull_that_is_full_offers_the_rest(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    send(qtbot, services, "Seven people", [f"person{number}@example.com" for number in range(7)])
    page.pull_row.limit.setValue(2)
    first = pull(qtbot, page, Scope.EVERYTHING)
    assert first.lead == "2 reports pulled and stored"
    assert "There may be more" in first.text
    ((words, pull_rest),) = first.actions
    assert words == "Pull the rest"

    pull_rest()

    qtbot.waitUntil(lambda: rows(qtbot, page) == 7)
    shown = page.result.shown()
    assert shown is not None
    assert shown.spec.actions == ()


def test_reports_of_one_bulk(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    send(qtbot, services, "One", ["ana@example.com"])
    newest = send(qtbot, services, "Two", ["tom@example.com"])
    with qtbot.waitSignal(page.browser.bulks_known):
        page.browser.show_account()
    assert page.pull_row.bulk.currentText().startswith("Two, ")
    request = page.pull_row.request()
    page.pull_row.scope.set_current(Scope.BULK)
    request = page.pull_row.request()
    assert request is not None
    assert request.queries == (ReportQuery(bulk_id=newest.bulk_id, limit=1000),)
    assert pull(qtbot, page, Scope.BULK).lead == "1 report pulled and stored"


def test_pull_under_way_cannot_be_started_again(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    page.pull_row.scope.set_current(Scope.EVERYTHING)
    qtbot.mouseClick(page.pull_row.button, Qt.MouseButton.LeftButton)
    assert not page.pull_row.button.isEnabled()
    assert page.pull_row.button.text() == "Pulling…"
    assert "cannot be cancelled" in page.pull_row.button.toolTip()
    qtbot.waitUntil(page.pull_row.button.isEnabled)
    assert page.pull_row.button.text() == "Pull reports"


def test_everything_warns_and_asks_where_others_read(
    qtbot: QtBot, services: Services, page: ReportsPage, answer: Answer
) -> None:
    use(qtbot, services, NOWHERE)
    assert page.one_time.isVisible()
    assert page.warning.isHidden()
    assert "another program" in page.one_time.text()
    answer.yes = False
    page.pull_row.scope.set_current(Scope.EVERYTHING)
    assert page.one_time.isHidden()
    assert page.warning.isVisible()
    page.pull_row.pull()
    assert answer.asked == [("Pull everything?", "Pull everything")]
    assert page.pull_row.button.isEnabled()  # nothing was begun
    use(qtbot, services, msgspec.structs.replace(NOWHERE, is_only_reader=True))
    assert page.one_time.isVisible()
    assert page.warning.isHidden()


def test_failure_is_reported_in_words_and_the_page_lives_on(
    qtbot: QtBot, services: Services, page: ReportsPage, answer: Answer
) -> None:
    use(qtbot, services, NOWHERE)
    page.pull_row.scope.set_current(Scope.EVERYTHING)
    page.pull_row.pull()
    qtbot.waitUntil(page.failure.isVisible)
    assert page.failure.title()
    assert "Nothing was sent" not in page.failure.body()
    assert page.pull_row.button.isEnabled()
    page.failure.closed.emit()
    assert page.failure.isHidden()


def test_new_reports_are_marked_until_the_page_is_left(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    add_reports(qtbot, services, [report(1), report(2)])
    with qtbot.waitSignal(page.status_changed) as emitted:
        page.browser.refresh.soon()
    assert emitted.args is not None
    assert emitted.args[0].startswith("2 reports, 2 new · ")
    page.hide()
    with qtbot.waitSignal(page.browser.found):
        page.show()
    assert page.browser.list.model.found.new == 0


def test_what_the_harvest_stores_comes_into_the_list(qtbot: QtBot, services: Services, page: ReportsPage) -> None:
    send(qtbot, services, "Hello", ["ana@example.com"])
    with qtbot.waitSignal(page.browser.found):
        services.sync.pull_own_reports(services.accounts.current)
    qtbot.waitUntil(lambda: page.browser.list.model.rowCount() == 1)


def test_command_pulls(qtbot: QtBot, commands: CommandRegistry, page: ReportsPage) -> None:
    with qtbot.waitSignal(page.pull_row.wanted):
        commands["pull_reports"].trigger()
    qtbot.waitUntil(lambda: page.result.shown() is not None)


def test_answers_that_could_not_be_read_are_counted(page: ReportsPage, qtbot: QtBot, services: Services) -> None:
    """They are the only copy of reports that nobody gets a second time."""
    assert not page.kept.isVisible()

    def keep(archive: Any) -> None:
        for kind in ("reports", "reports", "logs"):
            stored = archive.answers.store(SANDBOX_ACCOUNT, kind, "", b"<html>", True, services.context.clock())
            archive.reports.ingest(stored, (), "no JSON", services.context.clock())

    value(qtbot, services.context.write(keep))
    page.enter()
    qtbot.waitUntil(lambda: page.kept.isVisible())

    said = page.kept.accessibleName()
    assert "2 answers with reports could not be read in full." in said
    assert "1 answer with logs could not be read in full." in said
