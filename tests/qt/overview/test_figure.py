"""A figure says its number and opens its list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.outcome import Outcome
from composer_app.ui.overview.figure import Figure
from tests.qt.windows import show

TOKENS = (FilterToken("status", "bounced"),)


@pytest.fixture
def figure(qtbot: QtBot) -> Figure:
    made = show(qtbot, Figure("bounced", "Bounced", Outcome.BOUNCED), 240, 90)
    made.set_figure("112", "1.4 %, week before 0.7 %", TOKENS)
    return made


def test_it_is_read_out(figure: Figure) -> None:
    assert figure.accessibleName() == "Bounced: 112"
    assert figure.accessibleDescription() == "1.4 %, week before 0.7 %"
    assert figure.figure() == ("112", "1.4 %, week before 0.7 %")


def test_click_and_space_open_the_list(qtbot: QtBot, figure: Figure) -> None:
    with qtbot.waitSignal(figure.list_wanted) as wanted:
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    assert wanted.args == [TOKENS]
    with qtbot.waitSignal(figure.list_wanted):
        qtbot.keyClick(figure, Qt.Key.Key_Space)


def test_no_line_is_cut(figure: Figure) -> None:
    assert figure.minimumSizeHint().height() >= 76
    before = figure.grab().toImage()
    figure.set_figure("113", "1.4 %, week before 0.7 %", TOKENS)
    assert figure.grab().toImage() != before
