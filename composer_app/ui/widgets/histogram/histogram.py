"""Histogram over the time of sending, stacked by status; a time is chosen with the mouse or the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from composer_app.domain.histogram_bars import BarWidth, TimeBar, TimeHistogram
from composer_app.domain.queries import TimeRange
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import histogram as texts
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, focus_ring, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.accessibility import spoken_as
from composer_app.ui.widgets.histogram.histogram_picture import STACKED, HistogramPicture
from composer_app.ui.widgets.histogram.histogram_plan import HistogramPlan
from composer_app.ui.widgets.histogram.value_axis import round_top
from composer_app.ui.widgets.plain_text import show_tooltip

_HEIGHT, _SLIM_HEIGHT = 124, 36
_ABOVE, SIDE, _BELOW_PLOT = 12, 12, 11
_AROUND_SLIM_PLOT = 4
_PATIENCE_MS = 200
_NOTHING = TimeHistogram(BarWidth.DAY)


@spoken_as(QAccessible.Role.Chart)
class Histogram(Painted, QWidget):
    """124 px high, or a slim line of bars without labels. Time runs from left to right in every language.

    A drag, or Shift with Left, Right, Home and End, selects bars; a double click or Enter takes the bar under it. Esc
    drops a selection, else it asks to go back. Times that were not recorded are hatched, never drawn as zero.

    Signals:
        range_chosen: the time to show, a `TimeRange`.
        back_wanted: show the time from before it was chosen.
        gap_chosen: a click on a time that was not recorded, the `TimeRange`.
    """

    range_chosen = Signal(object)
    back_wanted = Signal()
    gap_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = _NOTHING
        self._gaps: tuple[TimeRange, ...] = ()
        self._sentence = texts.COUNTING
        self._is_late = False
        self._is_slim = False
        self._hovered: int | None = None
        self._cursor: int | None = None
        self._anchor: int | None = None
        self._pressed_at: QPointF | None = None
        self._is_dragging = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self._on_late)
        self.setAccessibleName(texts.NAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    # -- what the page asks ---------------------------------------------------------------------------------

    def set_histogram(self, shown: TimeHistogram, gaps: Sequence[TimeRange] = ()) -> None:
        """Show these bars, and hatch the gaps. A selection is dropped."""
        self._patience.stop()
        self._is_late = False
        self._sentence = texts.described(shown, len(gaps))
        keeps_bars = [bar.since for bar in shown.bars] == [bar.since for bar in self._shown.bars]
        self._shown, self._gaps = shown, tuple(gaps)
        if not keeps_bars:
            self._cursor = self._anchor = self._hovered = self._pressed_at = None
            self._is_dragging = False
        self._describe()
        self.update()

    def set_failed(self) -> None:
        """The count failed; the reason is shown elsewhere."""
        self.set_histogram(_NOTHING)
        self._sentence = texts.NOT_COUNTED
        self._describe()

    def set_counting(self) -> None:
        """The shown bars are those of another filter. They fade when the count takes long."""
        if not self._patience.isActive() and not self._is_late:
            self._patience.start()

    def set_slim(self, is_slim: bool) -> None:
        """Show the bars alone, in a line."""
        self._is_slim = is_slim
        self.updateGeometry()
        self.update()

    @property
    def is_slim(self) -> bool:
        return self._is_slim

    @property
    def shown(self) -> TimeHistogram:
        return self._shown

    @property
    def gaps(self) -> tuple[TimeRange, ...]:
        return self._gaps

    def selected(self) -> TimeRange | None:
        """The time of the selected bars."""
        if self._cursor is None or self._anchor is None:
            return None
        first, last = sorted((self._cursor, self._anchor))
        return TimeRange(self._shown.bars[first].since, self._shown.bars[last].until)

    @property
    def plot_left(self) -> int:
        """Px from the left edge to the first bar."""
        return int(self._plan().plot.left())

    def area_of(self, place: int) -> QRectF:
        """Where the bar with this number stands, from the top of the plot to its bottom."""
        plan = self._plan()
        return QRectF(plan.left_of(place), plan.plot.top(), plan.slot, plan.plot.height())

    def words_at(self, place: int) -> str:
        """The tooltip of the bar with this number."""
        bar = self._shown.bars[place]
        return texts.bar_words(bar, STACKED, self._unrecorded_share(bar))

    # -- geometry ---------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        lines = QFontMetrics(typography.tiny()).height()
        return QSize(320, _SLIM_HEIGHT if self._is_slim else _HEIGHT + max(lines - 14, 0))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _plan(self) -> HistogramPlan:
        top = round_top(max((bar.total for bar in self._shown.bars), default=0))
        left = max(text_width(fmt.number(value), typography.tiny()) for value in (top, top // 2, 100)) + 24
        above, below = _ABOVE, QFontMetrics(typography.tiny()).height() + _BELOW_PLOT
        if self._is_slim:
            above = below = _AROUND_SLIM_PLOT
        plot = QRectF(left, above, max(self.width() - left - SIDE, 1), max(self.height() - above - below, 1))
        return HistogramPlan(self._shown, plot, top)

    def _unrecorded_share(self, bar: TimeBar) -> float:
        missing = sum(
            (min(gap.until, bar.until) - max(gap.since, bar.since)).total_seconds()
            for gap in self._gaps
            if gap.since < bar.until and gap.until > bar.since
        )
        return missing / (bar.until - bar.since).total_seconds()

    # -- mouse ------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._shown.bars:
            self._pressed_at = event.position()
            self._is_dragging = False
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._shown.bars:
            return
        plan = self._plan()
        place = plan.place_at(event.position().x())
        if self._pressed_at is not None:
            moved = (event.position() - self._pressed_at).manhattanLength()
            self._is_dragging |= moved >= QApplication.startDragDistance()
            if self._is_dragging:
                self._anchor = plan.place_at(self._pressed_at.x())
                self._look_at(place)
        is_inside = plan.plot.contains(event.position())
        self._hover(place if is_inside or self._is_dragging else None, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed_at is None:
            super().mouseReleaseEvent(event)
            return
        was_dragging, self._is_dragging, self._pressed_at = self._is_dragging, False, None
        if was_dragging:
            self._choose()
            return
        plan = self._plan()
        at = plan.time_at(event.position().x())
        self._anchor = None
        self._look_at(plan.place_at(event.position().x()))
        gap = next((gap for gap in self._gaps if gap.since <= at < gap.until), None)
        if gap is not None and plan.plot.contains(event.position()):
            self.gap_chosen.emit(gap)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._shown.bars:
            self._anchor = None
            self._look_at(self._plan().place_at(event.position().x()))
            self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None, QPoint())

    def _hover(self, place: int | None, where: QPoint) -> None:
        if place != self._hovered:
            self._hovered = place
            self.update()
        show_tooltip(where, "" if place is None else self.words_at(place), self)

    # -- keys -------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()  # else Esc would close the details
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._shown.bars) - 1
        here = last if self._cursor is None else self._cursor
        steps = {
            Qt.Key.Key_Left: here - (self._cursor is not None),
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._go_back()
        elif last >= 0 and key in steps:
            is_selecting = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._anchor = (here if self._anchor is None else self._anchor) if is_selecting else None
            self._look_at(min(max(steps[key], 0), last))
            self._show_words()
        elif self._cursor is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        had_selection = self._anchor is not None
        self._anchor = self._cursor = self._pressed_at = None
        self._is_dragging = False
        show_tooltip(QPoint(), "", self)
        self._describe()
        self.update()
        if not had_selection:
            self.back_wanted.emit()

    def _look_at(self, place: int) -> None:
        if place != self._cursor or self._anchor is None:
            self._cursor = place
            self._describe()
            self.update()

    def _show_words(self) -> None:
        if self._cursor is not None:
            area = self.area_of(self._cursor)
            show_tooltip(self.mapToGlobal(area.center().toPoint()), self.words_at(self._cursor), self)

    def _choose(self) -> None:
        if self._anchor is None:
            self._anchor = self._cursor
        chosen = self.selected()
        if chosen is not None:
            self.update()
            self.range_chosen.emit(chosen)

    # -- words and picture ------------------------------------------------------------------------------------

    def _describe(self) -> None:
        words = [self._sentence, texts.KEYS]
        if self._cursor is not None:
            words.insert(0, self.words_at(self._cursor).replace("\n", ", ") + ".")
        self.setAccessibleDescription(" ".join(words))

    @Slot()
    def _on_late(self) -> None:
        self._is_late = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.base)
        plan = self._plan()
        picture = HistogramPicture(painter, theme, plan)
        looked_at = self._cursor if self._hovered is None else self._hovered
        if looked_at is not None and self._anchor is None:
            picture.ground(looked_at)
        if self._is_slim:
            picture.base_line()
        else:
            picture.axes()
        if self._shown.bars:
            picture.gaps(self._gaps)
        picture.bars(is_stale=self._is_late)
        if self._is_late:
            picture.words(texts.COUNTING)
        elif not self._shown.bars:
            picture.words(self._sentence)
        elif not self._is_slim:
            picture.gap_words(self._gaps)
        if self._cursor is not None and self._anchor is not None:
            first, last = sorted((self._cursor, self._anchor))
            picture.selection(first, last)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, theme.focus)
