"""The resources are found in each of the three forms the program is shipped in."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from composer_app import resources


@pytest.fixture(autouse=True)
def _fresh_root() -> Iterator[None]:
    resources.root.cache_clear()
    yield
    resources.root.cache_clear()


def _make(folder: Path) -> Path:
    (folder / "icons").mkdir(parents=True)
    (folder / "icons" / "mark.svg").write_text("<svg/>", encoding="utf-8")
    return folder


def test_checkout_is_found() -> None:
    assert resources.path("icons", "send.svg").is_file()
    assert resources.text("themes", "fusion.qss").startswith("/*")


def test_wheel_wins_over_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "composer_app")
    _make(tmp_path / "resources")
    inside = _make(tmp_path / "composer_app" / "_resources")
    assert resources.root() == inside
    assert resources.text("icons", "mark.svg") == "<svg/>"


def test_frozen_program_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "nowhere" / "composer_app")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    inside = _make(tmp_path / "bundle" / "composer_app" / "_resources")
    assert resources.root() == inside


def test_missing_resources_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "composer_app")
    with pytest.raises(FileNotFoundError, match="resources are missing"):
        resources.root()
