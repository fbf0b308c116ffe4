"""The self-check as a user starts it: it passes, and its pictures show every page in light and in dark."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.unit import checkout

pytestmark = pytest.mark.display

PAGES = (
    "welcome",
    "compose",
    "compose-files",
    "compose-drop",
    "outbox",
    "reports",
    "logs",
    "account-ok",
    "account-fail",
)
WINDOW = (1280, 820)
DARK_BELOW, LIGHT_ABOVE = 90, 200


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    if os.geteuid() == 0:
        environment["QTWEBENGINE_DISABLE_SANDBOX"] = "1"
    return subprocess.run(
        [sys.executable, "-m", "composer_app", "self-check", *arguments],
        cwd=checkout.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )


def colours(image: QImage) -> list[int]:
    """How light some hundred points of a picture are, each from 0 to 255."""
    step = 37
    return [
        image.pixelColor(x, y).lightness()
        for x in range(step, image.width(), step)
        for y in range(step, image.height(), step)
    ]


def test_it_passes_and_shows_every_page(tmp_path: Path) -> None:
    done = run("--shots", str(tmp_path))

    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    flows = [line.split()[1] for line in lines if line.startswith("ok ")]
    assert {f"{letter}." for letter in "abcdefghijk"} <= set(flows)
    assert f"{len(flows)} passed, 0 failed" in lines
    for page in PAGES:
        for theme in ("light", "dark"):
            image = QImage(str(tmp_path / f"{page}-{theme}.png"))
            assert (image.width(), image.height()) == WINDOW, f"{page}-{theme}"
            seen = colours(image)
            assert len(set(seen)) > 2, f"{page}-{theme} shows nothing"
            # a dialog lies over the page in the middle, so what counts is most of the picture
            most = sorted(seen)[len(seen) // 2]
            assert most > LIGHT_ABOVE if theme == "light" else most < DARK_BELOW, f"{page}-{theme}: {most}"
