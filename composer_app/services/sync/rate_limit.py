"""Waits between requests as the service's rate limit demands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

LONGEST_WAIT_S = 60.0
"""After this the service counts requests anew (api/README.md 4: 60 a minute for v1, 120 for v4)."""
MAX_WAITS = 3

Sleep = Callable[[float], Awaitable[None]]


async def sleep(pause_s: float) -> None:
    """`asyncio.sleep`, imported late."""
    import asyncio  # see ArchiveAccess.writing

    await asyncio.sleep(pause_s)


async def patiently(ask: Callable[[], Awaitable[T]], pause: Sleep) -> T:
    """Ask, and wait as long as the service wants before asking again.

    A sync that breaks off begins with the same questions the next time. Where there are more questions than a minute
    allows, the last ones would never have their turn.

    Raises:
        RateLimited: it says so for the fourth time.
    """
    from composer_app.api.errors import RateLimited

    for _ in range(MAX_WAITS):
        try:
            return await ask()
        except RateLimited as error:
            await pause(min(error.retry_after_s or LONGEST_WAIT_S, LONGEST_WAIT_S))
    return await ask()
