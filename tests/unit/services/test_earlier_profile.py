"""Services on profiles that an earlier version made: its settings keep their meaning, what it received is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from composer_app.domain.submission import SubmissionState
from composer_app.services.connections.credentials import SERVICE
from composer_app.services.maintenance.attachment_cleanup import AttachmentCleanup
from composer_app.services.settings import Settings
from tests.earlier_profile import expected, unpacked
from tests.stored_mail import newest_mail
from tests.unit.services.house import KEY, House

LAYOUTS = {
    "compose-folder": b"/home/ana/Statements",
    "compose-zoom": b"3",
    "reports_details": b"398",
    "logs_details": b"398",
}
"""What a reader can check; the others are Qt's own."""
STATES = ("window", "help", "compose-splitter", "reports_columns", "logs_columns", "reports_seen")
FLAGS = {"compose-preview": False, "sandbox-banner-closed": True}
NUMBERS_AND_WORDS = {
    "account/current",
    "network/extra_ca",
    "outbox/undo_s",
    "harvest/minutes",
    "window/page",
    "window/theme",
    "window/welcomed",
}


def test_every_setting_keeps_its_meaning(tmp_path: Path) -> None:
    settings = Settings(unpacked("whole", tmp_path) / "settings.ini")
    (linden,) = [one["id"] for one in expected("whole")["accounts"] if one["name"] == "Linden Energy"]

    assert settings.theme_mode == "dark"
    assert settings.current_account == linden
    assert settings.current_page == "reports"
    assert settings.has_been_welcomed
    assert settings.extra_ca == Path("/home/ana/company-ca.pem")
    assert settings.undo_s == 17
    assert settings.sync_minutes == 45
    assert {name: bytes(settings.layout(name).data()) for name in LAYOUTS} == LAYOUTS
    assert [name for name in STATES if settings.layout(name).isEmpty()] == []
    assert {name: settings.flag(name, not kept) for name, kept in FLAGS.items()} == FLAGS


def test_no_setting_of_the_earlier_version_is_left_out_here(tmp_path: Path) -> None:
    stored = QSettings(str(unpacked("whole", tmp_path) / "settings.ini"), QSettings.Format.IniFormat)
    layouts = {f"layout/{name}" for name in (*LAYOUTS, *STATES)}

    assert set(stored.allKeys()) == NUMBERS_AND_WORDS | layouts | {f"flag/{name}" for name in FLAGS}


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """To be named before the house, which opens what is there."""
    return unpacked("whole", tmp_path)


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """The same of the other profile."""
    return unpacked("killed", tmp_path)


def test_answers_that_a_killed_program_had_received_are_read_at_the_next_start(
    killed: Path, empty_house: House
) -> None:
    house = empty_house
    house.value(house.accounts.load())
    (account,) = [one for one in house.accounts.all() if not one.is_sandbox]
    house.keyring.entries[SERVICE, f"{account.id} at {account.base_url}"] = KEY
    house.clock.advance(days=9)
    with house.qtbot.waitSignal(house.outbox.began):
        house.outbox.start()

    with house.qtbot.waitSignal(house.sync.reports_stored) as stored:
        house.sync.start()

    assert stored.args[0].new == 1, "both files hold the same report"
    house.until(lambda: list((killed / "arriving").iterdir()) == [])
    submissions = house.archive(lambda archive: newest_mail(archive))
    assert [(one.content.subject, one.state) for one in submissions] == [
        ("Being sent at the end", SubmissionState.UNKNOWN),
        ("Accepted before the end", SubmissionState.ACCEPTED),
    ]
    (delivered,) = house.archive(lambda archive: archive.messages.of_submission(submissions[1].id))
    assert (delivered.outcome.value, delivered.has_report) == ("delivered", True)


def test_no_attached_file_is_swept_away(whole: Path, empty_house: House) -> None:
    files = sorted((whole / "attachments").iterdir())
    for file in files:
        os.utime(file, (0, 0))
    sweep = AttachmentCleanup(empty_house.context)

    sweep.sweep()

    assert len(empty_house.archive(lambda archive: archive.drafts.all())) == 5, "asked after the sweep, on its thread"
    assert sorted((whole / "attachments").iterdir()) == files
    sweep.stop()
