"""A profile is for its owner alone, however it was found."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from composer_app.services.runtime.profile_permissions import (
    PermissionFinding,
    PermissionTrouble,
    keep_folder_private,
    keep_private,
    keep_private_soon,
)
from tests.patience import PATIENCE_S

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such rights")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile in which everything is open to everybody."""
    folder = tmp_path / "profile"
    for name in ("archive.sqlite", "settings.ini", "log/mail-composer.log", "arriving/a.part", "attachments/ab/abcd"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o2777 if path.is_dir() else 0o644)
    return folder


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.lstat().st_mode) for path in (folder, *folder.rglob("*"))}


def test_rights_of_others_are_taken_away(profile: Path) -> None:
    assert keep_private(profile) == ()

    assert {mode & 0o777 for mode in modes(profile)} == {0o700, 0o600}


def test_what_is_private_is_left_as_it_is(profile: Path) -> None:
    keep_private(profile)
    (profile / "settings.ini").chmod(0o400)

    assert keep_private(profile) == ()
    assert stat.S_IMODE((profile / "settings.ini").stat().st_mode) == 0o400


def test_the_folder_itself_is_closed_at_once(profile: Path) -> None:
    keep_folder_private(profile)

    assert stat.S_IMODE(profile.stat().st_mode) & 0o777 == 0o700
    keep_folder_private(profile / "not there")


def test_what_belongs_to_another_user_is_reported_and_left(profile: Path) -> None:
    before = modes(profile)

    findings = keep_private(profile, user=os.geteuid() + 1)

    assert {one.trouble for one in findings} == {PermissionTrouble.FOREIGN}
    assert len(findings) == 1 + len(list(profile.rglob("*")))
    assert findings[0].path == profile
    assert findings[0].detail
    assert modes(profile) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_an_owner_without_a_name_is_reported_by_its_number(profile: Path) -> None:
    os.chown(profile / "settings.ini", 54_321, -1)

    assert keep_private(profile) == (
        PermissionFinding(profile / "settings.ini", PermissionTrouble.FOREIGN, "number 54321"),
    )


def test_a_link_in_it_is_reported_and_not_followed(profile: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o755)
    (elsewhere / "file").write_text("x")
    (profile / "sandbox").symlink_to(elsewhere)

    findings = keep_private(profile)

    assert findings == (PermissionFinding(profile / "sandbox", PermissionTrouble.LINK, str(elsewhere)),)
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o755


def test_a_profile_that_is_a_link_is_reported_and_narrowed_where_it_is(profile: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(profile)

    assert keep_private(link) == (PermissionFinding(link, PermissionTrouble.LINK, str(profile)),)
    assert {mode & 0o777 for mode in modes(profile)} == {0o700, 0o600}


@pytest.mark.parametrize("leads", ["nowhere", "itself"])
def test_a_profile_that_is_a_broken_link(leads: str, tmp_path: Path) -> None:
    link = tmp_path / "itself"
    link.symlink_to(tmp_path / leads)

    assert [one.trouble for one in keep_private(link)] == [PermissionTrouble.LINK]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a file system of Linux is asked")
def test_rights_that_cannot_be_changed_are_reported() -> None:
    findings = keep_private(Path("/proc/self/attr"), user=Path("/proc/self/attr").stat().st_uid)

    assert findings[0] == PermissionFinding(Path("/proc/self/attr"), PermissionTrouble.OPEN, "Operation not permitted")


def test_there_may_be_no_folder(tmp_path: Path) -> None:
    assert keep_private(tmp_path / "not there") == ()


def test_it_can_be_done_in_the_background(profile: Path) -> None:
    assert keep_private_soon(profile).result(PATIENCE_S) == ()

    assert {mode & 0o777 for mode in modes(profile)} == {0o700, 0o600}


def test_locks_on_its_files_are_kept(profile: Path) -> None:
    """Closing any file that is open on an archive would take away the locks that SQLite has on it."""
    archive = profile / "archive.sqlite"
    archive.unlink()
    connection = sqlite3.connect(archive, isolation_level=None)
    connection.execute("CREATE TABLE t (x)")
    archive.chmod(0o644)
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("INSERT INTO t VALUES (1)")

    keep_private(profile)

    script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).execute('BEGIN IMMEDIATE')"
    done = subprocess.run([sys.executable, "-c", script, archive], capture_output=True, text=True, check=False)
    assert "database is locked" in done.stderr
    connection.close()
