"""The vendor on a faulty server: what it has taken, what logs and reports tell, and every bad way to answer a send."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from composer_app.domain.submission import SubmissionState
from tests.faulty_server import (
    Act,
    Exchange,
    FaultyServer,
    Request,
    answers,
    computes,
    cuts,
    redirects,
    reset_after_body,
    reset_at_once,
    reset_in_body,
    says_no,
    shows_page,
)

SEND, LOGS, REPORTS = "/email/3/send", "/email/1/logs", "/email/1/reports"
DELIVERED = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"}
_PENDING = {"groupId": 1, "groupName": "PENDING", "id": 26, "name": "PENDING_ACCEPTED"}
_REFUSED = {"groupId": 5, "groupName": "REJECTED", "id": 52, "name": "REJECTED_DESTINATION"}
_AT = "2026-11-23T12:00:00.000+0000"
S = SubmissionState
_DOUBT = frozenset({S.UNKNOWN})

Answer = Callable[[Request, list[dict[str, Any]]], Act]
"""What is said about a request whose mails, taken or not, are these."""


@dataclass(frozen=True)
class SendFault:
    """How a send goes. `takes`: the vendor has the mail afterwards. `ends`: what the program must make of it."""

    name: str
    takes: bool
    ends: frozenset[SubmissionState]
    says: Answer
    is_read: bool = True
    """False: it breaks off before the request is there in full."""
    hangs: bool = False

    def __repr__(self) -> str:
        return f"<{self.name}{', taken' if self.takes else ''}>"


def _says(act: Act) -> Answer:
    return lambda _request, _mails: act


def _listing(status: dict[str, Any]) -> Answer:
    def says(request: Request, mails: list[dict[str, Any]]) -> Act:
        listed = [{"to": one["to"], "messageId": one["messageId"], "status": status} for one in mails]
        return answers({"bulkId": request.field("bulkId")[0], "messages": listed})

    return says


def _cut(request: Request, mails: list[dict[str, Any]]) -> Act:
    return cuts({"bulkId": request.field("bulkId")[0], "messages": mails}, 20)


async def _closes(exchange: Exchange) -> None:
    exchange.close()


async def _hangs(exchange: Exchange) -> None:
    await exchange.reader.read()  # until the program gives up
    exchange.close()


def _both(name: str, says: Answer, *, hangs: bool = False) -> tuple[SendFault, SendFault]:
    """Of which one cannot tell from outside whether the mail was taken first."""
    return SendFault(name, False, _DOUBT, says, hangs=hangs), SendFault(name, True, _DOUBT, says, hangs=hangs)


def _no(status: int) -> SendFault:
    return SendFault(f"{status}", False, frozenset({S.REJECTED}), _says(says_no(status)))


def _later(status: int) -> SendFault:
    return SendFault(f"{status}", False, frozenset({S.QUEUED}), _says(says_no(status, {"Retry-After": "90"})))


ACCEPTS = SendFault("accepts", True, frozenset({S.ACCEPTED}), _listing(_PENDING))
FAULTS: tuple[SendFault, ...] = (
    ACCEPTS,
    SendFault("rejects every recipient", False, frozenset({S.REJECTED}), _listing(_REFUSED)),
    *map(_no, (400, 401, 403, 422)),
    _later(429),
    *_both("503", _says(says_no(503, {"Retry-After": "1"}))),
    *_both("408", _says(says_no(408))),
    *_both("a proxy wants a sign-in", _says(shows_page(407))),
    *_both("a gateway slows down", _says(shows_page(429))),
    *_both("a firewall", _says(shows_page(403))),
    *_both("another service", _says(shows_page(404))),
    *_both("redirects", _says(redirects("https://elsewhere.example.net/"))),
    *_both("500", _says(says_no(500))),
    *_both("gateway", _says(shows_page(502))),
    *_both("a page over the answer", _says(shows_page(200))),
    *_both("no JSON", _says(answers(b"not json"))),
    *_both("another JSON", _says(answers({"messages": 7}))),
    *_both("reset after the body", _says(reset_after_body())),
    *_both("closed after the body", _says(_closes)),
    *_both("hangs", _says(_hangs), hangs=True),
    SendFault("answer is cut", True, _DOUBT, _cut),
    # Of a small mail the body is in the socket by then, most likely.
    SendFault("reset after the head", False, _DOUBT | {S.QUEUED}, _says(reset_at_once()), is_read=False),
    SendFault("reset in the body", False, _DOUBT, _says(reset_in_body(100)), is_read=False),
)


@dataclass
class Vendor:
    """What it has, and what it shows of it. Its methods other than acts may be called by the test at any time."""

    server: FaultyServer
    mails: list[dict[str, Any]] = field(default_factory=list)
    """All that was taken, a row a recipient, as logs and reports show them."""
    times: Counter[str] = field(default_factory=Counter)
    """How often it took each bulk."""
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """Reports that nobody has fetched."""

    def has(self, bulk_id: str) -> bool:
        return self.times[bulk_id] > 0

    def take(self, request: Request) -> list[dict[str, Any]]:
        """Have the mail of this request from now on."""
        rows = self.rows_of(request)
        self.times[request.field("bulkId")[0]] += 1
        self.mails += rows
        self.waiting += rows
        return rows

    def rows_of(self, request: Request, *, is_taken: bool = False) -> list[dict[str, Any]]:
        """Each try gets ids of its own where we could name none."""
        bulk = request.field("bulkId")[0]
        to, given = request.field("to"), request.field("messageId")
        before = self.times[bulk] - is_taken
        ids = given if len(given) == len(to) else [f"{bulk}-{before}-{n}" for n in range(len(to))]
        reported = {"bulkId": bulk, "sentAt": _AT, "doneAt": _AT, "status": DELIVERED}
        return [{"to": one, "messageId": id_, **reported} for one, id_ in zip(to, ids, strict=True)]

    # -- acts

    def meets(self, fault: SendFault) -> Act:
        """A send from its first byte to its end."""

        async def act(exchange: Exchange) -> None:
            if not fault.is_read:
                await fault.says(exchange.request, [])(exchange)
                return
            await exchange.read_body()
            await self.ends_with(fault, exchange)

        return act

    async def ends_with(self, fault: SendFault, exchange: Exchange, *, is_taken: bool = False) -> None:
        """The rest of a send whose body was read."""
        request = exchange.request
        mails = self.take(request) if fault.takes and not is_taken else self.rows_of(request, is_taken=is_taken)
        await fault.says(request, mails)(exchange)

    def tells_logs(self) -> Act:
        """All it has of the bulk that is asked for, or of every one."""

        def entries(request: Request) -> object:
            wanted = request.asked_for("bulkId")
            found = [one for one in self.mails if not wanted or one["bulkId"] in wanted]
            return {"results": [one | {"from": "billing@example.com"} for one in found]}

        return computes(entries)

    def hands_out(self) -> Act:
        """Each report once."""

        def reports(_request: Request) -> object:
            handed, self.waiting = self.waiting, []
            return {"results": handed}

        return computes(reports)

    def hands_out_into_nothing(self) -> Act:
        """It believes to have handed them out, and the answer breaks off in the first of them."""

        async def act(exchange: Exchange) -> None:
            handed, self.waiting = self.waiting, []
            await cuts(json.dumps({"results": handed}).encode(), 16)(exchange)

        return act
