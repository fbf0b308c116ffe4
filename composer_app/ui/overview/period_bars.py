"""Bars of a period and of the one before it, stacked by status. A bar opens its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from composer_app.domain.histogram_bars import BarWidth, TimeBar, TimeHistogram
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview_period import Period, PeriodKind
from composer_app.domain.queries import TimeRange
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import histogram as histogram_texts
from composer_app.ui.texts import overview as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, draw_text, focus_ring, hairline, rounded, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.histogram.histogram_picture import STACKED, hatch
from composer_app.ui.widgets.histogram.histogram_plan import HistogramPlan
from composer_app.ui.widgets.histogram.value_axis import round_top
from composer_app.ui.widgets.plain_text import show_tooltip

WIDTHS = {
    PeriodKind.TODAY: BarWidth.HOUR,
    PeriodKind.WEEK: BarWidth.DAY,
    PeriodKind.FOUR_WEEKS: BarWidth.DAY,
    PeriodKind.MONTH: BarWidth.DAY,
    PeriodKind.YEAR: BarWidth.MONTH,
}
_PLOT, _WIDEST_BAR, _BETWEEN, _MARGIN = 110, 32, 2, 16
_BELOW, _LABEL_ROOM, _WORDS_ROOM = 6, 8, 6
_LEAST_ROOM = 4
"""In px. A bar in less than that is not seen."""


@spoken_as(QAccessible.Role.Chart)
class PeriodBars(Painted, QWidget):
    """A dashed line parts the two periods. Times that were not recorded are hatched where they lie, and the bar of
    such a day stands beside them.

    Signals:
        list_wanted: the `TimeRange` of a bar.
    """

    list_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._period: Period | None = None
        self._shown = TimeHistogram(BarWidth.DAY)
        self._gaps: tuple[TimeRange, ...] = ()
        self._current: int | None = None
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, period: Period, slots: Sequence[MailCounts], gaps: Sequence[TimeRange]) -> None:
        """Show a count for each slot of the period, and what was not recorded."""
        bars = tuple(
            TimeBar(slot.since, slot.until, dict(counts.by_outcome))
            for slot, counts in zip(period.slots, slots, strict=True)
        )
        if self._period is None or self._period.slots != period.slots:
            self._current = self._hovered = None
        self._period, self._gaps = period, tuple(gaps)
        self._shown = TimeHistogram(WIDTHS[period.kind], bars)
        self.setAccessibleName(texts.BARS[period.kind])
        self.setAccessibleDescription(histogram_texts.described(self._shown, len(gaps)))
        self.update()

    @property
    def shown(self) -> TimeHistogram:
        return self._shown

    def words_at(self, place: int) -> str:
        """The tooltip of a bar."""
        bar = self._shown.bars[place]
        return histogram_texts.bar_words(bar, STACKED, self._unrecorded_share(bar))

    def area_of(self, place: int) -> QRectF:
        """The place of a bar, from the top of the plot to its bottom."""
        plan = self._plan()
        return QRectF(plan.left_of(place), plan.plot.top(), plan.slot, plan.plot.height())

    # geometry

    def sizeHint(self) -> QSize:
        line = QFontMetrics(typography.tiny()).height()
        return QSize(400, _PLOT + 2 * line + 2 * _BELOW)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _plan(self) -> HistogramPlan:
        top = round_top(max((bar.total for bar in self._shown.bars), default=0))
        left = max(text_width(fmt.number(value), typography.tiny()) for value in (top, top // 2, 100)) + _MARGIN + 8
        line = QFontMetrics(typography.tiny()).height()
        height = max(self.height() - 2 * line - 2 * _BELOW, 1)
        plot = QRectF(left, line + _BELOW, max(self.width() - left - _MARGIN, 1), height)
        return HistogramPlan(self._shown, plot, top)

    def _unrecorded_share(self, bar: TimeBar) -> float:
        missing = sum((gap.until - gap.since).total_seconds() for gap in self._gaps_in(bar))
        return missing / (bar.until - bar.since).total_seconds()

    def _gaps_in(self, bar: TimeBar) -> list[TimeRange]:
        return [
            TimeRange(max(gap.since, bar.since), min(gap.until, bar.until))
            for gap in self._gaps
            if gap.since < bar.until and gap.until > bar.since
        ]

    def _room_for(self, plan: HistogramPlan, place: int) -> tuple[float, float]:
        """The widest part of a bar's place that was recorded: from and to, in px. All of it where that is no room."""
        bar = self._shown.bars[place]
        left, right = plan.left_of(place), plan.left_of(place + 1)
        edges = [left]
        for gap in self._gaps_in(bar):
            length = bar.until - bar.since
            edges += [left + (at - bar.since) / length * (right - left) for at in (gap.since, gap.until)]
        edges.append(right)
        start, end = max(zip(edges[::2], edges[1::2], strict=True), key=lambda part: part[1] - part[0])
        return (start, end) if end - start >= _LEAST_ROOM else (left, right)

    # mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place != self._hovered:
            self._hovered = place
            self.setCursor(Qt.CursorShape.PointingHandCursor if place is not None else Qt.CursorShape.ArrowCursor)
            self.update()
        show_tooltip(event.globalPosition().toPoint(), "" if place is None else self.words_at(place), self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and place is not None:
            self._open(place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._shown.bars) - 1
        here = last if self._current is None else self._current
        match event.key():
            case Qt.Key.Key_Left:
                self._move_to(max(here - 1, 0))
            case Qt.Key.Key_Right:
                self._move_to(min(here + 1, last))
            case Qt.Key.Key_Home:
                self._move_to(0)
            case Qt.Key.Key_End:
                self._move_to(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._open(here)
            case _:
                super().keyPressEvent(event)

    def _move_to(self, place: int) -> None:
        if place < 0:
            return
        self._current = place
        self.setAccessibleDescription(self.words_at(place))
        spot = self.area_of(place)
        show_tooltip(self.mapToGlobal(QPoint(int(spot.center().x()), int(spot.top()))), self.words_at(place), self)
        self.update()

    def _place_at(self, at: QPointF) -> int | None:
        plan = self._plan()
        is_inside = plan.plot.left() <= at.x() < plan.plot.right() and at.y() >= plan.plot.top()
        return plan.place_at(at.x()) if is_inside and self._shown.bars else None

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._shown.bars):
            bar = self._shown.bars[place]
            self.list_wanted.emit(TimeRange(bar.since, bar.until))

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._period is None:
            return
        painter, plan = QPainter(self), self._plan()
        looked_at = self._hovered if self._hovered is not None else self._current if self.hasFocus() else None
        if looked_at is not None:
            painter.fillRect(self.area_of(looked_at), current().hover)
        self._paint_axis(painter, plan)
        self._paint_gaps(painter, plan)
        for place, bar in enumerate(self._shown.bars):
            if bar.counts:
                self._paint_bar(painter, plan, place)
        plot = plan.plot
        hairline(painter, QPointF(plot.left(), plot.bottom()), plot.width(), current().field)
        self._paint_parting(painter, plan, self._period)
        self._paint_gap_words(painter, plan)
        self._paint_labels(painter, plan, self._period)
        if self.hasFocus():
            ring = QRectF(self.rect()) if self._current is None else self.area_of(self._current)
            focus_ring(painter, ring.adjusted(1, 0, -1, 0), 4, current().focus)

    def _paint_axis(self, painter: QPainter, plan: HistogramPlan) -> None:
        plot, font = plan.plot, typography.tiny()
        line = QFontMetrics(font).height()
        for value in (plan.top, plan.top // 2, 0):
            y = plot.bottom() - value / plan.top * plot.height()
            hairline(painter, QPointF(plot.left(), y), plot.width(), current().line)
            spot = QRectF(0, y - line / 2, plot.left() - 8, line)
            draw_text(painter, spot, fmt.number(value), font, current().text3, Qt.AlignmentFlag.AlignRight)

    def _paint_gaps(self, painter: QPainter, plan: HistogramPlan) -> None:
        for gap in self._gaps:
            box = self._box_of(plan, gap)
            hatch(painter, box, current())
            for x in (box.left(), box.right() - 1):
                hairline(painter, QPointF(x, box.top()), box.height(), current().field, vertical=True)

    @staticmethod
    def _box_of(plan: HistogramPlan, gap: TimeRange) -> QRectF:
        left, right = round(plan.x_of(gap.since)), round(plan.x_of(gap.until))
        return QRectF(left, plan.plot.top(), max(right - left, 3), plan.plot.height())

    def _paint_gap_words(self, painter: QPainter, plan: HistogramPlan) -> None:
        theme, font = current(), typography.small()
        width, height = text_width(histogram_texts.NOT_RECORDED, font) + 12, QFontMetrics(font).height() + 4
        for gap in self._gaps:
            box = self._box_of(plan, gap)
            spot = QRectF(0, 0, width, height)
            spot.moveCenter(box.center())
            first, last = plan.place_at(spot.left()), plan.place_at(spot.right())
            has_bars = any(bar.counts for bar in self._shown.bars[first : last + 1])
            if box.width() >= width + 2 * _WORDS_ROOM and not has_bars:
                rounded(painter, spot, 4, theme.base)
                centre = Qt.AlignmentFlag.AlignHCenter
                draw_text(painter, spot, histogram_texts.NOT_RECORDED, font, theme.text2, centre)

    def _paint_bar(self, painter: QPainter, plan: HistogramPlan, place: int) -> None:
        theme, bar = current(), self._shown.bars[place]
        left, right = self._room_for(plan, place)
        width = max(round(min(_WIDEST_BAR, right - left - _BETWEEN)), 2)
        x, y = round((left + right - width) / 2), round(plan.plot.bottom())
        parts = [(outcome, bar.counts[outcome]) for outcome in STACKED if outcome in bar.counts]
        for number, (outcome, count) in enumerate(parts):
            height = max(round(plan.height_of(count)), 1)
            painter.fillRect(x, y - height, width, height, theme.outcomes[outcome].bar)
            if number + 1 < len(parts) and height > 2:
                painter.fillRect(x, y - height, width, 1, theme.base)
            y -= height

    def _paint_parting(self, painter: QPainter, plan: HistogramPlan, period: Period) -> None:
        theme, font, plot = current(), typography.tiny(), plan.plot
        x = round(plan.left_of(period.slots_before)) + 0.5
        painter.setPen(QPen(theme.field, 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, 0), QPointF(x, plot.bottom() + _BELOW))
        line = QFontMetrics(font).height()
        before = QRectF(plot.left(), 0, x - plot.left() - _LABEL_ROOM, line)
        draw_text(painter, before, texts.BEFORE[period.kind], font, theme.text3, Qt.AlignmentFlag.AlignRight)
        these = QRectF(x + _LABEL_ROOM, 0, plot.right() - x - _LABEL_ROOM, line)
        if text_width(texts.THESE[period.kind], font) <= these.width():  # a new month has one bar
            draw_text(painter, these, texts.THESE[period.kind], font, theme.text3)

    def _paint_labels(self, painter: QPainter, plan: HistogramPlan, period: Period) -> None:
        theme, plot = current(), plan.plot
        y, line = plot.bottom() + _BELOW, QFontMetrics(typography.tiny()).height()
        free = float(self.width() + _LABEL_ROOM)
        for place in reversed(range(len(period.slots))):  # today always has its label
            text = texts.slot_label(period, place)
            is_now = period.slots[place].until == period.now.until
            font = typography.tiny(strong=is_now)
            width = text_width(text, font)
            middle = plan.left_of(place) + plan.slot / 2
            left = min(max(middle - width / 2, 0), self.width() - width)
            if text and left + width + _LABEL_ROOM <= free:
                spot = QRectF(left, y, width + 1, line)
                draw_text(painter, spot, text, font, theme.text if is_now else theme.text3)
                free = left
