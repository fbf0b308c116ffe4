"""`composer-app receive`: asks for delivery reports in place of the program, and outlives it.

A report is handed out once. A program that is killed while an answer is on its way would take it along, however
carefully it keeps what it has. So a process of its own asks and receives: the death of the program does not end it, and
it goes on until each answer that it asked for is in its file (archive.arrivals), where the next start finds it.

It is told what to ask for by its standard input, and ends when that does.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import sys
import threading
from pathlib import Path
from typing import BinaryIO

import msgspec

from composer_app.api.errand import Errand
from composer_app.api.errors import ApiError
from composer_app.api.session import ApiSession
from composer_app.api.told_error import ToldError
from composer_app.archive.arrivals import Arrival, Arrivals
from composer_app.archive.errors import ArchiveError
from composer_app.domain.query import ReportQuery
from composer_app.services.receiving import Ask, Receipt, Release, line_of, order_in

log = logging.getLogger(__name__)


class NobodyWaits(Exception):
    """The program has ended: nothing is tried again that was not answered."""


class Receiver:
    """Does what the lines of `orders` say, and tells what came of it by `receipts`. Belongs to one event loop."""

    def __init__(self, orders: BinaryIO, receipts: io.RawIOBase) -> None:
        self._orders = orders
        self._receipts = receipts
        self._sessions: dict[Errand, ApiSession] = {}
        self._kept: dict[int, Arrival] = {}
        self._has_ended = asyncio.Event()

    async def run(self) -> None:
        """Until the orders end and every answer has come. What nobody has released by then stays on the disk."""
        lines: asyncio.Queue[bytes] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        reader = threading.Thread(target=self._read, args=(loop, lines), name="orders", daemon=True)
        reader.start()
        asking: set[asyncio.Task[None]] = set()
        while line := await lines.get():
            order = order_in(line)
            if isinstance(order, Release):
                self._release(order)
                continue
            task = asyncio.create_task(self._ask(order))
            asking.add(task)
            task.add_done_callback(asking.discard)
        self._has_ended.set()
        await asyncio.gather(*asking, return_exceptions=True)
        for arrival in self._kept.values():
            arrival.close()
        for session in self._sessions.values():
            await session.aclose()

    def _read(self, loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[bytes]) -> None:
        for line in self._orders:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    async def _ask(self, ask: Ask) -> None:
        query = ask.errand.query
        try:
            arrival = Arrivals(Path(ask.folder)).begin(ask.errand.account.id, msgspec.json.encode(query).decode())
        except ArchiveError as error:
            self._tell(Receipt(number=ask.number, no_place=(type(error).__name__, str(error))))
            return
        try:
            answer = await self._session(ask.errand).pull_reports(query, arrival)
        except BaseException as error:
            arrival.throw_away()
            self._tell(_failure(ask.number, error))
        else:
            self._kept[ask.number] = arrival
            path, size_bytes = str(arrival.path), arrival.size_bytes
            self._tell(Receipt(number=ask.number, path=path, size_bytes=size_bytes, is_complete=answer.is_complete))

    def _session(self, errand: Errand) -> ApiSession:
        """One for each account and address, so that connections are used again."""
        key = msgspec.structs.replace(errand, query=ReportQuery())
        if key not in self._sessions:
            self._sessions[key] = ApiSession.on_errand(errand, self._sleep)
        return self._sessions[key]

    async def _sleep(self, pause_s: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._has_ended.wait(), pause_s)
        if self._has_ended.is_set():
            raise NobodyWaits

    def _release(self, release: Release) -> None:
        arrival = self._kept.pop(release.number)
        if release.is_stored:
            arrival.throw_away()
        else:
            arrival.close()

    def _tell(self, receipt: Receipt) -> None:
        with contextlib.suppress(OSError):  # the program is gone
            self._receipts.write(line_of(receipt))


def _failure(number: int, error: BaseException) -> Receipt:
    if isinstance(error, ApiError):
        return Receipt(number=number, failure=ToldError.of(error))
    if not isinstance(error, NobodyWaits):
        log.error("a pull of reports broke", exc_info=error)
    return Receipt(number=number, fault=type(error).__name__)


def run() -> int:
    """The command. Returns 0."""
    # Unbuffered: what the dead program cannot be told is not kept to be told at the end.
    with open(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as receipts:
        asyncio.run(_serve(receipts))
    return 0


async def _serve(receipts: io.RawIOBase) -> None:
    await Receiver(sys.stdin.buffer, receipts).run()
