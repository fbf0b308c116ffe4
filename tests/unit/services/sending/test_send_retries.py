"""When a mail that surely did not leave is tried again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from composer_app.api import errors as api
from composer_app.domain.problem import ProblemCode
from composer_app.services.connections.connections import NoSecret
from composer_app.services.runtime.error_mapping import problem_of
from composer_app.services.runtime.sandbox_process import SandboxFailedError
from composer_app.services.sending.send_retries import with_next_try
from tests.unit.services.house import NOW

SURELY_NOT_TAKEN = [
    api.Unreachable(ProblemCode.REFUSED),
    api.RateLimited(http_status=429, is_vendors_refusal=True),
    SandboxFailedError("no port"),
]


@pytest.mark.parametrize("error", SURELY_NOT_TAKEN, ids=lambda error: type(error).__name__)
def test_it_is_tried_five_times_again_with_growing_pauses_and_then_waits_for_the_user(error: Exception) -> None:
    problems = [with_next_try(problem_of(error), error, NOW, tries) for tries in range(1, 9)]

    pauses = [(one.retry_at - NOW).total_seconds() for one in problems if one.retry_at]
    assert pauses == [5, 30, 120, 600, 3600]
    assert [one.is_given_up for one in problems] == [False] * 5 + [True] * 3
    assert [one.tries for one in problems] == list(range(1, 9))


@pytest.mark.parametrize(
    ("wanted_s", "tries", "pause_s"), [(None, 1, 5), (0.0, 1, 5), (1.0, 3, 120), (77.0, 1, 77), (86400.0, 5, 86400)]
)
def test_the_vendors_own_pause_can_only_be_longer(wanted_s: float | None, tries: int, pause_s: float) -> None:
    error = api.RateLimited(http_status=429, is_vendors_refusal=True, retry_after_s=wanted_s)

    assert with_next_try(problem_of(error), error, NOW, tries).retry_at == NOW + timedelta(seconds=pause_s)


@pytest.mark.parametrize(
    "error",
    [
        api.AuthFailed(http_status=401, is_vendors_refusal=True),
        api.ServerFault(http_status=500),
        api.Unavailable(http_status=503, retry_after_s=1.0, is_vendors_refusal=True),
        api.RateLimited(http_status=429, retry_after_s=1.0),
        api.NotThisApi(http_status=407),
        api.Unreachable(ProblemCode.PROXY_SIGN_IN),
        NoSecret(),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(error, 'http_status', '')}",
)
def test_nothing_else_is_tried_again_by_itself(error: Exception) -> None:
    problem = with_next_try(problem_of(error), error, NOW, 1)

    assert problem.retry_at is None
    assert not problem.is_given_up, "it was never tried by itself"
