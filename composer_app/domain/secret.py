"""Secret: a text that printing, logging and pickling hide."""

from __future__ import annotations

import binascii
import threading
import weakref
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from composer_app.domain.encoded_text import EncodedText

SHORTEST_SECRET = 8
"""Characters. Shorter secrets are not searched: they would match ordinary words."""
MASK = "…"

Text = TypeVar("Text", str, bytes)

_alive: weakref.WeakValueDictionary[int, Secret] = weakref.WeakValueDictionary()
_lock = threading.Lock()


class Secret:
    """An API key, password or token. Only `reveal()` returns its text."""

    __slots__ = ("__weakref__", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        with _lock:
            _alive[id(self)] = self

    def reveal(self) -> str:
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a secret is not pickled")


def without_secrets(text: Text) -> Text:
    """The text without the secrets that the program holds now, in any encoding or in an Authorization header.

    A last safeguard for logs, crash reports and exports.
    """
    with _lock:
        known = {secret.reveal().strip() for secret in list(_alive.values())}
    forms = frozenset(form for secret in known if len(secret) >= SHORTEST_SECRET for form in _forms(secret))
    return _finder(forms).masked(text, MASK) if forms else text


def _forms(secret: str) -> tuple[str, ...]:
    encoded = binascii.b2a_base64(secret.encode("utf-8", "replace"), newline=False).decode()
    return secret, encoded, encoded.rstrip("=")


@lru_cache(maxsize=1)  # called for each line of the log
def _finder(secrets: frozenset[str]) -> EncodedText:
    from composer_app.domain.encoded_text import EncodedText  # not imported until a key is logged

    return EncodedText.of_secrets(secrets)
