"""The letter as a whole: opened HTML, links, placeholders and images."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.body.letter.image_words_dialog import ImageWordsDialog
from composer_app.ui.compose.body.letter.letter_pane import LetterPane
from composer_app.ui.compose.body.letter.link_dialog import LinkDialog
from composer_app.ui.compose.body.letter.placeholder_name_dialog import PlaceholderNameDialog
from tests.qt.compose.body.letter.conftest import body_of
from tests.qt.windows import child

FOREIGN = "<!DOCTYPE html><html><body>\n<P>Hello  <B>you</B>\n</body></html>\n"
NEWSLETTER = "<style>p{}</style><table><tr><td>a</td></tr></table><table></table>"


def press(pane: LetterPane, key: str) -> None:
    pane.bar.button(key).click()


def entry(menu: QMenu, text: str) -> None:
    """Choose an entry of a menu."""
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == text).trigger()


def test_html_that_is_not_edited_keeps_its_bytes(qtbot: QtBot, pane: LetterPane) -> None:
    with qtbot.assertNotEmitted(pane.edited):
        pane.show_html(FOREIGN)
    assert pane.is_letter()
    assert pane.html() == FOREIGN

    qtbot.keyClicks(pane.editor, "x")
    assert pane.html() == "<!DOCTYPE html><html><body>\n<p>xHello <strong>you</strong></p>\n</body></html>\n"


def test_html_gets_its_bytes_back_when_all_is_undone(qtbot: QtBot, pane: LetterPane) -> None:
    pane.show_html(FOREIGN)
    qtbot.keyClicks(pane.editor, "x")
    with qtbot.waitSignal(pane.edited):
        pane.editor.undo()
    assert pane.html() == FOREIGN

    pane.editor.redo()
    assert "<p>xHello <strong>you</strong></p>" in pane.html()


def test_html_that_is_no_letter_is_not_changed_and_its_losses_are_named(qtbot: QtBot, pane: LetterPane) -> None:
    pane.show_html(NEWSLETTER)

    assert not pane.is_letter()
    assert pane.html() == NEWSLETTER
    assert pane.message.title() == "A letter cannot hold this HTML."
    assert pane.message.body() == "2 tables and 1 style sheet would be lost."
    assert not pane.bar.isEnabled()
    stay, make = pane.message.findChildren(QAbstractButton)[-2:]
    with qtbot.waitSignal(pane.html_wanted):
        next(one for one in (stay, make) if one.text() == "Stay in HTML").click()
    with qtbot.waitSignal(pane.letter_wanted):
        next(one for one in (stay, make) if one.text() == "Make a letter…").click()
    assert pane.html() == NEWSLETTER


def test_html_that_is_too_long_stays_html(pane: LetterPane) -> None:
    html = f"<p>{'x' * 300_001}</p>"
    pane.show_html(html)

    assert pane.message.body() == "It is too long for a letter. You can go on writing it as HTML."
    assert [b.text() for b in pane.message.findChildren(QAbstractButton) if b.isVisible()] == ["Stay in HTML"]
    assert pane.html() == html


def test_three_losses_are_a_list(pane: LetterPane) -> None:
    pane.show_html("<p style='x'>a<!-- b --><hr></p><script></script><p style='x'>")

    assert pane.message.body() == "2 styles, 1 comment, 1 script and 1 other element would be lost."


def test_the_same_html_keeps_the_undo_history_and_another_draft_does_not(qtbot: QtBot, pane: LetterPane) -> None:
    qtbot.keyClicks(pane.editor, "x")
    pane.show_html(pane.html())
    assert pane.editor.document().isUndoAvailable()

    pane.show_html(pane.html(), is_new=True)
    assert not pane.editor.document().isUndoAvailable()


@pytest.mark.parametrize(
    ("key", "blocks"),
    [
        ("heading", "<h2>a</h2>"),
        ("bold", "<p><strong>a</strong></p>"),
        ("italic", "<p><em>a</em></p>"),
        ("bullets", "<ul><li>a</li></ul>"),
        ("numbers", "<ol><li>a</li></ol>"),
        ("quote", "<blockquote><p>a</p></blockquote>"),
    ],
)
def test_a_button_formats_and_formats_back(qtbot: QtBot, pane: LetterPane, key: str, blocks: str) -> None:
    qtbot.keyClicks(pane.editor, "a")
    pane.editor.selectAll()
    press(pane, key)
    assert body_of(pane) == blocks
    assert pane.bar.button(key).isChecked()

    press(pane, key)
    assert body_of(pane) == "<p>a</p>"
    assert not pane.bar.button(key).isChecked()


def test_a_link_is_made_changed_and_removed(qtbot: QtBot, pane: LetterPane) -> None:
    qtbot.keyClicks(pane.editor, "a photo b")
    cursor = pane.editor.textCursor()
    cursor.setPosition(2)
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    pane.editor.setTextCursor(cursor)
    qtbot.keyClick(pane.editor, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    answer_link(qtbot, pane, "example.com")
    assert body_of(pane) == '<p>a <a href="https://example.com">photo</a> b</p>'

    cursor.setPosition(4)
    pane.editor.setTextCursor(cursor)
    assert pane.bar.button("link").isChecked()
    pane.open_link()
    child(pane, QLineEdit, "link_words").setText("picture")
    answer_link(qtbot, pane, "https://example.org")
    assert body_of(pane) == '<p>a <a href="https://example.org">picture</a> b</p>'

    cursor.setPosition(4)
    pane.editor.setTextCursor(cursor)
    pane.open_link()
    child(pane, QAbstractButton, "link_remove").click()
    assert body_of(pane) == "<p>a picture b</p>"


def answer_link(qtbot: QtBot, pane: LetterPane, address: str) -> None:
    dialog = pane.findChildren(LinkDialog)[-1]
    dialog.address_field.setText(address)
    with qtbot.waitSignal(dialog.finished):
        child(dialog, QAbstractButton, "link_set").click()
    dialog.setParent(None)
    dialog.deleteLater()


def test_each_dialog_answers_for_its_own_words(qtbot: QtBot, pane: LetterPane) -> None:
    qtbot.keyClicks(pane.editor, "a photo b")
    pane.editor.select(2, 7)
    pane.open_link()
    pane.place_image("dial.png", 1)
    pane.editor.select(0, 0)
    pane.editor.insertPlainText("Dear user, ")
    answer_link(qtbot, pane, "example.com")
    words = pane.findChild(ImageWordsDialog)
    words.field.setText("The dial")
    words.accept()

    assert body_of(pane) == (
        '<p>Dear user, a <a href="https://example.com">photo</a> b</p><p><img src="cid:dial.png" alt="The dial"></p>'
    )


def test_a_link_around_a_placeholder_keeps_it(qtbot: QtBot, pane: LetterPane) -> None:
    qtbot.keyClicks(pane.editor, "{{a}}")
    pane.editor.selectAll()
    pane.open_link()
    answer_link(qtbot, pane, "example.com")

    assert body_of(pane) == '<p><a href="https://example.com">{{a}}</a></p>'


def test_placeholders_come_from_the_menu_or_get_a_new_name(qtbot: QtBot, pane: LetterPane) -> None:
    menu = pane.bar.button("placeholder").menu()
    entry(menu, "{{visit_day}}")
    entry(menu, "New placeholder…")
    dialog = child(pane, PlaceholderNameDialog)
    dialog.field.setText("street")
    dialog.accept()

    assert body_of(pane) == "<p>{{visit_day}}{{street}}</p>"
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.text()][:2] == ["{{visit_day}}", "{{street}}"]


def test_a_placeholder_gets_another_name_or_becomes_text(qtbot: QtBot, pane: LetterPane) -> None:
    pane.show_html("<p>{{a}}</p>")

    def choose(text: str) -> None:
        pane.editor.object_opened.emit(0)
        entry(pane.object_menu, text)
        pane.object_menu.close()

    choose("{{visit_day}}")
    assert pane.html() == "<p>{{visit_day}}</p>"
    choose("Other name…")
    dialog = child(pane, PlaceholderNameDialog)
    dialog.field.setText("street")
    dialog.accept()
    assert pane.html() == "<p>{{street}}</p>"
    choose("Make it text")
    assert pane.editor.placeholder_names() == []
    assert pane.html() == "<p>{{street}}</p>"


def test_an_image_asks_once_what_it_shows(pane: LetterPane) -> None:
    pane.place_image("dial.png", None)
    dialog = child(pane, ImageWordsDialog)
    dialog.field.setText("The dial")
    dialog.accept()

    assert body_of(pane) == '<p><img src="cid:dial.png" alt="The dial"></p>'


def test_without_a_letter_the_message_gets_the_focus(qtbot: QtBot, pane: LetterPane) -> None:
    pane.show_html(NEWSLETTER)
    pane.focus()
    qtbot.waitUntil(lambda: isinstance(pane.focusWidget(), QAbstractButton))

    pane.show_html("<p>a</p>")
    pane.focus()
    qtbot.waitUntil(pane.editor.hasFocus)
