"""The question over what is not saved: staying is the easy answer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.shell.unsaved_question import UnsavedQuestion, must_end


def test_the_key_enter_stays(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    question = UnsavedQuestion(parent)
    assert question.head.text() == "What you wrote is not saved."
    question.open()
    assert question.focusWidget() is question.cancel_button


def test_a_program_that_runs_on_may_ask(qtbot: QtBot) -> None:
    assert not must_end()
