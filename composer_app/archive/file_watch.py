"""Detects that an open file was deleted, moved or replaced."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from composer_app.domain.archive_rescue import FileChange


class FileWatch:
    """Compares a file with its state at the start, without opening it: closing it would drop the locks
    that SQLite holds on it (sqlite.org, "How To Corrupt An SQLite Database File", 2.2)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._known = _look(path)
        self._known_log = _look_if_there(self._log)

    def note(self) -> None:
        """Accept all changes so far as this program's."""
        with contextlib.suppress(OSError):
            self._known = _look(self._path)
            self._known_log = _look_if_there(self._log)

    def has_own_log(self) -> bool:
        """True if the log beside the path belongs to the opened file, even if another file is at the path."""
        return self._known_log is not None and not self._is_log_gone()

    def change(self) -> FileChange | None:
        """The change to the file; None: unchanged, or unknown."""
        try:
            now = _look(self._path)
        except (FileNotFoundError, NotADirectoryError):
            return FileChange.GONE
        except OSError:
            return None  # SQLite reports the problem
        if now[:2] != self._known[:2]:
            return FileChange.REPLACED
        if now[2] < self._known[2]:
            return FileChange.CUT
        return FileChange.LOG_GONE if self._is_log_gone() else None

    def _is_log_gone(self) -> bool:
        now = _look_if_there(self._log)
        return self._known_log is not None and (now is None or now[:2] != self._known_log[:2])


def _look_if_there(path: Path) -> tuple[int, int, int] | None:
    try:
        return _look(path)
    except OSError:
        return None


def _look(path: Path) -> tuple[int, int, int]:
    """Device, number and length."""
    stat = os.stat(path)
    return stat.st_dev, stat.st_ino, stat.st_size
