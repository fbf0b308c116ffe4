"""What the session makes of a network and a service that fail, over real sockets."""

from __future__ import annotations

import asyncio
import binascii
import contextlib
import socket
import ssl
import tracemalloc
from pathlib import Path

import msgspec
import pytest

from composer_app.api.answers import Answer, SendAnswer
from composer_app.api.errors import (
    AttachmentGone,
    AuthFailed,
    MaybeSent,
    NotThisApi,
    RateLimited,
    Unavailable,
    Unreachable,
)
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.domain.account import BadBaseUrl, Generation
from composer_app.domain.connection_test_result import ConnectionLine, ConnectionTestResult
from composer_app.domain.mail import Attachment
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LogQuery
from composer_app.domain.secret import Secret
from tests.unit.api.rude_server import Talk, rude_server, unused_port
from tests.unit.api.samples import DATA, KEY, NOW, account, file_of, no_files, recorded, secret, submission
from tests.unit.api.sending import IMPATIENT, Script, error_of_send, send_to


def tls_server() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(DATA / "tls" / "loopback.pem")
    return context


def read_logs(script: Script, waits: list[float] | None = None, limits: Timeouts = LIMITS) -> Answer:
    async def sleep(seconds: float) -> None:
        assert waits is not None
        waits.append(seconds)

    async def run() -> Answer:
        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret(), sleep=sleep, clock=lambda: NOW, limits=limits)
            try:
                return await session.fetch_logs(LogQuery(limit=2))
            finally:
                await session.aclose()

    return asyncio.run(run())


def answering(status: str, body: bytes = b"", content_type: str = "application/json", **headers: str) -> Script:
    async def script(talk: Talk) -> None:
        while True:
            await talk.read_request()
            await talk.answer(status, body, content_type, **headers)

    return script


def test_refused_connection_surely_not_sent() -> None:
    with pytest.raises(Unreachable) as raised:
        asyncio.run(send_to(f"http://127.0.0.1:{unused_port()}"))
    assert raised.value.code is ProblemCode.REFUSED
    assert not raised.value.may_have_been_sent


def test_unknown_host_surely_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable) as raised:
        asyncio.run(send_to("https://nowhere.example.com"))
    assert raised.value.code is ProblemCode.HOST_UNKNOWN
    assert not raised.value.may_have_been_sent


def test_lost_before_the_body_is_read_maybe_sent() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_head()
        talk.reset()

    error = error_of_send(script)
    assert isinstance(error, MaybeSent)
    assert error.may_have_been_sent
    assert not error.timed_out


@pytest.mark.parametrize("polite", [True, False])
def test_lost_after_the_body_maybe_sent(polite: bool) -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        if not polite:
            talk.reset()

    assert isinstance(error_of_send(script), MaybeSent)


def test_lost_in_the_middle_of_a_big_body_maybe_sent(tmp_path: Path) -> None:
    file, blob = file_of(tmp_path, 4_000_000)

    async def script(talk: Talk) -> None:
        await talk.read_head()
        await talk.reader.readexactly(500_000)
        talk.reset()

    async def run() -> None:
        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret())
            with pytest.raises(MaybeSent):
                await session.send(submission(attachments=(file,)), lambda _: blob)
            await session.aclose()

    asyncio.run(run())


def test_lost_in_the_middle_of_the_answer_maybe_sent() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.write(b'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"bulkId":"x","messa')

    error = error_of_send(script)
    assert isinstance(error, MaybeSent)
    assert (error.http_status, error.raw) == (200, b'{"bulkId":"x","messa')


def test_silence_after_the_body_maybe_sent() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.hang()

    error = error_of_send(script, IMPATIENT)
    assert isinstance(error, MaybeSent)
    assert error.timed_out


def test_something_that_is_no_http_maybe_sent() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.write(b"220 mail.example.com ESMTP\r\n")

    assert isinstance(error_of_send(script), MaybeSent)


