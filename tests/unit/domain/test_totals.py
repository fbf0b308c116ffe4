"""Figures about the archive are values: two that say the same are the same, so that a view can skip a redraw."""

from __future__ import annotations

from datetime import UTC, datetime

from composer_app.domain.ids import BulkId
from composer_app.domain.totals import BulkSummary, Totals


def test_equal_figures_are_equal() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    assert Totals(1, 2) == Totals(1, 2) != Totals(2, 1)
    assert BulkSummary(BulkId("b"), "S", at, 2) == BulkSummary(BulkId("b"), "S", at, 2)
