"""Retries of reads within seconds, where a repeat is safe: after 429, 503 and without a connection.

A 429 that lasts longer is waited out in `services/sync/rate_limit_waits.py`, and one to a send in
`services/sending/send_retries.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from composer_app.api.errors import ApiError, RateLimited, Unavailable, Unreachable
from composer_app.domain.problem import ProblemCode

Sleep = Callable[[float], Awaitable[None]]
T = TypeVar("T")

MAX_TRIES = 3
MAX_WAIT_S = 30.0
_FIRST_PAUSE_S = 0.5
_PASSING = {ProblemCode.HOST_UNKNOWN, ProblemCode.REFUSED, ProblemCode.NO_CONNECTION}


async def with_retries(once: Callable[[], Awaitable[T]], sleep: Sleep) -> T:
    """Await `once()`, up to three times in all, if there was no connection, 429 or 503. For reads only.

    Repeating a read is safe. A timeout, a TLS error or a proxy's refusal is raised at once: a retry seconds later would
    fail too. A `Retry-After` of more than 30 s is left to the caller.
    """
    pause_s = _FIRST_PAUSE_S
    for _ in range(MAX_TRIES - 1):
        try:
            return await once()
        except ApiError as error:
            if not _is_passing(error):
                raise
            await sleep(pause_s if error.retry_after_s is None else error.retry_after_s)
        pause_s *= 2
    return await once()


def repeated(once: Callable[[], T], sleep: Callable[[float], None]) -> T:
    """The same for a thread. An exception of `sleep` ends the retries."""
    pause_s = _FIRST_PAUSE_S
    for _ in range(MAX_TRIES - 1):
        try:
            return once()
        except ApiError as error:
            if not _is_passing(error):
                raise
            sleep(pause_s if error.retry_after_s is None else error.retry_after_s)
        pause_s *= 2
    return once()


def _is_passing(error: ApiError) -> bool:
    if isinstance(error, Unreachable):
        return error.code in _PASSING
    return isinstance(error, (RateLimited, Unavailable)) and (error.retry_after_s or 0.0) <= MAX_WAIT_S
