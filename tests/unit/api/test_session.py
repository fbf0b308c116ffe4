"""The session, with what goes out and comes in seen at its transport. What fails is in test_session_faults."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import zlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.api.answers import Answer
from composer_app.api.errors import NotThisApi, RateLimited
from composer_app.api.session import ApiSession
from composer_app.domain.account import AuthScheme, BadBaseUrl, Generation
from composer_app.domain.queries import LogQuery
from composer_app.domain.secret import Secret
from tests.unit.api.samples import KEY, NOW, account, no_files, recorded, secret, submission

T = TypeVar("T")


def asked(
    answer: bytes,
    ask: Callable[[ApiSession], Awaitable[T]],
    generation: Generation = Generation.V3,
    auth: AuthScheme = AuthScheme.APP_KEY,
    key: Secret | None = None,
) -> tuple[T, httpx.Request]:
    """What `ask` made of the answer, and the request that was sent for it."""
    requests: list[httpx.Request] = []

    async def handle(request: httpx.Request) -> httpx.Response:
        await request.aread()
        requests.append(request)
        return httpx.Response(200, content=answer, headers={"content-type": "application/json"})

    async def run() -> T:
        session = ApiSession(
            account(generation, auth),
            "api.example.com",
            key or secret(),
            transport=httpx.MockTransport(handle),
            clock=lambda: NOW,
        )
        return await ask(session)

    result = asyncio.run(run())
    (request,) = requests
    return result, request


@pytest.mark.parametrize(
    ("generation", "name", "path", "content_type"),
    [
        (Generation.V1, "send_v3.json", "/email/1/send", "multipart/form-data"),
        (Generation.V3, "send_v3.json", "/email/3/send", "multipart/form-data"),
        (Generation.V4, "send_v4.json", "/email/4/messages", "application/json"),
    ],
)
def test_a_send(generation: Generation, name: str, path: str, content_type: str) -> None:
    answer, request = asked(recorded(name), lambda session: session.send(submission(), no_files), generation)
    assert answer.messages[0].address == "john.smith@example.com"
    assert (request.method, str(request.url)) == ("POST", f"https://api.example.com{path}")
    assert request.headers["content-type"].partition(";")[0] == content_type
    assert int(request.headers["content-length"]) == len(request.content)
    assert request.headers["host"] == "api.example.com"


def test_progress_ends_at_the_whole() -> None:
    steps: list[tuple[int, int]] = []
    _, request = asked(
        recorded("send_v3.json"),
        lambda session: session.send(submission(), no_files, lambda *step: steps.append(step)),
    )
    assert steps == [(len(request.content), len(request.content))]


@pytest.mark.parametrize(("generation", "version"), [(Generation.V1, 1), (Generation.V3, 1), (Generation.V4, 4)])
def test_recorded_reports_are_read_in_each_version(generation: Generation, version: int) -> None:
    body = recorded(f"reports_v{version}.json").replace(b"}]}", b"}]}" + KEY.encode())
    raw = b"HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 15:30:07 GMT\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    session = ApiSession(account(generation), "api.example.com", secret())
    answer = session.recorded_answer(raw, NOW)
    assert answer is not None
    assert (answer.body, answer.is_complete) == (body.replace(KEY.encode(), b"***"), True)
    assert (answer.received_at, answer.served_at) == (NOW, datetime(2026, 11, 23, 15, 30, 7, tzinfo=UTC))
    assert session.read_reports(answer).reports


@pytest.mark.parametrize("raw", [b"", b"HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 200 OK\r\nDa"])
def test_what_handed_nothing_out_is_no_answer(raw: bytes) -> None:
    assert ApiSession(account(), "api.example.com", secret()).recorded_answer(raw, NOW) is None


PAGE = b"<html><body>Please sign in</body></html>"


@pytest.mark.parametrize("body", [PAGE, b"\xef\xbb\xbf" + PAGE])
def test_a_page_is_called_so_when_it_is_kept(body: bytes) -> None:
    session = ApiSession(account(), "api.example.com", secret())
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    answer = session.recorded_answer(head + body, NOW)
    assert answer is not None
    with pytest.raises(NotThisApi):
        session.refuse_page(answer)
    with_json = session.recorded_answer(head + body + recorded("reports_v1.json"), NOW)
    assert with_json is not None
    session.refuse_page(with_json)


WARNING = b"<br />\n<b>Warning</b>: {x} in <b>/srv/rest.php</b> on line <b>103</b><br />\n"


@pytest.mark.parametrize(
    ("around", "headers"),
    [
        (lambda body: b"\xef\xbb\xbf" + body, {}),
        (lambda body: WARNING + body, {"content-type": "text/html"}),
        (lambda body: body + b"<!-- 0.02 s -->", {"content-type": "text/plain"}),
        (lambda body: body, {"content-encoding": "gzip"}),
        (gzip.compress, {"content-encoding": "x-gzip"}),
        (gzip.compress, {}),
        (zlib.compress, {"content-encoding": "deflate"}),
    ],
)
def test_what_stands_around_an_answer_does_not_matter(
    around: Callable[[bytes], bytes], headers: dict[str, str]
) -> None:
    async def handle(request: httpx.Request) -> httpx.Response:
        body = recorded("send_v3.json" if request.method == "POST" else "logs_v1.json")
        stream = httpx.ByteStream(around(body))
        return httpx.Response(200, stream=stream, headers={"content-type": "application/json", **headers})

    async def run() -> tuple[str, int]:
        session = ApiSession(account(), "api.example.com", secret(), transport=httpx.MockTransport(handle))
        sent = await session.send(submission(), no_files)
        return sent.messages[0].address, len(session.read_logs(await session.fetch_logs(LogQuery())).entries)

    assert asyncio.run(run()) == ("john.smith@example.com", 2)


@pytest.mark.parametrize(("generation", "version"), [(Generation.V3, 1), (Generation.V4, 4)])
def test_logs_are_read_in_each_version(generation: Generation, version: int) -> None:
    async def ask(session: ApiSession) -> int:
        return len(session.read_logs(await session.fetch_logs(LogQuery())).entries)

    count, request = asked(recorded(f"logs_v{version}.json"), ask, generation)
    assert count > 0
    assert request.url.path == f"/email/{version}/logs"


@pytest.mark.parametrize(
    ("auth", "key", "header"),
    [
        (AuthScheme.APP_KEY, KEY, f"App {KEY}"),
        (AuthScheme.BEARER, KEY, f"Bearer {KEY}"),
        (AuthScheme.IBSSO, KEY, f"IBSSO {KEY}"),
        (AuthScheme.BASIC, "Aladdin:open sesame", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
    ],
)
def test_each_scheme(auth: AuthScheme, key: str, header: str) -> None:
    _, request = asked(b'{"results":[]}', lambda session: session.fetch_logs(LogQuery()), auth=auth, key=Secret(key))
    assert request.headers["authorization"] == header


@pytest.mark.parametrize(
    ("headers", "served_at"),
    [({"date": "Mon, 23 Nov 2026 15:30:07 GMT"}, datetime(2026, 11, 23, 15, 30, 7, tzinfo=UTC)), ({}, None)],
)
def test_an_answer_tells_the_time_of_the_service(headers: dict[str, str], served_at: datetime | None) -> None:
    async def handle(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b'{"results":[]}', headers=headers)

    async def run() -> Answer:
        transport = httpx.MockTransport(handle)
        return await ApiSession(account(), "api.example.com", secret(), transport=transport).fetch_logs(LogQuery())

    assert asyncio.run(run()).served_at == served_at


def test_a_date_to_try_again_at_is_measured_against_the_answers_own() -> None:
    """Whatever the clock of this computer says."""

    async def handle(_request: httpx.Request) -> httpx.Response:
        dates = {"date": "Mon, 23 Nov 2026 07:00:00 GMT", "retry-after": "Mon, 23 Nov 2026 07:01:10 GMT"}
        return httpx.Response(429, content=b"{}", headers=dates)

    async def run() -> None:
        session = ApiSession(
            account(), "api.example.com", secret(), transport=httpx.MockTransport(handle), clock=lambda: NOW
        )
        await session.fetch_logs(LogQuery())

    with pytest.raises(RateLimited) as caught:
        asyncio.run(run())
    assert caught.value.retry_after_s == 70.0


def test_no_cookie_is_kept() -> None:
    seen: list[httpx.Request] = []

    async def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, content=b'{"results":[]}', headers={"set-cookie": "a=b"})

    async def run() -> None:
        session = ApiSession(account(), "api.example.com", secret(), transport=httpx.MockTransport(handle))
        for _ in range(2):
            await session.fetch_logs(LogQuery())

    asyncio.run(run())
    assert "cookie" not in seen[1].headers


@given(st.text(max_size=40) | st.text(alphabet="abc\u00df\u0301\u0e34\uff58\u3002\u200b\u2060.-_:/@[]1", max_size=30))
def test_every_base_url_opens_or_is_said_to_be_none(text: str) -> None:
    """Never anything else, which would be a fault of this program."""
    with contextlib.suppress(BadBaseUrl):
        ApiSession(account(), text, secret(), transport=httpx.MockTransport(lambda _request: httpx.Response(200)))
