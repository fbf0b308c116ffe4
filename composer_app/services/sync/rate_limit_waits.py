"""Waits between requests of a sync as the service's rate limit demands, beyond the retries of `api/read_retries.py`.

A send that got a 429 waits by `services/sending/send_retries.py`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

LONGEST_WAIT_S = 60.0
"""Period of the service's request count (api/README.md 4: 60 a minute for v1, 120 for v4)."""
MAX_WAITS = 3

Sleep = Callable[[float], Awaitable[None]]


async def sleep(pause_s: float) -> None:
    """`asyncio.sleep`, imported late."""
    import asyncio  # see ArchiveAccess.writing

    await asyncio.sleep(pause_s)


async def patiently(ask: Callable[[], Awaitable[T]], pause: Sleep) -> T:
    """Send the request; after 429 wait as long as the service demands and repeat it.

    An aborted sync would begin with the same requests next time, and never reach the last ones if there are more than a
    minute allows.

    Raises:
        RateLimited: at the fourth 429.
    """
    from composer_app.api.errors import RateLimited

    for _ in range(MAX_WAITS):
        try:
            return await ask()
        except RateLimited as error:
            await pause(min(error.retry_after_s or LONGEST_WAIT_S, LONGEST_WAIT_S))
    return await ask()
