"""Sending as JSON (v4)."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from composer_app.api.api_request import Body
from composer_app.api.endpoints.send import build_empty_send, build_send
from composer_app.api.outgoing_body import OutgoingBody
from composer_app.domain.account import Generation
from composer_app.domain.mail import Attachment, RecipientKind
from composer_app.domain.submission import Submission
from tests.unit.api.samples import BULK, no_files, recipient, submission


def read(body: Body | None) -> dict[str, Any]:
    assert body is not None
    assert body.content_type == "application/json"

    async def collect() -> bytes:
        return b"".join([block async for block in OutgoingBody(body)])

    data = asyncio.run(collect())
    assert len(data) == body.length
    value: dict[str, Any] = json.loads(data)
    return value


def sent(mail: Submission) -> dict[str, Any]:
    call = build_send(Generation.V4, mail, no_files)
    assert (call.method, call.target) == ("POST", "/email/4/messages")
    return read(call.body)


def test_a_mail_to_several() -> None:
    mail = submission(
        recipient("a@example.com", number=1, name="Ana"),
        recipient("b@example.com", number=2),
        recipient("c@example.com", RecipientKind.CC),
        recipient("d@example.com", RecipientKind.BCC),
        reply_to="help@example.com",
    )
    assert sent(mail) == {
        "messages": [
            {
                "sender": "Linden Energy <billing@example.com>",
                "destinations": [
                    {
                        "to": [
                            {
                                "destination": "a@example.com",
                                "messageId": f"{BULK}-1",
                                "placeholders": '{"name":"Ana"}',
                            },
                            {"destination": "b@example.com", "messageId": f"{BULK}-2"},
                        ],
                        "cc": [{"destination": "c@example.com"}],
                        "bcc": [{"destination": "d@example.com"}],
                        "replyTo": "help@example.com",
                    }
                ],
                "content": {"subject": "November statement", "text": "Hello", "html": "<p>Hello</p>"},
            }
        ],
        "options": {"schedule": {"bulkId": BULK}},
    }


def test_files_stand_in_it_as_base64(tmp_path: Path) -> None:
    content = bytes(range(256)) * 3000
    (tmp_path / "a").write_bytes(content)
    (tmp_path / "b").write_bytes(b"")
    files = (
        Attachment("a", "Rechnung März.pdf", "application/pdf", len(content)),
        Attachment("b", 'logo "x"\n.png', "image/png", 0, is_inline=True),
        Attachment("b", "empty \udc80", "text/plain", 0),
    )
    call = build_send(Generation.V4, submission(attachments=files), lambda sha256: tmp_path / sha256)
    reported = read(call.body)["messages"][0]["content"]
    first, empty = reported["attachments"]
    assert b64decode(first["content"]) == content
    assert (first["fileName"], first["contentType"], first["type"]) == (
        "Rechnung März.pdf",
        "application/pdf",
        "binary",
    )
    assert (empty["fileName"], empty["content"]) == ("empty ?", "")
    assert [image["fileName"] for image in reported["inlineImages"]] == ['logo "x"\n.png']


def test_half_a_surrogate_pair_does_not_stop_a_mail() -> None:
    assert sent(submission(subject="a\ud800b"))["messages"][0]["content"]["subject"] == "a?b"


def test_the_empty_send_names_no_recipient() -> None:
    assert read(build_empty_send(Generation.V4).body) == {"messages": []}
