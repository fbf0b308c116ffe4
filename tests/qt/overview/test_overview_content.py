"""All that is shown of one overview, in two columns and in one."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.archive.archive import Archive
from composer_app.domain.filter_fields import FilterContext, filter_of
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.overview import Grouping
from composer_app.domain.queries import TimeRange
from composer_app.domain.status import Status
from composer_app.domain.vendor_records import LogEntry
from composer_app.ui.overview.overview_content import ONE_COLUMN_BELOW, OverviewContent
from composer_app.ui.texts import overview as texts
from composer_app.ui.theme import typography
from composer_app.ui.widgets.buttons import QuietButton, SecondaryButton
from tests.qt.messages.samples import FULL, PENDING, UNDELIVERABLE
from tests.qt.overview.samples import NOW, mails, overview, two_weeks, week
from tests.qt.windows import child, show

REJECTED = Status(5, "REJECTED", 6, "REJECTED_NETWORK", "Rejected")
EXPIRED = Status(4, "EXPIRED", 15, "EXPIRED_EXPIRED", "Message expired")


@pytest.fixture
def content(qtbot: QtBot, tmp_path: Path) -> OverviewContent:
    made = show(qtbot, OverviewContent(), typography.units(1400), 900)
    made.show_overview(overview(tmp_path, two_weeks()), NOW)
    return made


def test_the_figures_stand_beside_those_of_the_week_before(content: OverviewContent) -> None:
    assert content.sent.figure() == ("70", "+180.0 %, week before 25")
    assert content.delivered.figure() == ("65", "94.2 %, week before 100 %")
    assert content.bounced.figure() == ("4", "5.8 %, week before 0 %")
    assert content.on_the_way.figure() == ("1", "0 of them accepted, all from today")


def test_a_time_before_that_was_not_recorded_is_no_zero(content: OverviewContent, tmp_path: Path) -> None:
    content.show_overview(overview(tmp_path / "other", mails(3, "example.com")), NOW)
    assert content.sent.figure() == ("3", "week before not recorded")
    recorded = TimeRange(NOW - timedelta(days=30), NOW)
    known = msgspec.structs.replace(overview(tmp_path / "third", mails(3, "example.com")), recorded=(recorded,))
    content.show_overview(known, NOW)
    assert content.sent.figure() == ("3", "week before 0")


def test_the_sentence_is_about_today(content: OverviewContent) -> None:
    said = "Of 40 mails sent today, 36 have arrived, 1 is on its way, and 3 to corp.example bounced."
    assert content.sentence.sentence() == said


EVERYTHING_TODAY = [
    *mails(20, "example.com"),
    *mails(6, "corp.example", UNDELIVERABLE, FULL),
    *mails(2, "example.com", UNDELIVERABLE, FULL),
    *mails(15, "corp.example"),
    *mails(4, "example.com", PENDING),
    *mails(3, "example.com", REJECTED),
    *mails(2, "corp.example", EXPIRED),
    *mails(9, "example.com", days_ago=1),
]


@pytest.mark.parametrize(
    "reported", [EVERYTHING_TODAY, two_weeks(), mails(1, "example.com"), mails(2, "x.example", days_ago=3)]
)
def test_numbers_in_sentence_figures_and_warning_are_those_of_their_lists(
    content: OverviewContent, tmp_path: Path, reported: list[LogEntry]
) -> None:
    shown = overview(tmp_path / "told", reported)
    content.show_overview(shown, NOW)
    lists: list[tuple[FilterToken, ...]] = []
    content.list_wanted.connect(lists.append)
    numbers = []
    for part in texts.today_in_a_sentence(shown.today):
        if part.link is not None:
            content.sentence.linkActivated.emit(part.link.value)
            numbers.append(int(part.text.split()[0]))
    for figure in (content.sent, content.delivered, content.bounced, content.on_the_way):
        if (number := int(figure.figure()[0])) > 0:
            figure.click()
            numbers.append(number)
    if content.warning is not None:
        button = child(content.warning, QuietButton)
        button.click()
        numbers.append(int(button.text().split()[-1]))

    archive = Archive.open(tmp_path / "told" / "archive.sqlite3")
    filters = [filter_of(tokens, "", SANDBOX_ACCOUNT, FilterContext(NOW)) for tokens in lists]
    sizes = [archive.messages.count(one) for one in filters]
    archive.close()
    assert sizes == numbers
    assert len(numbers) > 1


def test_the_warning_names_the_worst_domain_and_leads_to_its_bounces(qtbot: QtBot, content: OverviewContent) -> None:
    warning = content.warning
    assert warning is not None
    assert warning.spec.lead == "8.2 % of the mail to corp.example bounced."
    assert warning.spec.text == "The limit is 2 %, and the week before it was 0 %."
    show_them, compare = child(warning, QuietButton), child(warning, SecondaryButton)
    assert (show_them.text(), compare.text()) == ("Show the 4", "What is different?")
    for button, signal in ((show_them, content.list_wanted), (compare, content.comparison_wanted)):
        with qtbot.waitSignal(signal) as wanted:
            button.click()
        assert wanted.args[0][:2] == (FilterToken("status", "bounced"), FilterToken("to-domain", "corp.example"))


def test_below_the_limit_there_is_no_warning(content: OverviewContent, tmp_path: Path) -> None:
    content.show_overview(overview(tmp_path / "other", two_weeks(), week(limit=Fraction(1, 10))), NOW)
    assert content.warning is None


def in_content(content: OverviewContent, part: QWidget) -> QRect:
    return QRect(part.mapTo(content, QPoint()), part.size())


def test_the_right_column_moves_below_the_table(qtbot: QtBot, content: OverviewContent) -> None:
    def stand_side_by_side() -> bool:
        return in_content(content, content.costs).left() >= in_content(content, content.table).right()

    def stand_in_one_column() -> bool:
        costs, table = in_content(content, content.costs), in_content(content, content.table)
        return costs.top() > table.bottom() and costs.width() == table.width()

    qtbot.waitUntil(stand_side_by_side)
    content.resize(typography.units(ONE_COLUMN_BELOW) - 1, 900)
    qtbot.waitUntil(stand_in_one_column)
    content.resize(typography.units(ONE_COLUMN_BELOW), 900)
    qtbot.waitUntil(stand_side_by_side)


def test_another_grouping_is_asked_for(qtbot: QtBot, content: OverviewContent) -> None:
    with qtbot.waitSignal(content.grouping_chosen) as chosen:
        content.grouping.set_current(Grouping.SENDER.value)
    assert chosen.args == [Grouping.SENDER]


def test_a_bar_leads_to_its_day(qtbot: QtBot, content: OverviewContent) -> None:
    with qtbot.waitSignal(content.list_wanted) as wanted:
        content.bars.list_wanted.emit(week().period.today)
    assert [token.written() for token in wanted.args[0]] == ["since:2026-11-23", "until:2026-11-23"]
