"""Bars of two periods: what they say, where they stand, what a click opens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.domain.queries import TimeRange
from composer_app.ui.overview.period_bars import PeriodBars
from composer_app.ui.theme.theme_store import current
from tests.qt.overview.samples import NOW, WEEK
from tests.qt.windows import show

SLOTS = [MailCounts({Outcome.DELIVERED: 90, Outcome.BOUNCED: 10}) for _ in WEEK.slots]
NONE = MailCounts()


@pytest.fixture
def bars(qtbot: QtBot) -> PeriodBars:
    made = show(qtbot, PeriodBars(), 900, 160)
    made.set_bars(WEEK, SLOTS, ())
    return made


def centre(bars: PeriodBars, place: int) -> QPoint:
    return bars.area_of(place).center().toPoint()


def columns_of(bars: PeriodBars, colour: QColor) -> set[int]:
    picture: QImage = bars.grab().toImage()
    rows = range(picture.height())
    return {x for x in range(picture.width()) if any(picture.pixelColor(x, y) == colour for y in rows)}


def test_a_click_opens_the_time_of_its_bar(qtbot: QtBot, bars: PeriodBars) -> None:
    with qtbot.waitSignal(bars.list_wanted) as wanted:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=centre(bars, 3))
    assert wanted.args == [WEEK.slots[3]]


def test_the_keys_move_and_open(qtbot: QtBot, bars: PeriodBars) -> None:
    bars.setFocus()
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        qtbot.keyClick(bars, key)
    assert "90 delivered" in bars.accessibleDescription()
    with qtbot.waitSignal(bars.list_wanted) as wanted:
        qtbot.keyClick(bars, Qt.Key.Key_Return)
    assert wanted.args == [WEEK.slots[1]]
    qtbot.keyClick(bars, Qt.Key.Key_End)
    with qtbot.waitSignal(bars.list_wanted) as wanted:
        qtbot.keyClick(bars, Qt.Key.Key_Space)
    assert wanted.args == [WEEK.slots[-1]]


def test_all_of_it_is_read_out(bars: PeriodBars) -> None:
    assert bars.accessibleName() == "By day"
    assert "1,260 delivered, 140 bounced" in bars.accessibleDescription()
    assert bars.words_at(0).splitlines()[1:] == ["90 delivered", "10 bounced"]


def test_a_day_that_was_not_recorded_is_hatched_and_no_zero(bars: PeriodBars) -> None:
    slots = [*SLOTS]
    slots[9] = NONE
    bars.set_bars(WEEK, slots, [WEEK.slots[9]])
    area = bars.area_of(9)
    inside = {x for x in columns_of(bars, current().window) if area.left() < x < area.right()}
    assert len(inside) > area.width() / 2
    assert bars.words_at(9).endswith("Not recorded")


def test_the_bar_of_a_day_without_a_recorded_hour_is_as_wide_as_the_others(bars: PeriodBars) -> None:
    """Mail that was sent from here, or has a report, is known also where no logs were fetched."""
    colour = current().outcomes[Outcome.DELIVERED].bar
    bars.set_bars(WEEK, [NONE] * 5 + [SLOTS[5]] + [NONE] * 8, ())
    whole = columns_of(bars, colour)
    for since, until in ((WEEK.slots[3].since, WEEK.slots[8].until), (WEEK.slots[5].since, WEEK.slots[5].until)):
        bars.set_bars(WEEK, [NONE] * 5 + [SLOTS[5]] + [NONE] * 8, [TimeRange(since, until)])
        assert columns_of(bars, colour) == whole
    assert len(whole) > 20


def test_the_bar_of_a_day_with_a_gap_stands_beside_it(bars: PeriodBars) -> None:
    day = WEEK.slots[9]
    bars.set_bars(WEEK, SLOTS, [TimeRange(day.since + timedelta(hours=12), day.until)])
    area = bars.area_of(9)
    delivered = columns_of(bars, current().outcomes[Outcome.DELIVERED].bar)
    own = {x for x in delivered if area.left() <= x < area.right()}
    assert own
    assert max(own) <= area.center().x()


@pytest.mark.parametrize("kind", PeriodKind)
def test_every_length_fits(qtbot: QtBot, bars: PeriodBars, kind: PeriodKind) -> None:
    period = period_of(kind, NOW)
    counts = [MailCounts(dict.fromkeys(Outcome, 3)) for _ in period.slots]
    bars.set_bars(period, counts, ())
    bars.resize(420, 160)
    bars.grab()
    assert len(bars.shown.bars) == len(period.slots)
    for outcome in (Outcome.DELIVERED, Outcome.BOUNCED, Outcome.UNKNOWN):
        assert columns_of(bars, current().outcomes[outcome].bar)


@pytest.mark.parametrize(("day", "is_named"), [(1, False), (28, True)])
def test_a_month_is_named_above_its_bars_where_there_is_room(bars: PeriodBars, day: int, is_named: bool) -> None:
    period = period_of(PeriodKind.MONTH, NOW.replace(day=day))
    bars.set_bars(period, [NONE] * len(period.slots), ())
    picture = bars.grab().toImage()
    begin = round(bars.area_of(period.slots_before).left()) + 4
    above = {picture.pixelColor(x, y).name() for x in range(begin, picture.width() - 6) for y in range(3, 11)}
    assert (len(above) > 1) == is_named
