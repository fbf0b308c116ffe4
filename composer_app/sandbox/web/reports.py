"""Delivery reports: ``/email/1/reports`` and ``/email/4/reports``, each handed out once by either (api/README.md 4)."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.clock import HOUR_MS, Clock
from composer_app.sandbox.mail import limits
from composer_app.sandbox.store import filters
from composer_app.sandbox.store.filters import Condition
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.store.rows import Message
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.get_only_route import get
from composer_app.sandbox.web.message_items import Item, report_v1, report_v4
from composer_app.sandbox.web.query_string import Query


class ReportPaths:
    """Hands out reports, newest first, and consumes exactly those."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def routes(self) -> list[Route]:
        return [get("/email/1/reports", self.reports_v1), get("/email/4/reports", self.reports_v4)]

    async def reports_v1(self, request: Request) -> JSONResponse:
        return JSONResponse({"results": self._take(request, [], report_v1, by_v4=False)})

    async def reports_v4(self, request: Request) -> JSONResponse:
        # Only this version's description speaks of a window.
        window = [filters.final_since(self._clock.now_ms() - limits.LOG_HOURS * HOUR_MS)]
        # The description's second list, emailResults, is marked as one that answers do not have.
        return JSONResponse({"results": self._take(request, window, report_v4, by_v4=True)})

    def _take(
        self, request: Request, conditions: list[Condition], build: Callable[[Message, int], Item], by_v4: bool
    ) -> list[Item]:
        query = Query(request)
        now_ms = self._clock.now_ms()
        conditions.append(filters.final_by(now_ms))
        for name, condition in (
            ("bulkId", filters.with_bulk_id),
            ("messageId", filters.with_message_id),
            ("campaignReferenceId", filters.with_campaign),
            ("applicationId", filters.with_application),
            ("entityId", filters.with_entity),
        ):
            if value := query.one(name):
                conditions.append(condition(value))
        limit = query.limit()
        if query.checks.violations:
            raise Problem(400, query.checks.violations)
        return [build(message, now_ms) for message in self._store.take_reports(conditions, limit, by_v4)]
