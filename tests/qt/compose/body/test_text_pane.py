"""The text part: made from the HTML until the user writes an own one."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.services.compose.text_part import TextPartMaker
from composer_app.services.services import Services
from composer_app.ui.compose.body.text_pane import TextPane
from composer_app.ui.compose.compose_page import ComposePage


def press(page: ComposePage, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    button.click()


def pane_with(qtbot: QtBot, page: ComposePage, html: str) -> None:
    page.view.body.html_editor.insertPlainText(html)
    page.view.body.set_mode("text")
    qtbot.waitUntil(lambda: page.view.body.text_pane.shown_text() != "")


def test_it_is_made_from_the_html_and_follows_it(qtbot: QtBot, page: ComposePage) -> None:
    pane_with(qtbot, page, "<p>One</p>")
    pane = page.view.body.text_pane
    assert pane.shown_text().strip() == "One"
    assert pane.editor.isReadOnly()
    assert pane.note() == "Made from the HTML. It changes when the HTML changes."

    page.view.body.html_editor.insertPlainText("<p>Two</p>")
    qtbot.waitUntil(lambda: "Two" in pane.shown_text())

    assert page.session.draft.text is None


def test_an_own_text_stays_and_is_said_to_be_out_of_date(qtbot: QtBot, page: ComposePage) -> None:
    pane_with(qtbot, page, "<p>One</p>")
    pane = page.view.body.text_pane
    press(page, "write_own_text")
    pane.editor.insertPlainText("My words. ")
    assert pane.note() == "Your own text."

    page.view.body.html_editor.insertPlainText("<p>Two</p>")

    assert pane.note() == "Your own text. The HTML has been changed since you wrote it."
    assert (page.session.draft.text or "").startswith("My words. ")


def test_making_it_again_can_be_undone(qtbot: QtBot, page: ComposePage) -> None:
    pane_with(qtbot, page, "<p>One</p>")
    pane = page.view.body.text_pane
    press(page, "write_own_text")
    pane.editor.set_text("")
    pane.editor.insertPlainText("My words")

    with qtbot.waitSignal(page.toast_wanted) as toast:
        press(page, "make_text_again")
    qtbot.waitUntil(lambda: pane.shown_text().strip() == "One")
    assert page.session.draft.text is None

    toast.args[2]()
    assert page.session.draft.text == "My words"


def test_without_html_every_word_is_the_user_s(qtbot: QtBot, page: ComposePage) -> None:
    page.view.body.set_mode("text")
    pane = page.view.body.text_pane
    assert not pane.editor.isReadOnly()

    qtbot.keyClicks(pane.editor, "Hi")
    assert page.session.draft.text == "Hi"

    pane.editor.selectAll()
    pane.editor.cut()
    assert page.session.draft.text is None


def test_a_text_that_is_being_made_of_the_mail_before_is_not_shown(qtbot: QtBot, services: Services) -> None:
    pane = TextPane(TextPartMaker(services.context))
    qtbot.addWidget(pane)
    pane.show_draft("<p>before</p>" * 20_000, None)
    pane.show()
    pane.show_draft("<p>now</p>", None)

    qtbot.waitUntil(lambda: pane.shown_text().strip() == "now")
