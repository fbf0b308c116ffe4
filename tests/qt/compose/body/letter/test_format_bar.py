"""The formatting bar: what its buttons show, its keys, and a narrow pane."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton
from pytestqt.qtbot import QtBot

from composer_app.domain.letter import BlockKind, LetterBlock
from composer_app.ui.compose.body.letter.format_bar import FormatBar
from composer_app.ui.compose.body.letter.letter_editor import FormatState
from tests.qt.windows import child, show

ALL = ("heading", "bold", "italic", "bullets", "numbers", "quote", "link", "picture", "placeholder", "clear_format")


@pytest.fixture
def bar(qtbot: QtBot) -> FormatBar:
    menu = QMenu("Placeholder")
    qtbot.addWidget(menu)
    made = show(qtbot, FormatBar(menu), 700, 40)
    made.activateWindow()
    return made


def shown(bar: FormatBar) -> list[str]:
    return [key for key in ALL if bar.button(key).isVisible()]


def test_buttons_show_the_format_at_the_caret(bar: FormatBar) -> None:
    bar.show_state(FormatState(is_bold=True, shape=LetterBlock(kind=BlockKind.NUMBER, level=1, quote=1)))
    assert [key for key in ALL if bar.button(key).isChecked()] == ["bold", "numbers", "quote"]

    bar.show_state(FormatState(is_italic=True, shape=LetterBlock(kind=BlockKind.HEADING, level=2), link="x"))
    assert [key for key in ALL if bar.button(key).isChecked()] == ["heading", "italic", "link"]


def test_each_button_has_a_name_and_says_its_keys(bar: FormatBar) -> None:
    assert all(bar.button(key).accessibleName() for key in ALL)
    assert bar.button("bold").toolTip() == "Bold (Ctrl+B)"


@pytest.mark.parametrize("key", [key for key in ALL if key != "placeholder"])
def test_a_pressed_button_says_its_command(qtbot: QtBot, bar: FormatBar, key: str) -> None:
    with qtbot.waitSignal(bar.wanted) as wanted:
        qtbot.mouseClick(bar.button(key), Qt.MouseButton.LeftButton)

    assert wanted.args == [key]


def test_the_bar_is_one_tab_stop_with_arrows_inside(qtbot: QtBot, bar: FormatBar) -> None:
    def stops() -> list[str]:
        return [key for key in ALL if bar.button(key).focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert stops() == ["heading"]
    bar.button("heading").setFocus()
    qtbot.keyClick(bar.button("heading"), Qt.Key.Key_Right)
    assert stops() == ["bold"]
    assert bar.focusWidget() is bar.button("bold")
    qtbot.keyClick(bar.button("bold"), Qt.Key.Key_Left)
    qtbot.keyClick(bar.button("heading"), Qt.Key.Key_Left)
    assert stops() == ["clear_format"]

    bar.resize(200, bar.height())
    assert stops() == ["heading"], "a button in the menu is no stop"


def test_a_narrow_bar_drops_a_word_and_then_puts_groups_into_a_menu(qtbot: QtBot, bar: FormatBar) -> None:
    placeholder, more = bar.button("placeholder"), child(bar, QToolButton, "format_more")
    assert shown(bar) == list(ALL)
    assert more.isHidden()
    wide = placeholder.width()

    bar.resize(bar.button("clear_format").geometry().right() - 10, bar.height())
    assert shown(bar) == list(ALL)
    assert placeholder.width() < wide

    bar.resize(230, bar.height())
    assert shown(bar) == ["heading", "bold", "italic"]
    entries = [action.text() for action in more.menu().actions()]
    assert entries == ["Bulleted list", "Numbered list", "Quote", "Link", "Image", "Placeholder", "Clear formatting"]
    with qtbot.waitSignal(bar.wanted) as wanted:
        more.menu().actions()[2].trigger()
    assert wanted.args == ["quote"]
