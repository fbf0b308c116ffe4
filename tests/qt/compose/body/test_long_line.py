"""A mail in one endless line: the page says so, and breaks it between tags if the user wants that."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.line_breaks import longest_line
from composer_app.domain.mail_limits import MAX_HTML_BYTES
from composer_app.ui.compose.body.long_line import LONGEST
from composer_app.ui.compose.compose_page import ComposePage

ROW = '<tr><td style="padding:4px">Words</td><td><a href="https://example.com/">link</a></td></tr>'


def test_a_long_line_is_broken_on_request_and_that_can_be_undone(qtbot: QtBot, page: ComposePage) -> None:
    html = ROW * (LONGEST // len(ROW) + 2)
    QGuiApplication.clipboard().setText(html)
    page.view.body.html_editor.paste()
    qtbot.waitUntil(lambda: page.view.messages.message("long_line") is not None)
    message = page.view.messages.message("long_line")
    assert message is not None
    assert page.session.draft.html == html

    button = next(one for one in message.findChildren(QAbstractButton) if one.text() == "Break the line")
    button.click()

    assert longest_line(page.session.draft.html) < 3_000
    assert page.session.draft.html.replace("\n", "") == html
    assert page.view.messages.message("long_line") is None
    page.view.body.html_editor.undo()
    assert page.session.draft.html == html


def test_more_than_any_mail_can_have_is_not_pasted_and_that_is_reported(page: ComposePage) -> None:
    page.view.body.html_editor.insertPlainText("<p>Mine</p>")
    QGuiApplication.clipboard().setText("x" * (MAX_HTML_BYTES + 1))

    page.view.body.html_editor.paste()

    assert page.session.draft.html == "<p>Mine</p>"
    message = page.view.messages.message("paste")
    assert message is not None
    assert message.body() == "It has 10 MB. The HTML of a mail can have at most 10 MB."


def test_lines_of_a_usual_length_are_left_alone(qtbot: QtBot, page: ComposePage) -> None:
    QGuiApplication.clipboard().setText(f"{ROW}\n" * 2_000)
    with qtbot.waitSignal(page.view.body.html_editor.arrived):
        page.view.body.html_editor.paste()
    qtbot.waitUntil(lambda: page.session.draft.html != "")

    assert page.view.messages.keys() == []
