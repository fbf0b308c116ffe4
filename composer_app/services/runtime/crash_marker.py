"""Crash marker: detects that the last run did not end properly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile

from composer_app.services.runtime.crash_report import LAST_LINES, ended_report
from composer_app.services.runtime.program_versions import versions

_MOST_BYTES = 64 * 1024


class CrashMarker:
    """A file that exists while the program runs. If it exists at start without its process, the last run crashed.

    Args:
        folder: the folder of the log files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = QLockFile(str(folder / "running"))
        self._lock.setStaleLockTime(0)  # a long run is not stale

    def begin(self) -> str | None:
        """Set the marker. Call before anything is written to the logs.

        Returns:
            The report of the last run if it crashed; only once. None also while another program holds the marker.
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
        """Remove the marker at a regular end."""
        self._lock.unlock()

    def _report(self) -> str:
        faults = self._folder / "crash.log"
        fault = _end_of(faults)
        if fault:
            faults.replace(self._folder / "crash-last.log")  # the next run reports only its own crash
        lines = _end_of(self._folder / "mail-composer.log").splitlines(keepends=True)[-LAST_LINES:]
        return ended_report(fault, lines, datetime.now(UTC), versions())


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            file.seek(max(path.stat().st_size - _MOST_BYTES, 0))
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
