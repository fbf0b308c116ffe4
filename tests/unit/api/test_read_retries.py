"""Trying a read again."""

from __future__ import annotations

import asyncio

import pytest

from composer_app.api.errors import (
    ApiError,
    AuthFailed,
    MaybeSent,
    RateLimited,
    Rejected,
    ServerFault,
    Unavailable,
    Unreachable,
)
from composer_app.api.read_retries import with_retries
from composer_app.domain.problem import ProblemCode


def tried(*outcomes: ApiError | str) -> tuple[list[float], str | ApiError]:
    """The waits, and the result or error."""
    waits: list[float] = []
    steps = iter(outcomes)

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    async def once() -> str:
        step = next(steps)
        if isinstance(step, ApiError):
            raise step
        return step

    try:
        return waits, asyncio.run(with_retries(once, sleep))
    except ApiError as error:
        return waits, error


SAFE = [
    Unreachable(ProblemCode.REFUSED),
    Unreachable(ProblemCode.HOST_UNKNOWN),
    RateLimited(http_status=429),
    Unavailable(http_status=503),
]
NOT_AGAIN = [
    Unreachable(ProblemCode.TLS),
    Unreachable(ProblemCode.PROXY_REFUSED),
    Unreachable(ProblemCode.CONNECT_TIMEOUT),
    MaybeSent(timed_out=True),
    ServerFault(http_status=500),
    Rejected(http_status=400),
    AuthFailed(http_status=401),
    RateLimited(http_status=429, retry_after_s=31),
]


@pytest.mark.parametrize("error", SAFE, ids=str)
def test_what_surely_handed_out_nothing_is_tried_again(error: ApiError) -> None:
    waits, result = tried(error, error, "done")
    assert result == "done"
    assert len(waits) == 2
    assert 0 < waits[0] <= waits[1] <= 30


@pytest.mark.parametrize("error", SAFE, ids=str)
def test_three_tries_are_enough(error: ApiError) -> None:
    waits, result = tried(error, error, error, "never")
    assert result is error
    assert len(waits) == 2


@pytest.mark.parametrize("error", NOT_AGAIN, ids=str)
def test_everything_else_is_reported_at_once(error: ApiError) -> None:
    waits, result = tried(error, "never")
    assert result is error
    assert waits == []


def test_the_vendors_wish_is_followed() -> None:
    assert tried(RateLimited(http_status=429, retry_after_s=0), Unavailable(retry_after_s=30), "done") == (
        [0, 30],
        "done",
    )
