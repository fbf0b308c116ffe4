"""All that the overview shows below its tools: in two columns, or in one where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import ON_THE_WAY
from composer_app.domain.overview import Grouping, Overview
from composer_app.domain.queries import TimeRange
from composer_app.domain.unrecorded_time import unrecorded
from composer_app.ui.overview.figure import Figure
from composer_app.ui.overview.figure_table import MARGIN, FigureTable
from composer_app.ui.overview.list_filters import Tokens, of_group, sent_in, with_outcomes
from composer_app.ui.overview.overview_tables import (
    SORTED_BY,
    cost_columns,
    cost_rows,
    group_columns,
    group_rows,
    send_columns,
    send_rows,
)
from composer_app.ui.overview.period_bars import PeriodBars
from composer_app.ui.overview.today_sentence import TodaySentence
from composer_app.ui.texts import comparison
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import overview as texts
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec
from composer_app.ui.theme import typography
from composer_app.ui.theme.painting import Painted, draw_text, row_height, text_width
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.banner import Banner, BannerStack
from composer_app.ui.widgets.hairline import Hairline
from composer_app.ui.widgets.histogram.histogram_legend import HistogramLegend
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.segmented import Segmented, SegmentItem

ONE_COLUMN_BELOW = 1180
SIDE_WIDTH = 352
_VERTICAL = Qt.Orientation.Vertical


class OverviewContent(QWidget):
    """Shows one `Overview` after the other.

    Signals:
        list_wanted: the tokens of the list behind a number.
        comparison_wanted: the tokens of a list to compare with the rest.
        grouping_chosen: a `Grouping` for the rows of the table.
        order_chosen: a `GroupOrder` for them.
        more_wanted: more rows of the table.
    """

    list_wanted = Signal(object)
    comparison_wanted = Signal(object)
    grouping_chosen = Signal(object)
    order_chosen = Signal(object)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("overview_content")
        self._shown: Overview | None = None
        self._is_wide: bool | None = None
        self.sentence = TodaySentence(self)
        self._warning = BannerStack(self, is_card=True)
        self.sent = Figure("sent", texts.SENT, None, self)
        self.delivered = Figure("delivered", texts.DELIVERED, Outcome.DELIVERED, self)
        self.bounced = Figure("bounced", texts.BOUNCED, Outcome.BOUNCED, self)
        self.on_the_way = Figure("pending", texts.ON_THE_WAY, Outcome.PENDING, self)
        self.bars_title = _Title(self)
        self.bars = PeriodBars(self)
        self.legend = HistogramLegend(self)
        items = [SegmentItem(grouping.value, text) for grouping, text in texts.GROUPINGS.items()]
        self.grouping = Segmented(items, self, name=texts.GROUPED_BY)
        self.grouping.setObjectName("overview_grouping")
        self._note = _Title(self, note=texts.TABLE_NOTE)
        self.table = FigureTable("overview_table", self)
        self.table.setAccessibleName(texts.TABLE)
        self.costs = FigureTable("overview_costs", self)
        self.costs.setAccessibleName(texts.COST)
        self.sends = FigureTable("overview_sends", self)
        self.sends.setAccessibleName(texts.LARGEST_SENDS)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._figures = QWidget(self)
        self._figure_row = in_row(self._figures, spacing=0)
        for figure in (self.sent, self.delivered, self.bounced):
            self._figure_row.addWidget(figure, 1)
            last_line = Hairline(self._figures, _VERTICAL)
            self._figure_row.addWidget(last_line)
        self._before_last_figure = last_line
        legend = in_row(None, self.legend, margins=(MARGIN, 0, MARGIN, 12))
        bars = in_column(None, self.bars_title, self.bars, legend, REST, spacing=2)
        head = in_row(None, self.grouping, self._note, grows=self._note, margins=(MARGIN, 6, 0, 6))
        table = in_column(None, head, self.table, REST)
        self._chart, self._large_table = _holding(bars), _holding(table)
        costs = in_column(None, _Title(self, texts.COST, texts.COST_NOTE), self.costs, REST)
        sends = in_column(None, _Title(self, texts.LARGEST_SENDS), self.sends, REST)
        self._costs, self._sends = _holding(costs), _holding(sends)
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        sentence = in_row(None, self.sentence, margins=(MARGIN, 12, MARGIN, 10))
        self._warning_row = in_row(None, self._warning)
        in_column(self, sentence, self._warning_row, Hairline(self), self._grid, REST)
        self._lines = [Hairline(self) for _ in range(4)]
        self._parting = Hairline(self, _VERTICAL)
        self._arrange(is_wide=True)

    def _connect(self) -> None:
        for figure in (self.sent, self.delivered, self.bounced, self.on_the_way):
            figure.list_wanted.connect(self.list_wanted)
        for table in (self.table, self.costs, self.sends):
            table.list_wanted.connect(self.list_wanted)
        self.table.sort_wanted.connect(self._on_sort)
        self.table.more_wanted.connect(self.more_wanted)
        self.sends.more_wanted.connect(self._on_more_sends)
        self.sentence.list_wanted.connect(self.list_wanted)
        self.bars.list_wanted.connect(self._on_bar)
        self.grouping.changed.connect(self._on_grouping)

    def _arrange(self, *, is_wide: bool) -> None:
        """One column below the other, or two of them with a line between."""
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        grid, lines = self._grid, self._lines
        for part in (self._figures, self.on_the_way, self._chart, self._costs, self._large_table, self._sends):
            grid.removeWidget(part)
            self._figure_row.removeWidget(part)
        for line in (*lines, self._parting):
            grid.removeWidget(line)
        self._parting.setVisible(is_wide)
        self._before_last_figure.setVisible(not is_wide)
        lines[3].setVisible(not is_wide)
        if is_wide:
            for row, (left, right) in enumerate(
                (
                    (self._figures, self.on_the_way),
                    (self._chart, self._costs),
                    (self._large_table, self._sends),
                )
            ):
                grid.addWidget(left, 2 * row, 0)
                grid.addWidget(right, 2 * row, 2)
                grid.addWidget(lines[row], 2 * row + 1, 0, 1, 3)
            grid.addWidget(self._parting, 0, 1, 6, 1)
            side = typography.units(SIDE_WIDTH)
        else:
            self._figure_row.addWidget(self.on_the_way, 1)
            parts = (self._figures, self._chart, self._large_table, self._costs, self._sends)
            for row, part in enumerate(parts):
                grid.addWidget(part, 2 * row, 0, 1, 3)
                if row < len(lines):
                    grid.addWidget(lines[row], 2 * row + 1, 0, 1, 3)
            side = 0
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(2, side)
        for part in (self.on_the_way, self._costs, self._sends):
            part.setMaximumWidth(side or _UNLIMITED)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(is_wide=self.width() >= typography.units(ONE_COLUMN_BELOW))

    @property
    def warning(self) -> Banner | None:
        """The warning, if a domain is past the limit."""
        return self._warning.shown()

    # what it shows

    def show_overview(self, shown: Overview, now: datetime) -> None:
        """Show these figures."""
        self._shown = shown
        query, period = shown.query, shown.query.period
        base = sent_in(period.now, query.sender)
        self._show_sentence(shown)
        self._show_warning(shown, base)
        both = TimeRange(period.before.since, period.now.until)
        gaps = unrecorded(shown.recorded, both, now)
        self._show_figures(shown, base, now, gaps)
        self.bars_title.set_texts(texts.BARS[period.kind])
        self.bars.set_bars(period, shown.slots, gaps)
        self.legend.set_content(list(self.bars.shown.totals), self.bars.shown.width, has_gaps=True)
        self.grouping.set_current(query.grouping.value)
        self.table.set_content(group_columns(query.grouping, query.order), group_rows(shown))
        self.costs.set_content(
            cost_columns(period.kind), cost_rows(shown.costs, base, sent_in(period.before, query.sender))
        )
        self.sends.set_content(send_columns(), send_rows(shown.sends, base))

    def _show_sentence(self, shown: Overview) -> None:
        today = shown.today
        base = sent_in(shown.query.period.today, shown.query.sender)

        def of(*outcomes: Outcome) -> Tokens:
            return with_outcomes(base, today.counts, outcomes)

        there = (*of_group(Grouping.DOMAIN, today.worst_domain), *of(Outcome.BOUNCED))
        self.sentence.set_sentence(
            texts.today_in_a_sentence(today),
            {
                texts.Link.SENT: base,
                texts.Link.DELIVERED: of(Outcome.DELIVERED),
                texts.Link.ON_THE_WAY: of(*ON_THE_WAY),
                texts.Link.BOUNCED: of(Outcome.BOUNCED),
                texts.Link.BOUNCED_THERE: there,
                texts.Link.REJECTED: of(Outcome.REJECTED),
                texts.Link.EXPIRED: of(Outcome.EXPIRED),
                texts.Link.UNKNOWN: of(Outcome.UNKNOWN),
            },
        )

    def _show_warning(self, shown: Overview, base: Tokens) -> None:
        if shown.past_limit:
            worst, *more = shown.past_limit
            listed = (*of_group(Grouping.DOMAIN, worst.name), *base)
            tokens = with_outcomes(listed, worst.counts, [Outcome.BOUNCED])
            text = texts.past_limit_text(worst, len(more), shown.query.limit, shown.query.period.kind)
            show = (texts.show_bounced(worst.counts.bounced), lambda: self.list_wanted.emit(tokens))
            compare = (comparison.TITLE, lambda: self.comparison_wanted.emit(tokens))
            lead = texts.past_limit_lead(worst)
            self._warning.put("", BannerSpec(BannerKind.WARNING, lead, text, (show, compare)))
        else:
            self._warning.take("")
        self._warning_row.setContentsMargins(MARGIN, 0, MARGIN, 10 if shown.past_limit else 0)

    def _show_figures(self, shown: Overview, base: Tokens, now: datetime, gaps: Sequence[TimeRange]) -> None:
        counts, before, kind = shown.counts, shown.before, shown.query.period.kind
        earlier = shown.query.period.before
        is_recorded = not any(gap.since <= earlier.since and gap.until >= earlier.until for gap in gaps)
        note = texts.sent_note(counts, before, kind, is_recorded=is_recorded)
        self.sent.set_figure(fmt.number(counts.sent), note, base)
        for figure, outcome in ((self.delivered, Outcome.DELIVERED), (self.bounced, Outcome.BOUNCED)):
            figure.set_figure(
                fmt.number(counts.by_outcome.get(outcome, 0)),
                texts.share_note(counts, before, outcome, kind),
                with_outcomes(base, counts, [outcome]),
            )
        self.on_the_way.set_figure(
            fmt.number(counts.on_the_way),
            texts.on_the_way_note(counts, shown.oldest_on_the_way, now),
            with_outcomes(base, counts, ON_THE_WAY),
        )

    # what is chosen

    @Slot(object)
    def _on_bar(self, time: TimeRange) -> None:
        if self._shown is not None:
            self.list_wanted.emit(sent_in(time, self._shown.query.sender))

    @Slot(str)
    def _on_grouping(self, value: str) -> None:
        if self._shown is not None and self._shown.query.grouping.value != value:
            self.grouping_chosen.emit(Grouping(value))

    @Slot(int)
    def _on_sort(self, column: int) -> None:
        if self._shown is not None:
            self.order_chosen.emit(self._shown.query.order.clicked(SORTED_BY[column]))

    @Slot()
    def _on_more_sends(self) -> None:
        self.grouping_chosen.emit(Grouping.SEND)


_UNLIMITED = 16_777_215


def _holding(layout: QVBoxLayout) -> QWidget:
    widget = QWidget()
    widget.setLayout(layout)
    return widget


class _Title(Painted, QWidget):
    """The head of a part: a title at the left, a small note at the right."""

    def __init__(self, parent: QWidget, title: str = "", note: str = "") -> None:
        super().__init__(parent)
        self._note = note
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_texts(title)

    def set_texts(self, title: str) -> None:
        self._title = title
        self.setAccessibleName(f"{title} {self._note}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, row_height(36, typography.strong()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, font = QPainter(self), typography.strong()
        width = min(text_width(self._title, font), self.width() - 2 * MARGIN)
        spot = QRectF(QPointF(MARGIN, 0), QPointF(MARGIN + width, self.height()))
        draw_text(painter, self.visual(spot), self._title, font, current().text)
        rest = QRectF(QPointF(2 * MARGIN + width, 0), QPointF(self.width() - MARGIN, self.height()))
        end = Qt.AlignmentFlag.AlignRight
        draw_text(painter, self.visual(rest), self._note, typography.small(), current().text2, end)
