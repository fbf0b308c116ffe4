"""The request of a mail as a list of headers and parts."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from composer_app.domain.account import Generation
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.mail import Attachment
from composer_app.services.compose.request_outline import request_outline
from composer_app.services.compose.request_text import KEY_VARIABLE, request_text
from tests.unit.services.house import NOW, account_at, draft

ACCOUNT = account_at("https://api.example.com")
FILES = (
    Attachment("0" * 64, 'the "bill".pdf', "application/pdf", 7),
    Attachment("1" * 64, "logo.png", "image/png", 3, True),
)
TEXT = 'Hello\r\n\r\n--\r\nContent-Disposition: form-data; name="to"\r\n\r\nnot a part\r\n'


def test_each_part_of_a_form_has_its_size_and_value_or_file() -> None:
    sent = submission_of(draft("ana@example.com", attachments=FILES), TEXT, ACCOUNT, NOW)

    outline = request_outline(ACCOUNT, sent, Path)

    assert (outline.method, outline.address) == ("POST", "https://api.example.com/email/3/send")
    headers = dict(outline.headers)
    assert headers["Authorization"] == f"App {KEY_VARIABLE}"
    assert headers["Content-Length"] == str(outline.size_bytes)
    parts = json.loads(outline.body)
    by_name = {part["name"]: part for part in parts}
    assert by_name["to"] == {"name": "to", "bytes": 15, "value": "ana@example.com"}
    assert by_name["text"] == {"name": "text", "bytes": len(TEXT.encode()), "value": TEXT}
    assert by_name["attachment"] == {
        "name": "attachment",
        "bytes": 7,
        "fileName": "the %22bill%22.pdf",
        "contentType": "application/pdf",
    }
    assert by_name["inlineImage"]["bytes"] == 3
    assert [part["name"] for part in parts].count("to") == 1


def test_the_body_in_json_is_shown_with_a_note_for_each_file() -> None:
    account = msgspec.structs.replace(ACCOUNT, generation=Generation.V4)
    sent = submission_of(draft("ana@example.com", attachments=FILES), "Hello", account, NOW)

    outline = request_outline(account, sent, Path)

    assert outline.address == "https://api.example.com/email/4/messages"
    content = json.loads(outline.body)["messages"][0]["content"]
    assert content["attachments"][0]["content"] == "[7 bytes]"
    assert content["text"] == "Hello"


@pytest.mark.parametrize("generation", list(Generation))
def test_list_and_text_say_the_same(generation: Generation) -> None:
    account = msgspec.structs.replace(ACCOUNT, generation=generation)
    sent = submission_of(draft("ana@example.com"), "Hello", account, NOW)

    outline, text = request_outline(account, sent, Path), request_text(account, sent, Path).decode()

    for name, value in outline.headers:
        if name != "Content-Type":  # the boundary is another one each time
            assert f"\r\n{name}: {value}\r\n" in text


def test_the_sandbox_has_no_address_of_its_own() -> None:
    account = msgspec.structs.replace(ACCOUNT, base_url="")
    sent = submission_of(draft("ana@example.com"), "Hello", account, NOW)
    assert request_outline(account, sent, Path).address == "the Sandbox/email/3/send"
