"""Links of a mail: what is asked, what is opened, and what is not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.mail_view.open_link import open_link
from tests.qt.compose.conftest import Asked


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system was asked to open."""
    addresses: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url) or True)
    return addresses


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_an_address_of_mail_goes_to_the_mail_program(opened: list[QUrl], parent: QWidget) -> None:
    asked = Asked()

    assert open_link("mailto:ana@example.com", parent, asked) is None

    assert asked.questions == ["Open this link in your mail program? mailto:ana@example.com [Open link]"]
    assert opened == [QUrl("mailto:ana@example.com")]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "javascript:alert(1)", "smb://example.com/x", "mail-preview:mail#a", "https:", "x"],
)
def test_other_schemes_are_not_even_asked_about(opened: list[QUrl], parent: QWidget, address: str) -> None:
    asked = Asked()

    refused = open_link(address, parent, asked)

    assert refused is not None
    assert address in refused.body
    assert asked.questions == []
    assert opened == []


def test_without_a_browser_there_are_words(parent: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)

    refused = open_link("https://example.com/", parent, Asked())

    assert refused is not None
    assert refused.title == "The link cannot be opened."
