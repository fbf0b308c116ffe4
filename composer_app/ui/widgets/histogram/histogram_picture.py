"""Painting a histogram: lines, bars, hatched times, labels and the selection."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from composer_app.domain.histogram_bars import TimeBar
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import TimeRange
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import histogram as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.colours import Theme
from composer_app.ui.theme.painting import draw_text, hairline, rounded, text_width
from composer_app.ui.widgets.histogram.histogram_plan import HistogramPlan
from composer_app.ui.widgets.histogram.time_axis import axis_labels

STACKED = (
    Outcome.DELIVERED,
    Outcome.ACCEPTED,
    Outcome.SCHEDULED,
    Outcome.SENDING,
    Outcome.QUEUED,
    Outcome.PENDING,
    Outcome.CANCELLED,
    Outcome.EXPIRED,
    Outcome.UNKNOWN,
    Outcome.REJECTED,
    Outcome.BOUNCED,
)
"""From the bottom up: what went well first, so that problems have the top of each bar."""

_HATCH = 10
"""Px from one line to the next, from left to right: they stand 7 px apart."""
_HATCH_WIDTH = 1.5
_LEAST_BAR, _BETWEEN, _LEAST_GAP = 4, 2, 3
_WIDEST_BAR = 48
_TICK = 4
_ROOM_AROUND_WORDS = 6
_TINTS = {False: 0.12, True: 0.28}
_STALE = 0.42


class HistogramPicture:
    """Paints one plan.

    Args:
        painter: of the widget; its device has the pixel ratio.
    """

    def __init__(self, painter: QPainter, theme: Theme, plan: HistogramPlan) -> None:
        self._painter = painter
        self._theme = theme
        self._plan = plan
        device = painter.device()
        self._ratio = device.devicePixelRatio() if device is not None else 1.0

    def base_line(self) -> None:
        """What the bars stand on."""
        plot = self._plan.plot
        hairline(self._painter, QPointF(plot.left(), plot.bottom()), plot.width(), self._theme.field)

    def axes(self) -> None:
        """Lines and labels of the counts, and the labels of the times."""
        plot, theme = self._plan.plot, self._theme
        for value in (self._plan.top, self._plan.top // 2, 0):
            y = plot.bottom() - value / self._plan.top * plot.height()
            colour = theme.line if value else theme.field
            hairline(self._painter, QPointF(plot.left(), y), plot.width(), colour)
            height = QFontMetrics(typography.tiny()).height()
            spot = QRectF(0, y - height / 2, plot.left() - 8, height)
            draw_text(
                self._painter, spot, fmt.number(value), typography.tiny(), theme.text3, Qt.AlignmentFlag.AlignRight
            )
        self._time_labels()

    def _time_labels(self) -> None:
        plot, bars = self._plan.plot, self._plan.shown.bars
        if not bars:
            return
        font = typography.tiny()
        height = QFontMetrics(font).height()
        edges = [*(bar.since for bar in bars), bars[-1].until]
        for label in axis_labels(edges, self._plan.slot, lambda text: text_width(text, font)):
            x, width = self._plan.left_of(label.place), text_width(label.text, font)
            hairline(self._painter, QPointF(x, plot.bottom()), _TICK, self._theme.border, vertical=True)
            left = min(max(x - width / 2, plot.left()), plot.right() - width)
            spot = QRectF(left, plot.bottom() + _TICK + 2, width, height)
            draw_text(self._painter, spot, label.text, font, self._theme.text3, Qt.AlignmentFlag.AlignHCenter)

    def ground(self, place: int) -> None:
        """The ground of the bar that is looked at."""
        plot = self._plan.plot
        left, right = self._snapped(self._plan.left_of(place)), self._snapped(self._plan.left_of(place + 1))
        self._painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), self._theme.hover)

    def gaps(self, gaps: Sequence[TimeRange]) -> None:
        """Hatches the times that were not recorded."""
        for gap in gaps:
            box = self._box_of(gap)
            if box.width() > 0:
                hatch(self._painter, box, self._theme)
                for x in (box.left(), box.right() - 1):
                    hairline(self._painter, QPointF(x, box.top()), box.height(), self._theme.field, vertical=True)

    def gap_words(self, gaps: Sequence[TimeRange]) -> None:
        """The words in a hatched time with room for them and without bars."""
        font = typography.small(typography.small().Weight.Medium)
        width, height = text_width(texts.NOT_RECORDED, font) + 12, QFontMetrics(font).height() + 4
        for gap in gaps:
            box = self._box_of(gap)
            spot = QRectF(0, 0, width, height)
            spot.moveCenter(box.center())
            if box.width() < width + 2 * _ROOM_AROUND_WORDS or self._has_messages(spot):
                continue
            rounded(self._painter, spot, 4, self._theme.base)
            draw_text(self._painter, spot, texts.NOT_RECORDED, font, self._theme.text2, Qt.AlignmentFlag.AlignHCenter)

    def bars(self, *, is_stale: bool) -> None:
        """All bars; faded while others are being counted."""
        self._painter.save()
        if is_stale:
            self._painter.setOpacity(_STALE)
        for place, bar in enumerate(self._plan.shown.bars):
            if bar.counts:
                self._bar(place, bar)
        self._painter.restore()

    def _bar(self, place: int, bar: TimeBar) -> None:
        slot = self._plan.slot
        between = _BETWEEN if slot >= _LEAST_BAR + _BETWEEN else 1 if slot >= _LEAST_GAP else 0
        left = self._snapped(self._plan.left_of(place) + between / 2)
        width = max(self._snapped(self._plan.left_of(place + 1) + between / 2) - left - between, 1 / self._ratio)
        if width > _WIDEST_BAR:
            left, width = self._snapped(left + (width - _WIDEST_BAR) / 2), _WIDEST_BAR
        y = self._snapped(self._plan.plot.bottom())
        parts = [(outcome, bar.counts[outcome]) for outcome in STACKED if outcome in bar.counts]
        for number, (outcome, count) in enumerate(parts):
            height = max(self._snapped(self._plan.height_of(count)), 1.0)
            is_parted = number + 1 < len(parts) and height > 2
            colour = self._theme.outcomes[outcome].bar
            self._painter.fillRect(QRectF(left, y - height, width, height), colour)
            if is_parted:
                self._painter.fillRect(QRectF(left, y - height, width, 1.0), self._theme.base)
            y -= height

    def selection(self, first: int, last: int) -> None:
        """The bars from the first to the last one, with edges."""
        plot, theme = self._plan.plot, self._theme
        left, right = self._snapped(self._plan.left_of(first)), self._snapped(self._plan.left_of(last + 1))
        tint = QColor(theme.accent)
        tint.setAlphaF(_TINTS[theme.dark])
        self._painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), tint)
        for x in (left, right - 2):
            self._painter.fillRect(QRectF(x, plot.top(), 2, plot.height()), theme.focus)

    def words(self, text: str) -> None:
        """A sentence in the middle of the plot."""
        font = typography.small()
        draw_text(self._painter, self._plan.plot, text, font, self._theme.text2, Qt.AlignmentFlag.AlignHCenter)

    def _box_of(self, gap: TimeRange) -> QRectF:
        plan = self._plan
        left, right = self._snapped(plan.x_of(gap.since)), self._snapped(plan.x_of(gap.until))
        return QRectF(left, plan.plot.top(), max(right - left, _LEAST_GAP), plan.plot.height())

    def _has_messages(self, box: QRectF) -> bool:
        first, last = self._plan.place_at(box.left()), self._plan.place_at(box.right() - 1)
        return any(bar.counts for bar in self._plan.shown.bars[first : last + 1])

    def _snapped(self, px: float) -> float:
        return floor(px * self._ratio + 0.5) / self._ratio


def hatch(painter: QPainter, box: QRectF, theme: Theme, step: int = _HATCH) -> None:
    """Lines at 45 degrees that say: not recorded. They end at the box: not every viewer of an SVG knows a clip.

    Args:
        step: px from one line to the next, from left to right.
    """
    painter.save()
    painter.setClipRect(box)
    painter.fillRect(box, theme.window)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.border, _HATCH_WIDTH))
    x = floor(box.left() / step) * step - box.height()
    while x < box.right():
        before, beyond = max(box.left() - x, 0), max(x + box.height() - box.right(), 0)
        if before + beyond < box.height():
            start = QPointF(x + before, box.bottom() - before)
            painter.drawLine(QLineF(start, QPointF(x + box.height() - beyond, box.top() + beyond)))
        x += step
    painter.restore()
