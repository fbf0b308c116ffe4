"""Endpoint table: scopes and rate limits of each path (api/README.md 2, 4-8). `rate_limits` counts against it."""

from dataclasses import dataclass

from composer_app.sandbox.clock import MINUTE_MS, SECOND_MS

_SENDING = frozenset({"message:send", "email:message:send", "email:manage"})
_LOGS = frozenset({"email:logs:read", "email:manage"})
_BULKS_READING = frozenset({"email:manage", "email:message:send"})
_MANAGING = frozenset({"email:manage"})


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path.

    Attributes:
        scopes: a key with scopes needs one of these.
        requests: limit per key within window_ms.
    """

    method: str
    path: str
    scopes: frozenset[str]
    requests: int
    window_ms: int


_ALL = (
    *(
        Endpoint("POST", path, _SENDING, 4000, SECOND_MS)
        for path in ("/email/1/send", "/email/2/send", "/email/3/send", "/email/4/messages", "/email/4/mime")
    ),
    Endpoint("POST", "/email/1/content", _MANAGING, 500, SECOND_MS),
    Endpoint("GET", "/email/1/reports", _SENDING, 60, MINUTE_MS),
    Endpoint("GET", "/email/4/reports", _SENDING, 120, MINUTE_MS),
    Endpoint("GET", "/email/1/logs", _LOGS, 60, MINUTE_MS),
    Endpoint("GET", "/email/4/logs", _LOGS, 120, MINUTE_MS),
    Endpoint("GET", "/email/1/bulks", _BULKS_READING, 100, MINUTE_MS),
    Endpoint("PUT", "/email/1/bulks", _MANAGING, 100, MINUTE_MS),
    Endpoint("GET", "/email/1/bulks/status", _BULKS_READING, 100, MINUTE_MS),
    Endpoint("PUT", "/email/1/bulks/status", _MANAGING, 100, MINUTE_MS),
    Endpoint("POST", "/email/2/validation", _MANAGING, 150, SECOND_MS),
    Endpoint("POST", "/email/2/validations", _MANAGING, 1, SECOND_MS),
    Endpoint("GET", "/email/2/validations", _MANAGING, 1, SECOND_MS),
)
_BY_PATH = {(endpoint.method, endpoint.path): endpoint for endpoint in _ALL}


def find_endpoint(method: str, path: str) -> Endpoint | None:
    return _BY_PATH.get((method, path))
