"""The report receiver as a child process of the program."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.own_command import own_command, safe_folder

if TYPE_CHECKING:
    from composer_app.api.report_source import ReportSource
    from composer_app.domain.queries import ReportQuery
    from composer_app.services.report_receiver.protocol import Ask, Receipt, Release

log = logging.getLogger(__name__)

IDLE_S = 60.0
"""Idle time after which the child ends, to free memory."""


class ReceiverFault(RuntimeError):
    """A bug in the receiver; the text is the kind of its error."""


class AnswerPending(Failed):
    """No answer to a pull yet. The receiver keeps waiting; the next sync finds the answer."""

    def __init__(self) -> None:
        super().__init__(Problem(ProblemCode.ANSWER_PENDING))


class Received:
    """An answer in its file, locked by the receiver until `release`."""

    def __init__(self, receipt: Receipt, release: Callable[[bool], None]) -> None:
        self.path = Path(receipt.path)
        self.size_bytes = receipt.size_bytes
        self.is_complete = receipt.is_complete
        self.limit = receipt.limit
        """The reduced limit if the disk is almost full; None: the query's own."""
        self._release = release

    def release(self, *, is_stored: bool) -> None:
        """Delete the file of a stored answer, or leave it for the next start."""
        self._release(is_stored)


class ReceiverProcess:
    """Starts `composer-app receive` on first use, and lets it end when it is idle.

    It is never killed: it receives pending answers even after the death of this process. So it has a
    session of its own, and neither Ctrl+C in a terminal nor the end of a process group reaches it.

    Any thread may call its methods.
    """

    def __init__(self, idle_s: float = IDLE_S) -> None:
        self._idle_s = idle_s
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._idle: threading.Timer | None = None

    def receive(self, source: ReportSource, query: ReportQuery, folder: Path) -> Future[Received]:
        """Request reports; the answer goes to a file in `folder`.

        The future holds the answer, or an ApiError: there is none, see `ReportPuller.pull`. MaybeSent among them also
        tells that the receiver ended early; the next start finds what it has in the folder. `AnswerPending`: the
        same, when it has come. An ArchiveError: there is no room for an answer, and nothing was asked, or the answer
        waits for room. It cannot be cancelled.
        """
        with self._lock:
            self._stay()
            if self._child is None or not self._child.is_alive:
                if self._child is not None:
                    self._child.end()
                self._child = _Child(self._on_quiet)
            return self._child.ask(source, query, folder)

    @property
    def process_id(self) -> int | None:
        """The child's id while it runs."""
        child = self._child
        return child.process.pid if child is not None and child.is_alive else None

    def stop(self, timeout_s: float = 1.0) -> None:
        """Tell it to end, and wait for it unless it still waits for an answer."""
        with self._lock:
            self._stay()
            child, self._child = self._child, None
        if child is not None:
            child.end(timeout_s)

    def _on_quiet(self) -> None:
        with self._lock:
            self._stay()
            if self._child is not None and self._child.is_quiet:
                self._idle = threading.Timer(self._idle_s, self._end_if_quiet)
                self._idle.daemon = True
                self._idle.start()

    def _end_if_quiet(self) -> None:
        with self._lock:
            child = self._child
            if child is None or not child.is_quiet:
                return
            self._child = None
        child.end()

    def _stay(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None


class _Child:
    """One process of the receiver."""

    def __init__(self, on_quiet: Callable[[], None]) -> None:
        self._on_quiet = on_quiet
        self._lock = threading.Lock()
        self._count = 0
        self._asked: dict[int, Future[Received]] = {}
        self._held: set[int] = set()
        self._is_gone = False
        windows: dict[str, Any] = {}
        if sys.platform == "win32":
            windows["creationflags"] = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
        self.process = subprocess.Popen(  # noqa: S603  # our own program, no shell
            own_command("receive"),
            cwd=safe_folder(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
            **windows,
        )
        threading.Thread(target=self._read, name="receipts", daemon=True).start()

    @property
    def is_alive(self) -> bool:
        return not self._is_gone and self.process.poll() is None

    @property
    def is_quiet(self) -> bool:
        """No request is pending, and no answer waits to be stored."""
        with self._lock:
            return not self._asked and not self._held

    def ask(self, source: ReportSource, query: ReportQuery, folder: Path) -> Future[Received]:
        from composer_app.services.report_receiver.protocol import Ask

        future: Future[Received] = Future()
        future.set_running_or_notify_cancel()
        with self._lock:  # the thread that notices its end handles this as well
            self._count += 1
            self._asked[self._count] = future
            is_asked = not self._is_gone and self._say(Ask(self._count, str(folder.absolute()), source, query))
        if not is_asked:
            self._lost()
        return future

    def end(self, timeout_s: float = 1.0) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        if not self._asked:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout_s)

    def _read(self) -> None:
        from composer_app.services.report_receiver.protocol import receipt_in

        assert self.process.stdout is not None
        try:
            with self.process.stdout as lines:
                for line in lines:
                    self._settle(receipt_in(line))
        except (msgspec.DecodeError, UnicodeDecodeError):
            log.warning("the receiver cannot be understood")
        finally:
            self._lost()
            self.process.wait()

    def _settle(self, receipt: Receipt) -> None:
        with self._lock:
            future = self._asked.pop(receipt.number, None)
            if future is None:  # abandoned: the answer stays in its file
                return
            if receipt.path:
                self._held.add(receipt.number)
        if receipt.path:
            release = self._releasing(receipt.number)
            future.set_result(Received(receipt, release))
            return
        future.set_exception(_error_of(receipt))
        self._on_quiet()

    def _releasing(self, number: int) -> Callable[[bool], None]:
        def release(is_stored: bool) -> None:
            from composer_app.services.report_receiver.protocol import Release

            with self._lock:
                self._held.discard(number)
                self._say(Release(number, is_stored))
            self._on_quiet()

        return release

    def _say(self, message: Ask | Release) -> bool:
        from composer_app.services.report_receiver.protocol import line_of

        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line_of(message))
            self.process.stdin.flush()
        except (OSError, ValueError):  # it died, or is ending
            return False
        return True

    def _lost(self) -> None:
        """The child has died, and pending reports may have been handed out."""
        from composer_app.api.errors import MaybeSent

        with self._lock:
            self._is_gone = True
            left, self._asked = self._asked, {}
        for future in left.values():
            future.set_exception(MaybeSent(timed_out=False, detail="the receiver ended"))


def _error_of(receipt: Receipt) -> Exception:
    if receipt.failure is not None:
        return receipt.failure.error()
    if receipt.no_room is not None:
        from composer_app.archive.errors import ArchiveFull, ArchiveReadOnly

        kind, text = receipt.no_room
        return ArchiveFull(text) if kind == ArchiveFull.__name__ else ArchiveReadOnly(text)
    return AnswerPending() if receipt.is_late else ReceiverFault(receipt.fault)
