"""The words below the histogram."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.histogram_bars import BarWidth
from composer_app.domain.outcome import Outcome
from composer_app.ui.widgets.histogram.histogram_legend import HistogramLegend
from tests.qt.windows import show


def test_only_statuses_that_are_there_are_named(qtbot: QtBot) -> None:
    legend = show(qtbot, HistogramLegend(), 900, 20)
    assert legend.words() == []
    legend.set_content([Outcome.BOUNCED, Outcome.DELIVERED, Outcome.UNKNOWN], BarWidth.THREE_HOURS, has_gaps=True)
    assert legend.words() == ["Delivered", "Maybe sent", "Bounced", "Not recorded", "One bar = 3 h"]
    legend.set_content([], None, has_gaps=False)
    assert legend.words() == []
    assert not legend.grab().isNull()


def test_a_narrow_legend_takes_more_lines(qtbot: QtBot) -> None:
    legend = show(qtbot, HistogramLegend(), 900, 20)
    legend.set_content(list(Outcome)[:6], BarWidth.DAY, has_gaps=False)
    line = legend.height()
    legend.setFixedWidth(260)
    qtbot.waitUntil(lambda: legend.height() >= 3 * line)
    assert not legend.grab().isNull()
