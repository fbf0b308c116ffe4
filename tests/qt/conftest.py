"""All widget tests: Fusion, our theme in light, no user folders, no motion."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from composer_app.ui.common import motion
from composer_app.ui.common.theme_store import ThemeMode, apply_theme

MANY_NEW_OBJECTS = 50_000


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["composer-app-tests", "-style", "fusion"]


@pytest.fixture(scope="session")
def theme_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where recoloured icons of the style sheet are written."""
    return tmp_path_factory.mktemp("theme-cache")


@pytest.fixture(scope="session", autouse=True)
def _collected_here() -> Iterator[None]:
    """As in the program: cycles that hold Qt objects are freed in the GUI thread, never by a worker."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _rubbish_out(_collected_here: None) -> Iterator[None]:
    yield
    if gc.get_count()[0] > MANY_NEW_OBJECTS:
        gc.collect()


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, theme_cache: Path) -> Iterator[None]:
    QStandardPaths.setTestModeEnabled(True)
    motion.set_reduced(True)
    apply_theme(qapp, ThemeMode.LIGHT, theme_cache)
    yield
    apply_theme(qapp, ThemeMode.LIGHT, theme_cache)
