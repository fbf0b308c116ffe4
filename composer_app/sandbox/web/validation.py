"""Address validation: ``/email/2/validation`` for one, ``/email/2/validations`` for many (api/README.md 7)."""

import asyncio
import base64
import binascii
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from composer_app.sandbox.clock import DAY_MS, Clock
from composer_app.sandbox.dates import format_date
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.json_fields import JsonFields
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store.filters import Condition
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.store.validations import Validation
from composer_app.sandbox.submit import new_id
from composer_app.sandbox.validation.verdict import ADDRESS_CHARS, MAILBOX_STATES, RISKS, Verdict, judge
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.get_only_route import get
from composer_app.sandbox.web.query_string import Query
from composer_app.sandbox.web.request_bodies import Bodies, content_type, read_object, refuse_missing_body

_FORM = "application/x-www-form-urlencoded"
# It takes an answer apart only if validMailbox is a boolean; the description of the API says it is a text.
_BOOLEAN_CLIENT = "infobip-api-client-python/6."
_FLAGS = {
    "validSyntax": "valid_syntax",
    "catchAll": "catch_all",
    "disposable": "disposable",
    "roleBased": "role_based",
}
# So many addresses are judged before other requests get their turn.
_SLICE = 500


class ValidationPaths:
    """Validates addresses: one at once, many after the delivery delay."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self._validations = store.validations
        self._clock = clock
        self._delay_ms = settings.delivery_delay_ms
        self._mailbox_as = settings.choices.validated_mailbox
        self._bodies = Bodies(settings.choices)

    def routes(self) -> list[Route]:
        return [
            Route("/email/2/validation", self.validate, methods=["POST"]),
            Route("/email/2/validations", self.request, methods=["POST"]),
            get("/email/2/validations", self.results),
        ]

    async def validate(self, request: Request) -> JSONResponse:
        if content_type(request) not in {"application/json", _FORM}:
            refuse_missing_body(request)
            raise Problem(415, text=f"Content type must be application/json or {_FORM}")
        raw = await self._bodies.all(request, limits.MEGABYTE)
        if content_type(request) == _FORM:
            body: dict[str, object] = dict(reversed(parse_qsl(raw.decode(errors="replace"))))
        else:
            body = read_object(raw)
        checks = Checks()
        address = JsonFields(body, checks).text("to")
        if address is None:
            checks.note("to", "must not be blank")
            address = ""
        _refuse(checks)
        return JSONResponse({"to": address, **judge(address).as_json()})

    async def request(self, request: Request) -> JSONResponse:
        checks = Checks()
        body = JsonFields(await self._bodies.json(request, limits.JSON_BYTES), checks)
        request_id = body.text("validationRequestId")
        checks.length("validationRequestId", request_id, limits.VALIDATION_REQUEST_ID_CHARS)
        found: list[tuple[str, Verdict]] = []
        for index, item in enumerate(body.items("destinations")):
            if index == limits.VALIDATION_ADDRESSES:
                checks.note("destinations", f"size must be between 1 and {limits.VALIDATION_ADDRESSES}")
                break
            address = item.text("destination") or ""
            if not 1 <= len(address) <= ADDRESS_CHARS:
                checks.note(item.path("destination"), f"size must be between 1 and {ADDRESS_CHARS}")
            found.append((address, judge(address)))
            if index % _SLICE == _SLICE - 1:
                await asyncio.sleep(0)
        if not found and not checks.violations:
            checks.note("destinations", f"size must be between 1 and {limits.VALIDATION_ADDRESSES}")
        _refuse(checks)
        request_id = request_id or new_id()
        self._validations.add(request_id, found, self._clock.now_ms() + self._delay_ms)
        return JSONResponse({"validationRequestId": request_id}, 202)

    async def results(self, request: Request) -> JSONResponse:
        query = Query(request)
        conditions = self._conditions(query)
        size = query.limit("size", limits.VALIDATION_PAGE_DEFAULT)
        after, before = _place(query)
        _refuse(query.checks)
        page = self._validations.page(conditions, size, after, before)
        first, last = (page.validations[0], page.validations[-1]) if page.validations else (None, None)
        paging = {
            "size": size,
            "previousCursor": _cursor("before", first) if first and page.has_previous else "",
            "nextCursor": _cursor("after", last) if last and page.has_next else "",
        }
        entries = [_entry(found) for found in page.validations]
        if self._wants_booleans(request):
            # What is not known has no word of its own there.
            entries = [{**entry, "validMailbox": entry["validMailbox"] == "true"} for entry in entries]
        return JSONResponse({"results": entries, "paging": paging})

    def _wants_booleans(self, request: Request) -> bool:
        if self._mailbox_as == "by-client":
            return request.headers.get("user-agent", "").startswith(_BOOLEAN_CLIENT)
        return self._mailbox_as == "boolean"

    def _conditions(self, query: Query) -> list[Condition]:
        now_ms, checks = self._clock.now_ms(), query.checks
        conditions = [Condition("validated_at <= ?", (now_ms,))]
        if request_id := checks.length(
            "validationRequestId", query.one("validationRequestId"), limits.VALIDATION_REQUEST_ID_CHARS
        ):
            conditions.append(Condition("request_id = ?", (request_id,)))
        if addresses := query.many("destination", most_chars=None):
            if len(addresses) > limits.VALIDATION_FILTER_ADDRESSES:
                checks.note("destination", f"size must be between 0 and {limits.VALIDATION_FILTER_ADDRESSES}")
            marks = ", ".join("?" * len(addresses))
            conditions.append(Condition(f"destination IN ({marks})", tuple(addresses)))
        # One released client types this filter as a boolean and writes True.
        mailbox = (query.one("validMailbox") or "").lower()
        if checks.choice("validMailbox", mailbox, MAILBOX_STATES):
            conditions.append(Condition("valid_mailbox = ?", (mailbox,)))
        for name, column in _FLAGS.items():
            if query.one(name) is not None:
                conditions.append(Condition(f"{column} = ?", (int(query.flag(name)),)))
        if risk := checks.choice("risk", query.one("risk"), RISKS):
            conditions.append(Condition("risk = ?", (risk,)))
        since_ms = query.date("validatedDateFrom")
        if since_ms is not None and since_ms < now_ms - limits.VALIDATION_DAYS_MOST * DAY_MS:
            checks.note("validatedDateFrom", "must not be more than 1 month in the past")
        if since_ms is None:
            since_ms = now_ms - limits.VALIDATION_DAYS_DEFAULT * DAY_MS
        conditions.append(Condition("validated_at >= ?", (since_ms,)))
        if (until_ms := query.date("validatedDateTo")) is not None:
            conditions.append(Condition("validated_at <= ?", (until_ms,)))
        return conditions


def _entry(found: Validation) -> dict[str, object]:
    return {
        "destination": found.destination,
        **found.verdict.as_json(),
        "bulkValidationDate": format_date(found.validated_at_ms),
        "validationRequestId": found.request_id,
    }


def _cursor(side: str, found: Validation) -> str:
    return base64.urlsafe_b64encode(f"{side}.{found.row_id}".encode()).decode()


def _place(query: Query) -> tuple[int | None, int | None]:
    """Reads the cursor: after which row the page begins, or before which it ends."""
    cursor = query.one("cursor")
    if cursor is None:
        return None, None
    try:
        side, _, number = base64.b64decode(cursor, altchars=b"-_", validate=True).decode("ascii").partition(".")
        place = int(number[:18])
    except (binascii.Error, ValueError):
        side, place = "", 0
    if side not in {"before", "after"}:
        query.checks.note("cursor", "is not a cursor of this service")
    return (None, place) if side == "before" else (place, None)


def _refuse(checks: Checks) -> None:
    if checks.violations:
        raise Problem(400, checks.violations)
