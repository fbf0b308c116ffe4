"""Sandbox inspection, under ``/sandbox``: the mail it received."""

import json

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from composer_app.sandbox.clock import Clock
from composer_app.sandbox.store.messages import Store
from composer_app.sandbox.store.rows import Message
from composer_app.sandbox.web.error_answers import Problem
from composer_app.sandbox.web.get_only_route import get
from composer_app.sandbox.web.message_items import Item, sender_text, status_at
from composer_app.sandbox.web.query_string import Query


class InspectionPaths:
    """Lists received messages, and renders each as its recipient gets it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def routes(self) -> list[Route]:
        return [
            get("/sandbox/messages", self.messages),
            get("/sandbox/messages/{message_id:path}.eml", self.eml),
        ]

    async def messages(self, request: Request) -> JSONResponse:
        query = Query(request)
        limit = query.limit()
        if query.checks.violations:
            raise Problem(400, query.checks.violations)
        now_ms = self._clock.now_ms()
        return JSONResponse([self._entry(message, now_ms) for message in self._store.newest(limit)])

    async def eml(self, request: Request) -> Response:
        # Imported on demand, to save memory.
        from composer_app.sandbox.mail.eml import render

        message = self._store.message(request.path_params["message_id"])
        if message is None:
            raise Problem(404, text="Message not found")
        content = self._store.content(message.mail_id)
        return Response(render(message, content, self._store.blobs), media_type="message/rfc822")

    def _entry(self, message: Message, now_ms: int) -> Item:
        if message.sent_at_ms > now_ms:
            state = (message.schedule_id and self._store.bulks.held(message.schedule_id)) or "SCHEDULED"
        elif message.due_at_ms > now_ms:
            state = "PENDING"
        else:
            state = message.outcome.status.group
        entry: Item = {
            "messageId": message.message_id,
            "bulkId": message.bulk_id,
            "from": sender_text(message.sender),
            "to": message.recipient.address,
            "subject": message.subject,
            "state": state,
            **status_at(message, now_ms),
        }
        if options := json.loads(message.options):
            entry["options"] = options
        return entry
