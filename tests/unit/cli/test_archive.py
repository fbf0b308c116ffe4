"""`composer-app archive …` on a real profile."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from composer_app.__main__ import main
from composer_app.archive.archive import Archive
from composer_app.cli.output import problem_text
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.profile import Profile
from composer_app.services.sending.locks import SenderLock, collect_lock
from tests.unit.archive.samples import entry, submission
from tests.unit.archive.steps import all_rows, sync


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    folder = tmp_path / "profile"
    archive = Archive.open(folder / "archive.sqlite")
    sync(archive, *(entry(f"m-{number}", f"p{number}@example.com", bulk_id=None) for number in range(900)))
    archive.close()
    return folder


def run(profile: Path, *arguments: str) -> int:
    return main(["--profile", str(profile), "archive", *arguments])


def rows(profile: Path) -> int:
    archive = Archive.open(profile / "archive.sqlite")
    try:
        return len(all_rows(archive))
    finally:
        archive.close()


def test_the_profile_may_stand_at_the_end(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "check", "--profile", str(profile)]) == 0
    at_the_end = capsys.readouterr().out
    assert run(profile, "check") == 0
    assert capsys.readouterr().out == at_the_end


def test_a_whole_archive(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "check") == 0
    assert run(profile, "repair") == 0
    assert (
        capsys.readouterr().out
        == "The archive is not damaged.\nThe archive is not damaged. There is nothing to repair.\n"
    )
    assert [file.name for file in profile.iterdir()] == ["archive.sqlite"]


def test_a_damaged_one_is_repaired(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = profile / "archive.sqlite"
    content = bytearray(file.read_bytes())
    content[:4096] = b"\xff" * 4096
    file.write_bytes(content)
    assert run(profile, "check") == 1
    assert "archive repair" in capsys.readouterr().out
    assert run(profile, "repair") == 0
    reported = capsys.readouterr().out
    assert "message: rows: 900\n" in reported
    assert f"The damaged file is kept: {file}.damaged" in reported
    assert file.with_name("archive.sqlite.damaged").read_bytes() == content
    assert (run(profile, "check"), rows(profile)) == (0, 900)


def test_backup_and_restore(profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "all.zip"
    assert run(profile, "backup", str(file)) == 0
    assert run(profile, "backup", str(file)) == 1
    assert run(profile, "backup", str(file), "--replace") == 0
    assert run(profile, "restore", str(file)) == 1
    assert "Nothing was changed." in capsys.readouterr().err
    assert not (profile / "archive.sqlite.before-restore").exists()
    assert run(profile, "restore", str(file), "--replace") == 0
    assert (profile / "archive.sqlite.before-restore").exists()
    assert run(tmp_path / "other", "restore", str(file)) == 0
    assert rows(tmp_path / "other") == 900


def test_a_person_is_erased_when_it_is_meant(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(profile, "erase", "p7@example.com") == 1
    assert rows(profile) == 900
    assert run(profile, "erase", "p7@example.com", "--yes") == 0
    assert capsys.readouterr().out.startswith("Erased: messages: 1, reports: 0, log entries: 1, events: 1")
    assert rows(profile) == 899
    assert b"p7@example.com" not in (profile / "archive.sqlite").read_bytes()
    assert run(profile, "erase", "p7", "--yes") == 1


def test_what_cannot_be_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text").write_text("no backup")
    assert run(tmp_path / "none", "check") == 1
    assert run(tmp_path / "none", "restore", str(tmp_path / "text")) == 1
    assert run(tmp_path / "none", "backup", str(tmp_path / "b")) == 1
    reported = capsys.readouterr().err.splitlines()
    no_archive = f"archive: There is no archive in {tmp_path / 'none'}. Nothing was changed. Check --profile."
    assert reported == [
        no_archive,
        "archive: text is not a backup. It is damaged, or it is not a backup of this program. Nothing was changed. "
        "Choose another file. no backup: File is not a zip file",
        no_archive,
    ]
    assert [file.name for file in tmp_path.iterdir()] == ["text"]


def test_while_a_window_is_open_nothing_takes_the_place_of_its_archive(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "all.zip"
    sender_lock, turn = SenderLock(Profile(profile)), collect_lock(Profile(profile))
    before = (profile / "archive.sqlite").read_bytes()
    assert sender_lock.take()
    assert run(profile, "check") == 0
    assert run(profile, "backup", str(file)) == 0
    capsys.readouterr()
    for action in (["restore", str(file), "--replace"], ["repair"], ["erase", "p7@example.com", "--yes"]):
        assert run(profile, *action) == 1
        assert capsys.readouterr().err.startswith("archive: The window is open.")
    sender_lock.release()
    assert turn.tryLock(0)
    assert run(profile, "restore", str(file), "--replace") == 1
    assert capsys.readouterr().err.startswith("archive: Another program is collecting")
    turn.unlock()
    assert (profile / "archive.sqlite").read_bytes() == before
    assert run(profile, "restore", str(file), "--replace") == 0


def test_what_waited_in_a_backup_is_reported(profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archive = Archive.open(profile / "archive.sqlite")
    archive.outbox.queue(submission("ana@example.com"), None)
    archive.close()
    file = tmp_path / "all.zip"
    assert run(profile, "backup", str(file)) == 0
    assert run(profile, "restore", str(file), "--replace") == 0
    assert "1 waiting mail is not sent automatically" in capsys.readouterr().out


def test_a_backup_replaces_nothing_but_a_backup(profile: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (profile / "archive.sqlite").read_bytes()
    assert run(profile, "backup", str(profile / "archive.sqlite"), "--replace") == 1
    assert "exists and is not a backup" in capsys.readouterr().err
    assert (profile / "archive.sqlite").read_bytes() == before


def test_the_words_for_a_trouble_are_those_of_the_window(
    profile: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b").write_text("no backup")
    with sqlite3.connect(profile / "archive.sqlite") as newer:
        newer.execute("PRAGMA user_version = 9999")
    newer.close()

    assert run(profile, "backup", str(tmp_path / "b"), "--replace") == 1
    assert run(profile, "erase", "p7@example.com", "--yes") == 1

    not_replaced, is_newer = capsys.readouterr().err.splitlines()
    assert not_replaced == f"archive: {problem_text(Problem(ProblemCode.NOT_REPLACED, subject='b'))}"
    assert is_newer.startswith(f"archive: {problem_text(Problem(ProblemCode.ARCHIVE_NEWER))} (layout 9999, ")
