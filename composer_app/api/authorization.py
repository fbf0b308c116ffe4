"""The Authorization header of each scheme (CONTRACT 2)."""

from __future__ import annotations

from base64 import b64encode

from composer_app.api.errors import AuthFailed
from composer_app.domain.account import AuthScheme
from composer_app.domain.secret import Secret


def authorization(scheme: AuthScheme, secret: Secret) -> bytes:
    """`App K`, `Bearer T`, `IBSSO T` or `Basic base64(user:password)`; the secret of Basic is `user:password`.

    Raises:
        AuthFailed: the secret is empty or has characters that no header can carry, such as a pasted line break.
            It is raised here because the HTTP library would quote the whole header in its own error.
    """
    if scheme is AuthScheme.BASIC:
        token = b64encode(secret.reveal().encode("utf-8", "replace")).decode()
    else:
        token = secret.reveal().strip()
    if not token or not token.isascii() or not token.isprintable():
        raise AuthFailed(detail="not a header value")
    return f"{scheme.value} {token}".encode("ascii")
