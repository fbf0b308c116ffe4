"""The histogram: what it draws, and how a time is chosen in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from composer_app.domain.histogram_bars import BarWidth, TimeHistogram
from composer_app.domain.outcome import Outcome
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.histogram.histogram import Histogram
from tests.qt.widgets.histogram.week import BARS, time_of, week
from tests.qt.windows import show

Key = Qt.Key
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def histogram(qtbot: QtBot) -> Histogram:
    made = show(qtbot, Histogram(), 740, 124)
    made.set_histogram(week())
    made.setFocus()
    return made


def middle(histogram: Histogram, place: int) -> QPoint:
    return histogram.area_of(place).center().toPoint()


def drag(histogram: Histogram, first: QPoint, last: QPoint) -> None:
    QTest.mousePress(histogram, LEFT, Qt.KeyboardModifier.NoModifier, first)
    for at in (QPoint((first.x() + last.x()) // 2, first.y()), last):
        QTest.mouseMove(histogram, at)
    QTest.mouseRelease(histogram, LEFT, Qt.KeyboardModifier.NoModifier, last)


def picture(histogram: Histogram) -> QImage:
    return histogram.grab().toImage()


def colours_in(image: QImage, histogram: Histogram, place: int) -> list[str]:
    """From the bottom of a bar to the top, each colour once."""
    area = histogram.area_of(place)
    ratio = image.devicePixelRatio()
    column = round(area.center().x() * ratio)
    found = [image.pixelColor(column, y).name() for y in range(round(area.bottom() * ratio) - 2, int(area.top()), -1)]
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("first", "last"), [(3, 9), (9, 3), (0, BARS - 1)])
def test_a_drag_chooses_the_bars_from_first_to_last(qtbot: QtBot, histogram: Histogram, first: int, last: int) -> None:
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        drag(histogram, middle(histogram, first), middle(histogram, last))
    assert chosen.args == [time_of(min(first, last), max(first, last))]
    assert histogram.selected() == chosen.args[0]


def test_a_drag_may_leave_the_widget(qtbot: QtBot, histogram: Histogram) -> None:
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        drag(histogram, middle(histogram, 50), QPoint(2000, -50))
    assert chosen.args == [time_of(50, BARS - 1)]


def test_a_click_looks_at_a_bar_and_a_double_click_chooses_it(qtbot: QtBot, histogram: Histogram) -> None:
    with qtbot.assertNotEmitted(histogram.range_chosen):
        qtbot.mouseClick(histogram, LEFT, pos=middle(histogram, 7))
    assert "107 delivered" in histogram.accessibleDescription()
    assert histogram.selected() is None
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        qtbot.mouseDClick(histogram, LEFT, pos=middle(histogram, 8))
    assert chosen.args == [time_of(8, 8)]


def test_arrows_with_shift_select_and_enter_chooses(qtbot: QtBot, histogram: Histogram) -> None:
    qtbot.keyClick(histogram, Key.Key_Home)
    for _ in range(3):
        qtbot.keyClick(histogram, Key.Key_Right)
    assert "103 delivered" in histogram.accessibleDescription()
    for _ in range(2):
        qtbot.keyClick(histogram, Key.Key_Right, SHIFT)
    assert histogram.selected() == time_of(3, 5)
    qtbot.keyClick(histogram, Key.Key_Left, SHIFT)
    assert histogram.selected() == time_of(3, 4)
    qtbot.keyClick(histogram, Key.Key_End, SHIFT)
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        qtbot.keyClick(histogram, Key.Key_Return)
    assert chosen.args == [time_of(3, BARS - 1)]


def test_the_first_arrow_goes_to_the_newest_bar(qtbot: QtBot, histogram: Histogram) -> None:
    qtbot.keyClick(histogram, Key.Key_Left)
    assert f"{100 + BARS - 1} delivered" in histogram.accessibleDescription()
    for _ in range(3):
        qtbot.keyClick(histogram, Key.Key_Right)
    assert f"{100 + BARS - 1} delivered" in histogram.accessibleDescription()


def test_enter_chooses_the_bar_that_is_looked_at(qtbot: QtBot, histogram: Histogram) -> None:
    qtbot.keyClick(histogram, Key.Key_Home)
    with qtbot.waitSignal(histogram.range_chosen) as chosen:
        qtbot.keyClick(histogram, Key.Key_Enter)
    assert chosen.args == [time_of(0, 0)]


def test_escape_drops_a_selection_and_then_asks_to_go_back(qtbot: QtBot, histogram: Histogram) -> None:
    qtbot.keyClick(histogram, Key.Key_Left, SHIFT)
    assert histogram.selected() is not None
    with qtbot.assertNotEmitted(histogram.back_wanted):
        qtbot.keyClick(histogram, Key.Key_Escape)
    assert histogram.selected() is None
    with qtbot.waitSignal(histogram.back_wanted):
        qtbot.keyClick(histogram, Key.Key_Escape)


def test_escape_ends_a_drag(qtbot: QtBot, histogram: Histogram) -> None:
    QTest.mousePress(histogram, LEFT, Qt.KeyboardModifier.NoModifier, middle(histogram, 3))
    QTest.mouseMove(histogram, middle(histogram, 20))
    qtbot.keyClick(histogram, Key.Key_Escape)
    with qtbot.assertNotEmitted(histogram.range_chosen):
        QTest.mouseRelease(histogram, LEFT, Qt.KeyboardModifier.NoModifier, middle(histogram, 20))


def test_parts_are_stacked_from_good_to_bad_and_the_smallest_is_seen(histogram: Histogram) -> None:
    outcomes = current().outcomes
    shown = colours_in(picture(histogram), histogram, 30)
    bars = [outcomes[outcome].bar.name() for outcome in (Outcome.DELIVERED, Outcome.BOUNCED)]
    assert [colour for colour in shown if colour in bars] == bars


def test_nothing_is_drawn_where_nothing_was_recorded(qtbot: QtBot, histogram: Histogram) -> None:
    quiet = range(20, 30)
    histogram.set_histogram(week(quiet=quiet), [time_of(20, 29)])
    assert histogram.words_at(25).endswith("Not recorded")
    assert "No messages" not in histogram.words_at(25)
    hatched = histogram.area_of(22)
    image = picture(histogram)
    found = {
        image.pixelColor(x, y).name()
        for x in range(int(hatched.left()), int(hatched.left()) + 14)
        for y in range(int(hatched.top()) + 2, int(hatched.top()) + 20)
    }
    assert current().window.name() in found
    assert QColor(current().base).name() not in found
    with qtbot.waitSignal(histogram.gap_chosen) as chosen:
        qtbot.mouseClick(histogram, LEFT, pos=middle(histogram, 25))
    assert chosen.args == [time_of(20, 29)]
    assert "1 time range is not recorded" in histogram.accessibleDescription()


def test_a_bar_that_is_recorded_in_part_says_so(histogram: Histogram) -> None:
    gap = time_of(20, 29)
    histogram.set_histogram(week(), [type(gap)(gap.since + (gap.until - gap.since) / 20, gap.until)])
    assert histogram.words_at(20).endswith("Not recorded in full")
    assert histogram.words_at(19).splitlines()[1:] == ["119 delivered", "2 bounced"]


def test_an_empty_bar_within_recorded_time_is_a_zero(histogram: Histogram) -> None:
    histogram.set_histogram(week(quiet=range(4, 5)))
    assert histogram.words_at(4).splitlines()[1:] == ["No messages"]


def test_the_same_bars_again_keep_a_selection_and_others_drop_it(qtbot: QtBot, histogram: Histogram) -> None:
    qtbot.keyClick(histogram, Key.Key_Left, SHIFT)
    histogram.set_histogram(week(quiet=range(2)))
    assert histogram.selected() is not None
    histogram.set_histogram(TimeHistogram(BarWidth.THREE_HOURS, week().bars[1:]))
    assert histogram.selected() is None


def test_without_bars_it_says_so_and_no_key_harms(qtbot: QtBot, histogram: Histogram) -> None:
    histogram.set_histogram(TimeHistogram(BarWidth.DAY))
    assert histogram.accessibleDescription().startswith("There are no messages to count.")
    for key in (Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_Return):
        qtbot.keyClick(histogram, key)
    drag(histogram, QPoint(60, 50), QPoint(300, 50))
    assert histogram.selected() is None
    assert not histogram.grab().isNull()
    histogram.set_failed()
    assert histogram.accessibleDescription().startswith("The messages could not be counted.")


def test_what_takes_long_fades(qtbot: QtBot, histogram: Histogram) -> None:
    bar = current().outcomes[Outcome.DELIVERED].bar.name()
    assert bar in colours_in(picture(histogram), histogram, 30)
    histogram.set_counting()
    qtbot.waitUntil(lambda: bar not in colours_in(picture(histogram), histogram, 30))
    histogram.set_histogram(week())
    assert bar in colours_in(picture(histogram), histogram, 30)


def test_the_summary_is_spoken(histogram: Histogram) -> None:
    said = histogram.accessibleDescription()
    assert said.startswith("16 Nov to 22 Nov: 7,140 delivered, 111 bounced. One bar = 3 h.")


def test_a_tiny_widget_is_painted(histogram: Histogram) -> None:
    histogram.resize(60, 40)
    assert not histogram.grab().isNull()
    assert histogram.area_of(3).contains(QPointF(histogram.area_of(3).center()))
