"""Hatching and stacking."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from composer_app.domain.histogram_bars import BarWidth, TimeBar, TimeHistogram
from composer_app.domain.outcome import Outcome
from composer_app.ui.theme.colours import DARK
from composer_app.ui.widgets.histogram.histogram_picture import STACKED, HistogramPicture, hatch
from composer_app.ui.widgets.histogram.histogram_plan import HistogramPlan


def test_every_status_has_its_place_in_a_bar() -> None:
    assert sorted(STACKED) == sorted(Outcome)
    assert STACKED[0] is Outcome.DELIVERED
    assert STACKED[-1] is Outcome.BOUNCED


def test_a_bar_of_a_short_time_is_no_block() -> None:
    begin = datetime(2026, 12, 1, 7, 20, tzinfo=UTC)
    minutes = [begin + timedelta(minutes=number) for number in range(3)]
    counted = TimeBar(minutes[0], minutes[1], {Outcome.DELIVERED: 2})
    shown = TimeHistogram(BarWidth.MINUTE, (counted, TimeBar(minutes[1], minutes[2])))
    image = QImage(600, 100, QImage.Format.Format_RGB32)
    image.fill(DARK.base)
    painter = QPainter(image)
    HistogramPicture(painter, DARK, HistogramPlan(shown, QRectF(0, 0, 600, 100), 2)).bars(is_stale=False)
    painter.end()

    bar = DARK.outcomes[Outcome.DELIVERED].bar.name()
    painted = [x for x in range(600) if image.pixelColor(x, 50).name() == bar]
    assert painted == list(range(painted[0], painted[0] + 48))
    assert abs(painted[0] + 24 - 150) <= 1, "in the middle of its time"


def test_hatching_stays_in_its_box() -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(DARK.base)
    painter = QPainter(image)
    hatch(painter, QRectF(10, 10, 30, 20), DARK)
    painter.end()
    inside = {image.pixelColor(x, y).name() for x in range(10, 40) for y in range(10, 30)}
    outside = {image.pixelColor(x, y).name() for x in range(60) for y in (*range(10), *range(30, 40))}
    assert outside == {DARK.base.name()}
    assert DARK.window.name() in inside
    assert len(inside) > 1
