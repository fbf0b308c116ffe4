"""`composer-app exchange`: the process of one export or import of the window, which stays quick meanwhile.

It gets its order on standard input, and stops when that is closed: it was cancelled, or the window has ended.
"""

from __future__ import annotations

import io
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import msgspec

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.domain.clock import utc_now
from composer_app.services.exchange.export import run_export
from composer_app.services.exchange.exported_columns import Why
from composer_app.services.exchange.import_file import run_import
from composer_app.services.exchange.import_job import ImportJob
from composer_app.services.exchange.protocol import Broken, Ended, Order, Progress, Said, line_of
from composer_app.services.runtime.error_mapping import Failed, raising_failed

_TELL_EVERY_S = 0.05
_READ_AT_ONCE = 1 << 16


class ExchangeChild:
    """Carries out the one order in `orders`, and says in `answers` how far it is."""

    def __init__(self, orders: io.RawIOBase, answers: io.RawIOBase, why: Why) -> None:
        self._orders = orders
        self._answers = answers
        self._why = why
        self._unwanted = threading.Event()
        self._told_at = 0.0

    def run(self) -> None:
        """Ends with the order, or soon after its input was closed."""
        line = self._first_line()
        if not line.endswith(b"\n"):
            return  # the window ended before it had said all
        order = msgspec.json.decode(line, type=Order)
        threading.Thread(target=self._watch, name="orders", daemon=True).start()
        try:
            with raising_failed():
                self._tell(self._carry_out(order))
        except Failed as failure:
            self._tell(Broken(failure.problem))

    def _carry_out(self, order: Order) -> Ended:
        path, is_unwanted = Path(order.archive), self._unwanted.is_set
        if isinstance(order.job, ImportJob):
            with closing(Archive.open(path)) as archive:
                return Ended(run_import(archive, order.job, utc_now(), self._on_progress, is_unwanted))
        with closing(ArchiveReader.open(path)) as reader:
            return Ended(run_export(reader, order.job, self._why, self._on_progress, is_unwanted))

    def _first_line(self) -> bytes:
        """Of a file without a buffer `readline` would ask the system for each byte."""
        line = bytearray()
        while not line.endswith(b"\n") and (part := self._orders.read(_READ_AT_ONCE)):
            line += part
        return bytes(line)

    def _watch(self) -> None:
        self._orders.read()
        self._unwanted.set()

    def _on_progress(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_S:
            self._told_at = now
            self._tell(Progress(done, total))

    def _tell(self, said: Said) -> None:
        try:
            self._answers.write(line_of(said))
        except OSError:  # the window has ended
            self._unwanted.set()


def run(why: Why) -> int:
    """Entry point of the command. Returns 0."""
    # Unbuffered: the reading thread must hold no lock that the interpreter needs to end.
    with (
        open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as orders,
        open(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as answers,
    ):
        ExchangeChild(orders, answers, why).run()
    return 0
