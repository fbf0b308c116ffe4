"""Values that come back."""

from __future__ import annotations

from composer_app.api.answers import ParsedLogs, ParsedReports


def test_nothing_read_is_no_problem_by_itself() -> None:
    assert ParsedReports(()).problem is None
    assert (ParsedLogs(()).problem, ParsedLogs(()).next_cursor) == (None, None)
