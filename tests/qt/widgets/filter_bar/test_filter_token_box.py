"""The box of one token."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.ui.theme.theme_store import current
from composer_app.ui.widgets.filter_bar.filter_token_box import FilterTokenBox


def test_it_shows_the_token_and_what_is_wrong_with_it(home: QWidget) -> None:
    token = FilterToken("since", "soon")
    good, wrong = FilterTokenBox(token, "", home), FilterTokenBox(token, "no time", home)

    assert good.accessibleName() == "since: soon"
    assert good.toolTip() == "since: soon"
    assert wrong.accessibleName() == "since: soon, wrong: no time"
    assert wrong.toolTip() == "since: soon\nno time"
    assert wrong.sizeHint().width() > good.sizeHint().width()
    assert good.look().ground == current().accent_soft
    assert wrong.look().ground != good.look().ground


def test_enter_opens_it_and_delete_removes_it(qtbot: QtBot, home: QWidget) -> None:
    made = FilterTokenBox(FilterToken("to", "ana"), "", home)

    with qtbot.waitSignal(made.clicked):
        qtbot.keyClick(made, Qt.Key.Key_F2)
    with qtbot.waitSignal(made.remove_requested):
        qtbot.keyClick(made, Qt.Key.Key_Delete)


def test_groups_and_what_is_excluded_are_said_and_painted(home: QWidget) -> None:
    group = FilterToken(
        "status", "bounced", (FilterToken("-to", "ana"), FilterToken("", "late"), FilterToken("-", "x"))
    )
    made = FilterTokenBox(group, "", home)
    assert made.accessibleName() == "status: bounced or not to: ana or late or not x"
    single = FilterTokenBox(FilterToken("status", "bounced"), "", home)
    assert made.sizeHint().width() > 2 * single.sizeHint().width()

    def painted(token: FilterToken) -> object:
        box = FilterTokenBox(token, "", home)
        box.resize(260, 22)
        return box.grab().toImage()

    assert painted(FilterToken("status", "bounced")) != painted(FilterToken("-status", "bounced"))
    assert painted(group) == painted(group)
