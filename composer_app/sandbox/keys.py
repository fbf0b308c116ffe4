"""API keys of the Sandbox and their scopes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

# The vendor's own names, of the paths that are here.
SCOPES = ("email:logs:read", "email:manage", "email:message:send", "message:send")


class BadKey(ValueError):
    """Invalid key text, or unknown scope."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key. Without scopes it may do everything."""

    value: bytes
    scopes: frozenset[str] = frozenset()

    def may(self, any_of: frozenset[str]) -> bool:
        return not self.scopes or not any_of or not self.scopes.isdisjoint(any_of)


def read_key(text: str) -> Key:
    """Reads ``KEY`` or ``KEY:scope,scope``; what follows the first colon are scopes.

    Raises:
        BadKey: with the reason.
    """
    value, colon, scopes = text.partition(":")
    wanted = frozenset(scope.strip() for scope in scopes.split(",")) if colon else frozenset()
    if not value or not value.isprintable():
        raise BadKey("a key has at least one character, and no control characters")
    if unknown := sorted(wanted - set(SCOPES)):
        raise BadKey(f"{unknown[0]!r} is not a scope; there are {', '.join(SCOPES)}")
    return Key(value.encode(), wanted)


def find_key(keys: Sequence[Key], presented: bytes) -> Key | None:
    """Returns the presented key, compared in constant time."""
    found = None
    for key in keys:
        if hmac.compare_digest(presented, key.value):
            found = key
    return found
