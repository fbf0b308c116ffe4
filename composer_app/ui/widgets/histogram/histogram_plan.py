"""Where everything in a histogram lies, in px."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import floor

from PySide6.QtCore import QRectF

from composer_app.domain.histogram_bars import TimeHistogram


@dataclass(frozen=True)
class HistogramPlan:
    """Bars are equally wide places from left to right; their times may differ in length.

    Attributes:
        plot: the area of the bars.
        top: the count at its upper edge.
    """

    shown: TimeHistogram
    plot: QRectF
    top: int

    @property
    def slot(self) -> float:
        """Px from one bar to the next."""
        return self.plot.width() / max(len(self.shown.bars), 1)

    def left_of(self, place: int) -> float:
        """Where the bar with this number begins; one after the last: where that one ends."""
        return self.plot.left() + place * self.slot

    def x_of(self, at: datetime) -> float:
        """Where a time lies. Inside a bar, time passes evenly."""
        bars = self.shown.bars
        place = self.shown.place_of(at)
        bar = bars[place]
        share = (at - bar.since) / (bar.until - bar.since)
        return self.left_of(place) + min(max(share, 0.0), 1.0) * self.slot

    def place_at(self, x: float) -> int:
        """The number of the bar at this px, or of the nearest one."""
        return min(max(floor((x - self.plot.left()) / self.slot), 0), len(self.shown.bars) - 1)

    def time_at(self, x: float) -> datetime:
        """The time at this px."""
        place = self.place_at(x)
        bar = self.shown.bars[place]
        return bar.since + (bar.until - bar.since) * min(max((x - self.left_of(place)) / self.slot, 0.0), 1.0)

    def height_of(self, count: int) -> float:
        """Of a part of a bar; a count above zero is at least 1 px high."""
        return max(count / self.top * self.plot.height(), 1.0) if count else 0.0
