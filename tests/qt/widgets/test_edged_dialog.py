"""Every dialog has its line of 1 px all the way round, in each theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.accounts.account_dialog import AccountDialog
from composer_app.ui.accounts.company_ca_dialog import CompanyCaDialog
from composer_app.ui.crash.crash_dialog import CrashDialog
from composer_app.ui.help.about_dialog import AboutDialog
from composer_app.ui.maintenance.erase_dialog import EraseDialog
from composer_app.ui.settings.settings_dialog import SettingsDialog
from composer_app.ui.theme.theme_store import ThemeMode, apply_theme, current
from composer_app.ui.widgets.confirm import ConfirmDialog
from tests.qt.messages.fixtures import services

__all__ = ["services"]

QUESTION = ("Erase it?", "It is gone then.", "Erase it")
FAULT = ("A fault", "Nothing is lost.", "line\n" * 99)
Make = Callable[[Services, QWidget], QDialog]


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda _services, window: AboutDialog(window), id="about"),
        pytest.param(lambda services, window: AccountDialog(services, None, window), id="account"),
        pytest.param(lambda services, window: CompanyCaDialog(services, window), id="company certificate"),
        pytest.param(
            lambda _services, window: ConfirmDialog(*QUESTION, parent=window),
            id="question",
        ),
        pytest.param(lambda _services, window: CrashDialog(*FAULT, window), id="crash"),
        pytest.param(lambda services, window: EraseDialog(services, window), id="erase"),
        pytest.param(lambda services, window: SettingsDialog(services, window), id="settings"),
    ],
)
def test_nothing_covers_the_edge(
    qapp: QApplication, qtbot: QtBot, services: Services, make: Make, mode: ThemeMode
) -> None:
    apply_theme(qapp, mode)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = make(services, window)
    dialog.show()

    assert around(dialog) == {current().border.name()}


def around(dialog: QDialog) -> set[str]:
    """The colours of the outermost pixels."""
    image = dialog.grab().toImage()
    size: QSize = image.size()
    right, bottom = size.width() - 1, size.height() - 1
    points = [(x, y) for x in range(size.width()) for y in (0, bottom)]
    points += [(x, y) for y in range(size.height()) for x in (0, right)]
    return {image.pixelColor(*point).name() for point in points}
