"""`composer-app receive`: the report receiver's process, which outlives the program.

It reads requests from standard input, and ends when that is closed and each answer is in its file
(`archive.incoming_answers`), where the next start of the program finds it. One thread waits for each answer.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from queue import SimpleQueue

import msgspec

from composer_app.api.errors import ApiError, MaybeSent
from composer_app.api.report_puller import PulledAnswer, ReportPuller
from composer_app.api.report_source import ReportSource
from composer_app.archive.errors import ArchiveError, ArchiveFull
from composer_app.archive.incoming_answers import IncomingAnswer
from composer_app.services.report_receiver.answer_recorder import AnswerRecorder, reserved
from composer_app.services.report_receiver.error_serialization import SerializedError
from composer_app.services.report_receiver.protocol import Ask, Receipt, Release, line_of, order_in

log = logging.getLogger(__name__)

ROOM_AGAIN_S = 1.0
"""Seconds between checks for free room on the disk."""


class NobodyWaits(Exception):
    """The program has ended: unanswered requests are not retried."""


class Receiver:
    """Carries out the requests in `orders` and answers each by `receipts`.

    Args:
        orders: lines of the program, see `protocol`.
        receipts: lines to the program.
        room_again_s: see `ROOM_AGAIN_S`.
        on_end: called after the last order; answers may still be pending.
    """

    def __init__(
        self,
        orders: Iterable[bytes],
        receipts: io.RawIOBase,
        room_again_s: float = ROOM_AGAIN_S,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._orders = orders
        self._receipts = receipts
        self._on_end = on_end
        self._room_again_s = room_again_s
        self._lock = threading.Lock()
        self._telling = threading.Lock()  # its own: a frozen program reads none
        self._pullers: dict[ReportSource, ReportPuller] = {}
        self._kept: dict[int, tuple[IncomingAnswer, ReportSource]] = {}
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._has_ended = threading.Event()

    def run(self) -> None:
        """Run until the orders end and every answer has arrived. Unreleased answers stay on disk.

        The orders end with their pipe, with the first that cannot be read (the program died in the middle of it, or
        is of another version), and with `end`.
        """
        threading.Thread(target=self._read, name="orders", daemon=True).start()
        asking: list[threading.Thread] = []
        while (order := _order_in(self._lines.get())) is not None:
            if isinstance(order, Release):
                self._release(order)
                continue
            asking = [thread for thread in asking if thread.is_alive()]
            asking.append(threading.Thread(target=self._ask, args=(order,), name="answer"))
            asking[-1].start()
        self._has_ended.set()
        self._on_end()
        for thread in asking:
            thread.join()
        for incoming_answer, source in self._kept.values():
            self._leave(incoming_answer, source)
        for puller in self._pullers.values():
            puller.close()

    def end(self) -> None:
        """Stop taking orders. May be called from a signal handler."""
        self._lines.put(b"")

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in self._orders:
                self._lines.put(line)
        self._lines.put(b"")

    def _ask(self, ask: Ask) -> None:
        try:
            incoming_answer, query = reserved(Path(ask.folder), ask.source.account.id, ask.query)
        except ArchiveError as error:
            self._tell(Receipt(number=ask.number, no_room=(type(error).__name__, str(error))))
            return
        tell_once = _Once(self._tell)
        recorder = AnswerRecorder(
            incoming_answer, ask.source.limits, lambda: tell_once(Receipt(number=ask.number, is_late=True))
        )
        try:
            pulled = self._puller(ask.source).pull(query, recorder)
        except BaseException as error:
            handed_nothing_out = isinstance(error, NobodyWaits) or (
                isinstance(error, ApiError) and not isinstance(error, MaybeSent)
            )
            if handed_nothing_out or recorder.is_empty:
                incoming_answer.throw_away()
            else:
                self._make_room(recorder, ask.number, tell_once)
                self._leave(incoming_answer, ask.source)
            tell_once(_failure(ask.number, error))
            return
        self._make_room(recorder, ask.number, tell_once)
        limit = query.limit if query != ask.query else None
        self._keep(ask, incoming_answer, pulled, limit, tell_once)

    def _keep(
        self, ask: Ask, incoming_answer: IncomingAnswer, pulled: PulledAnswer, limit: int | None, tell_once: _Once
    ) -> None:
        """Hold the answer until the program has stored it; leave it if the program has stopped waiting."""
        receipt = Receipt(
            number=ask.number,
            path=str(incoming_answer.path),
            size_bytes=incoming_answer.size_bytes,
            is_complete=pulled.is_whole,
            limit=limit,
        )
        with self._lock:
            self._kept[ask.number] = incoming_answer, ask.source
        if not tell_once(receipt):
            self._release(Release(ask.number, is_stored=False))

    def _make_room(self, recorder: AnswerRecorder, number: int, tell_once: _Once) -> None:
        """Keep bytes in memory until the disk has room."""
        while not recorder.flush():
            tell_once(
                Receipt(number=number, no_room=(ArchiveFull.__name__, "the answer is in memory until there is room"))
            )
            threading.Event().wait(self._room_again_s)

    def _puller(self, source: ReportSource) -> ReportPuller:
        """One per account and address, so that connections are reused."""
        with self._lock:
            if source not in self._pullers:
                self._pullers[source] = ReportPuller(source, self._sleep)
            return self._pullers[source]

    def _sleep(self, pause_s: float) -> None:
        if self._has_ended.wait(pause_s):
            raise NobodyWaits

    def _release(self, release: Release) -> None:
        with self._lock:
            incoming_answer, source = self._kept.pop(release.number, (None, None))
        if incoming_answer is None or source is None:
            return
        if release.is_stored:
            incoming_answer.throw_away()
        else:
            self._leave(incoming_answer, source)

    def _leave(self, incoming_answer: IncomingAnswer, source: ReportSource) -> None:
        """Mask the key in a file that a later start reads: by then it may have another key, or none."""
        with contextlib.suppress(ApiError, OSError):  # such a key was never sent
            incoming_answer.blacken(self._puller(source).quoted.spans)
        incoming_answer.close()

    def _tell(self, receipt: Receipt) -> None:
        line = line_of(receipt)
        with contextlib.suppress(OSError, ValueError), self._telling:  # the program is gone
            while line:
                line = line[self._receipts.write(line) or 0 :]


class _Once:
    """Passes on the first receipt only; returns False for later ones."""

    def __init__(self, tell: Callable[[Receipt], None]) -> None:
        self._tell = tell
        self._has_told = False

    def __call__(self, receipt: Receipt) -> bool:
        if self._has_told:
            return False
        self._has_told = True
        self._tell(receipt)
        return True


def _order_in(line: bytes) -> Ask | Release | None:
    """None: the end, or an unreadable order."""
    try:
        return order_in(line) if line else None
    except (msgspec.DecodeError, UnicodeDecodeError):
        log.warning("an order cannot be read")
        return None


def _failure(number: int, error: BaseException) -> Receipt:
    if isinstance(error, ApiError):
        return Receipt(number=number, failure=SerializedError.of(error))
    if not isinstance(error, NobodyWaits):
        where = "".join(traceback.format_tb(error.__traceback__))  # without the error's message, which may quote a key
        log.error("a pull of reports broke: %s\n%s", type(error).__name__, where)
    return Receipt(number=number, fault=type(error).__name__)


def run() -> int:
    """Entry point of the command. Returns 0."""
    # Unbuffered: so no output for a dead program is flushed at the end, and the reading thread holds no lock that the
    # interpreter needs to end.
    with (
        open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as orders,
        open(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as receipts,
    ):
        receiver = Receiver(orders, receipts, on_end=_let_go_of_stderr)
        # A logout or a service manager ends all processes; pending answers are still received.
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):  # not all on Windows
                signal.signal(getattr(signal, name), lambda _number, _frame: receiver.end())
        receiver.run()
    return 0


def _let_go_of_stderr() -> None:
    """Close standard error, so that a reader of the program's output does not wait for this process."""
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)
