"""The one place where the Sandbox asks for the time."""

import time

SECOND_MS = 1000
HOUR_MS = 3600 * SECOND_MS
DAY_MS = 24 * HOUR_MS


class Clock:
    """Tells the Sandbox's time. Times are milliseconds since 1970, UTC, everywhere in the Sandbox."""

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000
