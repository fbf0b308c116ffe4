"""The limit is asked for and kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.services.settings import Settings
from composer_app.ui.overview.bounce_limit_dialog import BounceLimitDialog
from tests.qt.windows import child, show


def test_a_limit_is_kept_when_it_is_saved(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    dialog = show(qtbot, BounceLimitDialog(settings))
    assert (dialog.limit.value(), dialog.limit.minimum(), dialog.limit.maximum()) == (2.0, 0.1, 50.0)
    dialog.limit.setValue(3.5)
    with qtbot.waitSignal(dialog.saved):
        qtbot.mouseClick(child(dialog, QAbstractButton, "save_limit"), Qt.MouseButton.LeftButton)
    assert Settings(tmp_path / "settings.ini").bounce_limit == 35


def test_enter_saves_and_cancel_does_not(qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    dialog = show(qtbot, BounceLimitDialog(settings))
    dialog.limit.setValue(5)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.mouseClick(child(dialog, QAbstractButton, "cancel"), Qt.MouseButton.LeftButton)
    assert settings.bounce_limit == 20
    again = show(qtbot, BounceLimitDialog(settings))
    again.limit.setValue(5)
    with qtbot.waitSignal(again.saved):
        qtbot.keyClick(child(again.limit, QLineEdit), Qt.Key.Key_Return)
    assert settings.bounce_limit == 50
