"""Authentication middleware: key, scope, rate and accepted answer type of every request."""

from email.utils import formatdate

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from composer_app.sandbox.clock import SECOND_MS, Clock
from composer_app.sandbox.keys import find_key
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.web.authorization_header import presented_key
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.rate_limits import RequestCounter
from composer_app.sandbox.web.scopes import scopes_of

# What the Sandbox answers with is JSON, except for requests that look at received mail.
_JSON_RANGES = frozenset({"*/*", "application/*", "application/json"})


class AuthMiddleware:
    """Passes allowed requests on, and answers 401, 403, 406 or 429 to others without reading their body."""

    def __init__(self, app: ASGIApp, settings: Settings, clock: Clock) -> None:
        self._app = app
        self._keys = settings.keys
        self._clock = clock
        self._rates = RequestCounter(clock) if settings.has_rate_limits else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                # The Date header follows the Sandbox's clock, not the computer's.
                date = formatdate(self._clock.now_ms() // SECOND_MS, usegmt=True).encode()
                message["headers"] = [*message.get("headers", ()), (b"date", date)]
            await send(message)

        if scope["type"] == "http" and (problem := self._problem(scope)) is not None:
            await problem.answer(scope["path"])(scope, receive, dated)
            return
        await self._app(scope, receive, dated)

    def _problem(self, scope: Scope) -> Problem | None:
        presented = presented_key(scope["headers"])
        key = None if presented is None else find_key(self._keys, presented)
        if key is None:
            return Problem(401)
        scopes = scopes_of(scope["method"], scope["path"])
        if scopes is None:
            return None
        if not key.may(scopes):
            return Problem(403)
        if not _takes_json(scope["headers"]):
            return Problem(406, text="Only application/json is answered")
        if self._rates is not None and (wait_s := self._rates.retry_after_s(key, scope["method"], scope["path"])):
            return Problem(429, headers={"Retry-After": str(wait_s)})
        return None


def _takes_json(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether the client accepts JSON; without an Accept header it accepts everything."""
    ranges = [part for name, value in headers if name == b"accept" for part in value.decode("latin-1").split(",")]
    wanted = [part for part in ranges if part.strip()]
    return not wanted or any(_is_wanted(part) for part in wanted)


def _is_wanted(media_range: str) -> bool:
    name, *parameters = (part.strip().lower() for part in media_range.split(";"))
    refused = {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return name in _JSON_RANGES and refused.isdisjoint(parameters)
