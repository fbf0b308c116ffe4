"""Taking mail by v1 to v4."""

from base64 import b64encode
from typing import Any

import httpx
import pytest

from tests.unit.sandbox.running import Files, RunningSandbox


def old_errors(answer: httpx.Response) -> dict[str, list[str]]:
    assert answer.status_code == 400, answer.text
    errors: dict[str, list[str]] = answer.json()["requestError"]["serviceException"].get("validationErrors", {})
    return errors


def test_v3_answers_an_entry_for_each_to(shared: RunningSandbox) -> None:
    answer = shared.post_form(
        "/email/3/send",
        "ana@example.com",
        "reject@example.com",
        bulkId="mine",
        messageId="first-only",
        cc="c@example.com",
    )

    first, second = answer.json()["messages"]
    assert answer.json()["bulkId"] == "mine"
    assert (first["to"], first["messageId"]) == ("ana@example.com", "first-only")
    assert first["status"] == {
        "groupId": 1,
        "groupName": "PENDING",
        "id": 26,
        "name": "PENDING_ACCEPTED",
        "description": "Message accepted, pending for delivery.",
    }
    assert second["messageId"] not in {"", "first-only"}
    assert second["status"]["groupName"] == "REJECTED"


@pytest.mark.parametrize("version", ["1", "2"])
def test_older_versions_also_count_messages(shared: RunningSandbox, version: str) -> None:
    answer = shared.post_form(f"/email/{version}/send", "ana@example.com")

    assert answer.json()["messages"][0]["messageCount"] == 1


def test_field_names_count_without_case_and_index(shared: RunningSandbox) -> None:
    parts = {"From": "jane@example.com", "to['0']": "a@example.com", "to['1']": "b@example.com"}
    parts |= {"SUBJECT": "Hello", "HTML": "<p>", "preserverecipients": "TRUE"}

    answer = shared.client.post("/email/3/send", files={name: (None, value) for name, value in parts.items()})

    assert [message["to"] for message in answer.json()["messages"]] == ["a@example.com"]


def test_lost_takes_the_mail_and_ends_the_connection(shared: RunningSandbox) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="without sending a response"):
        shared.send("lost+1@example.com", messageId="lost-one")

    assert len(shared.results("/email/1/logs", messageId="lost-one")) == 1


def test_every_wrong_field_is_named(shared: RunningSandbox) -> None:
    words = {"from_": "", "subject": "two\nlines", "text": "", "messageId": "x" * 201, "callbackData": "x" * 4001}
    choices = {"replyTo": "x", "sendAt": "soon", "track": "maybe", "templateLanguageVersion": "3"}
    objects = {"headers": '{"Subject": "x"}', "defaultPlaceholders": "[]"}
    files: Files = [("attachment", (None, b"no file")), ("inlineImage", ("run.exe", b""))]
    errors = old_errors(
        shared.post_form("/email/3/send", "nobody", '{"to": 5}', files=files, **words, **choices, **objects)
    )

    assert sorted(errors) == sorted(
        "to from subject text replyTo sendAt track headers defaultPlaceholders templateLanguageVersion messageId"
        " callbackData attachment inlineImage".split()
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sendAt": "2999-01-01T00:00:00.000Z"}, "sendAt"),
        ({"subject": "x" * 1001}, "subject"),
        ({"ampHtml": "<html>"}, "html"),
        ({"html": "x" * (10_000_000 + 1)}, "html"),
        ({"templateId": "broadcast"}, "templateId"),
    ],
)
def test_limits_of_single_fields(shared: RunningSandbox, fields: dict[str, str], field: str) -> None:
    answer = shared.post_form("/email/3/send", "ana@example.com", files=None, **fields)

    assert list(old_errors(answer)) == [field]


def test_recipients_and_files_are_limited(shared: RunningSandbox) -> None:
    many = [f"a{number}@example.com" for number in range(1001)]
    files: Files = [("attachment", (f"{n}.txt", b"")) for n in range(21)]
    heavy: Files = [("attachment", ("a.bin", bytes(25_000_000)))]

    assert list(old_errors(shared.post_form("/email/3/send", *many))) == ["to"]
    assert list(old_errors(shared.post_form("/email/3/send", "a@example.com", files=files))) == ["attachment"]
    assert list(old_errors(shared.post_form("/email/3/send", "a@example.com", files=heavy))) == ["attachment"]
    assert shared.post_form("/email/3/send", *many[:1000]).status_code == 200


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        ("application/json", b"{}", 415),
        ("multipart/form-data", b"", 400),
        ("multipart/form-data; boundary=x", b"rubbish", 400),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="to"\r\n\r\na', 400),
        ("multipart/form-data; boundary=x", b"--x--\r\n", 400),
        ("", b"", 415),
    ],
)
def test_bodies_that_are_no_form(shared: RunningSandbox, content_type: str, body: bytes, status: int) -> None:
    answer = shared.client.post("/email/3/send", content=body, headers={"Content-Type": content_type})

    assert answer.status_code == status
    assert "serviceException" in answer.json()["requestError"]


