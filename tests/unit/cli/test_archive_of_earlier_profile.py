"""`composer-app archive …` on a profile that only an earlier version has opened."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from composer_app.__main__ import main
from composer_app.archive.archive import Archive
from tests.earlier_profile import contents, differences, expected, unpacked


@pytest.mark.parametrize("name", ["whole", "killed"])
def test_it_is_whole(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = unpacked(name, tmp_path)

    assert main(["--profile", str(profile), "archive", "check"]) == 0
    assert capsys.readouterr().out == "The archive is not damaged.\n"


def test_it_is_backed_up_and_restored(tmp_path: Path) -> None:
    profile, other, backup = unpacked("whole", tmp_path), tmp_path / "other", tmp_path / "backup.zip"

    assert main(["--profile", str(profile), "archive", "backup", str(backup)]) == 0
    assert main(["--profile", str(other), "archive", "restore", str(backup)]) == 0

    with closing(Archive.open(other / "archive.sqlite")) as archive:
        found = contents(archive)
    for subject in ("drafts", "reports", "raw_reports", "answers", "bodies", "totals"):
        assert differences(expected("whole")[subject], found[subject]) == []
