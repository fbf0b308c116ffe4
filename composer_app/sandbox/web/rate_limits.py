"""Counts requests against the rate limits of `endpoint_table`, for each key and endpoint."""

import math

from composer_app.sandbox.clock import SECOND_MS, Clock
from composer_app.sandbox.keys import Key
from composer_app.sandbox.web.endpoint_table import Endpoint


class RequestCounter:
    """Counts the requests of each key at each endpoint, in windows that begin with a first request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._windows: dict[tuple[Key, Endpoint], tuple[int, int]] = {}

    def retry_after_s(self, key: Key, endpoint: Endpoint) -> int:
        """Counts one request. Returns 0 if it is allowed, else the whole seconds after which to try again."""
        now_ms = self._clock.now_ms()
        begun_ms, count = self._windows.get((key, endpoint), (now_ms, 0))
        # A clock that was set back has left its window, too.
        if not 0 <= now_ms - begun_ms < endpoint.window_ms:
            begun_ms, count = now_ms, 0
        if count >= endpoint.requests:
            return math.ceil((begun_ms + endpoint.window_ms - now_ms) / SECOND_MS)
        self._windows[key, endpoint] = (begun_ms, count + 1)
        return 0
