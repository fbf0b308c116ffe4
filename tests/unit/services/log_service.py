"""The logs of the vendor, with a clock of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from composer_app.api.wire_time import read_wire_time, wire_time
from composer_app.domain.account import Generation
from composer_app.domain.vendor_limits import LOG_REACH
from tests.faulty_server import Request

DELIVERED = {"groupId": 3, "groupName": "DELIVERED", "id": 5, "name": "DELIVERED_TO_HANDSET"}
PENDING = {"groupId": 1, "groupName": "PENDING", "id": 7, "name": "PENDING_ENROUTE"}


class LogService:
    """Gives the newest first, both ends of a time span included, at most a page; its logs never forget."""

    def __init__(self, entries: list[dict[str, object]], has_cursor: bool = False) -> None:
        self.entries = sorted(entries, key=lambda entry: str(entry["sentAt"]), reverse=True)
        self.has_cursor = has_cursor
        self.spans: list[tuple[datetime, datetime]] = []

    def __call__(self, request: Request) -> object:
        since, until = span_of(request)
        self.spans.append((since, until))
        limit = int(request.asked_for("limit")[0])
        found = [entry for entry in self.entries if since <= _sent(entry) <= until]
        if not self.has_cursor:
            return {"results": found[:limit]}
        at = int((request.asked_for("cursor") or ["0"])[0])
        following = str(at + limit) if at + limit < len(found) else None
        return {"results": found[at : at + limit], "cursor": {"limit": limit, "nextCursor": following}}


@dataclass
class LoggedMail:
    """A mail of some program. It is in the logs from `appears_at` on, and final from `final_at` on."""

    number: int
    sent_at: datetime
    appears_at: datetime
    final_at: datetime

    def entry(self, now: datetime, generation: Generation) -> dict[str, object]:
        status = DELIVERED if self.final_at <= now else PENDING
        return entry(self.number, self.sent_at, generation) | {"status": status}


@dataclass
class ForgetfulLogs:
    """Logs as they are: entries appear late, change, and are forgotten after 48 hours.

    Args:
        clock: the service's own.
        is_fickle: of its cursors some repeat, some are refused, and some begin anew.
    """

    clock: Callable[[], datetime]
    generation: Generation = Generation.V3
    page: int = 1000
    is_fickle: bool = False
    mails: list[LoggedMail] = field(default_factory=list)
    asked: int = 0

    def visible(self) -> list[LoggedMail]:
        """What the logs hold now, the newest first."""
        now = self.clock()
        found = [one for one in self.mails if one.appears_at <= now and now - LOG_REACH <= one.sent_at <= now]
        return sorted(found, key=lambda one: (one.sent_at, one.number), reverse=True)

    def __call__(self, request: Request) -> object:
        self.asked += 1
        since, until = span_of(request)
        limit = min(int(request.asked_for("limit")[0]), self.page)
        found = [one for one in self.visible() if since <= one.sent_at <= until]
        at = int((request.asked_for("cursor") or ["0"])[0])
        if self.is_fickle and at and self.asked % 3 == 0:
            at = 0
        results = [one.entry(self.clock(), self.generation) for one in found[at : at + limit]]
        if self.generation is not Generation.V4:
            return {"results": results}
        following = str(at + limit) if at + limit < len(found) else None
        if self.is_fickle and at and self.asked % 4 == 0:
            following = str(at)
        return {"results": results, "cursor": {"limit": limit, "nextCursor": following}}


def span_of(request: Request) -> tuple[datetime, datetime]:
    """`sentSince` and `sentUntil`."""
    since, until = (read_wire_time(request.asked_for(name)[0]) for name in ("sentSince", "sentUntil"))
    assert since is not None
    assert until is not None
    return since, until


def entry(number: int, at: datetime, generation: Generation = Generation.V3) -> dict[str, object]:
    """A log entry of a mail that was delivered."""
    to, sender = ("destination", "sender") if generation is Generation.V4 else ("to", "from")
    return {
        "bulkId": "b",
        "messageId": f"m-{number}",
        to: f"person{number}@example.com",
        sender: "billing@example.com",
        "sentAt": wire_time(at),
        "status": DELIVERED,
    }


def at_every(step: timedelta, count: int, until: datetime) -> list[dict[str, object]]:
    """So many entries, `step` apart."""
    return [entry(number, until - number * step) for number in range(count)]


def _sent(entry: dict[str, object]) -> datetime:
    at = read_wire_time(str(entry["sentAt"]))
    assert at is not None
    return at
