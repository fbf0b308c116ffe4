"""Values that come back. Some are kept in the archive, so their spelling is a promise."""

from __future__ import annotations

from composer_app.api.answers import ParsedLogs, ParsedReports, ReadingProblem


def test_reading_problems_keep_their_spelling() -> None:
    assert {problem.value for problem in ReadingProblem} == {
        "cut off",
        "not JSON",
        "no text",
        "no list of results",
        "items not understood",
    }


def test_nothing_read_is_no_problem_by_itself() -> None:
    assert ParsedReports(()).problem is None
    assert (ParsedLogs(()).problem, ParsedLogs(()).next_cursor) == (None, None)
