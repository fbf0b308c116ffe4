"""A file of the mail is shown as a copy, and a program is not opened at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.mail_view.open_attachment import AttachmentOpener
from composer_app.ui.texts.inline_message_text import MessageText


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the system was asked to show."""
    addresses: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: addresses.append(url) or True)
    return addresses


@pytest.fixture
def opener(services: Services) -> AttachmentOpener:
    return AttachmentOpener(services.context)


def test_a_copy_under_the_name_of_the_mail_is_shown(
    qtbot: QtBot, opener: AttachmentOpener, opened: list[QUrl], tmp_path: Path
) -> None:
    (tmp_path / "stored").write_bytes(b"words")

    opener.open_copy(tmp_path / "stored", "good/na\\me.txt")
    qtbot.waitUntil(lambda: bool(opened))

    copy = Path(opened[0].toLocalFile())
    assert copy.name == "good_na_me.txt"
    assert copy.read_bytes() == b"words"
    assert copy.stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize(("name", "content"), [("trick.txt", b"#!/bin/sh\necho"), ("setup.exe", b"x")])
def test_a_program_is_not_opened(
    qtbot: QtBot, opener: AttachmentOpener, opened: list[QUrl], tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / "stored").write_bytes(content)
    with qtbot.waitSignal(opener.refused) as refused:
        opener.open_copy(tmp_path / "stored", name)

    words: MessageText = refused.args[0]
    assert words.title == f"{name} is not opened from here."
    assert opened == []


def test_a_file_without_a_program_for_it_is_said(
    qtbot: QtBot, opener: AttachmentOpener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    (tmp_path / "stored").write_bytes(b"words")
    with qtbot.waitSignal(opener.refused) as refused:
        opener.open_copy(tmp_path / "stored", "a.xyz")

    assert refused.args[0].title == "a.xyz cannot be opened."


def test_a_file_that_left_the_store_is_said(
    qtbot: QtBot, opener: AttachmentOpener, opened: list[QUrl], tmp_path: Path
) -> None:
    with qtbot.waitSignal(opener.refused):
        opener.open_copy(tmp_path / "gone", "a.txt")

    assert opened == []
