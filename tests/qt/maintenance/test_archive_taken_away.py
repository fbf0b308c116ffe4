"""Another program takes the archive's file away while the window is open."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.submission import SubmissionState
from composer_app.lifecycle import Lifecycle
from composer_app.services.profile import Profile
from tests.qt.maintenance.running import profile_in, running_on
from tests.qt.maintenance.test_overhaul import NO_SUCH, NOW, draft, type_subject, wait_for_draft, with_draft
from tests.qt.maintenance.test_trouble import banner, buttons
from tests.stored_mail import newest_mail


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    """With a draft, and a mail that waits for the key of its account."""
    made = with_draft(profile_in(tmp_path))
    with closing(Archive.open(made.archive)) as archive:
        archive.outbox.queue(submission_of(draft("waits", NO_SUCH.id), "Hello", NO_SUCH, NOW), None)
    return made


def subjects_in(path: Path) -> list[str]:
    with closing(ArchiveReader.open(path)) as reader:
        return [one.subject for one in reader.drafts.all()]


def states_in(path: Path) -> list[SubmissionState]:
    with closing(ArchiveReader.open(path)) as reader:
        return [one.state for one in newest_mail(reader)]


def waits_for_its_key(path: Path) -> bool:
    """The program tried to send the mail at its start, and put it back."""
    with closing(ArchiveReader.open(path)) as reader:
        return [one.problem is not None for one in newest_mail(reader)] == [True]


def save(qtbot: QtBot, running: Lifecycle, subject: str) -> None:
    with qtbot.waitSignal(running.services.drafts.saved):
        type_subject(qtbot, running, subject)
    running.services.drafts.flush_and_wait()


def test_deleted(qapp: QApplication, qtbot: QtBot, profile: Profile) -> None:
    with running_on(qapp, profile) as (running, _):
        wait_for_draft(qtbot, running, "as it is")
        qtbot.waitUntil(lambda: waits_for_its_key(profile.archive))
        save(qtbot, running, "before")
        profile.archive.unlink()

        save(qtbot, running, "after")

        shown = banner(qtbot, running, "Another program deleted or moved the archive's file.")
        assert "everything is in a new file in the same place" in shown.accessibleName()
        assert "1 waiting mail is not sent automatically" in shown.accessibleName()
        assert "Show outbox" in buttons(shown)
        assert subjects_in(profile.archive) == ["after"]
    assert states_in(profile.archive) == [SubmissionState.UNKNOWN]


def test_another_file_in_its_place(qapp: QApplication, qtbot: QtBot, profile: Profile, tmp_path: Path) -> None:
    other = tmp_path / "other"
    with closing(Archive.open(other)) as archive:
        archive.drafts.save(draft("of another archive"))
    there = other.read_bytes()
    with running_on(qapp, profile) as (running, _):
        wait_for_draft(qtbot, running, "as it is")
        qtbot.waitUntil(lambda: waits_for_its_key(profile.archive))
        save(qtbot, running, "before")
        other.replace(profile.archive)

        save(qtbot, running, "after")
        save(qtbot, running, "later")

        shown = banner(qtbot, running, "Another program put a file in the place of the archive.")
        assert "everything is in archive.sqlite.rescued" in shown.accessibleName()
        assert "What to do" in buttons(shown)
    assert profile.archive.read_bytes() == there
    rescued = profile.archive.with_name("archive.sqlite.rescued")
    assert subjects_in(rescued) == ["later"]
    assert states_in(rescued) == [SubmissionState.UNKNOWN]
