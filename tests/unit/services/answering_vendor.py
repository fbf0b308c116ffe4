"""A vendor of every generation of the API, which answers a send in any way. Its logs know it at once, late or never."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from composer_app.domain.account import Generation
from composer_app.domain.submission import SubmissionState
from tests.faulty_server import Exchange, FaultyServer, Request

S = SubmissionState
PATHS = {
    Generation.V1: ("/email/1/send", "/email/1/logs"),
    Generation.V3: ("/email/3/send", "/email/1/logs"),
    Generation.V4: ("/email/4/messages", "/email/4/logs"),
}
PENDING = {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED"}
OLD = {"requestError": {"serviceException": {"messageId": "SOME_CODE", "text": "Some text"}}}
NEW = {"errorCode": "E499", "description": "Some text", "action": "", "violations": [], "resources": []}
PAGE = b"<html><body><h1>Blocked by the proxy</h1></body></html>"

Rows = list[dict[str, Any]]
Says = Callable[[Exchange, Rows, datetime], Awaitable[None]]
"""Answers a send whose mails, taken or not, are these. The time is the service's."""


@dataclass(frozen=True)
class Kind:
    """One kind of answer, and what the table of the design makes of the mail."""

    name: str
    becomes: SubmissionState
    says: Says

    def __repr__(self) -> str:
        return f"<{self.name}>"


def _answer(status: int, body: object, headers: dict[str, str] | None = None) -> Says:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    async def says(exchange: Exchange, _rows: Rows, now: datetime) -> None:
        kind = "text/html" if raw.startswith(b"<") else "application/json"
        await exchange.answer(status, raw, {"Date": format_datetime(now, usegmt=True), **(headers or {})}, kind)

    return says


def _lists(of: Callable[[Rows], Rows], status: int = 200) -> Says:
    async def says(exchange: Exchange, rows: Rows, now: datetime) -> None:
        await _answer(status, {"bulkId": rows[0]["bulkId"], "messages": of(rows)})(exchange, rows, now)

    return says


def _breaks_off(head: bytes, *, resets: bool = False) -> Says:
    async def says(exchange: Exchange, _rows: Rows, _now: datetime) -> None:
        if head:
            await exchange.write(head)
        if resets:
            exchange.reset()
        else:
            exchange.close()

    return says


def _strangers(rows: Rows) -> Rows:
    return [row | {"to": "eve@elsewhere.example", "destination": "eve@elsewhere.example"} for row in rows]


TAKES_IT = Kind("takes it", S.ACCEPTED, _lists(lambda rows: rows))
NAMES_THE_FIRST = Kind("names the first recipient", S.ACCEPTED, _lists(lambda rows: rows[:1]))


