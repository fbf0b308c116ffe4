"""The browser of the preview: no scripts, no network, no way out, and back after a crash."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage
from PySide6.QtWebEngineCore import QWebEnginePage, QWebEngineScript
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.mail_view.web_preview import WebPreview
from tests.qt.mail_view.conftest import FindImage, text_of
from tests.qt.windows import show

# Chromium has its own say about drivers and busses that a bare computer lacks.
pytestmark = pytest.mark.qt_log_level_fail("CRITICAL")


@pytest.fixture
def web(qtbot: QtBot, find_image: FindImage) -> WebPreview:
    return show(qtbot, WebPreview(find_image), 560, 400)


def load(qtbot: QtBot, web: WebPreview, html: str, *, keeps_place: bool = False) -> None:
    """Show this and wait until it is there."""
    with qtbot.waitSignal(web.loaded):
        web.show_document(html, keeps_place=keeps_place)


def test_no_script_runs_and_nothing_is_asked_of_the_network(qtbot: QtBot, web: WebPreview) -> None:
    blocked: list[tuple[str, bool]] = []
    web.blocked.connect(lambda address, is_image: blocked.append((address, is_image)))

    load(qtbot, web, "<body>Grüße <script>document.body.append('ran')</script><img src='https://example.com/a.png'>")

    assert text_of(qtbot, web).strip() == "Grüße"
    assert blocked == [("https://example.com/a.png", True)]
    assert web.is_loaded


def test_inline_images_come_from_the_store_and_missing_ones_are_named(qtbot: QtBot, web: WebPreview) -> None:
    missing: list[str] = []
    web.image_missing.connect(missing.append)

    load(qtbot, web, '<img src="cid:logo.png"><img src="cid:lost.png">')

    assert missing == ["lost.png"]


def test_a_removed_image_is_not_taken_from_a_cache(qtbot: QtBot, tmp_path: Path) -> None:
    stored = tmp_path / "stored.png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    assert picture.save(str(stored))
    images = {"logo.png": (stored, "image/png")}
    web = WebPreview(images.get)
    qtbot.addWidget(web)
    web.show()
    load(qtbot, web, '<img src="cid:logo.png">')
    missing: list[str] = []
    web.image_missing.connect(missing.append)
    images.clear()

    load(qtbot, web, '<img src="cid:logo.png">', keeps_place=True)

    assert missing == ["logo.png"]


def test_more_than_two_megabytes_are_shown(qtbot: QtBot, web: WebPreview) -> None:
    load(qtbot, web, "<p>" + "word " * 500_000 + "</p><p>the end</p>")

    assert text_of(qtbot, web).rstrip().endswith("the end")


def test_the_place_is_kept_for_the_same_mail_alone(qtbot: QtBot, web: WebPreview) -> None:
    long = "<p>line</p>" * 200
    load(qtbot, web, long)
    web.page().runJavaScript("window.scrollTo(0, 900)", QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
    qtbot.waitUntil(lambda: web.page().scrollPosition().y() > 400)

    load(qtbot, web, long + "<p>more</p>", keeps_place=True)
    qtbot.waitUntil(lambda: web.page().scrollPosition().y() > 400)

    load(qtbot, web, long)
    qtbot.waitUntil(lambda: web.page().scrollPosition().y() == 0)


def test_links_forms_and_frames_lead_nowhere(qtbot: QtBot, web: WebPreview) -> None:
    load(qtbot, web, "<a href='https://example.com'>x</a><iframe src='https://example.com'></iframe>")

    clicked = QWebEnginePage.NavigationType.NavigationTypeLinkClicked
    redirect = QWebEnginePage.NavigationType.NavigationTypeRedirect
    assert not web.page().acceptNavigationRequest(QUrl("https://example.com"), clicked, True)
    assert not web.page().acceptNavigationRequest(QUrl("https://example.com"), redirect, True)
    assert not web.page().acceptNavigationRequest(QUrl("data:text/html,x"), redirect, False)
    assert web.page().createWindow(QWebEnginePage.WebWindowType.WebBrowserTab) is None


def test_files_pass_through_the_preview(qtbot: QtBot, web: WebPreview) -> None:
    load(qtbot, web, "<p>x</p>")

    assert [child for child in web.findChildren(QWidget) if child.acceptDrops()] == []


def test_it_is_shown_again_after_its_process_was_killed(qtbot: QtBot, web: WebPreview) -> None:
    load(qtbot, web, "<p>here</p>")
    with qtbot.waitSignal(web.crashed):
        os.kill(web.page().renderProcessPid(), signal.SIGTERM)
    assert not web.is_loaded

    load(qtbot, web, "<p>here again</p>", keeps_place=True)

    assert text_of(qtbot, web).strip() == "here again"
