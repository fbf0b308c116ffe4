"""Rescue of an archive whose file another program took away."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec


class FileChange(StrEnum):
    """What another program did to the file. SQLite keeps the open file and does not notice."""

    GONE = "gone"
    """Deleted or moved away: writes go to a file without a path."""
    REPLACED = "replaced"
    """Another file is at the path."""
    CUT = "cut"
    """The same file was truncated."""
    LOG_GONE = "without its log"
    """The file is there, but its log with the latest commits was deleted, moved or replaced."""


class Rescued(msgspec.Struct, frozen=True):
    """Result of a rescue. `path` is where the archive is now, `former` where it was."""

    change: FileChange
    former: Path
    path: Path
    in_doubt: int
    """Mails that waited, and are not sent by themselves: the former file may be in use elsewhere."""
