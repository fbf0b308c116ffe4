"""Boxes placed in lines."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

from composer_app.ui.widgets.flow_layout import flow, line_count


def test_flow_breaks_lines_and_cuts_what_is_too_wide() -> None:
    placed = flow([QSize(60, 20), QSize(60, 20), QSize(500, 20)], 130, 6)
    assert placed == [QRect(0, 0, 60, 20), QRect(66, 0, 60, 20), QRect(0, 24, 130, 20)]
    assert line_count([60, 60, 500], 130, 6) == 2
    assert flow([], 100, 6) == []
