"""Files that a killed restore, repair or check left."""

from __future__ import annotations

import os
from pathlib import Path

from composer_app.archive.leftover_files import remove_unfinished


def test_what_a_killed_repair_left_goes_and_nothing_else(tmp_path: Path) -> None:
    archive = tmp_path / "archive.sqlite"
    kept = [archive, tmp_path / "archive.sqlite.damaged", tmp_path / "other.restoring-1"]
    for file in kept:
        file.touch()
    for kind in ("restoring", "repairing", "checking"):
        folder = tmp_path / f"archive.sqlite.{kind}-abc"
        folder.mkdir()
        (folder / "new").touch()
    os.utime(folder, (0, 0))
    checked_now = tmp_path / "archive.sqlite.checking-now"
    checked_now.mkdir()
    remove_unfinished(archive)
    assert sorted(tmp_path.iterdir()) == sorted([*kept, checked_now])
