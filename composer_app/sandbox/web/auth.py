"""The key at the door."""

import base64
import binascii
import hmac

from starlette.types import ASGIApp, Receive, Scope, Send

from composer_app.sandbox.web.problems import Problem


class RequireKey:
    """Lets through only requests that carry the key, in any of the API's four schemes."""

    def __init__(self, app: ASGIApp, api_key: str) -> None:
        self._app = app
        self._key = api_key.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._is_allowed(scope):
            await Problem(401).answer(scope["path"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        given = [value for name, value in scope["headers"] if name == b"authorization"]
        credential = _credential(given[0]) if len(given) == 1 else None
        return credential is not None and hmac.compare_digest(credential, self._key)


def _credential(header: bytes) -> bytes | None:
    """Returns what the client presents as the key; scheme names count letter by letter, as with the service."""
    scheme, _, credential = header.partition(b" ")
    credential = credential.strip()
    if scheme in {b"App", b"Bearer", b"IBSSO"}:
        return credential
    if scheme == b"Basic":
        try:
            return base64.b64decode(credential, validate=True).partition(b":")[2]
        except binascii.Error:
            return None
    return None
