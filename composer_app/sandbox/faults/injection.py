"""Applies a fault to a request."""

import asyncio
import json

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from composer_app.sandbox.clock import SECOND_MS, Clock
from composer_app.sandbox.faults.fault import Fault
from composer_app.sandbox.web.connection import hang_up, reset
from composer_app.sandbox.web.error_answers import Problem

_PAGE = "<html><head><title>{status}</title></head><body><h1>{status} Bad gateway</h1></body></html>"
# A field that a later version of the service may add.
_UNKNOWN = {"unknownText": "new", "unknownList": [1, "two", None], "unknownObject": {"deeper": True}}


async def play(fault: Fault, clock: Clock, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Applies the fault instead of, before or after the request."""
    settings = fault.settings
    match fault.kind:
        case "skew":
            clock.skew_this_request(int(settings["seconds"] * SECOND_MS))
            await app(scope, receive, send)
        case "reset-before":
            await reset(scope, receive)
        case "reset-during":
            await _read_half(scope, receive)
            await reset(scope, receive)
        case "reset-after":
            await _read_all(receive)
            await reset(scope, receive)
        case "hang":
            await _read_all(receive)
            await _client_stays(receive, settings["seconds"] or None)
            await hang_up(scope, receive)
        case "error" | "too-many" | "unavailable" | "gateway":
            await _read_all(receive)
            await _refusal(fault, scope["path"])(scope, receive, send)
        case _:
            answer = _Answer()
            await app(scope, receive, answer.take)
            # No start: the answer was dropped on purpose.
            if answer.start is not None:
                await _spoil(fault, answer, scope, receive, send)


class _Answer:
    """A delayed answer."""

    def __init__(self) -> None:
        self.start: Message | None = None
        self.body = b""

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
        else:
            self.body += message.get("body", b"")

    @property
    def is_success(self) -> bool:
        return self.start is not None and self.start["status"] < 400

    def replace_header(self, name: bytes, value: bytes) -> None:
        assert self.start is not None
        others = [(key, old) for key, old in self.start["headers"] if key.lower() != name]
        self.start["headers"] = [*others, (name, value)]


async def _spoil(fault: Fault, answer: _Answer, scope: Scope, receive: Receive, send: Send) -> None:
    assert answer.start is not None
    settings = fault.settings
    match fault.kind:
        case "accept-error" if answer.is_success:
            await _refusal(fault, scope["path"])(scope, receive, send)
            return
        case "accept-nothing" if answer.is_success:
            await hang_up(scope, receive)
            return
        case "accept-hang" if answer.is_success:
            await _client_stays(receive, settings["seconds"] or None)
            await hang_up(scope, receive)
            return
        case "cut-answer":
            await send(answer.start)
            await send({"type": "http.response.body", "body": _half(answer.body), "more_body": True})
            await hang_up(scope, receive)
            return
        case "drip":
            await _drip(answer, int(settings["bytes"]), settings["seconds"], receive, send)
            return
        case "cut-json":
            answer.body = _half(answer.body)
        case "unknown-fields":
            answer.body = json.dumps(_with_unknown(json.loads(answer.body))).encode()
        case "wrong-type":
            answer.replace_header(b"content-type", b"text/html; charset=utf-8")
    answer.replace_header(b"content-length", str(len(answer.body)).encode())
    await send(answer.start)
    await send({"type": "http.response.body", "body": answer.body})


async def _drip(answer: _Answer, size: int, pause_s: float, receive: Receive, send: Send) -> None:
    assert answer.start is not None
    await send(answer.start)
    for start in range(0, len(answer.body), size):
        await send({"type": "http.response.body", "body": answer.body[start : start + size], "more_body": True})
        if not await _client_stays(receive, pause_s):
            return
    await send({"type": "http.response.body", "body": b""})


def _refusal(fault: Fault, path: str) -> ASGIApp:
    settings = fault.settings
    match fault.kind:
        case "gateway":
            status = int(settings["status"])
            return HTMLResponse(_PAGE.format(status=status), status)
        case "too-many":
            return Problem(429, headers={"Retry-After": f"{settings['retryAfter']:g}"}).answer(path)
        case "unavailable":
            return Problem(503, headers={"Retry-After": f"{settings['retryAfter']:g}"}).answer(path)
        case _:
            return Problem(int(settings["status"])).answer(path)


def _half(body: bytes) -> bytes:
    return body[: len(body) // 2]


def _with_unknown(value: object) -> object:
    if isinstance(value, dict):
        return {name: _with_unknown(item) for name, item in value.items()} | _UNKNOWN
    if isinstance(value, list):
        return [_with_unknown(item) for item in value]
    return value


async def _read_half(scope: Scope, receive: Receive) -> None:
    """Reads half of the announced body; of one that is not announced the first block."""
    length = dict(scope["headers"]).get(b"content-length", b"")
    wanted, size = (int(length) // 2 if length.isdigit() else 1), 0
    while size < wanted:
        message = await receive()
        size += len(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


async def _read_all(receive: Receive) -> None:
    while True:
        message = await receive()
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return


async def _client_stays(receive: Receive, seconds: float | None) -> bool:
    """Waits. Returns False as soon as the client has left; None waits for that."""
    try:
        async with asyncio.timeout(seconds):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return True
    return False
