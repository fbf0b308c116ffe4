"""Why an answer was not read in full: the archive keeps the value, so its spelling is a promise."""

from __future__ import annotations

from composer_app.domain.reading_problem import ReadingProblem


def test_reading_problems_keep_their_spelling() -> None:
    assert {problem.value for problem in ReadingProblem} == {
        "cut off",
        "not JSON",
        "no text",
        "no list of results",
        "items not understood",
    }
