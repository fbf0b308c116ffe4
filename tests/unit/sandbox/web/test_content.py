"""Uploaded content and its use."""

from typing import Any

import httpx
import pytest

from tests.unit.sandbox.running import RunningSandbox, sandbox

HEADERS = {"Content-Type": "application/octet-stream", "X-Content-Id": "logo.png", "X-Media-Type": "image/png"}


def upload(running: RunningSandbox, data: bytes = b"\x89PNG", **headers: str) -> httpx.Response:
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    return running.client.post("/email/1/content", content=data, headers={**HEADERS, **changed})


def body(content_id: str, **item: object) -> dict[str, Any]:
    file = {"type": "uploadedReference", "contentId": content_id, **item}
    return {
        "messages": [
            {
                "sender": "jane@example.com",
                "destinations": [{"to": [{"destination": "ana@example.com"}]}],
                "content": {"subject": "s", "html": "<img src='cid:logo.png'>", "inlineImages": [file]},
            }
        ]
    }


def test_an_upload_can_be_sent_until_its_time_is_over() -> None:
    with sandbox() as running:
        content_id = upload(running, X_Validity_Period_Minutes="2000").json()["uploadedContentId"]

        taken = running.client.post("/email/4/messages", json=body(content_id))
        assert taken.status_code == 200
        mail = running.mail(taken.json()["messages"][0]["messageId"])
        assert b"Content-ID: <logo.png>" in mail

        running.client.post("/sandbox/clock", json={"advance": "2001m"})
        late = running.client.post("/email/4/messages", json=body(content_id))
        assert late.status_code == 400
        assert late.json()["violations"][0]["property"] == "messages[0].content.inlineImages[0].contentId"


@pytest.mark.parametrize("content_id", ["nothing", "../../sandbox.sqlite3", ""])
def test_only_the_id_answered_finds_it(shared: RunningSandbox, content_id: str) -> None:
    upload(shared)

    assert shared.client.post("/email/4/messages", json=body(content_id)).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Content_Id": ""},
        {"X_Media_Type": ""},
        {"X_Validity_Period_Minutes": "1439"},
        {"X_Validity_Period_Minutes": "10081"},
        {"X_Validity_Period_Minutes": "long"},
        {"X_Content_Id": "virus.exe"},
    ],
)
def test_its_bad_request_has_a_shape_of_its_own(shared: RunningSandbox, headers: dict[str, Any]) -> None:
    answer = upload(shared, **headers)

    assert answer.status_code == 400
    assert sorted(answer.json()) == ["bulkId", "errorMessage", "messages"]
    assert answer.json()["errorMessage"]


def test_other_refusals(shared: RunningSandbox) -> None:
    assert upload(shared, b"").json()["errorMessage"] == "Required request body is missing"
    assert upload(shared, Content_Type="text/plain").status_code == 415
    assert upload(shared, bytes(25_000_000 + 1)).status_code == 413