def test_an_answer_with_a_wrong_label_is_read() -> None:
    async def run() -> SendAnswer:
        async with rude_server(answering("200 OK", recorded("send_v3.json"), "text/html")) as url:
            return await send_to(url)

    assert asyncio.run(run()).messages[0].address == "john.smith@example.com"


def test_a_redirect_is_not_followed() -> None:
    seen = []

    async def script(talk: Talk) -> None:
        await talk.read_request()
        seen.append(talk.request_line)
        await talk.answer("301 Moved", Location="/email/3/send")

    assert isinstance(error_of_send(script), NotThisApi)
    assert len(seen) == 1


def test_a_certificate_no_one_vouches_for_surely_not_sent() -> None:
    heard = []

    async def script(talk: Talk) -> None:
        heard.append(await talk.read_request())

    async def run() -> None:
        async with rude_server(script, tls_server()) as url:
            await send_to(url)

    with pytest.raises(Unreachable) as raised:
        asyncio.run(run())
    assert raised.value.code is ProblemCode.TLS
    assert "certificate" in raised.value.detail.lower()
    assert not heard


@pytest.mark.parametrize("answer", [b"HTTP/1.1 400 Bad Request\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n"])
def test_a_service_without_https_surely_not_sent(answer: bytes) -> None:
    async def script(talk: Talk) -> None:
        await talk.reader.read(1)
        talk.writer.write(answer)

    async def run() -> ConnectionTestResult:
        async with rude_server(script) as url:
            there = url.replace("http://", "https://")
            with pytest.raises(Unreachable) as raised:
                await send_to(there)
            assert raised.value.code is ProblemCode.NO_TLS
            assert not raised.value.may_have_been_sent
            session = ApiSession(account(), there, secret())
            result = await session.run_connection_test()
            await session.aclose()
        return result

    assert asyncio.run(run()).check(ConnectionLine.ADDRESS).problem is ProblemCode.NO_TLS


@pytest.mark.skipif(ssl.OPENSSL_VERSION_INFO < (3,), reason="SSL_CERT_FILE is an OpenSSL matter")
def test_tls_with_a_trusted_certificate_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(DATA / "tls" / "loopback.pem"))

    async def run() -> tuple[SendAnswer, str]:
        async with rude_server(answering("200 OK", recorded("send_v3.json")), tls_server()) as url:
            answer = await send_to(url)
        async with rude_server(answering("200 OK", recorded("logs_v1.json")), tls_server()) as url:
            session = ApiSession(account(), url, secret())
            result = await session.run_connection_test()
            await session.aclose()
        return answer, result.tls_version

    answer, tls_version = asyncio.run(run())
    assert answer.bulk_id == "snxemd8u52v7v84iiu69"
    assert tls_version.startswith("TLSv1.")


def test_a_rate_limit_tells_how_long_and_a_send_is_not_repeated() -> None:
    seen = []

    async def script(talk: Talk) -> None:
        seen.append(await talk.read_request())
        await talk.answer("429 Slow down", recorded("error_old.json"), Retry_After="7")

    error = error_of_send(script)
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == 7
    assert len(seen) == 1


def test_the_key_is_in_no_error() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        page = f'{{"requestError":{{"serviceException":{{"text":"you sent {talk.headers["authorization"]}"}}}}}}'
        await talk.answer("400 Bad Request", page.encode())

    error = error_of_send(script)
    assert "you sent App ***" in error.vendor_text
    assert KEY not in f"{error} {error!r} {error.raw!r} {error.vendor_text} {error.detail}"


@pytest.mark.parametrize("key", ["", "two\nlines", "schlüssel", "zero\u200bwidth"])
def test_a_key_that_no_header_can_carry_never_leaves(key: str) -> None:
    with pytest.raises(AuthFailed) as raised:
        asyncio.run(send_to(f"http://127.0.0.1:{unused_port()}", Secret(key)))
    assert not raised.value.may_have_been_sent
    assert raised.value.http_status is None
    assert not key or key not in repr(raised.value) + str(raised.value)


