"""The dialog that puts a backup in the place of the archive."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.maintenance.backup_dialog import BackupDialog
from composer_app.ui.maintenance.restore_dialog import RestoreDialog
from tests.qt.maintenance.showing import reported, shown
from tests.task_results import value


def test_where_no_file_is_chosen_nothing_happens(qtbot: QtBot, services: Services) -> None:
    backup, restore = BackupDialog(services, choose=lambda *_: None), RestoreDialog(services, choose=lambda _: None)
    shown(qtbot, backup)
    shown(qtbot, restore)
    backup.back_up()
    restore.choose()
    restore.restore()
    assert not backup.progress.isVisible()
    assert not restore.restore_button.isEnabled()


def test_something_else_cannot_be_restored(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana")
    dialog = RestoreDialog(services, choose=lambda _: tmp_path / "letter")
    shown(qtbot, dialog)
    dialog.choose()
    assert reported(qtbot, dialog) == "letter is not a backup."
    assert not dialog.restore_button.isEnabled()


def test_a_backup_says_what_it_is(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    value(qtbot, services.maintenance.back_up(tmp_path / "all.zip"))
    dialog = RestoreDialog(services, choose=lambda _: tmp_path / "all.zip")
    shown(qtbot, dialog)
    dialog.choose()
    assert reported(qtbot, dialog).startswith("A backup of ")
    assert dialog.restore_button.isEnabled()
