"""Where the program cannot start again, what was written last is not lost by closing the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from composer_app.ui.shell import interrupted_page
from composer_app.ui.shell.interrupted_page import InterruptedPage
from composer_app.ui.shell.unsaved_question import UnsavedQuestion
from composer_app.ui.widgets.inline_message import InlineMessage


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made, before_close_func=lambda _: made.takeCentralWidget().deleteLater())
    return made


def shown(window: QMainWindow, tries: list[str], *, has_unsaved: bool) -> InterruptedPage:
    error = PermissionError(13, "Permission denied")
    page = InterruptedPage(Path("/full/of/mail"), error, lambda: tries.append("again"), window, has_unsaved=has_unsaved)
    window.setCentralWidget(page)
    window.show()
    return page


def test_it_says_what_happened_and_what_to_do(window: QMainWindow) -> None:
    message = shown(window, [], has_unsaved=True).findChild(InlineMessage)
    assert message.title() == "The profile folder cannot be used."
    assert "/full/of/mail" in message.body()
    assert "Leave the window open" in message.body()
    assert message.vendor() == "Permission denied"


def test_closing_asks_once_and_the_answer_counts(window: QMainWindow, qtbot: QtBot) -> None:
    shown(window, [], has_unsaved=True)
    assert not window.close()
    assert not window.close()
    (question,) = window.findChildren(UnsavedQuestion)
    with qtbot.waitSignal(question.destroyed):
        question.reject()
    assert window.isVisible()

    assert not window.close()
    window.findChild(UnsavedQuestion).accept()
    assert not window.isVisible()


def test_with_everything_saved_it_closes(window: QMainWindow) -> None:
    page = shown(window, [], has_unsaved=False)
    assert "Leave" not in page.findChild(InlineMessage).body()
    assert window.close()


def test_the_end_of_the_session_is_not_held_up(window: QMainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interrupted_page, "must_end", lambda: True)
    shown(window, [], has_unsaved=True)
    assert window.close()
