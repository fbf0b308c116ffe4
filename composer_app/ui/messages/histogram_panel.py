"""Histogram of the filter in force, whole or folded to a line; a chosen time becomes a part of the filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import ArchiveFilter, TimeRange
from composer_app.domain.time_filter import TIME_KEYS, tokens_of_time
from composer_app.domain.unrecorded_time import unrecorded
from composer_app.services.records import FoundHistogram, MailRecords
from composer_app.services.runtime.tasks import Task
from composer_app.services.settings import Settings
from composer_app.ui.texts import histogram as texts
from composer_app.ui.theme import icons
from composer_app.ui.theme.painting import Painted
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.histogram.histogram import SIDE, Histogram
from composer_app.ui.widgets.histogram.histogram_legend import HistogramLegend
from composer_app.ui.widgets.layouts import in_column, in_row
from composer_app.ui.widgets.plain_text import set_tooltip

OPEN_FLAG = "histogram_open"
LOW_BELOW = 720
"""Height of the window below which the list needs the room."""
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TO_BARS = 8
"""Px from the button to the bars."""


class HistogramPanel(Painted, QWidget):
    """Counts what the filter finds, off the GUI thread; a count of another filter is cancelled.

    In a low window it is folded to a line, unless the user has chosen how it is shown.

    Args:
        settings: remember that choice.
        now: by the service's clock.
        tokens: gives the tokens of the filter in force.

    Signals:
        tokens_wanted: a list of tokens to filter by, in place of those in force.
        gap_chosen: a click on a time that was not recorded, the `TimeRange`.
    """

    tokens_wanted = Signal(object)
    gap_chosen = Signal(object)

    def __init__(
        self,
        records: MailRecords,
        settings: Settings,
        now: Callable[[], datetime],
        tokens: Callable[[], Sequence[FilterToken]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._records = records
        self._settings = settings
        self._now = now
        self._tokens = tokens
        self._counting: Task[FoundHistogram] | None = None
        self._zooms: list[tuple[list[FilterToken], list[FilterToken]]] = []
        self._is_low = False
        self.histogram = Histogram(self)
        self.histogram.setObjectName("histogram")
        self.legend = HistogramLegend(self)
        self.fold_button = quiet_button(parent=self, icon="chevron-down", tooltip=texts.FOLD, compact=True)
        self.fold_button.setObjectName("fold_histogram")
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.histogram, 0, 0, 1, 2)
        self._grid.addLayout(in_row(None, self.legend, margins=(_TO_BARS, 0, SIDE, 2)), 1, 1)
        in_column(self, self._grid, Hairline(self))
        self._arrange()
        self.fold_button.clicked.connect(self._on_fold_clicked)
        self.histogram.range_chosen.connect(self._on_range_chosen)
        self.histogram.back_wanted.connect(self._on_back_wanted)
        self.histogram.gap_chosen.connect(self.gap_chosen)

    @Slot()
    def leave_filter(self) -> None:
        """Another filter is in force; it is counted once its rows are shown."""
        if self._counting is not None:
            self._counting.cancel()
            self._counting = None
        self.histogram.set_counting()

    @Slot(object)
    def show_filter(self, wanted: ArchiveFilter) -> None:
        """Count what this filter finds."""
        self.leave_filter()
        self._counting = self._records.histogram(wanted)
        self._counting.on_success(self._on_counted).on_failure(self._on_failed)

    def _on_counted(self, found: FoundHistogram) -> None:
        if self._counting is None or not self._counting.is_done:
            return  # a later one is being counted
        shown, gaps = found.histogram, []
        if shown.bars and found.recorded is not None:
            whole = TimeRange(shown.bars[0].since, shown.bars[-1].until)
            gaps = unrecorded(found.recorded, whole, self._now())
        self.histogram.set_histogram(shown, gaps)
        self.legend.set_content(list(shown.totals), shown.width if shown.bars else None, has_gaps=bool(gaps))
        self._place_legend()

    def fit(self, height: int) -> None:
        """The window has this height."""
        if (height < LOW_BELOW) != self._is_low:
            self._is_low = not self._is_low
            self._arrange()

    @Slot()
    def _on_fold_clicked(self) -> None:
        self._settings.set_flag(OPEN_FLAG, self.histogram.is_slim)
        self._arrange()

    def _arrange(self) -> None:
        is_slim = not self._settings.flag(OPEN_FLAG, default=not self._is_low)
        self.histogram.set_slim(is_slim)
        self.legend.setVisible(not is_slim)
        icons.bind(self.fold_button, "chevron-right" if is_slim else "chevron-down", "text2", 16)
        words = texts.UNFOLD if is_slim else texts.FOLD
        set_tooltip(self.fold_button, words)
        self.fold_button.setAccessibleName(words)
        self._grid.addWidget(self.fold_button, 0 if is_slim else 1, 0, _MIDDLE_RIGHT)
        self.fold_button.raise_()
        self._place_legend()

    def _place_legend(self) -> None:
        self._grid.setColumnMinimumWidth(0, self.histogram.plot_left - _TO_BARS)

    def restyle(self) -> None:
        super().restyle()
        self._place_legend()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), current().base)

    def _on_failed(self, _error: Exception) -> None:
        if self._counting is not None and self._counting.is_done:
            self.histogram.set_failed()

    # choosing a time

    @Slot(object)
    def _on_range_chosen(self, time: TimeRange) -> None:
        after = tokens_of_time(time)
        before = self._times()
        if before != after:
            self._zooms.append((before, after))
            self._want(after)

    @Slot()
    def _on_back_wanted(self) -> None:
        """Back to the time before, unless the user has changed it since."""
        before, after = self._zooms.pop() if self._zooms else ([], [])
        if after and self._times() == after:
            self._want(before)
        else:
            self._zooms.clear()

    def _times(self) -> list[FilterToken]:
        return [token for token in self._tokens() if token.key in TIME_KEYS]

    def _want(self, times: Sequence[FilterToken]) -> None:
        others = [token for token in self._tokens() if token.key not in TIME_KEYS]
        self.tokens_wanted.emit([*others, *times])
