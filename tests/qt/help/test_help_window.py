"""The help window: easy to read, in both themes, at any size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.settings import Settings
from composer_app.ui.help.help_contents import SUBJECTS
from composer_app.ui.help.help_window import HelpWindow
from tests.qt.help.parts import list_of, page_of


@pytest.mark.parametrize("width", [560, 760, 1200])
@pytest.mark.parametrize("subject", SUBJECTS)
def test_no_page_is_wider_than_the_window(window: HelpWindow, subject: str, width: int) -> None:
    window.resize(width, 600)
    window.show_subject(subject)

    assert page_of(window).horizontalScrollBar().maximum() == 0


def test_the_list_is_worked_with_the_keyboard(window: HelpWindow, qtbot: QtBot) -> None:
    window.show_subject("first-mail")
    subjects = list_of(window)
    assert window.focusWidget() is subjects
    assert subjects.visualItemRect(subjects.item(0)).height() >= 32

    qtbot.keyClick(subjects, Qt.Key.Key_Down)

    assert page_of(window).toPlainText().startswith("Write a letter")


def test_a_link_marks_its_subject(window: HelpWindow) -> None:
    window.show_subject("first-mail")

    page_of(window).anchorClicked.emit(QUrl("outbox.md"))

    assert list_of(window).current() == "outbox"


def test_escape_closes_it_and_its_size_is_kept(
    window: HelpWindow, parent: QWidget, qtbot: QtBot, settings: Settings
) -> None:
    window.resize(700, 500)
    qtbot.keyClick(list_of(window), Qt.Key.Key_Escape)
    assert not window.isVisible()

    again = HelpWindow(parent, settings)

    assert (again.width(), again.height()) == (700, 500)
