"""The preview: loaded late, shut off from the network, never in the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer_app.ui.compose.preview.preview_pane import PreviewPane
from composer_app.ui.compose.preview.web_support import WebTrouble

# Chromium has its own say about drivers and busses that a bare computer lacks.
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")

HTML = "<body>Grüße <script>document.body.append('ran')</script>{}</body>"


@pytest.fixture(autouse=True)
def _may_run_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")


@pytest.fixture
def image(tmp_path: Path) -> Path:
    from PySide6.QtGui import QImage

    path = tmp_path / "stored"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    assert picture.save(str(path), "PNG")
    return path


@pytest.fixture
def pane(qtbot: QtBot, image: Path) -> Iterator[PreviewPane]:
    made = PreviewPane(lambda name: (image, "image/png") if name == "logo.png" else None)
    qtbot.addWidget(made)
    made.resize(560, 500)
    made.show()
    yield made
    made._later.stop()


def shown(qtbot: QtBot, pane: PreviewPane, html: str) -> str:
    """Show this and wait until it stands; its text."""
    pane.show_mail(html, None)
    qtbot.waitUntil(lambda: pane.web() is not None, timeout=10_000)
    web = pane.web()
    assert web is not None
    with qtbot.waitSignal(web.loaded, timeout=20_000):
        pass
    return text_of(qtbot, pane)


def text_of(qtbot: QtBot, pane: PreviewPane) -> str:
    web = pane.web()
    assert web is not None
    got: list[str] = []
    web.page().toPlainText(got.append)
    qtbot.waitUntil(lambda: bool(got), timeout=10_000)
    return got[0]


def test_it_shows_the_letter_without_scripts_and_without_the_network(qtbot: QtBot, pane: PreviewPane) -> None:
    outside = '<img src="https://example.com/a.png"><img src="http://127.0.0.1:9/b.png"><img src="cid:logo.png">'

    text = shown(qtbot, pane, HTML.format(outside))

    assert text.strip() == "Grüße"
    assert pane.note() == "2 images from the network are not loaded."


def test_a_missing_inline_image_is_said(qtbot: QtBot, pane: PreviewPane) -> None:
    shown(qtbot, pane, '<img src="cid:lost.png">')

    qtbot.waitUntil(lambda: pane.note() == "1 inline image missing.")


def test_more_than_two_megabytes_are_shown(qtbot: QtBot, pane: PreviewPane) -> None:
    text = shown(qtbot, pane, "<p>" + "word " * 500_000 + "</p><p>the end</p>")

    assert text.rstrip().endswith("the end")


def test_the_place_is_kept_while_one_writes_and_not_for_another_mail(qtbot: QtBot, pane: PreviewPane) -> None:
    long = "<p>line</p>" * 200
    shown(qtbot, pane, long)
    web = pane.web()
    assert web is not None
    from PySide6.QtWebEngineCore import QWebEngineScript

    web.page().runJavaScript("window.scrollTo(0, 900)", QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
    qtbot.waitUntil(lambda: web.page().scrollPosition().y() > 400)

    shown(qtbot, pane, long + "<p>more</p>")
    qtbot.waitUntil(lambda: web.page().scrollPosition().y() > 400)

    pane.start_over()
    shown(qtbot, pane, long)
    qtbot.waitUntil(lambda: web.page().scrollPosition().y() == 0)


def test_links_forms_and_frames_lead_nowhere(qtbot: QtBot, pane: PreviewPane) -> None:
    shown(qtbot, pane, "<a href='https://example.com'>x</a><iframe src='https://example.com'></iframe>")
    web = pane.web()
    assert web is not None
    from PySide6.QtCore import QUrl
    from PySide6.QtWebEngineCore import QWebEnginePage

    clicked = QWebEnginePage.NavigationType.NavigationTypeLinkClicked
    redirect = QWebEnginePage.NavigationType.NavigationTypeRedirect
    assert not web.page().acceptNavigationRequest(QUrl("https://example.com"), clicked, True)
    assert not web.page().acceptNavigationRequest(QUrl("https://example.com"), redirect, True)
    assert not web.page().acceptNavigationRequest(QUrl("data:text/html,x"), redirect, False)
    assert web.page().createWindow(QWebEnginePage.WebWindowType.WebBrowserTab) is None


def test_files_pass_through_the_preview(qtbot: QtBot, pane: PreviewPane) -> None:
    shown(qtbot, pane, "<p>x</p>")
    web = pane.web()
    assert web is not None
    from PySide6.QtWidgets import QWidget

    assert [child for child in web.findChildren(QWidget) if child.acceptDrops()] == []


def test_a_crash_is_told_and_the_preview_comes_back(qtbot: QtBot, pane: PreviewPane) -> None:
    shown(qtbot, pane, "<p>here</p>")
    web = pane.web()
    assert web is not None

    web.crashed.emit()
    web._is_loaded = False
    assert pane._message.title() == "The preview ended."
    assert pane._message.isVisible()

    with qtbot.waitSignal(web.loaded, timeout=20_000):
        pane._reload.click()
    assert text_of(qtbot, pane).strip() == "here"


@pytest.mark.parametrize("trouble", [WebTrouble.ROOT, WebTrouble.NOT_INSTALLED])
def test_without_a_browser_there_are_words(qtbot: QtBot, trouble: WebTrouble) -> None:
    pane = PreviewPane(lambda _name: None, trouble_ahead=lambda: trouble)
    qtbot.addWidget(pane)
    pane.show()

    pane.show_mail("<p>x</p>", None)
    qtbot.waitUntil(pane._message.isVisible)

    assert pane.web() is None
    assert "written and sent all the same" in pane._message.body()
    assert pane._reload.isHidden()


def test_a_hidden_pane_loads_nothing(qtbot: QtBot) -> None:
    pane = PreviewPane(lambda _name: None)
    qtbot.addWidget(pane)

    pane.show_mail("<p>x</p>", None)

    assert not pane._later.isActive()


def test_plain_text_is_shown_as_it_is(qtbot: QtBot, pane: PreviewPane) -> None:
    pane.show_mail("", "Just <b>words</b>")

    assert pane._plain.isVisible()
    assert pane._plain.toPlainText() == "Just <b>words</b>"
    assert pane.web() is None
    assert pane.note() == "Plain text."
