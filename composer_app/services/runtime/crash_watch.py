"""Notices uncaught exceptions on every thread, and Qt's critical messages."""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from composer_app.services.runtime.crash_report import crash_report
from composer_app.services.runtime.program_versions import versions

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.ERROR,  # Qt aborts after it; no window can show it
}


class CrashWatch(QObject):
    """Watches the log: a critical record with an exception is an uncaught fault.

    The excepthooks of all threads and the worker's loop log so (`log_file`, `http_worker`). Lives from the first
    window to `stop`.

    Signals:
        crashed(report): a fault, as a masked report. Each place is reported once; the log file has the rest.
    """

    crashed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told: set[tuple[str, str]] = set()
        self._handler = _Ear(self)
        logging.getLogger("composer_app").addHandler(self._handler)
        self._old_handler = qInstallMessageHandler(_log_of_qt)
        self._old_unraisable = sys.unraisablehook
        sys.unraisablehook = _log_unraisable

    def stop(self) -> None:
        """As it was before."""
        logging.getLogger("composer_app").removeHandler(self._handler)
        qInstallMessageHandler(self._old_handler)
        sys.unraisablehook = self._old_unraisable

    def handle(self, record: logging.LogRecord) -> None:
        """Any thread."""
        if not isinstance(record.exc_info, tuple) or record.exc_info[1] is None or record.exc_info[0] is None:
            return
        kind, error, trace = record.exc_info
        place = trace
        while place is not None and place.tb_next is not None:
            place = place.tb_next
        where = "" if place is None else f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}"
        if (kind.__name__, where) in self._told:
            return
        self._told.add((kind.__name__, where))
        self.crashed.emit(crash_report((kind, error, trace), record.threadName or "", datetime.now(UTC), versions()))


class _Ear(logging.Handler):
    def __init__(self, watch: CrashWatch) -> None:
        super().__init__(logging.CRITICAL)
        self._watch = watch

    def emit(self, record: logging.LogRecord) -> None:
        self._watch.handle(record)


def _log_of_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    category = getattr(context, "category", None) or "default"
    logging.getLogger(f"qt.{category}").log(_LEVELS.get(kind, logging.WARNING), "%s", text)


def _log_unraisable(args: sys.UnraisableHookArgs) -> None:
    """An exception where none can be raised, such as in a destructor: nothing was under way that could fail."""
    if args.exc_value is not None:
        exc_info = (args.exc_type, args.exc_value, args.exc_traceback)
        logging.getLogger("composer_app").error("%s", args.err_msg or "unraisable", exc_info=exc_info)
