"""Steps through the recipients of a list."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import MergeRow
from composer_app.ui.compose.recipient_list.recipient_stepper import RecipientStepper
from tests.qt.windows import show

ROW = MergeRow(7, Mailbox("ana@example.com"))


def test_it_says_where_it_is_and_moves(qtbot: QtBot) -> None:
    stepper = show(qtbot, RecipientStepper())
    stepper.show_recipient(ROW, 4, 12)

    assert (stepper.place.words(), stepper.toolTip()) == ("5 of 12", "Row 7: ana@example.com")
    with qtbot.waitSignal(stepper.moved) as back:
        stepper.back.click()
    with qtbot.waitSignal(stepper.moved) as forward:
        stepper.forward.click()
    assert (back.args, forward.args) == ([3], [5])


def test_without_recipients_it_is_hidden(qtbot: QtBot) -> None:
    stepper = show(qtbot, RecipientStepper())
    stepper.show_recipient(None, 0, 0)

    assert stepper.isHidden()
