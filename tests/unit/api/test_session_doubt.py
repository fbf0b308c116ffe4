"""What an answer to a send says of the mail, over real sockets: taken, refused, or nothing at all."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from email.utils import format_datetime

import pytest

from composer_app.api import errors
from composer_app.domain.problem import ProblemCode
from tests.unit.api.rude_server import Talk, rude_server
from tests.unit.api.samples import NOW, recorded
from tests.unit.api.sending import PAGE, error_of_send, send_to


@pytest.mark.parametrize(
    ("status", "body", "content_type", "kind", "maybe_sent"),
    [
        ("500 Oops", PAGE, "text/html", errors.ServerFault, True),
        ("502 Bad Gateway", b"", "text/plain", errors.ServerFault, True),
        ("503 Later", PAGE, "text/html", errors.Unavailable, True),
        ("503 Later", recorded("error_old.json"), "application/json", errors.Unavailable, True),
        ("200 OK", PAGE, "text/html", errors.NotThisApi, True),
        ("200 OK", PAGE, "application/json", errors.NotThisApi, True),
        ("200 OK", b'{"bulkId":"x","messages":[{"to":"a', "application/json", errors.BadReply, True),
        ("200 OK", b"", "application/json", errors.BadReply, True),
        ("200 OK", b"[]", "application/json", errors.BadReply, True),
        ("200 OK", recorded("error_old.json"), "application/json", errors.BadReply, True),
        ("204 No Content", b"", "application/json", errors.BadReply, True),
        ("200 OK", b'{"messages":[{"to":5}]}', "application/json", errors.BadReply, True),
        ("302 Found", b"", "text/html", errors.NotThisApi, True),
        ("307 Temporary Redirect", b"", "text/plain", errors.NotThisApi, True),
        ("404 Not Found", PAGE, "text/html", errors.NotThisApi, True),
        ("404 Not Found", b'{"error":"Not Found"}', "application/json", errors.NotThisApi, True),
        ("404 Not Found", recorded("error_old.json"), "application/json", errors.Rejected, False),
        ("405 Method Not Allowed", b"", "text/plain", errors.NotThisApi, True),
        ("400 Bad Request", PAGE, "text/html", errors.NotThisApi, True),
        ("400 Bad Request", recorded("error_old.json"), "application/json", errors.Rejected, False),
        ("413 Payload Too Large", PAGE, "text/html", errors.Rejected, True),
        ("422 No", recorded("error_new.json"), "application/json", errors.Rejected, False),
        ("401 Unauthorized", b"", "text/plain", errors.AuthFailed, True),
        ("401 Unauthorized", recorded("error_new.json"), "application/json", errors.AuthFailed, False),
        ("403 Forbidden", PAGE, "text/html", errors.NotThisApi, True),
        ("407 Proxy", b"", "text/plain", errors.NotThisApi, True),
        ("408 Timeout", recorded("error_old.json"), "application/json", errors.ServerFault, True),
        ("429 Slow down", b"", "text/plain", errors.RateLimited, True),
        ("429 Slow down", recorded("error_old.json"), "application/json", errors.RateLimited, False),
    ],
)
def test_answer_of_a_send_becomes_its_error(
    status: str, body: bytes, content_type: str, kind: type[errors.ApiError], maybe_sent: bool
) -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        if status.startswith("204"):
            await talk.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        else:
            await talk.answer(status, body, content_type, Location="/elsewhere")

    error = error_of_send(script)
    assert type(error) is kind
    assert error.may_have_been_sent is maybe_sent
    assert error.http_status == int(status[:3])


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (
            b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
            errors.Unavailable,
        ),
        (b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n", errors.MaybeSent),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n", errors.MaybeSent),
        (b"HTTP/1.1 429 Slow down\r\nContent-Length: 900\r\n\r\n" + recorded("error_old.json"), errors.RateLimited),
        (b"HTTP/1.1 400 Bad\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}", errors.Rejected),
    ],
    ids=["hints, then 503", "hints, then the end", "another protocol", "a refusal that is cut", "chunks that are cut"],
)
def test_an_answer_that_is_none_leaves_doubt(said: bytes, kind: type[errors.ApiError]) -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.write(said)

    error = error_of_send(script)
    assert type(error) is kind
    assert error.may_have_been_sent


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        ("407 Proxy Authentication Required", ProblemCode.PROXY_SIGN_IN),
        ("503 Service Unavailable", ProblemCode.PROXY_REFUSED),
    ],
)
def test_a_proxy_that_opens_no_tunnel_surely_not_sent(
    refusal: str, code: ProblemCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    async def script(talk: Talk) -> None:
        await talk.read_head()
        assert talk.request_line.startswith("CONNECT ")
        await talk.answer(refusal, recorded("error_old.json"))

    async def run() -> None:
        async with rude_server(script) as url:
            monkeypatch.setenv("https_proxy", url)
            await send_to("https://api.example.com")

    with pytest.raises(errors.Unreachable) as raised:
        asyncio.run(run())
    assert raised.value.code is code
    assert not raised.value.may_have_been_sent


@pytest.mark.parametrize("hours", [-5, 0, 5])
def test_a_moment_to_try_again_is_measured_by_the_clock_of_the_service(hours: int) -> None:
    """Its clock and that of this computer are hours apart."""
    there = NOW + timedelta(hours=hours)

    async def script(talk: Talk) -> None:
        await talk.read_request()
        until = format_datetime(there + timedelta(seconds=40), usegmt=True)
        await talk.answer("429 Slow down", b"", Date=format_datetime(there, usegmt=True), Retry_After=until)

    assert error_of_send(script).retry_after_s == 40
