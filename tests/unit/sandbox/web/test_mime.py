"""Mail that comes ready made."""

from base64 import b64encode
from typing import Any

import httpx
import pytest

from tests.unit.sandbox.running import RunningSandbox

MIME = (
    b"From: Jane <jane@example.com>\r\nTo: Ana <a@example.com>,\r\n b@example.com\r\nCc: c@example.com\r\n"
    b"Bcc: secret@example.com,\r\n other@example.com\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\nHello {{name}}\r\n"
)


def send(running: RunningSandbox, mime: bytes = MIME, **body: Any) -> httpx.Response:
    return running.client.post("/email/4/mime", json={"mimeMessage": b64encode(mime).decode(), **body})


def test_headers_name_the_recipients_and_bcc_is_hidden(shared: RunningSandbox) -> None:
    answer = send(shared, messageId="mime-1", bulkId="mime-bulk")

    entries = answer.json()["messages"]
    assert answer.json()["bulkId"] == "mime-bulk"
    assert [entry["to"].partition("@")[0] for entry in entries] == ["a", "b", "c", "secret", "other"]
    assert (entries[0]["messageId"], entries[0]["status"]["name"]) == ("mime-1", "PENDING_ACCEPTED")
    expected = MIME.replace(b"Bcc: secret@example.com,\r\n other@example.com\r\n", b"")
    assert shared.mail("mime-1") == expected
    (entry,) = shared.results("/email/1/logs", messageId="mime-1")
    assert (entry["from"], entry["text"]) == ("Jane <jane@example.com>", "Hello {{name}}\r\n")
    (found,) = [one for one in shared.client.get("/sandbox/messages").json() if one["messageId"] == "mime-1"]
    assert found["subject"] == "Grüße"


def test_destinations_and_from_come_first(shared: RunningSandbox) -> None:
    answer = send(shared, destinations=["z@example.com", "john@company"], **{"from": "other@mail.example.com"})  # type: ignore[arg-type]

    entries = answer.json()["messages"]
    assert [entry["to"] for entry in entries] == ["z@example.com", "john@company"]
    (entry,) = shared.results("/email/1/logs", messageId=entries[0]["messageId"])
    assert entry["from"] == "other@mail.example.com"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"mimeMessage": None}, "mimeMessage"),
        ({"mimeMessage": "%"}, "mimeMessage"),
        ({"mimeMessage": b64encode(b"no header").decode()}, "mimeMessage"),
        ({"mimeMessage": b64encode(b"Subject: x\r\n\r\nx").decode()}, "from"),
        ({"mimeMessage": b64encode(b"From: a@example.com\r\n\r\nx").decode()}, "destinations"),
        ({"from": "jane@elsewhere.example"}, "from"),
        ({"destinations": ["nobody"]}, "destinations[0]"),
        ({"destinations": "a@example.com"}, "destinations"),
        ({"destinations": [f"a{n}@example.com" for n in range(1001)]}, "destinations"),
        ({"messageId": "x" * 201}, "messageId"),
        ({"bulkId": "x" * 101}, "bulkId"),
        ({"callbackData": "x" * 4001}, "callbackData"),
        ({"clientPriority": "URGENT"}, "clientPriority"),
        ({"intermediateReport": "yes"}, "intermediateReport"),
    ],
)
def test_wrong_fields_are_named_in_the_old_envelope(
    shared: RunningSandbox, body: dict[str, object], field: str
) -> None:
    answer = send(shared, **body)  # type: ignore[arg-type]

    assert answer.status_code == 400, answer.text
    assert field in answer.json()["requestError"]["serviceException"]["validationErrors"]


def test_limits_of_files(shared: RunningSandbox) -> None:
    part = b'--x\r\nContent-Disposition: attachment; filename="%s"\r\n\r\nx\r\n'
    head = b"From: a@example.com\r\nTo: b@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"

    assert send(shared, head + part % b"a.txt" * 20 + b"--x--").status_code == 200
    assert send(shared, head + part % b"a.txt" * 21 + b"--x--").status_code == 400
    assert send(shared, head + part % b"a.exe" + b"--x--").status_code == 400
    assert send(shared, MIME + bytes(25_000_000)).status_code == 400


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: =?x-unknown?q?a?=",
        b"Subject: \xff\xfe",
        b"Subject: =?utf-8?b?%%%?=",
        b"Content-Type: text/plain; charset=nothing",
        b"Content-Type: multipart/mixed",
        b"Content-Disposition: attachment; filename*=x'y'%ff",
        b"From: <>, =?utf-8?q?=ff?= <j@example.com>",
    ],
)
def test_rubbish_in_headers_harms_no_user(shared: RunningSandbox, header: bytes) -> None:
    answer = send(shared, header + b"\r\nFrom: a@example.com\r\nTo: b@example.com\r\n\r\n\xff")

    assert answer.status_code == 200, answer.text
    assert header in shared.mail(answer.json()["messages"][0]["messageId"])
