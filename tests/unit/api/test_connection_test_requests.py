"""Test connection, against services that answer in every way."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from composer_app.api.session import ApiSession
from composer_app.domain.account import Generation
from composer_app.domain.connection_test_result import ConnectionCheck, ConnectionTestResult
from tests.unit.api.samples import account, recorded, secret

PAGE = b"<html>router login</html>"


class Service:
    """Answers reads of logs and sends as told, and remembers what was asked."""

    def __init__(self, logs: httpx.Response | Exception, send: httpx.Response | Exception) -> None:
        self.logs, self.sent = logs, send
        self.asked: list[str] = []
        self.bodies: list[bytes] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.bodies.append(await request.aread())
        self.asked.append(f"{request.method} {request.url.raw_path.decode()}")
        answer = self.logs if request.method == "GET" else self.sent
        if isinstance(answer, Exception):
            raise answer
        return answer


def result_of(service: Service, generation: Generation = Generation.V3) -> ConnectionTestResult:
    async def sleep(_: float) -> None:
        pass

    async def run() -> ConnectionTestResult:
        session = ApiSession(
            account(generation),
            "https://api.example.com",
            secret(),
            transport=httpx.MockTransport(service),
            sleep=sleep,
        )
        return await session.run_connection_test()

    return asyncio.run(run())


def logs() -> httpx.Response:
    return httpx.Response(200, content=recorded("logs_v1.json"))


def refusal(status: int) -> httpx.Response:
    return httpx.Response(status, content=recorded("error_old.json"))


@pytest.mark.parametrize(
    ("logs_answer", "send_answer", "codes"),
    [
        (logs(), refusal(400), "ok ok ok ok"),
        (logs(), refusal(403), "ok,ok,forbidden,ok"),
        (refusal(403), refusal(400), "ok,ok,ok,forbidden"),
        (refusal(403), refusal(403), "ok,ok,forbidden,forbidden"),
        (refusal(401), refusal(400), "ok,wrong key,not checked,not checked"),
        (httpx.ConnectTimeout(""), refusal(400), "connect timeout,not checked,not checked,not checked"),
        (httpx.ConnectError("x"), refusal(400), "no connection,not checked,not checked,not checked"),
        (httpx.ProxyError("x"), refusal(400), "proxy refused,not checked,not checked,not checked"),
        (httpx.ReadTimeout(""), refusal(400), "no answer,not checked,not checked,not checked"),
        (httpx.Response(200, content=PAGE), refusal(400), "not this api,not checked,not checked,not checked"),
        (httpx.Response(200, json={"hi": 1}), refusal(400), "not this api,not checked,not checked,not checked"),
        (httpx.Response(302), refusal(400), "not this api,not checked,not checked,not checked"),
        (httpx.Response(404, content=PAGE), refusal(400), "not this api,not checked,not checked,not checked"),
        *(
            (httpx.Response(status, content=PAGE), refusal(400), "not this api,not checked,not checked,not checked")
            for status in (401, 403, 429, 500, 502, 503, 522)
        ),
        (logs(), httpx.Response(403, content=PAGE), "ok,ok,not this api,ok"),
        (refusal(429), refusal(429), "ok,not checked,rate limited,rate limited"),
        (httpx.Response(407), refusal(400), "proxy sign-in,not checked,not checked,not checked"),
        (refusal(407), refusal(400), "proxy sign-in,not checked,not checked,not checked"),
        (logs(), httpx.Response(407), "ok,ok,proxy sign-in,ok"),
        (httpx.Response(403), httpx.Response(403), "ok,not checked,foreign answer,foreign answer"),
        (httpx.Response(429), httpx.Response(400), "ok,not checked,foreign answer,rate limited"),
        (httpx.Response(503), httpx.Response(200, json={"hi": 1}), "ok,not checked,not this api,unavailable"),
        (httpx.Response(403), refusal(400), "ok,ok,ok,foreign answer"),
        (refusal(410), refusal(400), "ok,ok,ok,request refused"),
        (refusal(503), refusal(503), "ok,not checked,unavailable,unavailable"),
        (refusal(500), refusal(400), "ok,ok,ok,server fault"),
        (logs(), refusal(500), "ok,ok,server fault,ok"),
        (logs(), httpx.Response(404, content=PAGE), "ok,ok,not this api,ok"),
        (logs(), httpx.Response(200, content=recorded("send_v3.json")), "ok ok ok ok"),
    ],
)
def test_each_line_tells_its_own(
    logs_answer: httpx.Response | Exception, send_answer: httpx.Response | Exception, codes: str
) -> None:
    result = result_of(Service(logs_answer, send_answer))
    expected = codes.split(",") if "," in codes else codes.split()
    assert [_said(check) for check in result.checks] == expected
    assert [check.line.value for check in result.checks] == ["address", "key", "send", "logs"]
    assert result.is_ok is (codes == "ok ok ok ok")


def _said(check: ConnectionCheck) -> str:
    if check.problem is not None:
        return check.problem.value
    return "ok" if check.is_ok else "not checked"


@pytest.mark.parametrize(
    ("generation", "asked"),
    [
        (Generation.V3, ["GET /email/1/logs?limit=1", "POST /email/3/send"]),
        (Generation.V1, ["GET /email/1/logs?limit=1", "POST /email/1/send"]),
        (Generation.V4, ["GET /email/4/logs?limit=1&useCursor=true", "POST /email/4/messages"]),
    ],
)
def test_no_mail_is_sent_and_no_report_is_pulled(generation: Generation, asked: list[str]) -> None:
    service = Service(logs(), refusal(400))
    result_of(service, generation)
    assert service.asked == asked
    assert b"@" not in b"".join(service.bodies)
    assert b'name="to"' not in service.bodies[1]


def test_the_vendors_words_stand_in_the_details() -> None:
    check = result_of(Service(refusal(401), refusal(400))).checks[1]
    assert check.http_status == 401
    assert check.detail == "BAD_REQUEST Bad request"
