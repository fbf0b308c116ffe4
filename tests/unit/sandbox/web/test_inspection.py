"""The mail as its recipient would get it."""

import asyncio
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from composer_app.api.api_request import FilePiece
from composer_app.api.multipart_writer import form_body
from composer_app.api.outgoing_body import OutgoingBody
from tests.unit.sandbox.running import RunningSandbox


def received(shared: RunningSandbox, message_id: str) -> EmailMessage:
    return message_from_bytes(shared.mail(message_id), policy=default)


def test_everything_arrives_byte_for_byte(shared: RunningSandbox) -> None:
    data = bytes(range(256)) * 300 + b"\r\n--boundary\n.\r\n"
    files: list[tuple[str, tuple[str | None, bytes]]] = [
        ("attachment", ('Rechnung "März" 請求書.pdf', data)),
        ("attachment", ("empty.txt", b"")),
        ("inlineImage", ("logo.png", b"\x89PNG\r\n")),
    ]

    mail = received(
        shared,
        shared.send(
            '{"to":"ana@example.com","placeholders":{"name":"Ana"}}',
            files=files,
            from_="Jäne Doe <jane@example.com>",
            cc="Çem <cem@example.com>",
            bcc="secret@example.com",
            replyTo="Büro <office@example.com>",
            subject="Grüße an {{name}}: 請求書 für {{month}}, und noch ein langer Betreff, der umbrochen werden muss",
            html='<p>Hallo {{name}} <img src="cid:logo.png"></p>',
            text="Hallo {{name}}, {{unknown}}",
            defaultPlaceholders='{"name":"nobody","month":"März"}',
            headers='{"X-Campaign":"{{month}}"}',
        ),
    )

    assert mail["Subject"] == "Grüße an Ana: 請求書 für März, und noch ein langer Betreff, der umbrochen werden muss"
    assert (mail["From"], mail["To"]) == ("Jäne Doe <jane@example.com>", "ana@example.com")
    assert (mail["Cc"], mail["Reply-To"]) == ("Çem <cem@example.com>", "Büro <office@example.com>")
    assert mail["X-Campaign"] == "März"
    assert mail["Bcc"] is None
    assert b"secret@example.com" not in mail.as_bytes()
    attachments = {part.get_filename(): part.get_payload(decode=True) for part in mail.iter_attachments()}
    assert attachments == {'Rechnung "März" 請求書.pdf': data, "empty.txt": b""}
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().strip() == "Hallo Ana, {{unknown}}"
    assert "Hallo Ana <img" in html.get_content()
    (image,) = [part for part in mail.walk() if part["Content-ID"] == "<logo.png>"]
    assert (image.get_payload(decode=True), image.get_content_disposition()) == (b"\x89PNG\r\n", "inline")


@pytest.mark.parametrize(
    "name",
    [
        "100%22 off.pdf",
        "100%0Applejuice.pdf",
        'a "quoted" name.pdf',
        "back\\slash.pdf",
        "semi;colon='x'.pdf",
        "a\u202fb\u00a0c\u3000d.pdf",
        "a\u200db\u200cc.pdf",
    ],
)
def test_a_file_has_in_the_mail_the_name_that_our_form_says(shared: RunningSandbox, tmp_path: Path, name: str) -> None:
    (tmp_path / "stored").write_bytes(b"x")
    piece = FilePiece(tmp_path / "stored", 1, name)
    fields = [("from", "jane@example.com"), ("to", "ana@example.com"), ("subject", "x"), ("text", "x")]
    body = form_body(fields, [("attachment", "application/pdf", piece)])

    async def sent() -> bytes:
        return b"".join([block async for block in OutgoingBody(body)])

    answer = shared.client.post(
        "/email/3/send", content=asyncio.run(sent()), headers={"Content-Type": body.content_type}
    )

    (part,) = received(shared, answer.json()["messages"][0]["messageId"]).iter_attachments()
    assert part.get_filename() == name


def test_preserved_recipients_see_each_other(shared: RunningSandbox) -> None:
    message_id = shared.send("Ana <a@example.com>", "b@example.com", preserveRecipients="true")

    assert received(shared, message_id)["To"] == "Ana <a@example.com>, b@example.com"


def test_a_mail_inside_a_mail_keeps_its_bytes(shared: RunningSandbox) -> None:
    inner = b"Subject: inner\r\n\r\nbody\n"
    answer = shared.client.post(
        "/email/3/send",
        data={"from": "jane@example.com", "to": "ana@example.com", "subject": "x", "text": "x"},
        files={"attachment": ("inner.eml", inner, "message/rfc822")},
    )

    (part,) = received(shared, answer.json()["messages"][0]["messageId"]).iter_attachments()
    assert part.get_payload(decode=True) == inner


def test_a_client_may_choose_an_awkward_id(shared: RunningSandbox) -> None:
    shared.send("ana@example.com", messageId="../a b/ü?<>")

    mail = shared.client.get("/sandbox/messages/..%2Fa%20b%2F%C3%BC%3F%3C%3E.eml")
    assert mail.status_code == 200
    assert b"Message-ID: <..=2fa=20b=2f=fc=3f=3c=3e@sandbox.invalid>" in mail.content


def test_an_unknown_message_is_404(shared: RunningSandbox) -> None:
    assert shared.client.get("/sandbox/messages/nothing.eml").status_code == 404
    assert shared.client.get("/sandbox/messages/..%2F..%2Fsandbox.sqlite3.eml").status_code == 404


def test_the_list_has_the_newest_first(fresh: RunningSandbox) -> None:
    fresh.send("ana@example.com", messageId="one")
    fresh.send("slow@example.com", messageId="two", subject="Hi {{name}}", defaultPlaceholders='{"name":"Ana"}')
    fresh.send("full@example.com", messageId="three", sendAt=_tomorrow())

    found = fresh.client.get("/sandbox/messages").json()

    assert [(item["messageId"], item["state"]) for item in found] == [
        ("three", "SCHEDULED"),
        ("two", "PENDING"),
        ("one", "DELIVERED"),
    ]
    assert (found[1]["subject"], found[1]["to"]) == ("Hi Ana", "slow@example.com")
    assert len(fresh.client.get("/sandbox/messages?limit=1").json()) == 1


def _tomorrow() -> str:
    from datetime import UTC, datetime, timedelta

    return (datetime.now(UTC) + timedelta(days=1)).isoformat()
