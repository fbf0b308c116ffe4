"""The dialog of the company certificate."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.services.settings import Settings
from composer_app.ui.accounts.company_ca_dialog import CompanyCaDialog
from composer_app.ui.theme.colours import MessageKind
from composer_app.ui.widgets.primary_button import PrimaryButton
from tests.unit import checkout

PEM = checkout.ROOT / "tests" / "data" / "tls" / "loopback.pem"


def test_a_certificate_is_added_and_taken_back(qtbot: QtBot, services: Services) -> None:
    dialog = CompanyCaDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.message.title() == "No certificate is added."
    assert not dialog.remove.isVisible()

    dialog.use(PEM)
    assert dialog.message.title() == "1 certificate added."
    assert services.context.connections.extra_ca == PEM
    services.settings.sync()
    assert Settings(services.context.profile.settings).extra_ca == PEM

    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert services.context.connections.extra_ca is None
    assert services.settings.extra_ca is None


def test_the_file_is_the_expected_step(qtbot: QtBot, services: Services) -> None:
    dialog = CompanyCaDialog(services)
    qtbot.addWidget(dialog)
    dialog.show()

    assert [button.text() for button in dialog.findChildren(PrimaryButton)] == ["Choose file…"]
    assert dialog.focusWidget() is dialog.choose


def test_a_file_that_is_none_changes_nothing(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    dialog = CompanyCaDialog(services)
    qtbot.addWidget(dialog)
    dialog.use(PEM)

    dialog.use(tmp_path)

    assert dialog.message.kind() is MessageKind.ERROR
    assert services.settings.extra_ca == PEM


def test_a_file_that_has_gone_is_reported(qtbot: QtBot, services: Services, tmp_path: Path) -> None:
    services.settings.extra_ca = tmp_path / "gone.pem"
    dialog = CompanyCaDialog(services)
    qtbot.addWidget(dialog)

    assert dialog.message.kind() is MessageKind.WARNING
    assert dialog.remove.isVisibleTo(dialog)
