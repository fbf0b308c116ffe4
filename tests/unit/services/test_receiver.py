"""What the receiver does with its orders, over real pipes and a real socket."""

from __future__ import annotations

import asyncio
import errno
import os
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from composer_app.api.landing import Place
from composer_app.api.session import ApiSession
from composer_app.archive.arrivals import Arrival, Arrivals
from composer_app.domain.query import ReportQuery
from composer_app.domain.secret import Secret
from composer_app.services.receiver import NobodyWaits, Receiver
from composer_app.services.receiving import Ask, Receipt, Release, line_of, receipt_in
from tests.faulty_server import Act, Exchange, FaultyServer, Gate, answers, says_no, shows_page, waits
from tests.unit.services.house import KEY, account_at

REPORTS = "/email/1/reports"


def order(url: str, folder: Path, number: int = 1) -> bytes:
    errand = ApiSession(account_at(url), url, Secret(KEY)).errand(ReportQuery(limit=5))
    return line_of(Ask(number, str(folder), errand))


class Talk:
    """A receiver with both its pipes."""

    def __init__(self) -> None:
        self._orders, self.orders = _pipe()
        self.receipts, self._receipts = _pipe(buffering=0)
        self.running = asyncio.create_task(Receiver(self._orders, self._receipts).run())

    async def receipt(self) -> Receipt:
        return receipt_in(await asyncio.to_thread(self.receipts.readline))

    def say(self, *lines: bytes) -> None:
        self.orders.write(b"".join(lines))
        self.orders.flush()

    async def end(self) -> None:
        self.orders.close()
        await self.running
        for pipe in (self._orders, self._receipts, self.receipts):
            pipe.close()


def _pipe(buffering: int = -1) -> tuple[BinaryIO, Any]:
    read, write = os.pipe()
    return os.fdopen(read, "rb"), os.fdopen(write, "wb", buffering)


def receipt_of(server: FaultyServer, folder: Path) -> Receipt:
    """Of one order, after which there are no more."""

    async def run() -> Receipt:
        talk = Talk()
        talk.say(order(server.url, folder))
        receipt = await talk.receipt()
        await talk.end()
        return receipt

    return asyncio.run(run())


def left_in(folder: Path) -> list[bytes]:
    return [one.raw.partition(b"\r\n\r\n")[2] for one in Arrivals(folder).left_over()]


@pytest.mark.parametrize(("is_stored", "left"), [(True, []), (False, [b"[]"])])
def test_a_released_answer_is_thrown_away_or_left(
    server: FaultyServer, tmp_path: Path, is_stored: bool, left: list[bytes]
) -> None:
    server.plays("GET", REPORTS, answers(b"[]"))

    async def run() -> None:
        talk = Talk()
        talk.say(order(server.url, tmp_path))
        receipt = await talk.receipt()
        assert Path(receipt.path).parent == tmp_path
        talk.say(line_of(Release(1, is_stored)))
        await talk.end()

    asyncio.run(run())
    assert left_in(tmp_path) == left


def test_an_answer_that_nobody_released_is_left(server: FaultyServer, tmp_path: Path) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(b"[]")))

    async def run() -> None:
        talk = Talk()
        talk.say(order(server.url, tmp_path))
        await asyncio.to_thread(gate.wait_until_seen)
        ending = asyncio.create_task(talk.end())
        await asyncio.sleep(0)
        gate.release()
        await ending

    asyncio.run(run())
    assert left_in(tmp_path) == [b"[]"]


def test_what_was_turned_away_is_not_asked_again_for_nobody(server: FaultyServer, tmp_path: Path) -> None:
    server.plays("GET", REPORTS, says_no(429, {"Retry-After": "20"}))

    async def run() -> None:
        talk = Talk()
        talk.say(order(server.url, tmp_path))
        await asyncio.to_thread(server.wait_for, REPORTS)
        await talk.end()

    asyncio.run(run())
    assert len(server.asked(REPORTS)) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_program_that_is_gone_is_told_nothing(server: FaultyServer, tmp_path: Path) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(b"[]")))

    async def run() -> None:
        talk = Talk()
        talk.say(order(server.url, tmp_path))
        await asyncio.to_thread(gate.wait_until_seen)
        talk.receipts.close()
        gate.release()
        await talk.end()

    asyncio.run(run())
    assert left_in(tmp_path) == [b"[]"]


