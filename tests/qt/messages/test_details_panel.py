"""Everything about one message."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.clock import utc_now
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import BulkId
from composer_app.domain.message_history import EventKind, EventSource, MessageDetails, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError, group_implied_by, outcome_of
from composer_app.services.services import Services
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.details_panel import DetailsPanel
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.message_fields import as_text, fields_of
from tests.qt.messages.browsing import open_details, open_details_of, refresh
from tests.qt.messages.samples import (
    FULL,
    NO_ERROR,
    START,
    UNDELIVERABLE,
    add_logs,
    add_reports,
    log_entry,
    queue,
    report,
    row,
)
from tests.qt.texts.contract_codes import ERRORS, STATUSES


def test_a_report_that_contradicts_the_log_is_flagged(qtbot: QtBot, logs_page: LogsPage) -> None:
    open_details_of(qtbot, logs_page, "m-1")
    doubt = logs_page.browser.details.doubt
    assert doubt.isVisible()
    assert doubt.title() == "The report says “Delivered”, the log said “Bounced”."

    open_details_of(qtbot, logs_page, "m-2")
    assert not doubt.isVisible()


def test_details_tell_the_outcome_in_words(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL)])
    add_reports(qtbot, services, [report(1, UNDELIVERABLE, FULL)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    details = browser.details
    assert details.badge.word() == "Bounced"
    assert details.message.title() == "Mailbox is full."
    assert details.message.vendor() == ""  # once is enough
    assert ("The Sandbox says", "6010 EC_RECIPIENT_INBOX_FULL") in details.summary.fields()
    assert [step.title for step in details.timeline.steps()] == ["Bounced, final", "Confirmed by the delivery report"]
    assert ("Message ID", "m-1") in details.summary.fields()
    details.views.set_current("fields")
    assert details.fields.isVisible()
    assert ("Price", "0.0004 EUR") in details.fields.fields()
    details.views.set_current("raw")
    rows = details.raw.json.table.rows
    assert "pricePerMessage: 0.0004" in [rows.index(row, 0).data() for row in range(rows.rowCount())]
    details.raw.copy.click()
    assert QGuiApplication.clipboard().text() == report(1, UNDELIVERABLE, FULL).raw.decode()


def test_same_bulk_lists_the_bulk(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(4)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    with qtbot.waitSignal(browser.found):
        browser.details.same_bulk.click()
    assert browser.filter.tokens() == [FilterToken("bulk", "b-0")]
    assert browser.list.model.rowCount() == 2


def test_the_buttons_stand_under_the_labels(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(4)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    details = browser.details
    labels = details.summary.mapTo(details, QPoint(0, 0)).x()
    assert details.subject.mapTo(details, QPoint(0, 0)).x() == labels
    assert details.again.mapTo(details, QPoint(0, 0)).x() == labels
    assert details.same_bulk.mapTo(details, QPoint(details.same_bulk.width(), 0)).x() < details.width()
    details.views.set_current("fields")
    details.layout().activate()
    assert details.fields.mapTo(details, QPoint(0, 0)).x() == labels


def test_write_again_is_to_the_recipient_of_the_row(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    queue(qtbot, services, "Statement", ["ana@example.com", "ben@example.com"])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    details = browser.details
    qtbot.waitUntil(lambda: details.details is not None)
    assert details.details is not None
    with qtbot.waitSignal(browser.edit_wanted) as wanted:
        details.again.click()
    draft = wanted.args[0]
    assert (draft.to, draft.subject, draft.html) == ((details.details.message.to,), "Statement", "<p>Hello</p>")


def test_mail_of_another_program_cannot_be_written_again(qtbot: QtBot) -> None:
    panel = DetailsPanel(utc_now)
    qtbot.addWidget(panel)
    panel.show_details(MessageDetails(row(Outcome.DELIVERED), ()))
    assert not panel.again.isEnabled()
    assert "sent with another program" in panel.again.toolTip()


def test_the_keyboard_goes_through_the_list_and_stays_in_the_details(
    qtbot: QtBot, services: Services, browser: MessageBrowser
) -> None:
    add_logs(qtbot, services, [log_entry(number) for number in range(2)])
    queue(qtbot, services, "Statement", ["ana@example.com"])
    refresh(qtbot, browser)
    browser.activateWindow()
    open_details(qtbot, browser, 0)
    details = browser.details
    qtbot.waitUntil(details.again.isEnabled)
    details.again.setFocus()
    places = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        listed = browser.list.current
        qtbot.waitUntil(lambda row=listed: details.details is not None and details.details.message.row == row)
        places.append(browser.list.table.currentIndex().row())
        focused = QApplication.focusWidget()
        assert focused is not None
        assert details.isAncestorOf(focused)
    assert places == [0, 1, 2, 2, 1]
    assert not details.again.isEnabled()


def test_a_bulk_of_one_has_no_others(qtbot: QtBot, services: Services, browser: MessageBrowser) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    refresh(qtbot, browser)
    open_details(qtbot, browser, 0)
    assert browser.details.same_bulk.isHidden()


def test_all_fields_are_copied_and_the_cross_closes(qtbot: QtBot) -> None:
    bounced = row(Outcome.BOUNCED, bulk_id=BulkId("b-1"))
    panel = DetailsPanel(utc_now)
    qtbot.addWidget(panel)
    panel.show_details(MessageDetails(bounced, ()), bulk_size=2)
    buttons = {button.objectName(): button for button in panel.findChildren(QAbstractButton)}

    with qtbot.waitSignal(panel.toast_requested):
        buttons["copy_fields"].click()
    assert QGuiApplication.clipboard().text() == as_text(fields_of(bounced))
    with qtbot.waitSignal(panel.bulk_wanted) as wanted:
        panel.same_bulk.click()
    assert wanted.args == ["b-1"]
    with qtbot.waitSignal(panel.closed):
        buttons["close_details"].click()


def test_a_delivered_mail_says_that_opens_are_only_pushed_until_one_was_imported(qtbot: QtBot) -> None:
    panel = DetailsPanel(utc_now)
    qtbot.addWidget(panel)
    message = row(Outcome.DELIVERED)
    opened = MessageEvent(EventKind.OPENED, utc_now(), utc_now(), Outcome.DELIVERED, source=EventSource.WEBHOOKS)

    panel.show_details(MessageDetails(message, ()))
    assert not panel.pushed.isHidden()
    assert "only to a webhook" in panel.pushed.text()

    panel.show_details(MessageDetails(message, (opened,)))
    assert panel.pushed.isHidden()

    panel.show_details(MessageDetails(row(Outcome.BOUNCED), ()))
    assert panel.pushed.isHidden()


def test_each_code_of_the_contract_is_shown_with_a_next_step_and_the_vendors_words(qtbot: QtBot) -> None:
    panel = DetailsPanel(lambda: START)
    qtbot.addWidget(panel)
    codes = [(Status(group_implied_by("", "", n), "", n, f"STATUS_{n}", f"Words of {n}"), NO_ERROR) for n in STATUSES]
    codes += [(UNDELIVERABLE, VendorError(2, "USER_ERRORS", n, f"EC_{n}", f"Words of {n}")) for n in ERRORS]
    assert len(codes) > 70
    for status, error in codes:
        code, outcome = error if error.is_error else status, outcome_of(status)
        panel.show_details(MessageDetails(row(outcome, status=status, error=error), ()))
        assert panel.message.title(), code
        if outcome in (Outcome.BOUNCED, Outcome.REJECTED, Outcome.EXPIRED):
            assert panel.message.body().count(".") >= 2, f"{code}: what it means, and what to do"
        assert f"{code.id} {code.name}" in dict(panel.summary.fields()).values(), code
        panel.views.set_current("fields")
        assert f"Words of {code.id}" in dict(panel.fields.fields()).values(), code
