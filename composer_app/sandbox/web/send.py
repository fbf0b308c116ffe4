"""Send paths: ``/email/1|2|3/send``, ``/email/4/messages`` and ``/email/4/mime`` (api/README.md 3)."""

import asyncio

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from composer_app.sandbox import vendor_statuses
from composer_app.sandbox.clock import Clock
from composer_app.sandbox.mail import limits
from composer_app.sandbox.mail.field_checks import Checks
from composer_app.sandbox.mail.form_mail import FormMail
from composer_app.sandbox.mail.json_mail import JsonMail
from composer_app.sandbox.settings import Settings
from composer_app.sandbox.store.messages import NewMessage, Store
from composer_app.sandbox.submit import Receipt, SubmitDesk
from composer_app.sandbox.vendor_statuses import Status
from composer_app.sandbox.web.connection import HangUp
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.multipart_reader import read_form
from composer_app.sandbox.web.request_bodies import Bodies

# Reading a mail of more than this takes long enough for others to notice.
_SLOW_BYTES = limits.MEGABYTE


class SendPaths:
    """Parses a request, submits it, and answers in the format of its version."""

    def __init__(self, desk: SubmitDesk, store: Store, clock: Clock, settings: Settings) -> None:
        self._desk = desk
        self._store = store
        self._clock = clock
        self._choices = settings.choices
        self._bodies = Bodies(settings.choices)

    def routes(self) -> list[Route]:
        return [
            Route("/email/1/send", self.send_v1, methods=["POST"]),
            Route("/email/2/send", self.send_v2, methods=["POST"]),
            Route("/email/3/send", self.send_v3, methods=["POST"]),
            Route("/email/4/messages", self.send_v4, methods=["POST"]),
            Route("/email/4/mime", self.send_mime, methods=["POST"]),
        ]

    async def send_v1(self, request: Request) -> ASGIApp:
        receipt = await self._take_form(request, limits.CALLBACK_CHARS_V1)
        return _answer(receipt, "to", vendor_statuses.PENDING_ACCEPTED, message_count=1)

    async def send_v2(self, request: Request) -> ASGIApp:
        receipt = await self._take_form(request, limits.CALLBACK_CHARS)
        return _answer(receipt, "to", vendor_statuses.PENDING_ACCEPTED, message_count=1)

    async def send_v3(self, request: Request) -> ASGIApp:
        receipt = await self._take_form(request, limits.CALLBACK_CHARS)
        return _answer(receipt, "to", vendor_statuses.PENDING_ACCEPTED)

    async def send_v4(self, request: Request) -> ASGIApp:
        body = await self._bodies.json(request, limits.JSON_BYTES)
        now_ms = self._clock.now_ms()
        with self._store.blobs.tray() as tray:
            mail = JsonMail(body, tray, now_ms, lambda id_: self._store.contents.find(id_, now_ms), self._choices)
            submission = mail.read()
            _refuse(mail.checks)
            receipt = self._desk.accept(submission, tray)
        return _answer(receipt, "destination", vendor_statuses.PENDING_ENROUTE)

    async def send_mime(self, request: Request) -> ASGIApp:
        body = await self._bodies.json(request, limits.JSON_BYTES)
        # Most Sandboxes never see such a mail, and need no reader for it.
        from composer_app.sandbox.mail.mime_mail import MimeMail

        with self._store.blobs.tray() as tray:
            mail = MimeMail(body, tray, self._choices)
            is_slow = len(str(body.get("mimeMessage"))) > _SLOW_BYTES
            submission = await asyncio.to_thread(mail.read) if is_slow else mail.read()
            _refuse(mail.checks)
            receipt = self._desk.accept(submission, tray)
        return _answer(receipt, "to", vendor_statuses.PENDING_ACCEPTED)

    async def _take_form(self, request: Request, callback_chars: int) -> Receipt:
        with self._store.blobs.tray() as tray:
            blocks = self._bodies.blocks(request, limits.FORM_BYTES)
            form = await read_form(request.headers.get("content-type", ""), blocks, tray)
            mail = FormMail(form.fields, form.files, self._clock.now_ms(), callback_chars, self._choices)
            submission = mail.read()
            _refuse(mail.checks)
            return self._desk.accept(submission, tray)


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
