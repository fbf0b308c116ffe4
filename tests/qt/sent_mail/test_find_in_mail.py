"""Finding words in the parts of a sent mail."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from composer_app.services.records import MailRef
from composer_app.ui.sent_mail.find_in_mail import FindInMail
from composer_app.ui.sent_mail.sent_mail_page import SentMailPage
from tests.qt.sent_mail.conftest import Queue, open_mail
from tests.qt.windows import child


def field_of(qtbot: QtBot, page: SentMailPage) -> QLineEdit:
    """Open the field with its keys."""
    page.activateWindow()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, Qt.Key.Key_F, both)
    field = child(page, QLineEdit, "find_in_mail")
    qtbot.waitUntil(field.hasFocus)
    return field


def test_words_are_found_in_the_text_and_marked_where_they_are_not(
    qtbot: QtBot, page: SentMailPage, queue: Queue
) -> None:
    open_mail(qtbot, page, MailRef(queue(text="Hello {{name}}, hello again").id))
    page.body.views.set_current("text")
    field = field_of(qtbot, page)
    text = child(page, QPlainTextEdit, "sent_text")

    qtbot.keyClicks(field, "hello")
    assert text.textCursor().selectionStart() == 0
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert text.textCursor().selectionStart() == 11
    qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert text.textCursor().selectionStart() == 0
    qtbot.keyClicks(field, "x")
    assert field.toolTip() == "Not in this part of the mail"
    field.setText("again")
    assert field.toolTip() == ""


def test_another_part_is_searched_for_the_same_words(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    field = field_of(qtbot, page)
    qtbot.keyClicks(field, "authorization")
    assert field.toolTip() != ""
    page.body.views.set_current("raw")
    qtbot.waitUntil(lambda: field.toolTip() == "")
    assert child(page, QPlainTextEdit, "sent_raw").textCursor().selectedText() == "Authorization"
    page.body.views.set_current("headers")
    assert not child(page, FindInMail).isVisible()


def test_escape_closes_the_field_first(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    field = field_of(qtbot, page)
    with qtbot.assertNotEmitted(page.back_wanted):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert not child(page, QAbstractButton, "find_in_mail_button").isChecked()
    with qtbot.waitSignal(page.back_wanted):
        qtbot.keyClick(page, Qt.Key.Key_Escape)


def test_words_are_found_in_html(
    qtbot: QtBot, page: SentMailPage, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    open_mail(qtbot, page, MailRef(queue(html="<p>Hello {{name}}</p>").id))
    qtbot.waitUntil(page.body.preview.is_settled)
    field = field_of(qtbot, page)

    with qtbot.waitSignal(page.body.preview.found, check_params_cb=lambda is_found: is_found):
        field.setText("HELLO ana")
    with qtbot.waitSignal(page.body.preview.found, check_params_cb=lambda is_found: not is_found):
        field.setText("ben")
    assert field.toolTip() != ""
