"""Facets of the Logs page over a real archive."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.facets import Facet
from composer_app.domain.filter_parser import parse
from composer_app.domain.status import VendorError
from composer_app.services.services import Services
from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.logs.logs_page import LogsPage
from composer_app.ui.messages.facet_panel import FEW
from composer_app.ui.texts.outcome_reasons import why_of
from composer_app.ui.widgets.counted_rows import CountedRow
from tests.qt.messages.browsing import read_rows, shown
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, log_entry

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, services: Services, commands: CommandRegistry) -> Iterator[LogsPage]:
    hosts = ("a.example", "b.example", "c.example", "d.example", "e.example", "f.example", "g.example")
    entries = [log_entry(number, to=f"p{number}@{hosts[number % 7]}") for number in range(1, 22)]
    add_logs(qtbot, services, [log_entry(50, UNDELIVERABLE, FULL, to="full@a.example"), *entries])
    made = LogsPage(services, commands)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: counts(made, Facet.STATUS) == {"Delivered": "21", "Bounced": "1"})
    yield made
    made.hide()


def rows(page: LogsPage, facet: Facet) -> list[CountedRow]:
    return page.facets.sections[facet].rows.rows()


def counts(page: LogsPage, facet: Facet) -> dict[str, str]:
    return {row.item.word: row.item.count for row in rows(page, facet)}


def row(page: LogsPage, facet: Facet, word: str) -> CountedRow:
    return next(one for one in rows(page, facet) if one.item.word == word)


def tokens(page: LogsPage) -> list[str]:
    return [token.written() for token in page.browser.filter.tokens()]


def test_values_have_exact_counts_in_words(page: LogsPage) -> None:
    assert counts(page, Facet.DOMAIN) == {"a.example": "4"} | {f"{one}.example": "3" for one in "bcde"} | {
        "2 more…": ""
    }
    assert len(rows(page, Facet.DOMAIN)) == FEW + 1
    assert counts(page, Facet.ERROR) == {"Mailbox is full": "1"}
    assert list(counts(page, Facet.STATUS)) == ["Delivered", "Bounced"]
    assert row(page, Facet.STATUS, "Bounced").accessibleName() == "Bounced, 1 message"


def test_a_click_filters_and_another_one_takes_it_back(qtbot: QtBot, page: LogsPage) -> None:
    qtbot.mouseClick(row(page, Facet.STATUS, "Bounced"), LEFT)
    assert tokens(page) == ["status:bounced"]
    qtbot.waitUntil(lambda: counts(page, Facet.STATUS) == {"Bounced": "1"})
    assert row(page, Facet.STATUS, "Bounced").isChecked()
    assert counts(page, Facet.DOMAIN) == {"a.example": "1"}
    qtbot.waitUntil(lambda: len(page.browser.list.model.found.ids) == 1)
    qtbot.mouseClick(row(page, Facet.STATUS, "Bounced"), LEFT)
    assert tokens(page) == []
    qtbot.waitUntil(lambda: counts(page, Facet.STATUS) == {"Delivered": "21", "Bounced": "1"})


def test_an_error_is_named_as_in_the_list(qtbot: QtBot, page: LogsPage, services: Services) -> None:
    not_sent = VendorError(3, "SYSTEM_ERRORS", 6005, "EC_NOT_SENT", "Not sent")
    add_logs(qtbot, services, [log_entry(60, UNDELIVERABLE, not_sent)])
    page.browser.show_filter(*parse("error:6005"))
    qtbot.waitUntil(lambda: counts(page, Facet.ERROR) == {"Not sent by the Sandbox": "1"})
    read_rows(qtbot, page.browser)
    record = page.browser.list.model.record(0)
    assert record is not None
    assert [why_of(record)] == ["Not sent by the Sandbox"]


def test_alt_and_a_click_excludes(qtbot: QtBot, page: LogsPage) -> None:
    qtbot.mouseClick(row(page, Facet.DOMAIN, "a.example"), LEFT, ALT)
    assert tokens(page) == ["-to-domain:a.example"]
    qtbot.waitUntil(lambda: counts(page, Facet.STATUS) == {"Delivered": "18"})
    assert "a.example" not in counts(page, Facet.DOMAIN)


@pytest.mark.parametrize("facet", list(Facet))
def test_each_value_finds_as_many_as_it_says(qtbot: QtBot, page: LogsPage, facet: Facet) -> None:
    chosen = rows(page, facet)[0]
    count = int(chosen.item.count)
    qtbot.mouseClick(chosen, LEFT)
    assert len(tokens(page)) == 1
    qtbot.waitUntil(lambda: page.browser.list.model.found.is_whole and len(page.browser.list.model.found.ids) == count)


def test_more_and_fewer_values(qtbot: QtBot, page: LogsPage) -> None:
    qtbot.mouseClick(row(page, Facet.DOMAIN, "2 more…"), LEFT)
    qtbot.waitUntil(lambda: "g.example" in counts(page, Facet.DOMAIN))
    qtbot.mouseClick(row(page, Facet.DOMAIN, "Show fewer"), LEFT)
    qtbot.waitUntil(lambda: "2 more…" in counts(page, Facet.DOMAIN))
    assert tokens(page) == []


def test_by_keyboard_from_the_views_to_the_facets(qtbot: QtBot, page: LogsPage) -> None:
    views = page.views.rows.rows()
    views[-1].setFocus()
    qtbot.keyClick(views[-1], Key.Key_Down)
    first = rows(page, Facet.STATUS)[0]
    assert first.hasFocus()
    qtbot.keyClick(first, Key.Key_Down)
    second = rows(page, Facet.STATUS)[1]
    qtbot.keyClick(second, Key.Key_Return, ALT)
    assert tokens(page) == ["-status:bounced"]
    qtbot.waitUntil(lambda: counts(page, Facet.STATUS) == {"Delivered": "21"})
    qtbot.keyClick(rows(page, Facet.STATUS)[0], Key.Key_Up)
    assert page.views.rows.rows()[-1].hasFocus()


def test_what_nothing_has_is_not_shown(qtbot: QtBot, page: LogsPage) -> None:
    page.browser.show_filter(*parse("to:nothing-like-this"))
    qtbot.waitUntil(lambda: not any(section.isVisible() for section in page.facets.sections.values()))


def test_a_narrow_window_has_a_button_for_them(qtbot: QtBot, page: LogsPage) -> None:
    button = page.browser.left_button
    assert button is not None
    assert not button.isVisible()
    page.resize(900, 700)
    qtbot.waitUntil(button.isVisible)
    assert not page.facets.isVisible()
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil(page.facets.isVisible)
    qtbot.keyClick(page.views.rows.rows()[0], Key.Key_Escape)
    assert not page.facets.isVisible()
    assert not button.isChecked()
    page.resize(1280, 700)
    qtbot.waitUntil(page.facets.isVisible)
