"""Whatever a service says of a mail, its row, its tooltips and its details are shown, in every time zone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.api.endpoints.logs import parse_logs
from composer_app.api.endpoints.reports import parse_reports
from composer_app.archive.archive import Archive
from composer_app.domain.account import Generation
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.services import Services
from composer_app.ui.logs.log_columns import FIRST_SORT, MESSAGES
from composer_app.ui.messages.empty_reasons import EmptyWords
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.message_fields import fields_of, summary_of
from composer_app.ui.messages.message_timeline import steps_of
from composer_app.ui.messages.raw_json import parts_of
from composer_app.ui.reports.report_columns import report_source
from composer_app.ui.texts.outcome_reasons import explain_of
from tests.examples import examples
from tests.proofs.strange_answers import ITEMS as ITEMS_OF_ALL_KINDS
from tests.qt.messages.browsing import shown
from tests.qt.messages.samples import START, add_logs, add_reports
from tests.qt.texts.test_format import clocks_in

FIRST, LAST = "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999+0000"
USUAL = {"status": {"groupId": 3, "groupName": "DELIVERED", "id": 5}, "to": "ana@example.com"}
ODD: list[dict[str, Any]] = [
    {"sentAt": FIRST, "doneAt": FIRST},
    {"sentAt": LAST, "doneAt": LAST},
    {"sentAt": FIRST, "doneAt": LAST},
    {"sentAt": "2026-11-30T10:00:00Z", "doneAt": LAST, "price": {"pricePerMessage": 10**400, "currency": "E" * 5000}},
    {"to": ["ana@example.com"] * 3, "price": {"pricePerMessage": -1}},
    {"to": "a" * 100_000 + "@example.com", "from": "\ud83d \u202e", "text": "x\0y\n" * 1000},
    {"status": {"groupId": 10**30, "groupName": "\ud800", "id": -(10**30), "name": "N" * 5000}, "error": "why" * 2000},
    {"status": "", "error": {"id": 6001, "name": "", "description": " "}},
    {"bulkId": "b" * 10_000, "messageId": "m" * 10_000, "sentAt": True},
]
ITEMS = [{"messageId": f"m{number}", **USUAL, **odd} for number, odd in enumerate(ODD)]
BODY = json.dumps({"results": ITEMS}).replace("true", "1E+999999999").encode()
WORDS = EmptyWords("The list is empty.", "Send one.")


@pytest.fixture(params=["UTC", "XXX-14", "XXX+12", "Asia/Kathmandu"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(params=["logs", "reports"])
def browser(request: pytest.FixtureRequest, qtbot: QtBot, services: Services, zone: str) -> Iterator[MessageBrowser]:
    add_logs(qtbot, services, parse_logs(Generation.V3, BODY).entries)
    add_reports(qtbot, services, parse_reports(Generation.V3, BODY).reports)
    source = MESSAGES if request.param == "logs" else report_source(lambda: START)
    made = MessageBrowser(services, source, FIRST_SORT, WORDS, request.param)
    made.show_account()
    shown(qtbot, made)
    yield made
    made.hide()


def test_every_row_and_its_details_are_shown(qtbot: QtBot, browser: MessageBrowser) -> None:
    model = browser.list.model
    model.index(0, 0).data()
    qtbot.waitUntil(lambda: model.record(0) is not None)
    assert model.rowCount() == len(ITEMS)
    browser.grab()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            for role in roles:
                model.index(row, column).data(role)
        browser.list.select_row(row)
        if row == 0:
            qtbot.keyClick(browser.list.table, Qt.Key.Key_Space)
            qtbot.waitUntil(lambda: browser.side.is_open)
        browser.grab()
    for token in (FilterToken("since", "2d"), FilterToken("since", "9999-12-31"), FilterToken("until", "0001-01-01")):
        with qtbot.waitSignal(browser.found):
            browser.show_filter([token])
        browser.grab()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    opened = Archive.open(tmp_path_factory.mktemp("odd") / "archive.sqlite")
    yield opened
    opened.close()


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(ITEMS_OF_ALL_KINDS, min_size=1, max_size=4), st.sampled_from(["UTC", "XXX-14", "XXX+12"]))
def test_every_item_has_texts_for_all_its_cells(archive: Archive, items: list[dict[str, Any]], zone: str) -> None:
    body = json.dumps({"results": items}).encode()
    answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", body, True, START)
    archive.reports.ingest(answer, parse_reports(Generation.V3, body).reports, None, START)
    archive.logs.ingest(SANDBOX_ACCOUNT, parse_logs(Generation.V4, body).entries, START, None)
    newest = archive.messages.ids(ArchiveFilter(), SortKey.SENT, descending=True, limit=20)
    reports = archive.reports.ids(ArchiveFilter(), SortKey.RECEIVED, descending=True, limit=20)
    with clocks_in(zone):
        for source, rows in (
            (MESSAGES, archive.messages.rows(newest)),
            (report_source(lambda: START), archive.reports.rows(reports)),
        ):
            shown = [(column.text(row), column.tooltip(row)) for row in rows for column in source.columns]
            assert all(isinstance(text, str) for pair in shown for text in pair)
        for number in newest:
            details = archive.messages.details(number)
            assert details is not None
            assert all(value for _, value in [*fields_of(details.message), *summary_of(details.message)])
            steps_of(details.events)
            parts_of(details)
            explain_of(details.message)
