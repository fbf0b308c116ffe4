"""Scopes that a key with scopes needs at each path (api/README.md 2, 3-7); one of them is enough."""

_SENDING = frozenset({"message:send", "email:message:send", "email:manage"})
_LOGS = frozenset({"email:logs:read", "email:manage"})
_BULKS_READING = frozenset({"email:manage", "email:message:send"})
_MANAGING = frozenset({"email:manage"})
_SCOPES = {
    ("POST", "/email/1/send"): _SENDING,
    ("POST", "/email/2/send"): _SENDING,
    ("POST", "/email/3/send"): _SENDING,
    ("POST", "/email/4/messages"): _SENDING,
    ("POST", "/email/4/mime"): _SENDING,
    ("POST", "/email/1/content"): _MANAGING,
    ("GET", "/email/1/reports"): _SENDING,
    ("GET", "/email/4/reports"): _SENDING,
    ("GET", "/email/1/logs"): _LOGS,
    ("GET", "/email/4/logs"): _LOGS,
    ("GET", "/email/1/bulks"): _BULKS_READING,
    ("PUT", "/email/1/bulks"): _MANAGING,
    ("GET", "/email/1/bulks/status"): _BULKS_READING,
    ("PUT", "/email/1/bulks/status"): _MANAGING,
    ("POST", "/email/2/validation"): _MANAGING,
    ("POST", "/email/2/validations"): _MANAGING,
    ("GET", "/email/2/validations"): _MANAGING,
}


def scopes_of(method: str, path: str) -> frozenset[str] | None:
    """The scopes of an endpoint of the API; None for what is no endpoint, such as `/sandbox`."""
    return _SCOPES.get((method, path))
