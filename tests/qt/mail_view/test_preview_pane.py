"""The preview: loaded late, in step with the mail, and never in the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.mail_view.preview_pane import PreviewPane
from composer_app.ui.mail_view.web_preview import WebPreview
from composer_app.ui.mail_view.web_support import WebTrouble
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.qt.mail_view.conftest import FindImage, text_of
from tests.qt.windows import child

# Chromium has its own say about drivers and busses that a bare computer lacks.
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")


def pane_with(
    qtbot: QtBot, find_image: FindImage, trouble_ahead: Callable[[], WebTrouble | None] = lambda: None
) -> PreviewPane:
    made = PreviewPane(find_image, trouble_ahead=trouble_ahead)
    qtbot.addWidget(made, before_close_func=lambda pane: pane.hide())  # a hidden pane loads nothing
    made.resize(560, 500)
    made.show()
    return made


@pytest.fixture
def pane(qtbot: QtBot, find_image: FindImage) -> PreviewPane:
    return pane_with(qtbot, find_image)


def shown(qtbot: QtBot, pane: PreviewPane, html: str) -> WebPreview:
    """Show this mail and wait until it is there."""
    pane.show_mail(html, None)
    qtbot.waitUntil(pane.is_settled)
    web = pane.web()
    assert web is not None
    return web


def message(pane: PreviewPane) -> InlineMessage:
    return child(pane, InlineMessage, "preview_message")


def reload_button(pane: PreviewPane) -> QAbstractButton:
    return next(b for b in pane.findChildren(QAbstractButton) if b.text() == "Load the preview again")


def test_it_shows_the_mail_and_says_what_is_not_loaded(qtbot: QtBot, pane: PreviewPane) -> None:
    outside = '<img src="https://example.com/a.png"><img src="http://127.0.0.1:9/b.png"><img src="cid:logo.png">'

    web = shown(qtbot, pane, f"<body>Grüße {outside}</body>")

    assert text_of(qtbot, web).strip() == "Grüße"
    qtbot.waitUntil(lambda: pane.note() == "2 images from the network are not loaded.")


def test_a_missing_inline_image_is_said(qtbot: QtBot, pane: PreviewPane) -> None:
    shown(qtbot, pane, '<img src="cid:lost.png">')

    qtbot.waitUntil(lambda: pane.note() == "1 inline image missing.")


def test_it_follows_the_mail(qtbot: QtBot, pane: PreviewPane) -> None:
    web = shown(qtbot, pane, "<p>one</p>")
    assert shown(qtbot, pane, "<p>two</p>") is web

    qtbot.waitUntil(lambda: text_of(qtbot, web).strip() == "two")


def test_devices_and_dark_readers_can_be_chosen(qtbot: QtBot, pane: PreviewPane) -> None:
    web = shown(qtbot, pane, "<p>x</p>")
    desktop = web.width()

    pane.findChild(QAbstractButton, "segment_phone").click()
    assert web.width() < desktop
    pane.findChild(QAbstractButton, "segment_dark").click()
    assert pane.note() == "This mail has no styles for dark mode."


def test_a_crash_is_said_and_the_preview_comes_back(qtbot: QtBot, pane: PreviewPane) -> None:
    web = shown(qtbot, pane, "<p>here</p>")
    with qtbot.waitSignal(web.crashed):
        os.kill(web.page().renderProcessPid(), signal.SIGTERM)
    assert message(pane).title() == "The preview stopped."
    assert message(pane).isVisible()

    with qtbot.waitSignal(web.loaded):
        reload_button(pane).click()

    assert text_of(qtbot, web).strip() == "here"


@pytest.mark.parametrize("trouble", [WebTrouble.ROOT, WebTrouble.NOT_INSTALLED])
def test_without_a_browser_there_are_words(qtbot: QtBot, find_image: FindImage, trouble: WebTrouble) -> None:
    pane = pane_with(qtbot, find_image, lambda: trouble)

    pane.show_mail("<p>x</p>", None)
    qtbot.waitUntil(message(pane).isVisible)

    assert pane.web() is None
    assert pane.is_settled()
    assert "write and send the mail without it" in message(pane).body()
    assert reload_button(pane).isHidden()


def test_a_hidden_pane_loads_nothing(qtbot: QtBot, find_image: FindImage) -> None:
    asked: list[str] = []
    pane = PreviewPane(find_image, trouble_ahead=lambda: asked.append("asked"), first_after_ms=0)
    qtbot.addWidget(pane)
    pane.show_mail("<p>x</p>", None)
    later = QTimer(singleShot=True, interval=0)  # after every timer of the pane
    with qtbot.waitSignal(later.timeout):
        later.start()
    assert asked == []

    pane.show()
    pane.hide()
    with qtbot.waitSignal(later.timeout):
        later.start()
    assert asked == []


def test_plain_text_is_shown_as_it_is(pane: PreviewPane) -> None:
    pane.show_mail("", "Just <b>words</b>")

    plain = pane.findChild(QPlainTextEdit, "preview_text")
    assert isinstance(plain, QPlainTextEdit)
    assert plain.isVisible()
    assert plain.toPlainText() == "Just <b>words</b>"
    assert pane.web() is None
    assert pane.note() == "Plain text."


def test_another_widget_stands_in_place_of_the_mail_below_the_same_bar(qtbot: QtBot, find_image: FindImage) -> None:
    pane = pane_with(qtbot, find_image)
    pane.show_mail("", "Plain words")
    other, tools = QPlainTextEdit(), QWidget()
    pane.put_first(tools)
    pane.show_instead(other, "A note about it.")

    assert other.isVisible()
    qtbot.waitUntil(tools.isVisible)
    assert not child(pane, QPlainTextEdit, "preview_text").isVisible()
    assert not child(pane, QWidget, "preview_device").isVisible()
    assert pane.note() == "A note about it."
    pane.show_instead(None)
    assert child(pane, QPlainTextEdit, "preview_text").isVisible()
    assert child(pane, QWidget, "preview_device").isVisible()
    assert pane.note() == "Plain text."
