"""Left-over files: copies that a killed restore, repair or check left beside the archive."""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path

_CHECKED_WITHIN_S = 86_400.0


def remove_unfinished(path: Path) -> None:
    """Delete files that a killed restore, repair or check left beside the archive.

    No restore or repair may be under way. A check may, in another program: its copy is left for a day.
    """
    for kind, for_s in (("restoring", 0.0), ("repairing", 0.0), ("checking", _CHECKED_WITHIN_S)):
        for folder in path.parent.glob(f"{path.name}.{kind}-*"):
            if time.time() - _made_at(folder) >= for_s:
                shutil.rmtree(folder, ignore_errors=True)


def _made_at(folder: Path) -> float:
    with contextlib.suppress(OSError):
        return folder.stat().st_mtime
    return time.time()
