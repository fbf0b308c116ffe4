"""A page of the help."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextTable

from composer_app.ui.help.help_page_view import LINE_WIDTH
from composer_app.ui.help.help_window import HelpWindow
from composer_app.ui.theme import typography
from composer_app.ui.theme.theme_store import ThemeMode, current, store
from tests.qt.help.parts import page_of


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
