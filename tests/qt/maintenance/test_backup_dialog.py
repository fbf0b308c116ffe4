"""The dialog that makes a backup."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.maintenance.backup_dialog import BackupDialog, suggestion
from tests.qt.maintenance.showing import reported, shown


def test_a_backup(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    suggested: list[Path] = []

    def choose(_parent: object, suggestion: Path) -> Path:
        suggested.append(suggestion)
        return tmp_path / "all.zip"

    dialog = BackupDialog(services, choose=choose)
    shown(qtbot, dialog)
    qtbot.mouseClick(dialog.back_up_button, Qt.MouseButton.LeftButton)
    assert dialog.close_button.text() == "Stop"
    assert reported(qtbot, dialog) == "The backup is written."
    assert dialog.message.body().startswith("all.zip holds the archive and 0 attachments, ")
    assert dialog.close_button.text() == "Close"
    assert suggested == [suggestion(services.context.clock())]
    assert not dialog.isModal()


def test_what_cannot_be_written_is_reported(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Ana")
    dialog = BackupDialog(services, choose=lambda *_: tmp_path / "letter")
    shown(qtbot, dialog)
    dialog.back_up()
    assert reported(qtbot, dialog) == "letter exists and is not a backup."
    assert dialog.back_up_button.isEnabled()


def test_the_suggested_name_has_the_day() -> None:
    at = datetime(2026, 11, 29, 12, tzinfo=UTC)
    assert suggestion(at).name == "mail-composer-2026-11-29.zip"
