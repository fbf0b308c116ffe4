"""Starts exports and imports of the window, each in a process of its own."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.message_history import MessageRow
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.domain.submission import Submission
from composer_app.services.app_context import AppContext
from composer_app.services.exchange.eml_writer import write_eml
from composer_app.services.exchange.export_job import ExportJob
from composer_app.services.exchange.import_job import ImportJob
from composer_app.services.exchange.protocol import Broken, Ended, Order, Progress, line_of, said_in
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.own_command import own_command, safe_folder
from composer_app.services.runtime.tasks import Task

log = logging.getLogger(__name__)

_END_WITHIN_S = 5.0


class RunningExchange(QObject):
    """A running export or import. GUI thread only.

    Signals:
        progressed: how much is done, and how much there is.

    Attributes:
        task: succeeds with `Ended`, fails with `Failed`.
    """

    progressed = Signal(int, int)

    def __init__(self, context: AppContext, order: Order, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._process = _ExchangeProcess(order, context.profile, self._on_progress)
        self.task: Task[Ended] = context.watch(self._process.ended)

    def cancel(self) -> None:
        """Stop it, soon. What it has not finished is removed."""
        self._process.cancel()

    def stop(self) -> bool:
        """Cancel it and wait. True if it ended in time."""
        return self._process.stop()

    def _on_progress(self, done: int, total: int) -> None:
        """The thread that reads what the process says."""
        self._context.post(lambda: self.progressed.emit(done, total))


class Exchanges(QObject):
    """Starts them, and ends them with the program. GUI thread only.

    Signals:
        imported: an import has ended, and the archive may have more records.
    """

    imported = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._running: list[RunningExchange] = []

    def export(self, job: ExportJob) -> RunningExchange:
        """Write the file of `job`."""
        return self._start(job)

    def import_file(self, job: ImportJob) -> RunningExchange:
        """Take in the file of `job`."""
        begun = self._start(job)
        begun.task.on_success(self._on_imported).on_failure(self._on_imported)
        return begun

    def save_eml(self, message: MessageRow, submission: Submission, path: Path) -> Task[Path]:
        """Write the mail to one recipient as an EML file. The task succeeds with the path, or fails with `Failed`:
        FILE_NOT_WRITTEN or IN_PROFILE; an existing file stays."""
        profile = self._context.profile

        async def save() -> Path:
            import asyncio

            profile.keep_out(path)
            return await asyncio.to_thread(write_eml, message, submission, profile.attachments, path)

        return self._context.run(save, shielded=True)

    def stop(self) -> bool:
        """End all of them; unfinished files are removed. True if all ended in time."""
        for one in self._running:
            one.cancel()
        ended = [one.stop() for one in self._running]
        return all(ended)

    def _start(self, job: ExportJob | ImportJob) -> RunningExchange:
        order = Order(str(self._context.archive.path.absolute()), job)
        begun = RunningExchange(self._context, order, self)
        self._running.append(begun)
        begun.task.on_success(self._on_ended).on_failure(self._on_ended)
        return begun

    @Slot(object)
    def _on_imported(self, _result: object) -> None:
        self.imported.emit()

    @Slot(object)
    def _on_ended(self, _result: object) -> None:
        for one in [one for one in self._running if one.task.is_done]:
            self._running.remove(one)
            one.deleteLater()


class _ExchangeProcess:
    """The child, and the thread that reads what it says.

    Attributes:
        ended: holds the last line, or `Failed`.
    """

    def __init__(self, order: Order, profile: Profile, on_progress: Callable[[int, int], None]) -> None:
        self.ended: Future[Ended] = Future()
        self._order = order
        self._profile = profile
        self._on_progress = on_progress
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_unwanted = False
        self._is_ordered = False
        self._thread = threading.Thread(target=self._run, name="exchange", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        with self._lock:
            self._is_unwanted = True
            if self._is_ordered:
                self._close_input()

    def stop(self) -> bool:
        self.cancel()
        self._thread.join(_END_WITHIN_S)
        if self._thread.is_alive() and self._process is not None:
            self._process.kill()
            self._thread.join(_END_WITHIN_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self.ended.set_result(self._carry_out())
        except Exception as error:
            self.ended.set_exception(error)

    def _carry_out(self) -> Ended:
        if isinstance(self._order.job, ExportJob):
            self._profile.keep_out(Path(self._order.job.target))
        try:
            self._process = process = subprocess.Popen(  # noqa: S603  # our own program, no shell
                own_command("exchange"),
                cwd=safe_folder(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl+C in the terminal ends the window, which ends this
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            with process:
                self._say_order(process)
                last = self._last_word(process)
        except OSError as error:
            raise Failed(Problem(ProblemCode.OURS, subject=type(error).__name__)) from error
        finally:
            if isinstance(self._order.job, ExportJob):
                Path(self._order.job.temporary).unlink(missing_ok=True)  # of a process that was killed
        match last:
            case Ended():
                return last
            case Broken():
                raise Failed(last.problem)
            case _ if self._is_unwanted:
                return Ended()
        log.error("the process of an export ended without a word")
        raise Failed(Problem(ProblemCode.OURS, subject="exchange"))

    def _say_order(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        if not self._is_unwanted:
            process.stdin.write(line_of(self._order))
            process.stdin.flush()
        with self._lock:
            self._is_ordered = True
            if self._is_unwanted:
                self._close_input()

    def _close_input(self) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def _last_word(self, process: subprocess.Popen[bytes]) -> Ended | Broken | None:
        """None: it was killed, or broke."""
        assert process.stdout is not None
        for line in process.stdout:
            try:
                said = said_in(line)
            except msgspec.DecodeError:  # it was killed in the middle of a line
                return None
            if not isinstance(said, Progress):
                return said
            self._on_progress(said.done, said.total)
        return None
