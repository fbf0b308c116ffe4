"""Where everything of one user lies."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from composer_app.domain.problem import ProblemCode
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed


def test_everything_lies_in_its_folder(tmp_path: Path) -> None:
    profile = Profile(tmp_path)

    places = (profile.archive, profile.attachments, profile.sandbox, profile.settings, profile.logs, profile.cache)
    assert all(place.parent == tmp_path for place in places)
    assert len(set(places)) == len(places)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are inherited there")
def test_the_folder_is_its_owners_alone(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "a" / "b")
    profile.make()
    profile.make()  # again is no error

    assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(OSError, match="file"):
        Profile(tmp_path / "file" / "profile").make()


def test_the_default_is_the_platforms_own_place() -> None:
    QStandardPaths.setTestModeEnabled(True)
    try:
        assert Profile.default().folder.name == "mail-composer"
    finally:
        QStandardPaths.setTestModeEnabled(False)


def test_files_that_the_user_writes_stay_out(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    profile.make()
    profile.keep_out(tmp_path / "profile.csv")
    for inside in (
        profile.archive,
        profile.attachments / "ab" / "c",
        profile.folder,
        profile.folder / ".." / "profile",
    ):
        with pytest.raises(Failed) as failed:
            profile.keep_out(inside)
        assert failed.value.problem.code is ProblemCode.IN_PROFILE
