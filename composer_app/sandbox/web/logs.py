"""Logs of the last 48 hours: ``/email/1/logs`` and ``/email/4/logs``. Reading consumes nothing (api/README.md 5)."""

import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.store import filters
from composer_app.sandbox.store.filters import Condition
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.store.rows import Message
from composer_app.sandbox.vendor_statuses import GROUPS
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.get_only_route import get
from composer_app.sandbox.web.message_items import log_v1, log_v4
from composer_app.sandbox.web.query_string import Query


class LogPaths:
    """Answers log queries, newest first; all filters are joined by AND."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def routes(self) -> list[Route]:
        return [get("/email/1/logs", self.logs_v1), get("/email/4/logs", self.logs_v4)]

    async def logs_v1(self, request: Request) -> JSONResponse:
        query, now_ms = Query(request), self._clock.now_ms()
        conditions = _conditions(query, now_ms, sender="from", recipient="to")
        group = query.one("generalStatus")
        if group:
            conditions.append(filters.in_group(group.upper(), now_ms))
        messages = self._find(query, conditions)
        return JSONResponse({"results": [log_v1(message, now_ms) for message in messages]})

    async def logs_v4(self, request: Request) -> JSONResponse:
        query, now_ms = Query(request), self._clock.now_ms()
        conditions = _conditions(query, now_ms, sender="sender", recipient="destination")
        group = query.checks.choice("generalStatus", query.one("generalStatus"), GROUPS)
        if group:
            conditions.append(filters.in_group(group, now_ms))
        use_cursor = query.flag("useCursor")
        if use_cursor and (after := query.one("cursor")):
            conditions += _after(after, query)
        messages = self._find(query, conditions)
        answer: dict[str, object] = {"results": [log_v4(message, now_ms) for message in messages]}
        if use_cursor:
            cursor: dict[str, object] = {"limit": query.limit()}
            if len(messages) == query.limit():
                cursor["nextCursor"] = _cursor_at(messages[-1])
            answer["cursor"] = cursor
        return JSONResponse(answer)

    def _find(self, query: Query, conditions: list[Condition]) -> list[Message]:
        limit = query.limit()
        if query.checks.violations:
            raise Problem(400, query.checks.violations)
        return self._store.find(conditions, limit)


def _conditions(query: Query, now_ms: int, sender: str, recipient: str) -> list[Condition]:
    """Reads the filters both versions have.

    Args:
        sender: the version's name for the sender's address.
        recipient: the version's name for the recipient's address.
    """
    conditions = [filters.within_log_window(now_ms)]
    for name, by_list in (
        ("messageId", filters.with_message_id),
        ("bulkId", filters.with_bulk_id),
        ("campaignReferenceId", filters.with_campaign),
    ):
        if values := query.many(name):
            conditions.append(by_list(*values))
    for name, by_address in ((sender, filters.from_sender), (recipient, filters.to_recipient)):
        if address := query.address(name):
            conditions.append(by_address(address))
    for name, by_text in (("applicationId", filters.with_application), ("entityId", filters.with_entity)):
        if text := query.one(name):
            conditions.append(by_text(text))
    for name, by_date in (("sentSince", filters.sent_since), ("sentUntil", filters.sent_until)):
        if (at_ms := query.date(name)) is not None:
            conditions.append(by_date(at_ms))
    return conditions


def _cursor_at(message: Message) -> str:
    return base64.urlsafe_b64encode(f"{message.sent_at_ms}.{message.row_id}".encode()).decode()


def _after(cursor: str, query: Query) -> list[Condition]:
    try:
        sent_at_ms, _, row_id = base64.urlsafe_b64decode(cursor).decode("ascii").partition(".")
        return [filters.older_than(int(sent_at_ms[:18]), int(row_id[:18]))]
    except (binascii.Error, ValueError):
        query.checks.note("cursor", "is not a cursor of this service")
        return []
