"""Sandbox control, under ``/sandbox``: clock and faults."""

import re
from collections.abc import Awaitable, Callable

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.clock import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Clock
from composer_app.sandbox.dates import format_date, parse_date
from composer_app.sandbox.faults.active_faults import ActiveFaults
from composer_app.sandbox.faults.fault import REFUSE, read_fault, read_refusal
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.json_fields import JsonFields
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.get_only_route import get
from composer_app.sandbox.web.request_bodies import Bodies

_STEP = re.compile(r"(-?\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|h|d|)", re.ASCII)
_UNITS_MS = {"ms": 1, "s": SECOND_MS, "": SECOND_MS, "m": MINUTE_MS, "h": HOUR_MS, "d": DAY_MS}
_FIRST_MS, _LAST_MS = parse_date("2000-01-01T00:00:00Z"), parse_date("2999-12-31T00:00:00Z")
_BODY_BYTES = limits.MEGABYTE


class ControlPaths:
    """The clock and the faults.

    Args:
        refuse_for: refuses connections for so many seconds.
    """

    def __init__(
        self, clock: Clock, board: ActiveFaults, settings: Settings, refuse_for: Callable[[float], Awaitable[None]]
    ) -> None:
        self._clock = clock
        self._board = board
        self._bodies = Bodies(settings.choices)
        self._refuse_for = refuse_for

    def routes(self) -> list[Route]:
        return [
            get("/sandbox/clock", self.time),
            Route("/sandbox/clock", self.set_time, methods=["POST"]),
            get("/sandbox/faults", self.faults),
            Route("/sandbox/faults", self.add_fault, methods=["POST"]),
            Route("/sandbox/faults", self.remove_all, methods=["DELETE"]),
            Route("/sandbox/faults/{id:int}", self.remove_one, methods=["DELETE"]),
        ]

    async def time(self, request: Request) -> JSONResponse:
        return self._answer_time()

    async def set_time(self, request: Request) -> JSONResponse:
        checks = Checks()
        body = JsonFields(await self._bodies.json(request, _BODY_BYTES), checks)
        names = body.names()
        if len(names) != 1 or names[0] not in {"advance", "set", "reset"}:
            checks.note("advance", "exactly one of advance, set and reset must be given")
            raise Problem(400, checks.violations)
        offset_ms = self._clock.offset_ms
        now_ms = self._clock.now_ms()
        if body.has("advance"):
            offset_ms += self._step_ms(body, checks)
        elif body.has("set"):
            try:
                offset_ms += parse_date(body.text("set") or "") - now_ms
            except ValueError:
                checks.note("set", "must be a date-time like 2026-11-23T12:00:00.000Z")
        elif body.flag("reset"):
            offset_ms = 0
        if not _FIRST_MS <= now_ms - self._clock.offset_ms + offset_ms <= _LAST_MS:
            checks.note(names[0], "must lead to a year from 2000 to 2999")
        if checks.violations:
            raise Problem(400, checks.violations)
        self._clock.offset_ms = offset_ms
        return self._answer_time()

    async def faults(self, request: Request) -> JSONResponse:
        return JSONResponse([fault.as_json() for fault in self._board.faults])

    async def add_fault(self, request: Request) -> JSONResponse:
        checks = Checks()
        body = JsonFields(await self._bodies.json(request, _BODY_BYTES), checks)
        if body.text("kind") == REFUSE:
            seconds = read_refusal(body, checks)
            if checks.violations:
                raise Problem(400, checks.violations)
            # The answer is still sent; then connections are refused.
            closing = BackgroundTask(self._refuse_for, seconds)
            headers = {"Connection": "close"}
            return JSONResponse({"kind": REFUSE, "seconds": seconds}, 201, headers, background=closing)
        fault = read_fault(body, checks, self._board.next_id())
        if checks.violations:
            raise Problem(400, checks.violations)
        self._board.add(fault)
        return JSONResponse(fault.as_json(), 201)

    async def remove_all(self, request: Request) -> JSONResponse:
        return JSONResponse({"removed": self._board.remove()})

    async def remove_one(self, request: Request) -> JSONResponse:
        if not self._board.remove(request.path_params["id"]):
            raise Problem(404, text="Fault not found")
        return JSONResponse({"removed": 1})

    def _answer_time(self) -> JSONResponse:
        return JSONResponse(
            {"now": format_date(self._clock.now_ms()), "offsetSeconds": self._clock.offset_ms / SECOND_MS}
        )

    def _step_ms(self, body: JsonFields, checks: Checks) -> int:
        """Reads a number of seconds, or a text like ``48h``."""
        found = _STEP.fullmatch(str(body.get("advance")).strip())
        if found is None:
            checks.note("advance", "must be seconds, or a text like 90s, 10m, 48h, 30d")
            return 0
        return round(float(found[1]) * _UNITS_MS[found[2]])