def test_a_template_that_no_one_has_ends_undeliverable(shared: RunningSandbox) -> None:
    answer = shared.client.post("/email/3/send", files={"to": (None, "t@example.com"), "templateId": (None, "322307")})

    assert answer.status_code == 200, answer.text
    (report,) = shared.results("/email/1/reports", bulkId=answer.json()["bulkId"])
    assert report["error"]["name"] == "EC_EMAIL_TEMPLATE_NOT_FOUND"  # type: ignore[index]


def v4_body(**content: object) -> dict[str, Any]:
    return {
        "messages": [
            {
                "sender": "Jane <jane@example.com>",
                "destinations": [
                    {
                        "to": [
                            {"destination": "a@example.com", "messageId": "v4-a", "placeholders": '{"name":"Ana"}'},
                            {"destination": "b@example.com"},
                        ],
                        "cc": [{"destination": "c@example.com"}],
                        "replyTo": "r@example.com",
                    }
                ],
                "content": {"subject": "For {{name}}", "text": "Hello {{name}}", **content},
            }
        ],
        "options": {"schedule": {"bulkId": "v4-bulk"}, "clientPriority ": "HIGH"},
    }


def test_v4_takes_json_with_base64_files(shared: RunningSandbox) -> None:
    data = bytes(range(256))
    file = {"type": "binary", "content": b64encode(data).decode(), "contentType": "image/png", "fileName": "bild ü.png"}

    answer = shared.client.post(
        "/email/4/messages", json=v4_body(attachments=[file], defaultPlaceholders='{"name":"you"}')
    )

    assert answer.status_code == 200, answer.text
    first, second = answer.json()["messages"]
    assert answer.json()["bulkId"] == "v4-bulk"
    assert (first["destination"], first["messageId"], first["status"]["id"]) == ("a@example.com", "v4-a", 7)
    assert b"Subject: For Ana" in shared.mail("v4-a")
    assert b"Subject: For you" in shared.mail(second["messageId"])


def test_v4_names_what_is_wrong_by_its_path(shared: RunningSandbox) -> None:
    body = v4_body(subject="", attachments=[{"type": "binary", "content": "%", "contentType": "a/b", "fileName": "f"}])
    body["messages"][0]["destinations"][0]["to"][1] = {"destination": "nobody", "placeholders": "{"}
    body["messages"][0]["sender"] = None
    body["options"]["schedule"]["sendAt"] = "2999-01-01T00:00:00.000Z"

    answer = shared.client.post("/email/4/messages", json=body)

    assert (answer.status_code, answer.json()["errorCode"]) == (400, "E400")
    assert sorted(violation["property"] for violation in answer.json()["violations"]) == [
        "messages[0].content.attachments[0].content",
        "messages[0].content.subject",
        "messages[0].destinations[0].to[1].destination",
        "messages[0].destinations[0].to[1].placeholders",
        "messages[0].sender",
        "options.schedule.sendAt",
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"messages":5}',
        b'{"messages":[5]}',
        b'{"messages":[{}]}',
        b"[" * 200_000,
        b"\xff",
        b'{"messages":[{"sender":"\\ud800","content":{"subject":["x"]},"destinations":{"to":1}}],"options":7}',
    ],
    ids=range(10),
)
def test_v4_refuses_any_other_json(shared: RunningSandbox, body: bytes) -> None:
    answer = shared.client.post("/email/4/messages", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
    assert answer.json()["errorCode"] == "E400"


@pytest.mark.parametrize("address", ["ทดสอบ@ตัวอย่าง.ไทย", "परीक्षा@उदाहरण.भारत", "សាកល្បង@ឧទាហរណ៍.ខ្មែរ"])
def test_mail_to_addresses_of_other_scripts_is_taken_and_can_be_read(shared: RunningSandbox, address: str) -> None:
    message_id = shared.send(address, from_="می\u200cخواهم <billing@example.com>")

    mail = shared.mail(message_id).decode()
    assert "From: می\u200cخواهم <billing@example.com>" in mail
    assert f"To: {address.partition('@')[0]}@" in mail
    (logged,) = shared.results("/email/1/logs", messageId=message_id)
    assert logged["to"] == address


PARTS = b"".join(
    b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % pair
    for pair in ((b"to", b"ana@example.com"), (b"from", b"jane@example.com"), (b"subject", b"S"), (b"text", b"T"))
)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (PARTS + b"--b--\r\n", 200),
        (b"This is a multi-part message.\r\n" + PARTS + b"--b--\r\n", 200),
        (b"-b\r\nwith --b in the midst\n" + PARTS + b"--b--\r\nAn epilogue.\r\n", 200),
        (b"\r\n\r\n" + PARTS + b"--b--", 200),
        (b"x\r\n" * 5_000 + PARTS + b"--b--\r\n", 200),
        (b"x\r\n" * 50_000 + PARTS + b"--b--\r\n", 400),
        (b"no boundary at all", 400),
        (b"preamble --b\r\n", 400),
        (b"", 400),
    ],
    ids=range(9),
)
def test_what_stands_before_the_first_boundary_means_nothing(shared: RunningSandbox, body: bytes, status: int) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}

    answer = shared.client.post("/email/3/send", content=body, headers=headers)

    assert answer.status_code == status, answer.text
