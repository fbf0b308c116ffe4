"""The help window: easy to read, in both themes, at any size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextTable
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.settings import Settings
from composer_app.ui.help.help_page_view import LINE_WIDTH, PageView
from composer_app.ui.help.help_subjects import SubjectList
from composer_app.ui.help.help_window import _ORDER, HelpWindow
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import ThemeMode, current, store


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def window(parent: QWidget, settings: Settings) -> HelpWindow:
    made = HelpWindow(parent, settings)
    made.show()
    return made


def page_of(window: HelpWindow) -> PageView:
    found = window.findChild(PageView)
    assert isinstance(found, PageView)
    return found


def list_of(window: HelpWindow) -> SubjectList:
    found = window.findChild(SubjectList)
    assert isinstance(found, SubjectList)
    return found


@pytest.mark.parametrize("width", [560, 760, 1200])
@pytest.mark.parametrize("subject", _ORDER)
def test_no_page_is_wider_than_the_window(window: HelpWindow, subject: str, width: int) -> None:
    window.resize(width, 600)
    window.show_subject(subject)

    assert page_of(window).horizontalScrollBar().maximum() == 0


def test_a_line_is_never_longer_than_can_be_read(window: HelpWindow) -> None:
    window.resize(1600, 600)
    window.show_subject("reports")
    page = page_of(window)

    widths = []
    block = page.document().begin()
    while block.isValid():
        layout = block.layout()
        widths += [layout.lineAt(number).width() for number in range(layout.lineCount())]
        block = block.next()

    assert max(widths) <= LINE_WIDTH


def test_tables_have_lines_and_room(window: HelpWindow) -> None:
    window.show_subject("shortcuts")
    page = page_of(window)
    tables = [main_view for main_view in page.document().rootFrame().childFrames() if isinstance(main_view, QTextTable)]
    look = tables[0].format()

    assert (look.border(), look.cellPadding(), look.borderCollapse()) == (1, 6, True)
    assert look.borderBrush().color() == current().line


def test_code_is_set_in_the_fixed_font_on_a_soft_ground(window: HelpWindow) -> None:
    window.show_subject("accounts")
    found = page_of(window).document().find("https://")
    look = found.charFormat()

    assert look.font().family() == typography.fixed().family()
    assert look.background().color() == current().sunken


def test_titles_stand_out(window: HelpWindow) -> None:
    window.show_subject("sandbox")
    document = page_of(window).document()
    title, text = QTextCursor(document.begin()), QTextCursor(document.begin().next())
    for cursor in (title, text):
        cursor.movePosition(QTextCursor.MoveOperation.Right)

    assert title.charFormat().font().pointSizeF() > document.defaultFont().pointSizeF()
    assert title.charFormat().font().weight() > text.charFormat().font().weight()


def test_it_follows_the_theme_and_keeps_its_place(window: HelpWindow) -> None:
    window.resize(800, 400)
    window.show_subject("sandbox")
    page = page_of(window)
    page.verticalScrollBar().setValue(300)

    store().set_mode(ThemeMode.DARK)

    look = page.document().find("bounce@example.com").charFormat()
    assert look.background().color() == current().sunken
    assert current().dark
    assert page.verticalScrollBar().value() == 300


def test_the_list_is_worked_with_the_keyboard(window: HelpWindow, qtbot: QtBot) -> None:
    window.show_subject("first-mail")
    subjects = list_of(window)
    assert window.focusWidget() is subjects
    assert subjects.visualItemRect(subjects.item(0)).height() >= 32

    qtbot.keyClick(subjects, Qt.Key.Key_Down)

    assert page_of(window).toPlainText().startswith("Accounts")


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
