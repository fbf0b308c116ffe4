"""The words below the histogram."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.histogram_bars import BarWidth
from composer_app.domain.outcome import Outcome
from composer_app.ui.widgets.histogram.histogram_legend import HistogramLegend
from tests.qt.windows import show

USUAL = ["Delivered", "Accepted", "Pending", "Expired", "Rejected", "Bounced"]


def test_the_usual_statuses_are_always_named_and_others_where_there_are_some(qtbot: QtBot) -> None:
    legend = show(qtbot, HistogramLegend(), 900, 20)
    assert legend.words() == USUAL
    legend.set_content([Outcome.DELIVERED, Outcome.UNKNOWN], BarWidth.THREE_HOURS, has_gaps=True)
    assert legend.words() == [*USUAL[:4], "Maybe sent", *USUAL[4:], "Not recorded", "One bar = 3 h"]


def test_a_narrow_legend_takes_more_lines(qtbot: QtBot) -> None:
    legend = show(qtbot, HistogramLegend(), 900, 20)
    legend.set_content([], BarWidth.DAY, has_gaps=False)
    line = legend.height()
    legend.setFixedWidth(260)
    qtbot.waitUntil(lambda: legend.height() >= 3 * line)
    assert not legend.grab().isNull()
