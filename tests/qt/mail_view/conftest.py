"""A browser in the tests, and an image in a store."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from composer_app.ui.mail_view.web_preview import WebPreview


@pytest.fixture(autouse=True)
def _may_run_as_root(monkeypatch: pytest.MonkeyPatch) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")


FindImage = Callable[[str], tuple[Path, str] | None]


@pytest.fixture
def find_image(tmp_path: Path) -> FindImage:
    """Knows `logo.png` and nothing else."""
    path = tmp_path / "stored"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    assert picture.save(str(path), "PNG")  # type: ignore[call-overload]  # its types want bytes, it wants a text
    return lambda name: (path, "image/png") if name == "logo.png" else None


def text_of(qtbot: QtBot, web: WebPreview) -> str:
    """What the shown document says."""
    got: list[str] = []
    web.page().toPlainText(got.append)
    qtbot.waitUntil(lambda: bool(got))
    return got[0]