def _kinds() -> list[Kind]:
    past, future = "Mon, 23 Nov 2020 12:00:00 GMT", "Wed, 24 Nov 2027 12:00:00 GMT"
    waits = [None, "0", "1", "90", "-5", "1e9", past, future]
    headers = [{} if wait is None else {"Retry-After": wait} for wait in waits]
    envelopes: dict[str, object] = {"old": OLD, "new": NEW}
    foreign: dict[str, object] = {
        "nothing": b"",
        "a page": PAGE,
        "words": b"Slow down",
        "JSON": {"message": "API rate limit exceeded"},
        "half": json.dumps(OLD).encode()[:-2],
    }
    kinds = [TAKES_IT, NAMES_THE_FIRST]
    for name, body in envelopes.items():
        kinds += [
            Kind(f"{status} {name}", S.REJECTED, _answer(status, body))
            for status in (400, 401, 403, 404, 405, 409, 413, 422)
        ]
        kinds += [Kind(f"429 {name} {one}", S.QUEUED, _answer(429, body, one)) for one in headers]
    for name, body in {**foreign, **envelopes}.items():
        kinds += [
            Kind(f"{status} {name} {one}", S.UNKNOWN, _answer(status, body, one))
            for status in (408, 503)
            for one in headers
        ]
        kinds += [
            Kind(f"{status} {name}", S.UNKNOWN, _answer(status, body, {"Location": "/elsewhere"}))
            for status in (301, 302, 303, 307, 407, 500, 501, 502, 504, 520)
        ]
    for name, body in foreign.items():
        kinds += [
            Kind(f"{status} {name}", S.UNKNOWN, _answer(status, body, {"Retry-After": "1"}))
            for status in (400, 401, 403, 404, 405, 409, 413, 422, 429, 451)
        ]
        kinds.append(Kind(f"200 {name}", S.UNKNOWN, _answer(200, body)))
    kinds += [
        Kind("200 error", S.UNKNOWN, _answer(200, OLD)),
        Kind("200 null", S.UNKNOWN, _answer(200, b"null")),
        Kind("200 number", S.UNKNOWN, _answer(200, {"messages": 7})),
        Kind("200 names nobody", S.UNKNOWN, _lists(lambda _rows: [])),
        Kind("200 names a stranger", S.UNKNOWN, _lists(_strangers)),
        Kind("hints, then 503", S.UNKNOWN, _breaks_off(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 503 No\r\n\r\n")),
        Kind("goes on, then the end", S.UNKNOWN, _breaks_off(b"HTTP/1.1 100 Continue\r\n\r\n")),
        Kind("another protocol", S.UNKNOWN, _breaks_off(b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n")),
        Kind("no HTTP", S.UNKNOWN, _breaks_off(b"220 mail.example.com ESMTP\r\n")),
        Kind("half a head", S.UNKNOWN, _breaks_off(b"HTTP/1.1 200 OK\r\nContent-")),
        Kind("half a body", S.UNKNOWN, _breaks_off(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"messages":[')),
        Kind("closes", S.UNKNOWN, _breaks_off(b"")),
        Kind("resets", S.UNKNOWN, _breaks_off(b"", resets=True)),
    ]
    return kinds


KINDS = _kinds()


@dataclass
class AnsweringVendor:
    """What arrived and was taken, and what its logs show of that."""

    server: FaultyServer
    generation: Generation
    now: Callable[[], datetime]
    """The service's own clock."""
    known_after: timedelta | None
    """So long after it was taken a mail is in the logs; None: never."""
    logs_fail: bool = False
    taken: list[tuple[datetime, Rows]] = field(default_factory=list)
    asked_at: list[datetime] = field(default_factory=list)

    def meets(self, kind: Kind, *, takes: bool, before: Callable[[], Awaitable[None]] | None = None) -> None:
        """How sends go from now on. `before`: is awaited between taking and answering."""

        async def send(exchange: Exchange) -> None:
            await exchange.read_body()
            rows = self._rows(exchange.request)
            if takes:
                self.taken.append((self.now(), rows))
            if before is not None:
                await before()
            await kind.says(exchange, rows, self.now())

        send_path, logs_path = PATHS[self.generation]
        self.server.plays("POST", send_path, send)
        self.server.plays("GET", logs_path, self._tell_logs)

    @property
    def sends(self) -> int:
        return len(self.server.asked(PATHS[self.generation][0]))

    async def _tell_logs(self, exchange: Exchange) -> None:
        now = self.now()
        self.asked_at.append(now)
        if self.logs_fail:
            await _answer(500, OLD)(exchange, [], now)
            return
        known = [
            row
            for at, rows in self.taken
            for row in rows
            if self.known_after is not None and now - at >= self.known_after
        ]
        await _answer(200, {"results": known})(exchange, [], now)

    def _rows(self, request: Request) -> Rows:
        """Each arrival gets ids of its own where the request can name none."""
        if self.generation is Generation.V4:
            mail = json.loads(request.body)
            bulk = mail["options"]["schedule"]["bulkId"]
            listed = mail["messages"][0]["destinations"][0]["to"]
            to, ids = [one["destination"] for one in listed], [one["messageId"] for one in listed]
        else:
            bulk, to, ids = request.field("bulkId")[0], request.field("to"), request.field("messageId")
        if len(ids) != len(to):
            ids = [f"{bulk}-{len(self.taken)}-{number}" for number in range(len(to))]
        sent_at = self.now().strftime("%Y-%m-%dT%H:%M:%S.000+0000")
        reported = {
            "bulkId": bulk,
            "sentAt": sent_at,
            "from": "a@example.com",
            "sender": "a@example.com",
            "status": PENDING,
        }
        return [
            {"to": one, "destination": one, "messageId": message_id, **reported}
            for one, message_id in zip(to, ids, strict=True)
        ]
