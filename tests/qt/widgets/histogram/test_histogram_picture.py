"""Hatching and stacking."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from composer_app.domain.outcome import Outcome
from composer_app.ui.theme.colours import DARK
from composer_app.ui.widgets.histogram.histogram_picture import STACKED, hatch


def test_every_status_has_its_place_in_a_bar() -> None:
    assert sorted(STACKED) == sorted(Outcome)
    assert STACKED[0] is Outcome.DELIVERED
    assert STACKED[-1] is Outcome.BOUNCED


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
