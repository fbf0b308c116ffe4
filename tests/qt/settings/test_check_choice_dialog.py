"""The choice of checks, opened from the settings."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check.check import Check
from composer_app.domain.checks.finding import CheckId
from composer_app.domain.checks.rules import RULES
from composer_app.ui.settings.check_choice_dialog import CheckChoiceDialog
from composer_app.ui.settings.settings_dialog import SettingsDialog


def test_a_check_is_switched_off_and_on_again(check: Check, qtbot: QtBot) -> None:
    driver, settings = check.driver, check.program.services.settings
    settings.checks_off = frozenset({CheckId.CONTRAST})
    check.program.main_view.commands["settings"].trigger()
    dialog = driver.find(SettingsDialog, "settings_dialog")
    assert dialog.checks.toolTip() == "1 check is off."

    driver.click(dialog.checks)
    choice = driver.find(CheckChoiceDialog, "check_choice_dialog")
    states = {row: choice.list.item(row).checkState() for row in range(choice.list.count())}
    off = list(RULES).index(CheckId.CONTRAST)
    assert [row for row, state in states.items() if state is Qt.CheckState.Unchecked] == [off]
    choice.list.item(off).setCheckState(Qt.CheckState.Checked)
    qtbot.keyClick(choice.list, Qt.Key.Key_Space)
    driver.click(driver.find(QAbstractButton, "choose_checks", choice))
    assert settings.checks_off == {CheckId.CONTRAST}

    driver.click(driver.find(QAbstractButton, "save_settings", dialog))
    assert settings.checks_off == {next(iter(RULES))}
