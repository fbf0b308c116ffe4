"""Crash marker: detects that the last run did not end properly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile

from composer_app.services.runtime.crash_report import ended_report
from composer_app.services.runtime.program_versions import versions

_LAST_LINES = 30
_MOST_BYTES = 64 * 1024


class CrashMarker:
    """A file that is there while the program runs. Where it is found at start, and its program is gone, the last run
    did not come to its end.

    Args:
        folder: where the log files lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = QLockFile(str(folder / "running"))
        self._lock.setStaleLockTime(0)  # a long run is no stale one

    def begin(self) -> str | None:
        """Set the mark. To be called before anything is written to the logs.

        Returns:
            The report of the last run, if it did not end as it should; only once. None too while another program
            has the mark.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            was_there = (self._folder / "running").exists()
            if not self._lock.tryLock(0) or not was_there:
                return None
            return self._report()
        except OSError:  # the profile cannot be written: others report that
            return None

    def stop(self) -> None:
        """The end that there should be."""
        self._lock.unlock()

    def _report(self) -> str:
        faults = self._folder / "crash.log"
        fault = _end_of(faults)
        if fault:
            faults.replace(self._folder / "crash-last.log")  # the next run reports only its own
        lines = _end_of(self._folder / "mail-composer.log").splitlines(keepends=True)[-_LAST_LINES:]
        return ended_report(fault, lines, datetime.now(UTC), versions())


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - _MOST_BYTES, 0))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
