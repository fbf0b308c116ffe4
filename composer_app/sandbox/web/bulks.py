"""Scheduled sends: ``/email/1/bulks`` and ``/email/1/bulks/status`` (api/README.md 6)."""

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.dates import format_date
from composer_app.sandbox.magic_addresses import CANCELLED
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.json_fields import JsonFields
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store.bulks import CANCELED, PAUSED, Bulk
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.get_only_route import get
from composer_app.sandbox.web.query_string import Query
from composer_app.sandbox.web.request_bodies import Bodies

_STATUSES = ("PENDING", PAUSED, "PROCESSING", CANCELED, "FINISHED", "FAILED")
_BODY_BYTES = limits.MEGABYTE


class BulkPaths:
    """Reads and changes scheduled sends. A change applies to all bulks of the client's id that can still change."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._bulks = store.bulks
        self._clock = clock
        self._bodies = Bodies(settings.choices)
        self._of_cancelled = CANCELLED if settings.choices.cancelled == "rejected" else None

    def routes(self) -> list[Route]:
        return [
            get("/email/1/bulks", self.times),
            Route("/email/1/bulks", self.reschedule, methods=["PUT"]),
            get("/email/1/bulks/status", self.statuses),
            Route("/email/1/bulks/status", self.change_status, methods=["PUT"]),
        ]

    async def times(self, request: Request) -> JSONResponse:
        external_id, bulks = self._find(request)
        entries = [{"bulkId": str(bulk.id), "sendAt": format_date(bulk.send_at_ms)} for bulk in bulks]
        return JSONResponse({"externalBulkId": external_id, "bulks": entries})

    async def statuses(self, request: Request) -> JSONResponse:
        external_id, bulks = self._find(request)
        entries = [{"bulkId": str(bulk.id), "status": bulk.status} for bulk in bulks]
        return JSONResponse({"externalBulkId": external_id, "bulks": entries})

    async def reschedule(self, request: Request) -> JSONResponse:
        checks = Checks()
        text = JsonFields(await self._bodies.json(request, _BODY_BYTES), checks).text("sendAt")
        if text is None:
            checks.note("sendAt", "must not be null")
        _refuse(checks)
        _, bulks = self._find(request)
        changing, now_ms = _that_can_change(bulks), self._clock.now_ms()
        # Only now: a missing bulk is reported before an invalid date.
        send_at_ms = checks.send_at("sendAt", text, now_ms, limits.RESCHEDULE_DAYS, takes_past=False)
        _refuse(checks)
        assert send_at_ms is not None
        for bulk in changing:
            self._bulks.reschedule(bulk, send_at_ms, now_ms)
        return JSONResponse({"bulkId": str(changing[0].id), "sendAt": format_date(send_at_ms)})

    async def change_status(self, request: Request) -> JSONResponse:
        checks = Checks()
        body = JsonFields(await self._bodies.json(request, _BODY_BYTES), checks)
        status = checks.choice("status", body.text("status"), _STATUSES)
        if not body.text("status"):
            checks.note("status", "must not be null")
        _refuse(checks)
        external_id, bulks = self._find(request)
        changing, now_ms = _that_can_change(bulks), self._clock.now_ms()
        for bulk in changing:
            if status == CANCELED:
                self._bulks.cancel(bulk, now_ms, self._of_cancelled)
            elif status == PAUSED and bulk.status != PAUSED:
                self._bulks.pause(bulk, now_ms)
            elif status == "PENDING" and bulk.status == PAUSED:
                self._bulks.resume(bulk, now_ms)
            elif status not in {"PENDING", PAUSED}:
                # Clients must not set these.
                raise _not_allowed()
        return JSONResponse({"bulkId": external_id, "status": status})

    def _find(self, request: Request) -> tuple[str, list[Bulk]]:
        query = Query(request)
        external_id = query.one("bulkId")
        if external_id is None:
            query.checks.note("bulkId", "must not be blank")
        _refuse(query.checks)
        bulks = self._bulks.find(external_id or "", self._clock.now_ms())
        if not bulks:
            raise Problem(404, text="Bulk not found")
        return external_id or "", bulks


def _that_can_change(bulks: list[Bulk]) -> list[Bulk]:
    changing = [bulk for bulk in bulks if bulk.can_change]
    if not changing:
        raise _not_allowed()
    return changing


def _not_allowed() -> Problem:
    return Problem(409, text="Update not allowed for bulk")


def _refuse(checks: Checks) -> None:
    if checks.violations:
        raise Problem(400, checks.violations)
