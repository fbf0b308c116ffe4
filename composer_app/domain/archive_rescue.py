"""Rescue of an archive whose file another program took away."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec


class FileChange(StrEnum):
    """What another program did to the file. SQLite keeps the open file and does not notice."""

    GONE = "gone"
    """Deleted or moved away: what is written is in no folder any more."""
    REPLACED = "replaced"
    """Another file is at the path."""
    CUT = "cut"
    """It is the same file, and its end is missing, or all of it."""
    LOG_GONE = "without its log"
    """The file is there. The log beside it, which holds what is not in the file yet, was deleted, moved or replaced."""


class Rescued(msgspec.Struct, frozen=True):
    """Result of a rescue. `path` is where the archive is now, `former` where it was."""

    change: FileChange
    former: Path
    path: Path
    in_doubt: int
    """Mails that waited, and do not leave by themselves: the file that was taken away may be in use elsewhere."""
