"""The clock of the Sandbox; no other module reads the time."""

import time
from contextvars import ContextVar

SECOND_MS = 1000
MINUTE_MS = 60 * SECOND_MS
HOUR_MS = 3600 * SECOND_MS
DAY_MS = 24 * HOUR_MS

# Clock offset of the current request: every request runs in its own context.
_REQUEST_SKEW_MS = ContextVar("request_skew_ms", default=0)


class Clock:
    """Returns the Sandbox's time: milliseconds since 1970, UTC.

    It follows the computer's clock with an adjustable offset, so that 48 hours can pass at once.
    """

    def __init__(self) -> None:
        self.offset_ms = 0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.offset_ms + _REQUEST_SKEW_MS.get()

    def skew_this_request(self, skew_ms: int) -> None:
        """Sets a clock offset for the current request."""
        _REQUEST_SKEW_MS.set(skew_ms)