@pytest.mark.parametrize("url", ["http://api.example.com", "http://127.0.0.1.example.com", "ftp://127.0.0.1", ""])
def test_plain_http_goes_to_this_computer_only(url: str) -> None:
    with pytest.raises(BadBaseUrl):
        ApiSession(account(), url, secret())


def test_a_missing_or_changed_file_surely_not_sent(tmp_path: Path) -> None:
    blob = tmp_path / "blob"
    file = Attachment("0" * 64, "rechnung.pdf", "application/pdf", 10)

    async def run() -> None:
        session = ApiSession(account(), f"http://127.0.0.1:{unused_port()}", secret())
        for content in (None, b"123"):
            if content is not None:
                blob.write_bytes(content)
            with pytest.raises(AttachmentGone, match=r"rechnung\.pdf") as raised:
                await session.send(submission(attachments=(file,)), lambda _: blob)
            assert not raised.value.may_have_been_sent
        await session.aclose()

    asyncio.run(run())


def test_a_file_that_goes_away_when_a_part_of_the_body_has_left_maybe_sent(tmp_path: Path) -> None:
    files = [Attachment(digit * 64, f"{digit}.pdf", "application/pdf", 600_000) for digit in "12"]
    for file in files:
        (tmp_path / file.sha256).write_bytes(bytes(file.size_bytes))

    async def script(talk: Talk) -> None:
        await talk.read_head()
        await talk.reader.read()

    async def run() -> None:
        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret())
            with pytest.raises(MaybeSent) as raised:
                await session.send(
                    submission(attachments=tuple(files)),
                    lambda sha256: tmp_path / sha256,
                    lambda _sent, _total: (tmp_path / files[1].sha256).unlink(missing_ok=True),
                )
            await session.aclose()
        assert raised.value.may_have_been_sent
        assert "2.pdf" in str(raised.value)

    asyncio.run(run())


@pytest.mark.parametrize("generation", [Generation.V3, Generation.V4])
def test_a_big_attachment_goes_out_whole_and_never_lies_in_memory(tmp_path: Path, generation: Generation) -> None:
    blob = tmp_path / "blob"
    content = b"0123456789abcdef" * 1_875_000 + b"x"
    blob.write_bytes(content)
    file = Attachment("0" * 64, "big.bin", "application/octet-stream", len(content))
    on_wire = binascii.b2a_base64(content, newline=False) if generation is Generation.V4 else content
    heard = tmp_path / "heard"
    progress: list[tuple[int, int]] = []

    async def script(talk: Talk) -> None:
        await talk.read_head()
        left = int(talk.headers["content-length"])
        with heard.open("wb") as out:
            while left:
                block = await talk.reader.read(min(left, 65536))
                assert block
                out.write(block)
                left -= len(block)
        await talk.answer("200 OK", recorded("send_v3.json"))

    async def run() -> int:
        async with rude_server(script) as url:
            session = ApiSession(account(generation), url, secret())
            tracemalloc.start()
            try:
                await session.send(submission(attachments=(file,)), lambda _: blob, lambda *step: progress.append(step))
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()
                await session.aclose()

    peak = asyncio.run(run())
    assert peak < 8_000_000
    assert on_wire in heard.read_bytes()
    assert progress[-1][0] == progress[-1][1] > len(on_wire)
    assert len(progress) > 100


def test_a_send_that_is_cancelled_has_reported_what_left() -> None:
    """A caller that cancels knows from `on_progress` whether a byte of the body may have left."""
    progress: list[int] = []

    async def run() -> None:
        got_it = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.read_request()
            got_it.set()
            await talk.hang()

        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret())
            sending = asyncio.ensure_future(session.send(submission(), no_files, lambda sent, _: progress.append(sent)))
            await got_it.wait()
            sending.cancel()
            with pytest.raises(asyncio.CancelledError):
                await sending
            await session.aclose()

    asyncio.run(run())
    assert progress
    assert progress[0] > 0


