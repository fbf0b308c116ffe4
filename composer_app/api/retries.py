"""Trying a read again, where that is surely safe."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt, wait_exponential

from composer_app.api.errors import ApiError, RateLimited, Unavailable, Unreachable, UnreachableReason

Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")

MAX_TRIES = 3
MAX_WAIT_S = 30.0
_PASSING = {UnreachableReason.DNS, UnreachableReason.REFUSED, UnreachableReason.OTHER}
_backoff = wait_exponential(multiplier=0.5, max=MAX_WAIT_S)


async def with_retries(once: Callable[[], Awaitable[T]], sleep: Sleep) -> T:
    """Await `once()`, up to three times in all, if there was no connection, 429 or 503.

    In none of these was anything handed out. A connection that timed out, a TLS fault or a proxy's refusal is told
    at once: they do not mend themselves in seconds. A `Retry-After` of more than 30 s is left to the caller.
    """
    tries = AsyncRetrying(
        sleep=sleep, stop=stop_after_attempt(MAX_TRIES), wait=_wait_s, retry=retry_if_exception(_is_safe), reraise=True
    )
    return await tries(once)


def _is_safe(error: BaseException) -> bool:
    if isinstance(error, Unreachable):
        return error.reason in _PASSING
    return isinstance(error, (RateLimited, Unavailable)) and (error.retry_after_s or 0.0) <= MAX_WAIT_S


def _wait_s(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ApiError) and error.retry_after_s is not None:
        return error.retry_after_s
    return _backoff(state)
