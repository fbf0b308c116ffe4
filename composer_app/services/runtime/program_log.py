"""The program's log file: rotating, with secrets masked."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import logging.handlers
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import IO

from composer_app.services.runtime.secret_mask import mask

fault_file: IO[str] | None = None
"""faulthandler writes to it until the process ends."""


class MaskedFormatter(logging.Formatter):
    """Formats a record, traceback included, then masks texts that look like secrets."""

    def format(self, record: logging.LogRecord) -> str:
        return mask(super().format(record))


def start_logging(folder: Path, level: int = logging.INFO) -> None:
    """Log to `folder/mail-composer.log` (five files of 1 MB), and crashes of C++ code to `folder/crash.log`.

    Uncaught exceptions of all threads are logged too. If the folder cannot be written, only the console is used.
    """
    global fault_file
    logging.raiseExceptions = False  # errors of the log itself do not fill the console
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fault_file = (folder / "crash.log").open("a", encoding="utf-8")
        faulthandler.enable(fault_file)
        handlers.append(
            logging.handlers.RotatingFileHandler(
                folder / "mail-composer.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True
            )
        )
    except OSError as error:
        with contextlib.suppress(OSError, RuntimeError):  # a windowed program may have no console
            faulthandler.enable()
        print(f"No log file: {error}", file=sys.stderr)
    for handler in handlers:
        handler.setFormatter(MaskedFormatter("%(asctime)s %(threadName)s %(levelname)s %(name)s: %(message)s"))
    handlers[0].setLevel(logging.WARNING)
    logging.basicConfig(level=level, handlers=handlers, force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # it logs URLs, which contain addresses
    sys.excepthook = log_uncaught
    threading.excepthook = log_uncaught_of_thread


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The hook for exceptions that no code catches. Any thread."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("composer_app").critical("uncaught", exc_info=(kind, error, trace))
    # Clears the frames and their objects: Qt crashes on a painter that outlives its paintEvent.
    traceback.clear_frames(trace)


def log_uncaught_of_thread(args: threading.ExceptHookArgs) -> None:
    """The same for threads that Python started."""
    if args.exc_value is not None:
        log_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