def test_a_fault_of_ours_is_told_by_its_kind_alone(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_args: object) -> None:
        raise LookupError(KEY)

    monkeypatch.setattr(ApiSession, "pull_reports", broken)

    receipt = receipt_of(server, tmp_path)
    assert (receipt.fault, receipt.path) == ("LookupError", "")
    assert "a pull of reports broke: LookupError" in caplog.text
    assert KEY not in caplog.text


@pytest.mark.parametrize("wrong", [b'{"type":"ask","number"\n', b"\xff\xfe\n", b'{"type":"of a later version"}\n'])
def test_an_order_that_cannot_be_read_ends_the_orders_and_no_answer(
    server: FaultyServer, tmp_path: Path, wrong: bytes
) -> None:
    gate = Gate()
    server.plays("GET", REPORTS, waits(gate, answers(b"[]")))

    async def run() -> None:
        talk = Talk()
        talk.say(order(server.url, tmp_path), line_of(Release(77, True)))
        await asyncio.to_thread(gate.wait_until_seen)
        talk.say(wrong)
        gate.release()
        await talk.running
        await talk.end()

    asyncio.run(run())
    assert left_in(tmp_path) == [b"[]"]


def test_what_may_have_been_handed_out_is_left_when_it_breaks(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.plays("GET", REPORTS, answers(b"[]"))
    pull = ApiSession.pull_reports

    async def breaks_afterwards(session: ApiSession, query: ReportQuery, place: Place) -> None:
        await pull(session, query, place)
        raise LookupError

    monkeypatch.setattr(ApiSession, "pull_reports", breaks_afterwards)

    assert receipt_of(server, tmp_path).path == ""
    assert left_in(tmp_path) == [b"[]"]


@pytest.mark.parametrize("is_full_for_long", [False, True])
def test_a_disk_that_runs_full_meanwhile(
    server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_full_for_long: bool
) -> None:
    body = b"[" + b" " * 5000 + b"]"
    server.plays("GET", REPORTS, answers(body))

    def full(*_args: object) -> memoryview:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(Arrival, "room", full)
    if is_full_for_long:
        monkeypatch.setattr(Arrival, "put", full)

    receipt = receipt_of(server, tmp_path)
    assert receipt.is_complete is not is_full_for_long
    assert left_in(tmp_path) == ([] if is_full_for_long else [body])


@pytest.mark.parametrize("quotes", [KEY, KEY.replace("-", "%2D")])
def test_what_is_left_holds_no_key(server: FaultyServer, tmp_path: Path, quotes: str) -> None:
    body = f'{{"results":[],"you":"App {quotes}"}}'.encode()
    server.plays("GET", REPORTS, answers(body, headers={"X-Echo": f"App {quotes}"}))

    receipt_of(server, tmp_path)

    (file,) = tmp_path.iterdir()
    assert quotes.encode() not in file.read_bytes()
    assert left_in(tmp_path) == [body.replace(quotes.encode(), b"*" * len(quotes))]


@pytest.mark.parametrize("act", [says_no(500, {"X-Echo": f"App {KEY}"}), shows_page(200)])
def test_of_a_refusal_nothing_is_left(server: FaultyServer, tmp_path: Path, act: Act) -> None:
    server.plays("GET", REPORTS, act)

    assert receipt_of(server, tmp_path).failure is not None
    assert list(tmp_path.iterdir()) == []


def test_an_answer_with_a_broken_head_is_left(server: FaultyServer, tmp_path: Path) -> None:
    async def broken(exchange: Exchange) -> None:
        await exchange.write(b"HTTP/1.1 200 OK\r\nNo colon here\r\nContent-Length: 2\r\n\r\n[]")
        exchange.close()

    server.plays("GET", REPORTS, broken)

    assert receipt_of(server, tmp_path).failure is not None
    assert left_in(tmp_path) == [b"[]"]


def test_its_sleep_ends_with_its_orders() -> None:
    async def run() -> None:
        receiver = Receiver(*_pipe())
        await receiver._sleep(0.0)
        receiver._has_ended.set()
        with pytest.raises(NobodyWaits):
            await receiver._sleep(60.0)
        receiver._orders.close()
        receiver._receipts.close()

    asyncio.run(run())
