"""Another program on the same Sandbox: sends mail that was not sent from the window, and looks into the mailboxes."""

from __future__ import annotations

import email
import email.policy
import json
import urllib.error
import urllib.parse
import urllib.request
from email.message import EmailMessage
from typing import Any

from composer_app.services.runtime.sandbox_process import RunningSandbox

_WITHIN_S = 30.0


class OtherProgram:
    """Speaks to the Sandbox by plain HTTP, without any of the program's own client code."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self._sandbox = sandbox

    def send(self, to: str, subject: str, message_id: str, bulk_id: str) -> None:
        """Send a small mail of its own."""
        message = {
            "sender": "other@sandbox.example",
            "destinations": [{"to": [{"destination": to, "messageId": message_id}]}],
            "content": {"subject": subject, "text": "From another program."},
        }
        self._ask("/email/4/messages", {"messages": [message], "options": {"schedule": {"bulkId": bulk_id}}})

    def messages(self, subject: str) -> list[dict[str, Any]]:
        """The Sandbox's messages with this subject, newest first."""
        listed = json.loads(self._ask("/sandbox/messages?limit=500"))
        return [one for one in listed if one["subject"] == subject]

    def received(self, message_id: str) -> EmailMessage:
        """A message as its recipient got it."""
        raw = self._ask(f"/sandbox/messages/{urllib.parse.quote(message_id)}.eml")
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(parsed, EmailMessage)
        return parsed

    def _ask(self, target: str, body: object = None) -> bytes:
        request = urllib.request.Request(  # noqa: S310  # the Sandbox's own loopback address
            self._sandbox.base_url + target,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"App {self._sandbox.key.reveal()}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_WITHIN_S) as answer:  # noqa: S310
            content: bytes = answer.read()
        return content
