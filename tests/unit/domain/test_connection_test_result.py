"""What "Test connection" found out."""

from __future__ import annotations

import pytest

from composer_app.domain.connection_test_result import ConnectionCheck, ConnectionLine, ConnectionTestResult
from composer_app.domain.problem import ProblemCode

MAY_WORK = {ProblemCode.RATE_LIMITED, ProblemCode.UNAVAILABLE, ProblemCode.SERVER_FAULT}


@pytest.mark.parametrize("problem", list(ProblemCode))
def test_a_service_that_is_busy_or_down_says_nothing_of_the_line(problem: ProblemCode) -> None:
    check = ConnectionCheck(ConnectionLine.SEND, problem)

    assert not check.is_ok
    assert check.is_failed is (problem not in MAY_WORK)


def test_a_line_that_was_not_checked_neither_works_nor_fails() -> None:
    check = ConnectionTestResult(()).check(ConnectionLine.LOGS)

    assert (check.is_ok, check.is_failed, check.problem) == (False, False, None)


def test_all_is_well_only_if_every_line_is() -> None:
    good = tuple(ConnectionCheck(line) for line in ConnectionLine)
    assert ConnectionTestResult(good).is_ok
    assert not ConnectionTestResult((*good[:3], ConnectionCheck(ConnectionLine.LOGS, ProblemCode.FORBIDDEN))).is_ok
    assert not ConnectionTestResult((*good[:3], ConnectionCheck(ConnectionLine.LOGS, is_checked=False))).is_ok
