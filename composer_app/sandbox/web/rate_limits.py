"""Rate limits: how many requests each key may make at each path (api/README.md 3-7), and the counting of them."""

import math

from composer_app.sandbox.clock import MINUTE_MS, SECOND_MS, Clock
from composer_app.sandbox.keys import Key

_LIMITS = {
    ("POST", "/email/1/send"): (4000, SECOND_MS),
    ("POST", "/email/2/send"): (4000, SECOND_MS),
    ("POST", "/email/3/send"): (4000, SECOND_MS),
    ("POST", "/email/4/messages"): (4000, SECOND_MS),
    ("POST", "/email/4/mime"): (4000, SECOND_MS),
    ("POST", "/email/1/content"): (500, SECOND_MS),
    ("GET", "/email/1/reports"): (60, MINUTE_MS),
    ("GET", "/email/4/reports"): (120, MINUTE_MS),
    ("GET", "/email/1/logs"): (60, MINUTE_MS),
    ("GET", "/email/4/logs"): (120, MINUTE_MS),
    ("GET", "/email/1/bulks"): (100, MINUTE_MS),
    ("PUT", "/email/1/bulks"): (100, MINUTE_MS),
    ("GET", "/email/1/bulks/status"): (100, MINUTE_MS),
    ("PUT", "/email/1/bulks/status"): (100, MINUTE_MS),
    ("POST", "/email/2/validation"): (150, SECOND_MS),
    ("POST", "/email/2/validations"): (1, SECOND_MS),
    ("GET", "/email/2/validations"): (1, SECOND_MS),
}
"""Requests of one key, and the time in which it may make them. Other paths have no limit."""


class RequestCounter:
    """Counts the requests of each key at each path, in windows that begin with a first request."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._windows: dict[tuple[Key, str, str], tuple[int, int]] = {}

    def retry_after_s(self, key: Key, method: str, path: str) -> int:
        """Counts one request. Returns 0 if it is allowed, else the whole seconds after which to try again."""
        if (method, path) not in _LIMITS:
            return 0
        most, window_ms = _LIMITS[method, path]
        now_ms = self._clock.now_ms()
        begun_ms, count = self._windows.get((key, method, path), (now_ms, 0))
        # A clock that was set back has left its window, too.
        if not 0 <= now_ms - begun_ms < window_ms:
            begun_ms, count = now_ms, 0
        if count >= most:
            return math.ceil((begun_ms + window_ms - now_ms) / SECOND_MS)
        self._windows[key, method, path] = (begun_ms, count + 1)
        return 0
