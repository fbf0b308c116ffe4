"""The Logs page against the real Sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account, AccountUse
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId
from composer_app.domain.queries import LogQuery, TimeRange
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from tests.qt.messages.browsing import open_details, shown
from tests.qt.messages.samples import add_logs, log_entry, queue, send
from tests.task_results import value

NOWHERE = Account(id=AccountId("live"), name="Linden Energy", base_url="http://127.0.0.1:9", use=AccountUse.LIVE)


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    made = LogsPage(services, commands)
    shown(qtbot, made)
    made.fetch_toggle.setChecked(True)
    yield made
    made.hide()


def fetch(qtbot: QtBot, page: LogsPage) -> str:
    page.result.take("result")
    qtbot.mouseClick(page.fetch_panel.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.result.shown() is not None)
    shown = page.result.shown()
    assert shown is not None
    return shown.spec.lead


def test_empty_controls_ask_without_parameters(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    assert page.fetch_panel.query() == LogQuery()
    send(qtbot, services, "Your November statement", ["ana@example.com", "bounce@example.com"])
    assert fetch(qtbot, page) == "2 log entries fetched and stored"
    qtbot.waitUntil(lambda: page.browser.list.model.rowCount() == 2)
    assert page.fetch_panel.button.isEnabled()


def test_an_answer_that_is_full_offers_the_rest(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    for number in range(3):
        send(qtbot, services, f"Mail {number}", [f"person{n}@example.com" for n in range(2)])
    page.fetch_panel.limit.setValue(4)
    assert fetch(qtbot, page) == "4 log entries fetched and stored"
    shown = page.result.shown()
    assert shown is not None
    assert "There may be more: these are as many as you asked for." in shown.spec.text
    rest = next(one for one in shown.findChildren(QAbstractButton) if one.text() == "Fetch the rest")

    qtbot.mouseClick(rest, Qt.MouseButton.LeftButton)

    assert page.window().focusWidget() is page.browser.list.table
    qtbot.waitUntil(lambda: (now := page.result.shown()) is not None and now.spec.lead.startswith("6 log entries"))
    last = page.result.shown()
    assert last is not None
    assert last.spec.actions == ()
    qtbot.waitUntil(lambda: page.browser.list.model.rowCount() == 6)


def test_the_rest_is_offered_once_also_when_there_is_none(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    send(qtbot, services, "Your November statement", [f"person{n}@example.com" for n in range(4)])
    page.fetch_panel.limit.setValue(4)
    fetch(qtbot, page)
    first = page.result.shown()
    assert first is not None
    rest = next(one for one in first.findChildren(QAbstractButton) if one.text() == "Fetch the rest")

    qtbot.mouseClick(rest, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: page.result.shown() not in (None, first))
    last = page.result.shown()
    assert last is not None
    assert last.spec.lead.startswith("4 log entries")
    assert last.spec.actions == ()


def test_enter_in_a_number_or_a_time_fetches(qtbot: QtBot, page: LogsPage) -> None:
    panel = page.fetch_panel
    for box in (panel.limit, panel.since.edit, panel.until.edit):
        with qtbot.waitSignal(panel.wanted):
            qtbot.keyClick(box, Qt.Key.Key_Return)
        qtbot.waitUntil(panel.button.isEnabled)


def test_logs_of_several_message_ids(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    ids = [send(qtbot, services, name, ["ana@example.com"]).recipients[0].message_id for name in ("1", "2", "3")]
    page.fetch_panel.message_ids.setText(f"{ids[0]}, {ids[2]}")
    assert page.fetch_panel.query().message_ids == (ids[0], ids[2])
    assert fetch(qtbot, page) == "2 log entries fetched and stored"


def test_sent_since_and_general_status_together(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    send(qtbot, services, "Hello", ["ana@example.com", "bounce@example.com", "full@example.com"])
    page.fetch_panel.since.set_value(services.context.clock() - timedelta(hours=1))
    page.fetch_panel.status.setCurrentIndex(page.fetch_panel.status.findData("UNDELIVERABLE"))
    query = page.fetch_panel.query()
    assert query.sent_since is not None
    assert query.general_status == "UNDELIVERABLE"
    assert fetch(qtbot, page) == "2 log entries fetched and stored"
    page.fetch_panel.since.set_value(services.context.clock() + timedelta(hours=1))
    assert fetch(qtbot, page).startswith("Nothing found at ")


def test_every_control_becomes_a_parameter_and_clear_empties_all(services: Services, page: LogsPage) -> None:
    panel = page.fetch_panel
    now = services.context.clock().replace(second=0, microsecond=0)
    panel.bulk_ids.setText("b-1 b-2")
    panel.from_address.setText(" billing@linden.example ")
    panel.to.setText("ana@example.com")
    panel.until.set_value(now)
    panel.limit.setValue(7)
    assert panel.query() == LogQuery(
        bulk_ids=(BulkId("b-1"), BulkId("b-2")),
        sender="billing@linden.example",
        to="ana@example.com",
        sent_until=now,
        limit=7,
    )
    panel.clear.click()
    assert panel.query() == LogQuery()


def test_fetching_can_be_cancelled(qtbot: QtBot, page: LogsPage) -> None:
    page.fetch_panel.fetch()
    assert page.fetch_panel.button.text() == "Fetching…"
    assert page.fetch_panel.stop.isVisible()
    qtbot.mouseClick(page.fetch_panel.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.fetch_panel.button.isEnabled)
    assert page.fetch_panel.stop.isHidden()
    assert page.failure.isHidden()


def test_failure_is_reported_in_words(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    value(qtbot, services.accounts.save(NOWHERE, None))
    services.accounts.use(NOWHERE.id)
    page.fetch_panel.fetch()
    qtbot.waitUntil(page.failure.isVisible)
    assert page.failure.title()
    assert page.fetch_panel.button.isEnabled()
    page.failure.closed.emit()
    assert not page.failure.isVisible()


def test_other_account_has_its_own_list(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    page.browser.refresh.soon()
    qtbot.waitUntil(lambda: page.browser.list.model.rowCount() == 1)
    value(qtbot, services.accounts.save(NOWHERE, None))
    with qtbot.waitSignal(page.browser.found):
        services.accounts.use(NOWHERE.id)
    assert page.browser.list.is_empty


def test_gap_is_reported_where_one_looks_at_it(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    now = services.context.clock()
    for since, until in ((6, 5), (3, 0)):
        stretch = TimeRange(now - timedelta(days=since), now - timedelta(days=until))
        value(qtbot, services.context.write(lambda a, one=stretch: a.logs.ingest(SANDBOX_ACCOUNT, (), now, one)))
    page.enter()
    qtbot.waitUntil(page.gap_note.isVisible)
    assert "The logs were not fetched for 94 hours" in page.gap_note.text()
    with qtbot.waitSignal(page.browser.found):
        page.browser.show_filter([FilterToken("since", "2d")])
    assert not page.gap_note.isVisible()


def test_queued_mail_is_in_the_list_at_once(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    queue(qtbot, services, "Your November statement", ["ana@example.com"])
    services.outbox.changed.emit(frozenset())
    qtbot.waitUntil(lambda: page.browser.list.model.rowCount() == 1)


def test_new_messages_are_seen_once_they_were_looked_at(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    page.browser.refresh.soon()
    model = page.browser.list.model
    qtbot.waitUntil(lambda: model.record(0) is not None)
    page.browser.list.table.viewport().repaint()
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: (row := model.record(0)) is not None and not getattr(row, "is_new", True))


def test_search_and_bulk_come_from_elsewhere(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(4)])
    with qtbot.waitSignal(page.browser.found):
        page.search("person2")
    assert page.browser.list.model.rowCount() == 1
    with qtbot.waitSignal(page.browser.found):
        page.show_bulk("b-0")  # type: ignore[arg-type]  # a BulkId is a str
    assert page.browser.list.model.rowCount() == 2


def test_an_account_that_is_only_saved_keeps_details_and_place_and_another_one_does_not(
    qtbot: QtBot, services: Services, page: LogsPage
) -> None:
    value(qtbot, services.accounts.save(NOWHERE, None))
    services.accounts.use(NOWHERE.id)
    now = services.context.clock()
    entries = [log_entry(number) for number in range(3)]
    value(qtbot, services.context.write(lambda archive: archive.logs.ingest(NOWHERE.id, entries, now, None)))
    page.browser.refresh.soon()
    qtbot.waitUntil(lambda: page.browser.list.model.rowCount() == 3)
    open_details(qtbot, page.browser, 1)
    current = page.browser.list.current

    with qtbot.waitSignal(services.accounts.settings_changed):
        services.accounts.save(msgspec.structs.replace(NOWHERE, name="Linden"), None)
    assert page.browser.side.is_open
    assert page.browser.list.current == current

    with qtbot.waitSignal(page.browser.found):
        services.accounts.use(SANDBOX_ACCOUNT)
    assert page.browser.list.model.rowCount() == 0
    assert not page.browser.side.is_open
