"""The preview: loaded late, in step with the mail, and never in the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtQuickWidgets import QQuickWidget
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.mail_view.preview_pane import PreviewPane
from composer_app.ui.mail_view.web_preview import WebPreview
from composer_app.ui.mail_view.web_support import WebTrouble
from composer_app.ui.texts.inline_message_text import MessageText
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.faulty_server import Gate, answers, faulty_server, waits
from tests.qt.compose.conftest import Asked
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


def click(qtbot: QtBot, web: WebPreview) -> None:
    """Click into the middle of the mail."""
    drawing = web.findChild(QQuickWidget)
    assert isinstance(drawing, QQuickWidget)
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton)


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
    assert pane.note() == "Simulated: no styles for dark mode."
    pane.show_mail("<style>@media (prefers-color-scheme: dark) { p { color: red } }</style><p>x</p>", None)
    assert pane.note() == "Simulated, with the styles of the mail for dark mode."


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


@pytest.fixture
def picture(find_image: FindImage) -> bytes:
    found = find_image("logo.png")
    assert found is not None
    return found[0].read_bytes()


def load_button(pane: PreviewPane) -> QAbstractButton:
    return child(pane, QAbstractButton, "load_images")


@pytest.fixture
def loading(qtbot: QtBot, services: Services, find_image: FindImage) -> PreviewPane:
    """A pane that may load images."""
    made = PreviewPane(find_image, trouble_ahead=lambda: None, images=services.remote_images)
    qtbot.addWidget(made, before_close_func=lambda pane: pane.hide())
    made.resize(700, 500)
    made.show()
    return made


def test_images_are_loaded_by_a_click_and_not_before(qtbot: QtBot, loading: PreviewPane, picture: bytes) -> None:
    with faulty_server() as server:
        server.plays("GET", "/a.png", answers(picture, content_type="image/png"))
        server.plays("GET", "/gone.png", answers(b"", status=404))
        html = f'<p>x</p><img src="{server.url}/a.png"><img src="{server.url}/gone.png">'
        web = shown(qtbot, loading, html)
        qtbot.waitUntil(lambda: loading.note() == "2 images from the network are not loaded.")
        assert server.asked("/a.png") == []
        assert load_button(loading).isEnabled()
        assert "127.0.0.1" in load_button(loading).toolTip()

        load_button(loading).click()
        assert loading.note() == "Images are being loaded…"
        assert not load_button(loading).isEnabled()
        qtbot.waitUntil(lambda: loading.note() == "1 image cannot be loaded.")
        assert len(server.asked("/a.png")) == 1
        widths: list[float] = []

        def is_drawn() -> bool:
            web.page().runJavaScript("document.images[0].naturalWidth", 1, widths.append)
            return widths[-1:] == [8]

        qtbot.waitUntil(is_drawn)
        assert not load_button(loading).isEnabled(), "nothing is left to ask for"

        loading.start_over()
        with qtbot.waitSignal(web.loaded):
            loading.show_mail(html, None)
        qtbot.waitUntil(lambda: loading.note() == "2 images from the network are not loaded.")
        assert len(server.asked("/a.png")) == 1


def test_images_that_come_after_another_mail_are_not_shown(qtbot: QtBot, loading: PreviewPane, picture: bytes) -> None:
    gate = Gate()
    with faulty_server() as server:
        server.plays("GET", "/a.png", waits(gate, answers(picture, content_type="image/png")))
        shown(qtbot, loading, f'<img src="{server.url}/a.png">')
        qtbot.waitUntil(load_button(loading).isEnabled)
        load_button(loading).click()
        loading.start_over()
        gate.release()
        shown(qtbot, loading, "<p>Another</p>")
        qtbot.waitUntil(lambda: loading.note() == "")
        assert not load_button(loading).isEnabled()
        assert load_button(loading).toolTip() == "This mail has no images from the network that are not loaded"


def test_the_images_of_the_mail_before_are_not_offered(qtbot: QtBot, loading: PreviewPane) -> None:
    shown(qtbot, loading, '<img src="http://127.0.0.1:9/a.png"><img src="cid:lost.png">')
    qtbot.waitUntil(load_button(loading).isEnabled)

    loading.start_over()
    loading.show_mail("<p>Another</p>", None)

    assert not load_button(loading).isEnabled()
    assert loading.note() == ""


def test_a_pane_without_a_fetcher_offers_no_images(pane: PreviewPane) -> None:
    assert load_button(pane).isHidden()


def test_an_account_that_loads_no_images_takes_them_away(qtbot: QtBot, loading: PreviewPane, picture: bytes) -> None:
    with faulty_server() as server:
        server.plays("GET", "/a.png", answers(picture, content_type="image/png"))
        shown(qtbot, loading, f'<img src="{server.url}/a.png">')
        qtbot.waitUntil(load_button(loading).isEnabled)
        load_button(loading).click()
        qtbot.waitUntil(lambda: loading.note() == "")

        loading.set_may_load_images(False)
        assert load_button(loading).isHidden()
        qtbot.waitUntil(lambda: loading.note() == "1 image from the network is not loaded.")

        loading.set_may_load_images(True)
        assert load_button(loading).isVisible()
        assert load_button(loading).isEnabled()


@pytest.mark.parametrize("target", ["", "target=_blank"])
def test_a_link_is_opened_after_a_question_alone(
    qtbot: QtBot, find_image: FindImage, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True)
    asked = Asked()
    asked.answer = False
    pane = PreviewPane(find_image, trouble_ahead=lambda: None, confirm=asked)
    qtbot.addWidget(pane, before_close_func=lambda pane: pane.hide())
    pane.resize(560, 500)
    pane.show()
    link = f'<a href="https://example.com/a?b=%20c" {target} style="position:fixed;inset:0">x</a>'
    web = shown(qtbot, pane, link)

    click(qtbot, web)
    qtbot.waitUntil(lambda: len(asked.questions) == 1)
    assert asked.questions == [
        "Open this link to example.com in your browser? https://example.com/a?b=%20c [Open link]"
    ]
    assert opened == []

    asked.answer = True
    click(qtbot, web)
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened == ["https://example.com/a?b= c"]
    assert text_of(qtbot, web).strip() == "x", "the preview does not follow it"


def test_a_link_that_could_start_a_program_is_refused(qtbot: QtBot, pane: PreviewPane) -> None:
    web = shown(qtbot, pane, '<a href="tel:123" style="position:fixed;inset:0">x</a>')

    with qtbot.waitSignal(pane.link_refused) as refused:
        click(qtbot, web)

    words: MessageText = refused.args[0]
    assert words.title == "The link is not opened from here."


def test_a_link_within_the_mail_goes_to_its_place(qtbot: QtBot, find_image: FindImage) -> None:
    asked = Asked()
    pane = PreviewPane(find_image, trouble_ahead=lambda: None, confirm=asked)
    qtbot.addWidget(pane, before_close_func=lambda pane: pane.hide())
    pane.resize(560, 500)
    pane.show()
    link = '<a href="#end" style="position:fixed;inset:0">x</a>'
    web = shown(qtbot, pane, f"{link}{'<p>line</p>' * 200}<p id=end>the end</p>")

    click(qtbot, web)

    qtbot.waitUntil(lambda: web.page().scrollPosition().y() > 1_000)
    assert asked.questions == []
