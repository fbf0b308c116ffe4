"""The network side: connections that are kept, lost, slow or given up."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
from pathlib import Path

import pytest

from composer_app.api.asyncio_backend import AsyncioBackend
from composer_app.api.errors import MaybeSent, Rejected, Unreachable
from composer_app.api.session import ApiSession
from composer_app.api.timeouts import LIMITS, Timeouts
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import LogQuery
from tests.unit.api.rude_server import Talk, rude_server, unused_port
from tests.unit.api.samples import account, file_of, no_files, recorded, secret, submission


def session_at(url: str, limits: Timeouts = LIMITS) -> ApiSession:
    return ApiSession(account(), url, secret(), limits=limits)


def test_one_connection_serves_many_mails() -> None:
    served: list[int] = []

    async def script(talk: Talk) -> None:
        served.append(0)
        while True:
            await talk.read_request()
            served[-1] += 1
            await talk.answer("200 OK", recorded("send_v3.json"))

    async def run() -> None:
        async with rude_server(script) as url:
            session = session_at(url)
            for _ in range(20):
                await session.send(submission(), no_files)
            await session.aclose()

    asyncio.run(run())
    assert served == [20]


@pytest.mark.parametrize("turns", range(8))
def test_a_connection_given_up_while_it_is_made_leaves_no_socket_open(turns: int) -> None:
    """An open one would be warned of when it is collected, and a warning fails the test."""

    async def run(port: int) -> None:
        connecting = asyncio.ensure_future(AsyncioBackend().connect_tcp("127.0.0.1", port))
        for _ in range(turns):  # of the event loop: connected at one of them
            await asyncio.sleep(0)
        connecting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await (await connecting).aclose()

    with socket.create_server(("127.0.0.1", 0)) as server:
        asyncio.run(run(server.getsockname()[1]))
    gc.collect()


def test_a_kept_connection_that_the_server_closed_is_not_used_again() -> None:
    """A mail written to it would be in doubt."""

    async def run() -> None:
        closed = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.read_request()
            await talk.answer("200 OK", recorded("send_v3.json"))
            talk.writer.close()
            await talk.writer.wait_closed()
            closed.set()

        async with rude_server(script) as url:
            session = session_at(url)
            for _ in range(3):
                closed.clear()
                await session.send(submission(), no_files)
                await closed.wait()
            await session.aclose()

    asyncio.run(run())


def test_an_answer_given_before_the_body_was_read_is_heard(tmp_path: Path) -> None:
    file, blob = file_of(tmp_path, 3_000_000)

    async def script(talk: Talk) -> None:
        await talk.read_head()
        await talk.answer("413 Too large", recorded("error_old.json"))
        await talk.read_body()

    async def run() -> None:
        async with rude_server(script) as url:
            session = session_at(url)
            with pytest.raises(Rejected) as raised:
                await session.send(submission(attachments=(file,)), lambda _: blob)
            assert raised.value.vendor_code == "BAD_REQUEST"
            await session.aclose()

    asyncio.run(run())


def test_a_big_answer_comes_whole() -> None:
    body = b'{"results":[' + b'{"messageId":"x"},' * 300_000 + b"{}]}"

    async def script(talk: Talk) -> None:
        await talk.read_request()
        await talk.answer("200 OK", body)

    async def run() -> bytes:
        async with rude_server(script) as url:
            session = session_at(url)
            answer = await session.fetch_logs(LogQuery())
            await session.aclose()
            return answer.body

    assert asyncio.run(run()) == body


def test_many_at_once_get_their_own_answers() -> None:
    async def script(talk: Talk) -> None:
        while True:
            await talk.read_request()
            asked = talk.request_line.partition("limit=")[2].partition(" ")[0]
            await talk.answer("200 OK", f'{{"results":[],"asked":{asked}}}'.encode())

    async def run() -> list[bytes]:
        async with rude_server(script) as url:
            session = session_at(url)
            answers = await asyncio.gather(*(session.fetch_logs(LogQuery(limit=n)) for n in range(1, 101)))
            await session.aclose()
            return [answer.body for answer in answers]

    assert asyncio.run(run()) == [f'{{"results":[],"asked":{n}}}'.encode() for n in range(1, 101)]


def test_a_request_that_is_given_up_closes_its_connection() -> None:
    async def run() -> None:
        heard, closed = asyncio.Event(), asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.read_request()
            heard.set()
            await talk.hang()
            closed.set()

        async with rude_server(script) as url:
            session = session_at(url)
            reading = asyncio.ensure_future(session.fetch_logs(LogQuery()))
            await heard.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            await asyncio.wait_for(closed.wait(), 5)
            await session.aclose()

    asyncio.run(run())


def test_a_session_can_be_closed_and_used_again() -> None:
    async def script(talk: Talk) -> None:
        while True:
            await talk.read_request()
            await talk.answer("200 OK", b'{"results":[]}')

    async def run() -> None:
        async with rude_server(script) as url:
            session = session_at(url)
            for _ in range(2):
                await session.fetch_logs(LogQuery())
                await session.aclose()

    asyncio.run(run())


def test_a_host_with_two_addresses_that_both_refuse_is_reported_as_refused() -> None:
    async def run() -> None:
        session = session_at(f"http://localhost:{unused_port()}")
        with pytest.raises(Unreachable) as raised:
            await session.send(submission(), no_files)
        assert raised.value.code is ProblemCode.REFUSED

    asyncio.run(run())


def test_a_handshake_that_never_ends_surely_not_sent() -> None:
    async def script(talk: Talk) -> None:
        await talk.hang()

    async def run() -> None:
        async with rude_server(script) as url:
            session = session_at(url.replace("http://", "https://"), Timeouts(connect_s=0.2))
            with pytest.raises(Unreachable) as raised:
                await session.send(submission(), no_files)
            assert raised.value.code is ProblemCode.CONNECT_TIMEOUT
            assert not raised.value.may_have_been_sent
            await session.aclose()

    asyncio.run(run())


def test_a_body_that_no_one_takes_times_out(tmp_path: Path) -> None:
    file, blob = file_of(tmp_path, 20_000_000)

    async def run() -> None:
        done = asyncio.Event()

        async def script(talk: Talk) -> None:
            await talk.read_head()
            await done.wait()

        async with rude_server(script) as url:
            session = session_at(url, Timeouts(write_s=0.2, read_send_s=0.2))
            with pytest.raises(MaybeSent) as raised:
                await session.send(submission(attachments=(file,)), lambda _: blob)
            assert raised.value.timed_out
            await session.aclose()
            done.set()

    asyncio.run(run())
