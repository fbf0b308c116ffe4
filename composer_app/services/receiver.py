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
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from composer_app.api.answers import Answer
from composer_app.api.errand import Errand
from composer_app.api.errors import ApiError, MaybeSent
from composer_app.api.landing import as_it_lands
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

    def __init__(self, orders: Iterable[bytes], receipts: io.RawIOBase) -> None:
        self._orders = orders
        self._receipts = receipts
        self._sessions: dict[Errand, ApiSession] = {}
        self._kept: dict[int, tuple[Arrival, Errand]] = {}
        self._has_ended = asyncio.Event()

    async def run(self) -> None:
        """Until the orders end and every answer has come. What nobody has released by then stays on the disk.

        The orders end with their pipe, with the first that cannot be read (the program died in the middle of it, or
        is of another version), and with a signal that tells this process to end.
        """
        lines: asyncio.Queue[bytes] = asyncio.Queue()
        loop = asyncio.get_running_loop()
        _heed_signals(loop, lambda: lines.put_nowait(b""))
        reader = threading.Thread(target=self._read, args=(loop, lines), name="orders", daemon=True)
        reader.start()
        asking: set[asyncio.Task[None]] = set()
        while (order := _order_in(await lines.get())) is not None:
            if isinstance(order, Release):
                self._release(order)
                continue
            task = asyncio.create_task(self._ask(order))
            asking.add(task)
            task.add_done_callback(asking.discard)
        self._has_ended.set()
        await asyncio.gather(*asking, return_exceptions=True)
        for arrival, errand in self._kept.values():
            self._leave(arrival, errand)
        for session in self._sessions.values():
            await session.aclose()

    def _read(self, loop: asyncio.AbstractEventLoop, lines: asyncio.Queue[bytes]) -> None:
        with contextlib.suppress(RuntimeError):  # told to end by a signal, the loop may be gone
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
            is_complete = answer.is_complete and _is_landed(arrival, answer)
        except BaseException as error:
            # Whatever may have been handed out is left, for whoever looks for such files.
            if isinstance(error, NobodyWaits) or (isinstance(error, ApiError) and not isinstance(error, MaybeSent)):
                arrival.throw_away()
            else:
                self._leave(arrival, ask.errand)
            self._tell(_failure(ask.number, error))
            return
        self._kept[ask.number] = arrival, ask.errand
        path, size_bytes = str(arrival.path), arrival.size_bytes
        self._tell(Receipt(number=ask.number, path=path, size_bytes=size_bytes, is_complete=is_complete))

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
        arrival, errand = self._kept.pop(release.number, (None, None))
        if arrival is None or errand is None:
            return
        if release.is_stored:
            arrival.throw_away()
        else:
            self._leave(arrival, errand)

    def _leave(self, arrival: Arrival, errand: Errand) -> None:
        """For whoever looks for such files. By then the key may be another one, or not to be had."""
        with contextlib.suppress(ApiError):  # with such a key nothing was asked
            arrival.blacken(self._session(errand).quoted.spans)
        arrival.close()

    def _tell(self, receipt: Receipt) -> None:
        with contextlib.suppress(OSError):  # the program is gone
            self._receipts.write(line_of(receipt))


def _is_landed(arrival: Arrival, answer: Answer) -> bool:
    """See to it that the whole answer is in its file: a disk that was full for a moment left the rest in memory."""
    if arrival.is_whole and arrival.size_bytes:
        return True
    try:
        arrival.put(as_it_lands(answer.status, answer.body))
    except OSError:
        return False
    return True


def _order_in(line: bytes) -> Ask | Release | None:
    """None: there is none, or none that can be read."""
    try:
        return order_in(line) if line else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        log.warning("an order cannot be read")
        return None


def _heed_signals(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    """A logout or a service manager ends every process there is; what was asked for is received all the same."""
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        with contextlib.suppress(AttributeError, NotImplementedError, ValueError, RuntimeError):  # not on Windows
            loop.add_signal_handler(getattr(signal, name), end)


def _failure(number: int, error: BaseException) -> Receipt:
    if isinstance(error, ApiError):
        return Receipt(number=number, failure=ToldError.of(error))
    if not isinstance(error, NobodyWaits):
        where = "".join(traceback.format_tb(error.__traceback__))  # without the error's own words: they may quote a key
        log.error("a pull of reports broke: %s\n%s", type(error).__name__, where)
    return Receipt(number=number, fault=type(error).__name__)


def run() -> int:
    """The command. Returns 0."""
    # Unbuffered: what the dead program cannot be told is not kept to be told at the end; and a thread that waits for
    # an order holds no lock that the end of the interpreter wants.
    with (
        open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as orders,
        open(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as receipts,
    ):
        asyncio.run(_serve(orders, receipts))
    return 0


async def _serve(orders: io.RawIOBase, receipts: io.RawIOBase) -> None:
    await Receiver(orders, receipts).run()
