"""The histogram above the table of Logs, over a real archive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken, parse
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import TimeRange
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.histogram_panel import LOW_BELOW, HistogramPanel
from composer_app.ui.texts import histogram as texts
from tests.qt.messages.browsing import shown
from tests.qt.messages.samples import FULL, START, UNDELIVERABLE, add_logs, log_entry
from tests.task_results import value

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL), *(log_entry(number) for number in range(2, 9))])
    made = LogsPage(services, commands)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: totals(made.histogram) == {Outcome.DELIVERED: 7, Outcome.BOUNCED: 1})
    yield made
    made.hide()


def totals(panel: HistogramPanel) -> dict[Outcome, int]:
    return panel.histogram.shown.totals


def test_it_counts_what_the_filter_finds(qtbot: QtBot, page: LogsPage) -> None:
    page.browser.show_filter(*parse("status:bounced"))
    qtbot.waitUntil(lambda: totals(page.histogram) == {Outcome.BOUNCED: 1})
    page.browser.show_filter([], "person3")
    qtbot.waitUntil(lambda: totals(page.histogram) == {Outcome.DELIVERED: 1})
    page.browser.show_filter([])
    page.browser.show_filter([], "nothing-like-this")
    qtbot.waitUntil(lambda: totals(page.histogram) == {})


def test_new_messages_are_counted(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    add_logs(qtbot, services, [log_entry(20)])
    page.browser.refresh.soon()
    qtbot.waitUntil(lambda: totals(page.histogram) == {Outcome.DELIVERED: 8, Outcome.BOUNCED: 1})


def test_a_chosen_time_becomes_the_filter_and_escape_takes_it_back(qtbot: QtBot, page: LogsPage) -> None:
    page.browser.show_filter(*parse("since:7d status:delivered"))
    qtbot.waitUntil(lambda: totals(page.histogram) == {Outcome.DELIVERED: 7})
    histogram = page.histogram.histogram
    place = histogram.shown.place_of(START)
    histogram.setFocus()
    qtbot.keyClick(histogram, Key.Key_Home)
    for _ in range(place):
        qtbot.keyClick(histogram, Key.Key_Right)
    qtbot.keyClick(histogram, Key.Key_Return)

    wanted = page.browser.wanted()
    bar = histogram.shown.bars[place]
    assert (wanted.since, wanted.until) == (bar.since, bar.until)
    assert wanted.outcomes == {Outcome.DELIVERED}
    qtbot.waitUntil(lambda: len(page.browser.list.model.found.ids) == 7)
    qtbot.waitUntil(lambda: histogram.shown.bars[0].since == bar.since)
    assert totals(page.histogram) == {Outcome.DELIVERED: 7}

    qtbot.keyClick(histogram, Key.Key_Escape)
    assert [token.written() for token in page.browser.filter.tokens()] == ["status:delivered", "since:7d"]
    qtbot.keyClick(histogram, Key.Key_Escape)
    assert [token.written() for token in page.browser.filter.tokens()] == ["status:delivered", "since:7d"]


def test_escape_leaves_a_time_that_was_written_since(qtbot: QtBot, page: LogsPage) -> None:
    histogram = page.histogram.histogram
    qtbot.keyClick(histogram, Key.Key_Home)
    qtbot.keyClick(histogram, Key.Key_Return)
    page.browser.show_filter([FilterToken("since", "3d")])
    qtbot.waitUntil(lambda: histogram.shown.bars[0].since > START - timedelta(days=4))
    qtbot.keyClick(histogram, Key.Key_Escape)
    qtbot.keyClick(histogram, Key.Key_Escape)
    assert page.browser.filter.tokens() == [FilterToken("since", "3d")]


def test_a_time_without_logs_is_hatched_and_explained(qtbot: QtBot, services: Services, page: LogsPage) -> None:
    now = services.context.clock()
    read = [TimeRange(now - timedelta(days=9), now - timedelta(days=5)), TimeRange(now - timedelta(days=4), now)]
    for one in read:
        value(
            qtbot,
            services.context.write(lambda archive, one=one: archive.logs.ingest(SANDBOX_ACCOUNT, [], now, one)),
        )
    page.browser.show_filter([FilterToken("since", "7d")])
    histogram = page.histogram.histogram
    qtbot.waitUntil(lambda: len(histogram.gaps) == 1)
    assert histogram.gaps[0] == TimeRange(read[0].until, read[1].since)
    assert "Not recorded" in page.histogram.legend.words()
    middle = histogram.area_of(histogram.shown.place_of(now - timedelta(days=4.5))).center().toPoint()
    qtbot.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=middle)
    assert page.gap_note.isVisible()
    assert page.gap_note.text().startswith("Not recorded: ")


def test_a_page_without_mail_says_so(qtbot: QtBot, services: Services, commands: CommandRegistry) -> None:
    made = LogsPage(services, commands)
    shown(qtbot, made)
    said = made.histogram.histogram.accessibleDescription
    qtbot.waitUntil(lambda: said().startswith("There are no messages to count."))
    made.hide()


def test_in_a_low_window_it_is_a_line_of_bars(qtbot: QtBot, page: LogsPage) -> None:
    panel = page.histogram
    page.resize(1280, LOW_BELOW)
    high, rows = panel.height(), page.browser.list.table.height()
    assert not panel.histogram.is_slim
    assert panel.legend.isVisible()

    page.resize(1280, LOW_BELOW - 1)
    qtbot.waitUntil(lambda: panel.height() < high / 2)

    assert not panel.legend.isVisible()
    assert page.browser.list.table.height() > rows
    assert panel.fold_button.accessibleName() == texts.UNFOLD
    qtbot.keyClick(panel.histogram, Key.Key_End)
    qtbot.keyClick(panel.histogram, Key.Key_Return)
    assert page.browser.wanted().since == panel.histogram.shown.bars[-1].since


def test_the_choice_how_it_is_shown_outlives_the_page(
    qtbot: QtBot, services: Services, qapp: QApplication, page: LogsPage
) -> None:
    page.resize(1280, LOW_BELOW - 1)
    qtbot.keyClick(page.histogram.fold_button, Key.Key_Space)
    assert not page.histogram.histogram.is_slim

    again = LogsPage(services, CommandRegistry(qapp))
    shown(qtbot, again)
    again.resize(1280, LOW_BELOW - 1)
    assert not again.histogram.histogram.is_slim

    qtbot.keyClick(again.histogram.fold_button, Key.Key_Space)
    again.resize(1280, LOW_BELOW + 100)
    assert again.histogram.histogram.is_slim
    again.hide()
