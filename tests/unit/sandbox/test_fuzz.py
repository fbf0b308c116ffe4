"""Made-up requests: never an unasked 500, a crash or a hang, and always the envelope of the path."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox

FORM_FIELDS = (
    "from to cc bcc subject text html HTML ampHtml templateId attachment inlineImage replyTo defaultPlaceholders"
    " preserveRecipients bulkId messageId campaignReferenceId sendAt intermediateReport notifyUrl notifyContentType"
    " callbackData track trackClicks trackingPixelPosition landingPagePlaceholders templateLanguageVersion"
    " clientPriority applicationId entityId headers to['0'] to[] filename"
).split()
JSON_NAMES = (
    "messages sender destinations destination to cc bcc replyTo preserveRecipients content subject text html ampHtml"
    " templateId attachments inlineImages type contentType fileName contentId defaultPlaceholders placeholders headers"
    " landingPagePlaceholders options platform validityPeriod amount timeUnit webhooks callbackData schedule bulkId"
    " sendAt tracking track trackClicks clientPriority messageId mimeMessage from intermediateReport status"
    " validationRequestId advance set reset kind path times every chance seconds"
).split()
PARAMETERS = (
    "bulkId messageId limit campaignReferenceId applicationId entityId from to sender destination generalStatus"
    " sentSince sentUntil useCursor cursor validationRequestId validMailbox catchAll risk validatedDateFrom size"
).split()
GETS = (
    "/email/1/reports /email/4/reports /email/1/logs /email/4/logs /email/1/bulks /email/1/bulks/status"
    " /email/2/validations /sandbox/messages"
).split()
JSON_PATHS = (
    ("POST", "/email/4/messages"),
    ("POST", "/email/4/mime"),
    ("PUT", "/email/1/bulks?bulkId=x"),
    ("PUT", "/email/1/bulks/status?bulkId=x"),
    ("POST", "/email/2/validation"),
    ("POST", "/email/2/validations"),
)
NEW = ("/email/4/messages", "/email/4/reports", "/email/4/logs", "/email/2/validations")

# Values that come near to being right get further in than noise does.
LIKELY = st.sampled_from(
    [
        "a@example.com",
        "A <a@example.com>",
        '{"to":"a@example.com","placeholders":{"n":1}}',
        '{"to":[]}',
        '{"a":{"b":[1,null]}}',
        "{{a}}",
        "2026-12-01T12:00:00.000+0000",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "true",
        "1",
        "1000",
        "-1",
        "99999999999999999999",
        "PENDING",
        "PAUSED",
        "binary",
        "uploadedReference",
        "aGVsbG8=",
        "RnJvbTogYUBleGFtcGxlLmNvbQpUbzogYkBleGFtcGxlLmNvbQoKeA==",
        "../../etc/passwd",
        "\x00",
        "\ud800",
        "x" * 1001,
        "¡ñ\u202e😀",
        '{"X-A":"b\\r\\nBcc: c@example.com"}',
        "after.1",
        "YWZ0ZXIuMQ==",
        "MTIzLjQ=",
    ]
)
TEXTS = LIKELY | st.text(max_size=30)
SAFE_TEXTS = TEXTS.map(lambda text: text.encode(errors="replace").decode())
SCALARS = TEXTS | st.none() | st.booleans() | st.integers() | st.floats()
NAMES = st.sampled_from(JSON_NAMES) | st.text(max_size=5)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5), max_leaves=20
)
QUIETLY = settings(
    max_examples=examples(40),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        running.send("a@example.com", bulkId="x", sendAt="2026-12-01T12:00:00Z")
        yield running
        assert running.client.get("/sandbox/health").status_code == 200
        assert running.end() == (0, ""), "it wrote about a crash"


def check(answer: httpx.Response) -> None:
    assert answer.status_code < 500, answer.text
    if answer.status_code >= 400:
        path = answer.request.url.path
        assert ("errorCode" in answer.json()) == path.startswith(NEW), (path, answer.text)
    else:
        answer.json()


@QUIETLY
@given(
    version=st.sampled_from("123"),
    fields=st.lists(st.tuples(st.sampled_from(FORM_FIELDS), SAFE_TEXTS, st.none() | SAFE_TEXTS), max_size=12),
    is_complete=st.booleans(),
)
def test_forms(
    running: RunningSandbox, version: str, fields: list[tuple[str, str, str | None]], is_complete: bool
) -> None:
    good = [("from", "a@example.com"), ("to", "b@example.com"), ("subject", "s"), ("text", "t")] if is_complete else []
    parts: list[Any] = [(name, (None, value.encode())) for name, value in good]
    parts += [(name, (file_name, value.encode())) for name, value, file_name in fields]

    try:
        check(running.client.post(f"/email/{version}/send", files=parts))
    except httpx.RemoteProtocolError:
        # The one way to be left without an answer is to ask for it.
        assert any("lost" in value for _, value, _ in fields)


@QUIETLY
@given(
    version=st.sampled_from("123"),
    body=st.binary(max_size=200)
    | st.lists(
        st.sampled_from(
            [
                b"--x",
                b"--x--",
                b"\r\n",
                b"\n",
                b"a",
                b":",
                b";",
                b'"',
                b"\x00",
                b'Content-Disposition: form-data; name="to"',
                b'; filename="a',
                b"Content-Type: ",
                b"\xff",
            ]
        ),
        max_size=20,
    ).map(b"".join),
    boundary=st.sampled_from(["x", "", "xx", '"x', "x; boundary=y"]),
)
def test_broken_forms(running: RunningSandbox, version: str, body: bytes, boundary: str) -> None:
    kind = f"multipart/form-data; boundary={boundary}"

    check(running.client.post(f"/email/{version}/send", content=body, headers={"Content-Type": kind}))


@QUIETLY
@given(target=st.sampled_from(JSON_PATHS), body=st.dictionaries(NAMES, VALUES, max_size=6) | VALUES)
def test_json(running: RunningSandbox, target: tuple[str, str], body: object) -> None:
    content = json.dumps(body).encode()

    check(running.client.request(*target, content=content, headers={"Content-Type": "application/json"}))


MAIL = {
    "sender": "a@example.com",
    "destinations": [{"to": [{"destination": "b@example.com"}]}],
    "content": {"subject": "s", "text": "t"},
}
PLACES = (
    "sender destinations content options webhooks destinations.0.to destinations.0.to.0 destinations.0.to.0.destination"
    " destinations.0.to.0.messageId destinations.0.to.0.placeholders destinations.0.replyTo destinations.0.cc"
    " content.subject content.text content.html content.headers content.attachments content.templateId"
    " content.defaultPlaceholders content.landingPagePlaceholders options.validityPeriod options.platform"
).split()


@QUIETLY
@given(place=st.sampled_from(PLACES), value=VALUES, second=st.sampled_from(PLACES), other=VALUES)
def test_v4_with_one_thing_wrong(
    running: RunningSandbox, place: str, value: object, second: str, other: object
) -> None:
    mail = json.loads(json.dumps(MAIL))
    for where, what in ((place, value), (second, other)):
        *steps, last = [int(step) if step.isdigit() else step for step in where.split(".")]
        owner: Any = mail
        try:
            for step in steps:
                owner = owner[step]
            owner[last] = what
        except (KeyError, IndexError, TypeError):
            continue
    content = json.dumps({"messages": [mail]}).encode()

    check(running.client.post("/email/4/messages", content=content, headers={"Content-Type": "application/json"}))


@QUIETLY
@given(
    path=st.sampled_from(GETS),
    query=st.lists(st.tuples(st.sampled_from(PARAMETERS), SAFE_TEXTS), max_size=6),
    is_quoted=st.booleans(),
)
def test_queries(running: RunningSandbox, path: str, query: list[tuple[str, str]], is_quoted: bool) -> None:
    keep = "" if is_quoted else "+:@,;[]"
    text = "&".join(f"{name}={quote(value, safe=keep)}" for name, value in query)

    check(running.client.get(f"{path}?{text}"))


@QUIETLY
@given(
    path=st.lists(st.sampled_from("email sandbox 1 4 .. . %2e%2e messages reports %00 %ff // .eml faults".split())).map(
        "/".join
    )
)
def test_paths(running: RunningSandbox, path: str) -> None:
    answer = running.client.request("GET", f"{running.url}/{path}")

    assert answer.status_code in {200, 400, 404, 405}, answer.text


@QUIETLY
@given(
    method=st.sampled_from([b"GET", b"POST", b"PUT", b"\x00", b"PRI", b"get"]),
    path=st.sampled_from([b"/email/1/logs", b"/email/3/send", b"*", b"http://x/email/1/logs", b"/\xff", b"/ /", b""]),
    lines=st.lists(
        st.sampled_from(
            [
                b"Content-Length: 5",
                b"Content-Length: -1",
                b"Content-Length: 99999999999999999999999",
                b"Transfer-Encoding: chunked",
                b"Expect: 100-continue",
                b"Upgrade: h2c",
                b"Connection: Upgrade",
                b"Content-Type: multipart/form-data; boundary=x",
                b"Accept: \xff;q",
                b"Authorization: App \xff",
                b"X-\x00: a",
                b" folded",
                b"no colon",
            ]
        ),
        max_size=5,
    ),
    body=st.sampled_from([b"", b"hello", b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\n", b"--x--\r\n"]),
)
def test_raw_bytes(running: RunningSandbox, method: bytes, path: bytes, lines: list[bytes], body: bytes) -> None:
    head = [method + b" " + path + b" HTTP/1.1", b"Host: x", f"Authorization: App {KEY}".encode(), *lines]
    with socket.create_connection(("127.0.0.1", int(running.url.rpartition(":")[2])), 5) as client:
        client.sendall(b"\r\n".join(head) + b"\r\n\r\n" + body)
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while block := client.recv(65536):
            answer += block

    assert b" 500 " not in answer.split(b"\r\n", 1)[0], answer
