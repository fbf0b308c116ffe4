"""Content uploads for later sends: ``/email/1/content`` (api/README.md 3.5)."""

import secrets

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.clock import MINUTE_MS, Clock
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.mail_rules import is_refused_file_name
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.request_bodies import Bodies, content_type


class ContentPaths:
    """Writes files straight to disk. Only the returned id finds them again."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._store = store
        self._clock = clock
        self._bodies = Bodies(settings.choices)

    def routes(self) -> list[Route]:
        return [Route("/email/1/content", self.upload, methods=["POST"])]

    async def upload(self, request: Request) -> JSONResponse:
        name, kind = (_required(request, header) for header in ("X-Content-Id", "X-Media-Type"))
        minutes = _minutes(request.headers.get("x-validity-period-minutes"))
        if content_type(request) != "application/octet-stream":
            raise Problem(415, text="Content type must be application/octet-stream")
        if is_refused_file_name(name):
            raise Problem(400, text=f"File type is not allowed: {name[:200]}")
        with self._store.blobs.tray() as tray:
            file = tray.new_file()
            async for block in self._bodies.blocks(request, limits.MESSAGE_BYTES):
                file.write(block)
            part = file.finish(name, kind)
            if not part.size_bytes:
                raise Problem(400, text="Required request body is missing")
            tray.keep([part])
            content_id = secrets.token_hex(32).upper()
            self._store.contents.add(content_id, part, self._clock.now_ms() + minutes * MINUTE_MS)
        return JSONResponse({"uploadedContentId": content_id})


def _required(request: Request, header: str) -> str:
    value = request.headers.get(header, "").strip()
    if not value:
        raise Problem(400, text=f"Required request header '{header}' for method parameter type String is not present")
    return value


def _minutes(text: str | None) -> int:
    if text is None:
        return limits.CONTENT_MINUTES.start
    text = text.strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text) in limits.CONTENT_MINUTES):
        first, last = limits.CONTENT_MINUTES.start, limits.CONTENT_MINUTES.stop - 1
        raise Problem(400, text=f"X-Validity-Period-Minutes must be a whole number between {first} and {last}")
    return int(text)
