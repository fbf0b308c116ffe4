"""The Authorization header of each scheme (api/README.md 2)."""

from __future__ import annotations

from base64 import b64encode

from composer_app.api.errors import AuthFailed
from composer_app.domain.account import AuthScheme
from composer_app.domain.encoded_text import EncodedText
from composer_app.domain.secret import SHORTEST_SECRET, Secret

MASKED = "***"
"""Replaces a masked secret."""


def authorization(scheme: AuthScheme, secret: Secret) -> bytes:
    """`App K`, `Bearer T`, `IBSSO T` or `Basic base64(user:password)`; the secret of Basic is `user:password`.

    Raises:
        AuthFailed: the secret is empty or has characters not allowed in a header, such as a pasted line break.
            It is raised here because the HTTP library would quote the whole header in its own error.
    """
    if scheme is AuthScheme.BASIC:
        token = b64encode(secret.reveal().encode("utf-8", "replace")).decode()
    else:
        token = secret.reveal().strip()
    if not token or not token.isascii() or not token.isprintable():
        raise AuthFailed(detail="not a header value")
    return f"{scheme.value} {token}".encode("ascii")


def quoted_secret(scheme: AuthScheme, secret: Secret) -> EncodedText:
    """Finds the request's secret in an answer, so that it is masked before it is stored or shown.

    Raises:
        AuthFailed: it has characters not allowed in a header.
    """
    shown = secret.reveal().strip()
    token = authorization(scheme, secret).decode().partition(" ")[2]
    password = shown.partition(":")[2] if scheme is AuthScheme.BASIC else ""
    return EncodedText.of_secrets(one for one in (token, shown, password) if len(one) >= SHORTEST_SECRET)
