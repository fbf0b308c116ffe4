"""The buttons of a row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_buttons import TEXTS, RowButtons, text_of
from composer_app.ui.outbox.row_model import Action, Row, row_of
from composer_app.ui.widgets.mnemonics import plain
from tests.qt.outbox.samples import NOW, entry, rejected, unknown


def row(of: object = None) -> Row:
    return row_of(unknown() if of is None else of, None, NOW)  # type: ignore[arg-type]


def test_a_button_that_stays_is_the_same_one(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    buttons = RowButtons(home)
    buttons.set_row(row(), is_unfolded=False)
    before = buttons.button(Action.LOOK_UP)

    buttons.set_row(row(unknown(lookups=4)), is_unfolded=False)
    assert buttons.button(Action.LOOK_UP) is before is not None

    buttons.set_row(row(rejected()), is_unfolded=False)
    assert buttons.button(Action.LOOK_UP) is None
    edit = buttons.button(Action.EDIT_AND_SEND)
    assert edit is not None
    with qtbot.waitSignal(buttons.action_wanted) as wanted:
        qtbot.mouseClick(edit, Qt.MouseButton.LeftButton)
    assert wanted.args == [Action.EDIT_AND_SEND.value]


def test_the_menu_has_everything_and_unfolds(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    buttons = RowButtons(home)
    accepted = row(entry(7, SubmissionState.ACCEPTED))
    buttons.set_row(accepted, is_unfolded=True)

    menu = buttons.menu()
    texts = {plain(action.text()): action for action in menu.actions() if action.text()}

    offered = (*filter(None, (accepted.primary,)), *accepted.quiet, *accepted.more)
    assert set(texts) == {TEXTS[action] for action in offered} | {"Hide recipients", "Show the mail"}
    with qtbot.waitSignal(buttons.unfold_wanted):
        texts["Hide recipients"].trigger()
    with qtbot.waitSignal(buttons.mail_wanted):
        texts["Show the mail"].trigger()


def test_only_a_mail_that_may_arrive_twice_is_asked_about() -> None:
    assert text_of(Action.SEND_AGAIN, row()) == "Send again…"
    assert text_of(Action.SEND_AGAIN, row(rejected())) == "Send again"