def test_logs_that_break_off_are_kept() -> None:
    body = recorded("logs_v1.json")

    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + body[:-20])

    answer = read_logs(script)
    assert not answer.is_complete
    assert answer.body == body[:-20]
    assert answer.received_at == NOW


def test_logs_that_break_off_in_silence_keep_what_came() -> None:
    first = b'{"results":[{"messageId":"one"'

    async def run() -> Answer:
        async def script(talk: Talk) -> None:
            await talk.read_request()
            await talk.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n" % (len(first), first))
            await talk.hang()

        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret(), limits=IMPATIENT)
            answer = await session.fetch_logs(LogQuery())
            await session.aclose()
            return answer

    answer = asyncio.run(run())
    assert answer.body == first
    assert not answer.is_complete


def test_reads_wait_as_asked_and_then_try_again() -> None:
    waits: list[float] = []
    steps = iter([("503 Later", {}), ("429 Slow down", {"Retry_After": "12"}), ("200 OK", {})])

    async def script(talk: Talk) -> None:
        for status, headers in steps:
            await talk.read_request()
            await talk.answer(status, b'{"results":[]}' if status.startswith("200") else b"", **headers)

    assert read_logs(script, waits).body == b'{"results":[]}'
    assert len(waits) == 2
    assert waits[1] == 12


@pytest.mark.parametrize(
    ("retry_after", "reported"), [("31", 31.0), ("Mon, 23 Nov 2026 12:01:00 GMT", 60.0), ("99999999", 86400.0)]
)
def test_a_long_wait_is_left_to_the_caller(retry_after: str, reported: float) -> None:
    with pytest.raises(RateLimited) as raised:
        read_logs(answering("429 Slow down", Retry_After=retry_after), [])
    assert raised.value.retry_after_s == reported


def test_reads_give_up_after_three_tries() -> None:
    waits: list[float] = []
    with pytest.raises(Unavailable):
        read_logs(answering("503 Later"), waits)
    assert len(waits) == 2


def test_reads_are_not_repeated_once_they_may_have_been_served() -> None:
    seen = []

    async def script(talk: Talk) -> None:
        await talk.read_request()
        seen.append(talk.request_line)

    with pytest.raises(MaybeSent):
        read_logs(script, [])
    assert seen == ["GET /email/1/logs?limit=2 HTTP/1.1"]


def test_an_answer_without_end_is_cut() -> None:
    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            await talk.write(b"[" * 10_000)

    answer = read_logs(script, limits=msgspec.structs.replace(LIMITS, answer_bytes=100_000))
    assert not answer.is_complete
    assert 100_000 < len(answer.body) < 400_000


def test_an_answer_that_drips_for_ever_is_cut() -> None:
    """Each byte comes in time, and there is no last one."""

    async def run() -> Answer:
        drips = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.read_request()
            await talk.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
            while True:
                await talk.write(b"[")
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(drips.wait(), 0.02)

        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret(), limits=msgspec.structs.replace(LIMITS, answer_s=0.3))
            answer = await session.fetch_logs(LogQuery())
            await session.aclose()
            return answer

    answer = asyncio.run(run())
    assert not answer.is_complete
    assert set(answer.body) == set(b"[")


def test_logs_are_asked_for_with_the_key_in_the_header() -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    async def run() -> None:
        async def script(talk: Talk) -> None:
            await talk.read_request()
            asked.append((talk.request_line, talk.headers))
            await talk.answer("200 OK", recorded("logs_v1.json"))

        async with rude_server(script) as url:
            session = ApiSession(account(), url, secret())
            answer = await session.fetch_logs(LogQuery(limit=5))
            assert len(session.read_logs(answer).entries) == 2
            await session.aclose()

    asyncio.run(run())
    line, headers = asked[0]
    assert line == "GET /email/1/logs?limit=5 HTTP/1.1"
    assert headers["authorization"] == f"App {KEY}"
    assert headers["accept"] == "application/json"
    assert KEY not in line
