"""Sending as a form (v1 and v3)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from composer_app.api.endpoints.send import build_empty_send, build_send
from composer_app.domain.account import Generation
from composer_app.domain.mail import Attachment, RecipientKind
from composer_app.domain.submission import Submission
from tests.unit.api.samples import BULK, no_files, recipient, submission
from tests.unit.api.test_multipart_writer import taken_apart


def fields_of(mail: Submission, generation: Generation = Generation.V3) -> list[tuple[str, str]]:
    call = build_send(generation, mail, no_files)
    assert call.body is not None
    return taken_apart(call.body)[0]


@pytest.mark.parametrize(("generation", "path"), [(Generation.V3, "/email/3/send"), (Generation.V1, "/email/1/send")])
def test_a_plain_mail(generation: Generation, path: str) -> None:
    mail = submission(reply_to="help@example.com")
    call = build_send(generation, mail, no_files)
    assert (call.method, call.target) == ("POST", path)
    assert fields_of(mail, generation) == [
        ("from", "Linden Energy <billing@example.com>"),
        ("to", "ana@example.com"),
        ("replyTo", "help@example.com"),
        ("subject", "November statement"),
        ("text", "Hello"),
        ("html", "<p>Hello</p>"),
        ("bulkId", BULK),
        ("messageId", f"{BULK}-1"),
    ]


def test_several_recipients_share_no_message_id() -> None:
    mail = submission(
        recipient("a@example.com", number=1),
        recipient("b@example.com", number=2),
        recipient("c@example.com", RecipientKind.CC),
        recipient("d@example.com", RecipientKind.BCC),
    )
    fields = fields_of(mail)
    assert [field for field in fields if field[0] in ("to", "cc", "bcc")] == [
        ("to", "a@example.com"),
        ("to", "b@example.com"),
        ("cc", "c@example.com"),
        ("bcc", "d@example.com"),
    ]
    assert "messageId" not in dict(fields)


def test_a_cc_does_not_take_the_message_id_from_the_only_to() -> None:
    mail = submission(recipient("a@example.com", number=1), recipient("c@example.com", RecipientKind.CC))
    assert dict(fields_of(mail))["messageId"] == f"{BULK}-1"


def test_json_stands_only_where_placeholders_are() -> None:
    mail = submission(recipient("a@example.com", number=1, name='Žiga "Z"', due="1 May"), recipient("b@example.com"))
    to = [value for name, value in fields_of(mail) if name == "to"]
    assert json.loads(to[0]) == {"to": "a@example.com", "placeholders": {"name": 'Žiga "Z"', "due": "1 May"}}
    assert to[1] == "b@example.com"


def test_empty_parts_are_left_out() -> None:
    assert {"html", "replyTo"}.isdisjoint(dict(fields_of(submission(html=""))))


def test_a_line_break_in_the_subject_makes_no_part_of_its_own() -> None:
    subject = 'Hi\r\n\r\nContent-Disposition: form-data; name="bcc"\r\n\r\nevil@example.com'
    fields = fields_of(submission(subject=subject))
    assert dict(fields)["subject"] == subject
    assert "bcc" not in dict(fields)


def test_attachments_and_inline_images(tmp_path: Path) -> None:
    contents = {"a" * 64: b"%PDF", "b" * 64: b"\x89PNG\r\n"}
    for sha256, content in contents.items():
        (tmp_path / sha256).write_bytes(content)
    files = (
        Attachment("a" * 64, "Rechnung März.pdf", "application/pdf", 4),
        Attachment("b" * 64, "logo.png", "image/png", 6, is_inline=True),
    )
    call = build_send(Generation.V3, submission(attachments=files), lambda sha256: tmp_path / sha256)
    assert call.body is not None
    assert taken_apart(call.body)[1] == [
        ("attachment", "Rechnung März.pdf", b"%PDF"),
        ("inlineImage", "logo.png", b"\x89PNG\r\n"),
    ]


def test_the_empty_send_names_no_recipient() -> None:
    call = build_empty_send(Generation.V3)
    assert call.body is not None
    assert taken_apart(call.body) == ([("subject", "")], [])
