"""The list of keys and values below a field."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.filter_bar.completion_list import CompletionList
from tests.qt.windows import show


@pytest.fixture
def edit(qtbot: QtBot) -> QLineEdit:
    return show(qtbot, QLineEdit())


def test_offers_open_the_list_and_none_close_it(qtbot: QtBot, edit: QLineEdit) -> None:
    completion = CompletionList(edit)
    with qtbot.waitSignal(completion.opened) as opened:
        completion.offer(["status:", "since:"], 0)
    assert opened.args == [True]
    assert completion.is_open()

    with qtbot.waitSignal(completion.opened) as closed:
        completion.offer([], 0)
    assert closed.args == [False]
    assert not completion.is_open()


def test_without_a_mark_the_first_offer_is_taken(qtbot: QtBot, edit: QLineEdit) -> None:
    completion = CompletionList(edit)
    completion.offer(["status:", "since:"], 0)

    with qtbot.waitSignal(completion.taken) as taken:
        completion.take()

    assert taken.args == ["status:"]
    assert not completion.is_open()


def test_backtab_closes_the_list_and_takes_nothing(qtbot: QtBot, edit: QLineEdit) -> None:
    completion = CompletionList(edit)
    completion.offer(["status:", "since:"], 0)

    with qtbot.assertNotEmitted(completion.taken):
        qtbot.keyClick(completion.popup(), Qt.Key.Key_Down)
        assert completion.chosen() == "status:"
        qtbot.keyClick(completion.popup(), Qt.Key.Key_Backtab)

    assert not completion.is_open()
