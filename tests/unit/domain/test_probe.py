"""What "Test connection" found out."""

from __future__ import annotations

import pytest

from composer_app.domain.probe import ProbeCheck, ProbeLine, ProbeResult
from composer_app.domain.problem import ProblemCode

MAY_WORK = {ProblemCode.RATE_LIMITED, ProblemCode.UNAVAILABLE, ProblemCode.SERVER_FAULT}


@pytest.mark.parametrize("problem", list(ProblemCode))
def test_a_service_that_is_busy_or_down_says_nothing_of_the_line(problem: ProblemCode) -> None:
    check = ProbeCheck(ProbeLine.SEND, problem)

    assert not check.is_ok
    assert check.is_failed is (problem not in MAY_WORK)


def test_a_line_that_was_not_checked_neither_works_nor_fails() -> None:
    check = ProbeResult(()).check(ProbeLine.LOGS)

    assert (check.is_ok, check.is_failed, check.problem) == (False, False, None)


def test_all_is_well_only_if_every_line_is() -> None:
    good = tuple(ProbeCheck(line) for line in ProbeLine)
    assert ProbeResult(good).is_ok
    assert not ProbeResult((*good[:3], ProbeCheck(ProbeLine.LOGS, ProblemCode.FORBIDDEN))).is_ok
    assert not ProbeResult((*good[:3], ProbeCheck(ProbeLine.LOGS, is_checked=False))).is_ok
