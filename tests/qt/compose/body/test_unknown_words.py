"""Which words of a mail are marked, and the menu of such a word."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.services import Services
from composer_app.services.spelling import SpellChecker
from composer_app.ui.compose.body.body_pane import BodyPane
from composer_app.ui.compose.body.letter.letter_editor import LetterEditor
from composer_app.ui.compose.body.source_editor import SourceEditor
from composer_app.ui.compose.body.unknown_words import unknown_words
from tests.qt.windows import show


class English:
    """A dictionary of some words."""

    def check(self, word: str) -> bool:
        return word.lower() in ("you", "receive", "a", "the", "mail", "don't")

    def suggest(self, word: str) -> list[str]:
        return ["receive", "relieve"] if word == "recieve" else []


@pytest.fixture
def pane(qtbot: QtBot, services: Services, monkeypatch: pytest.MonkeyPatch) -> BodyPane:
    made = BodyPane(TextPartMaker(services.context), services.context, lambda _name: None, list, services.settings)
    show(qtbot, made, 700, 400)
    monkeypatch.setattr(made.spelling, "begin", lambda: None)  # this computer may have dictionaries
    made.spelling.checker = SpellChecker([English()])
    made.spelling.changed.emit()
    return made


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("you recieve the mail", ["recieve"]),
        ("don't dont don’t", ["dont"]),
        ("𝄞 recieve", ["recieve"]),
        ("ana.kovac@exmple.com https://exmple.com www.exmple.com read.me x2y IBAN", []),
        ("{{first_nmae}} {{visit day}} wrng", ["wrng"]),
        ("", []),
    ],
)
def test_words_are_unknown_but_no_addresses_and_placeholders(text: str, words: list[str]) -> None:
    units = text.encode("utf-16-le")
    found = [
        units[2 * start : 2 * end].decode("utf-16-le") for start, end in unknown_words(text, SpellChecker([English()]))
    ]

    assert found == words


@pytest.mark.parametrize("text", ["x" * 6_000, "дома" * 1_500, "!" * 6_000, "a." * 50_000, "a " * 50_000])
def test_a_long_text_is_read_once(text: str) -> None:
    checker = SpellChecker([English()])
    asked = list(unknown_words(f"recieve {text} recieve", checker))

    assert asked[0] == (0, 7)
    assert all(end <= 6_000 for _start, end in asked)
    assert list(unknown_words(text, SpellChecker([]))) == []


def marked(editor: LetterEditor | SourceEditor) -> list[str]:
    """The words with the mark of an unknown word."""
    block, found = editor.document().firstBlock(), []
    while block.isValid():
        for piece in block.layout().formats():
            if piece.format.underlineStyle() == QTextCharFormat.UnderlineStyle.DotLine:
                found.append(block.text()[piece.start : piece.start + piece.length])
        block = block.next()
    return found


def test_marks_are_in_the_letter_and_in_the_text_and_not_in_the_mail(qtbot: QtBot, pane: BodyPane) -> None:
    html = '<p>you recieve <a href="https://example.com">recieve</a> {{recieve}}</p>'
    pane.html_editor.set_text(html)
    pane.set_mode("letter")
    assert "".join(marked(pane.letter_pane.editor)) == "recieve"
    assert pane.html() == html

    pane.text_pane.editor.set_text("recieve recieve@example.com")
    qtbot.waitUntil(lambda: marked(pane.text_pane.editor) == ["recieve"])
    assert marked(pane.html_editor) == []


def test_a_word_is_marked_when_the_caret_leaves_it(qtbot: QtBot, pane: BodyPane) -> None:
    pane.activateWindow()
    pane.set_mode("letter")
    pane.focus_editor()
    editor = pane.letter_pane.editor
    qtbot.waitUntil(editor.hasFocus)
    qtbot.keyClicks(editor, "a recieve")
    assert marked(editor) == []
    qtbot.keyClick(editor, Qt.Key.Key_Home)
    assert "".join(marked(editor)) == "recieve"


def open_menu(editor: LetterEditor | SourceEditor, place: int) -> QMenu:
    """Press the Menu key with the caret at a position."""
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)
    where = editor.cursorRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, editor.viewport().mapToGlobal(where))
    QApplication.sendEvent(editor.viewport(), event)
    (menu,) = editor.findChildren(QMenu, "word_menu")
    assert isinstance(menu, QMenu)
    return menu


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()
    menu.setObjectName("")


def test_the_menu_offers_the_best_word_first(qtbot: QtBot, pane: BodyPane) -> None:
    pane.set_mode("letter")
    editor = pane.letter_pane.editor
    qtbot.keyClicks(editor, "you recieve")
    menu = open_menu(editor, 6)
    assert [action.text() for action in menu.actions()[:5]] == [
        *("receive", "relieve", "", "Ignore in this mail", "Add to dictionary")
    ]
    assert menu.actions()[0].font().bold() or menu.actions()[0].font().weight() > 500
    choose(menu, "receive")
    assert "<p>you receive</p>" in pane.html()

    menu = open_menu(editor, 6)
    assert "Ignore in this mail" not in [action.text() for action in menu.actions()]
    menu.close()


def test_words_are_ignored_in_this_mail_and_added_for_good(qtbot: QtBot, pane: BodyPane, services: Services) -> None:
    pane.set_mode("text")
    editor = pane.text_pane.editor
    qtbot.keyClicks(editor, "Ito Kovac")
    choose(open_menu(editor, 1), "Ignore in this mail")
    choose(open_menu(editor, 5), "Add to dictionary")
    qtbot.waitUntil(lambda: marked(editor) == [])
    assert services.settings.spelling_words == ("Kovac",)

    pane.spelling.forget_ignored()
    pane.spelling.changed.emit()
    qtbot.waitUntil(lambda: marked(editor) == ["Ito"])


def test_html_is_not_checked(pane: BodyPane) -> None:
    pane.html_editor.set_text("recieve")

    assert pane.html_editor.spelling is None
    assert marked(pane.html_editor) == []
