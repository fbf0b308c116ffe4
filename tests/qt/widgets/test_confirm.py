"""Questions that need a yes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets import confirm
from composer_app.ui.widgets.confirm import ConfirmDialog


def test_confirm_dialog(qtbot: QtBot) -> None:
    dialog = ConfirmDialog("Pull everything?", "They are handed out once.", "Pull everything", danger=True)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.cancel_button.hasFocus)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("agree", [True, False])
def test_ask_returns_the_answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, agree: bool) -> None:
    code = ConfirmDialog.DialogCode.Accepted if agree else ConfirmDialog.DialogCode.Rejected
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _self: code)
    assert confirm.ask("Send again?", "It may arrive twice.", "Send again") is agree


def test_an_alternative_is_started_and_is_no_yes(qtbot: QtBot) -> None:
    started: list[str] = []
    instead = confirm.Alternative("Attach a file…", lambda: started.append("attach"))

    def press() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ConfirmDialog)
        assert dialog.instead_button is not None
        qtbot.mouseClick(dialog.instead_button, Qt.MouseButton.LeftButton)

    QTimer.singleShot(0, press)

    assert not confirm.ask("Send without a file?", "No file is attached.", "Send without a file", instead=instead)
    assert started == ["attach"]
