"""An archive that cannot be used at start: told in words, with a way out, and all that can be read is shown."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveDiskError, ArchiveFull, ArchiveReadOnly
from composer_app.domain.account import SANDBOX
from composer_app.domain.draft_validation import submission_of
from composer_app.lifecycle import Lifecycle
from composer_app.services.profile import Profile
from composer_app.services.runtime import archive_access, serial_thread
from composer_app.ui.maintenance.check_dialog import CheckDialog
from composer_app.ui.widgets.banner import BannerStack
from composer_app.ui.widgets.section_header import SectionHeader
from tests.qt.maintenance.running import profile_in, running_on
from tests.qt.maintenance.test_overhaul import (
    NOW,
    damage,
    draft,
    shown_subject,
    type_subject,
    wait_for_draft,
    with_draft,
)
from tests.qt.windows import child


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    made = with_draft(profile_in(tmp_path))
    with closing(Archive.open(made.archive)) as archive:
        mail = submission_of(draft("left long ago"), "Hello", SANDBOX, NOW)
        archive.outbox.queue(mail, None)
        archive.outbox.cancel(mail.id, NOW)
    return made


def banners(running: Lifecycle) -> BannerStack:
    return child(running.main_view, BannerStack)


def banner(qtbot: QtBot, running: Lifecycle, lead: str) -> QWidget:
    def shown() -> bool:
        found = banners(running).shown()
        return found is not None and found.spec.lead == lead

    qtbot.waitUntil(shown)
    found = banners(running).shown()
    assert found is not None
    return found


def buttons(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QAbstractButton)]


def outbox_text(qtbot: QtBot, running: Lifecycle, name: str) -> str:
    running.main_view.show_page("outbox")
    state = running.main_view.page("outbox").findChild(QWidget, name)
    qtbot.waitUntil(state.isVisible)
    return str(state.accessibleName())


def test_a_damaged_one_leads_to_the_repair(qapp: QApplication, qtbot: QtBot, profile: Profile) -> None:
    before = damage(profile)
    with running_on(qapp, profile) as (running, window):
        shown = banner(qtbot, running, "The archive is damaged.")
        assert buttons(shown) == ["Restore from backup…", "Repair archive…"]
        assert "The archive is damaged." in outbox_text(qtbot, running, "outbox_unreadable")
        shown.findChildren(QPushButton)[-1].click()
        (dialog,) = window.findChildren(CheckDialog)
        qtbot.waitUntil(dialog.repair_button.isVisible)
        dialog.reject()
    assert profile.archive.read_bytes() == before


def test_a_newer_one_is_left_alone(qapp: QApplication, qtbot: QtBot, profile: Profile) -> None:
    with closing(sqlite3.connect(profile.archive)) as database:
        database.execute("PRAGMA user_version = 99")
    before = profile.archive.read_bytes()
    with running_on(qapp, profile) as (running, _):
        shown = banner(qtbot, running, "A newer version of this program wrote this archive.")
        assert "Install the newer version." in shown.accessibleName()
        assert buttons(shown) == []
    assert profile.archive.read_bytes() == before


@pytest.mark.parametrize(
    ("error", "lead"),
    [
        (ArchiveReadOnly("attempt to write a readonly database"), "The archive cannot be written."),
        (ArchiveFull("database or disk is full"), "The disk is full."),
        (ArchiveDiskError("disk I/O error"), "The disk reports an error."),
    ],
)
def test_what_can_only_be_read_is_shown(
    qapp: QApplication, qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch, error: Exception, lead: str
) -> None:
    monkeypatch.setattr(serial_thread, "OPEN_AGAIN_AFTER_S", 0.0)

    def refuse(_self: object) -> Archive:
        raise error

    monkeypatch.setattr(archive_access.ArchiveAccess, "_open", refuse)
    with running_on(qapp, profile) as (running, _):
        shown = banner(qtbot, running, lead)
        assert buttons(shown) == ["Try again"]
        wait_for_draft(qtbot, running, "as it is")
        assert [account.name for account in running.services.accounts.all()] == ["Sandbox", "Linden Energy"]
        with qtbot.waitSignal(running.services.drafts.save_failed):
            type_subject(qtbot, running, "not saved yet")
        assert shown_subject(running) == "not saved yet"
        assert "The draft is not saved." in reported(running.main_view.page("compose"))
        running.main_view.show_page("outbox")
        qtbot.waitUntil(lambda: len(running.main_view.page("outbox").findChildren(SectionHeader)) == 1)


def reported(page: QWidget) -> str:
    return " ".join(one.accessibleName() for one in page.findChildren(QWidget) if one.isVisible())


def test_a_locked_one_is_used_as_soon_as_it_is_free(
    qapp: QApplication, qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serial_thread, "OPEN_AGAIN_AFTER_S", 0.0)
    monkeypatch.setattr("composer_app.archive.database.BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(profile.archive, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN IMMEDIATE")
        with running_on(qapp, profile) as (running, _):
            shown = banner(qtbot, running, "Another program is using the archive.")
            wait_for_draft(qtbot, running, "as it is")
            other.execute("ROLLBACK")
            with qtbot.waitSignal(running.services.outbox.began):
                shown.findChildren(QPushButton)[-1].click()
            assert "archive" not in banners(running).keys()  # noqa: SIM118 - no dict
            with qtbot.waitSignal(running.services.drafts.saved):
                type_subject(qtbot, running, "saved again")


def test_a_change_without_a_handler_that_the_archive_refuses_is_shown(
    qapp: QApplication, qtbot: QtBot, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark of new rows goes off in the background: no page waits for it."""
    monkeypatch.setattr("composer_app.archive.database.BUSY_TIMEOUT_S", 0.05)
    with running_on(qapp, profile) as (running, _):
        wait_for_draft(qtbot, running, "as it is")
        with closing(sqlite3.connect(profile.archive, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")

            running.services.records.mark_seen([1])

            banner(qtbot, running, "Another program is using the archive.")
            other.execute("ROLLBACK")


def test_a_question_without_a_handler_that_breaks_is_shown(qapp: QApplication, qtbot: QtBot, profile: Profile) -> None:
    """Rows are read to be copied; a page of the file that holds them is damaged meanwhile."""
    with running_on(qapp, profile) as (running, _):
        wait_for_draft(qtbot, running, "as it is")
        with closing(sqlite3.connect(profile.archive)) as other:
            other.execute("ALTER TABLE message RENAME TO taken_away")

        running.services.records.messages([1])

        qtbot.waitUntil(lambda: "background" in banners(running).keys())  # noqa: SIM118
        with closing(sqlite3.connect(profile.archive)) as other:
            other.execute("ALTER TABLE taken_away RENAME TO message")
