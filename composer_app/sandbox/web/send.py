"""The paths that take mail: ``/email/1|2|3/send`` and ``/email/4/messages``."""

import asyncio
import json

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from composer_app.sandbox import statuses
from composer_app.sandbox.clock import Clock
from composer_app.sandbox.desk import Desk, Receipt
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.checks import Checks
from composer_app.sandbox.mail.form_mail import FormMail
from composer_app.sandbox.mail.json_mail import JsonMail
from composer_app.sandbox.memory import give_back_memory
from composer_app.sandbox.statuses import Status
from composer_app.sandbox.store.blobs import Blobs
from composer_app.sandbox.store.messages import NewMessage
from composer_app.sandbox.web.bodies import blocks_of
from composer_app.sandbox.web.connection import HangUp
from composer_app.sandbox.web.multipart import read_form
from composer_app.sandbox.web.problems import Problem

# By then a request is answered.
_ANSWERED_S = 1.0


class SendPaths:
    """Reads a request, hands it to the desk, answers in the version's own words."""

    def __init__(self, desk: Desk, blobs: Blobs, clock: Clock) -> None:
        self._desk = desk
        self._blobs = blobs
        self._clock = clock

    def routes(self) -> list[Route]:
        return [
            Route("/email/1/send", self.send_v1, methods=["POST"]),
            Route("/email/2/send", self.send_v2, methods=["POST"]),
            Route("/email/3/send", self.send_v3, methods=["POST"]),
            Route("/email/4/messages", self.send_v4, methods=["POST"]),
        ]

    async def send_v1(self, request: Request) -> ASGIApp:
        receipt = await self._take_form(request, limits.CALLBACK_CHARS_V1)
        return _answer(receipt, "to", statuses.PENDING_ACCEPTED, message_count=1)

    async def send_v2(self, request: Request) -> ASGIApp:
        receipt = await self._take_form(request, limits.CALLBACK_CHARS)
        return _answer(receipt, "to", statuses.PENDING_ACCEPTED, message_count=1)

    async def send_v3(self, request: Request) -> ASGIApp:
        receipt = await self._take_form(request, limits.CALLBACK_CHARS)
        return _answer(receipt, "to", statuses.PENDING_ACCEPTED)

    async def send_v4(self, request: Request) -> ASGIApp:
        body = await _read_json(request)
        with self._blobs.tray() as tray:
            mail = JsonMail(body, tray, self._clock.now_ms())
            submission = mail.read()
            _refuse(mail.checks)
            receipt = self._desk.accept(submission, tray)
        return _answer(receipt, "destination", statuses.PENDING_ENROUTE)

    async def _take_form(self, request: Request, callback_chars: int) -> Receipt:
        with self._blobs.tray() as tray:
            blocks = blocks_of(request, limits.FORM_BYTES)
            form = await read_form(request.headers.get("content-type", ""), blocks, tray)
            mail = FormMail(form.fields, form.files, self._clock.now_ms(), callback_chars)
            submission = mail.read()
            _refuse(mail.checks)
            return self._desk.accept(submission, tray)


async def _read_json(request: Request) -> dict[str, object]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem(415, text="Content type must be application/json")
    text = bytearray()
    async for block in blocks_of(request, limits.JSON_BYTES):
        text += block
    if len(text) > limits.MEGABYTE:
        # The body and what is read from it are freed with the answer, but glibc would keep their room.
        asyncio.get_running_loop().call_later(_ANSWERED_S, give_back_memory)
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Problem(400, text="The body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise Problem(400, text="The body must be a JSON object.")
    return body


def _refuse(checks: Checks) -> None:
    if checks.violations:
        raise Problem(400, checks.violations)


def _answer(receipt: Receipt, address_name: str, status: Status, message_count: int | None = None) -> ASGIApp:
    """Builds the answer of a version; nothing at all where the outcome is that the answer gets lost."""
    if receipt.loses_answer:
        return HangUp()
    extra = {} if message_count is None else {"messageCount": message_count}
    entries = [
        {
            address_name: message.recipient.mailbox.address,
            "messageId": message.message_id,
            "status": _first_status(message, status).as_json(),
            **extra,
        }
        for message in receipt.messages
    ]
    return JSONResponse({"bulkId": receipt.bulk_id, "messages": entries})


def _first_status(message: NewMessage, status: Status) -> Status:
    return message.outcome.status if message.outcome.at_once else status
