"""The dialog for values in place of empty cells."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.recipient_list.empty_values_dialog import EmptyValuesDialog
from composer_app.ui.widgets.primary_button import PrimaryButton
from tests.qt.windows import child, show


def test_values_are_shown_and_given_back_without_empty_ones(qtbot: QtBot) -> None:
    window = show(qtbot, QWidget(), 600, 400)
    dialog = EmptyValuesDialog(["first_name", "amount"], {"amount": "0.00"}, window)
    dialog.show()
    assert child(dialog, QLineEdit, "value_amount").text() == "0.00"

    qtbot.keyClicks(child(dialog, QLineEdit, "value_first_name"), "Customer")
    child(dialog, QLineEdit, "value_amount").clear()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        child(dialog, PrimaryButton, "use_values").click()

    assert chosen.args == [{"first_name": "Customer"}]
