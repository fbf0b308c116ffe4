"""All widget tests: Fusion, our theme in light, no user folders, no motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QStandardPaths
from PySide6.QtWidgets import QApplication

from composer_app.ui.theme import motion
from composer_app.ui.theme.theme_store import ThemeMode, apply_theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["composer-app-tests", "-style", "fusion"]


@pytest.fixture(scope="session")
def theme_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where recoloured icons of the style sheet are written."""
    return tmp_path_factory.mktemp("theme-cache")


@pytest.fixture(autouse=True)
def _look(qapp: QApplication, theme_cache: Path) -> Iterator[None]:
    QStandardPaths.setTestModeEnabled(True)
    motion.set_reduced(True)
    apply_theme(qapp, ThemeMode.LIGHT, theme_cache)
    yield
    apply_theme(qapp, ThemeMode.LIGHT, theme_cache)


@pytest.fixture(autouse=True)
def _closed_widgets_go(qapp: QApplication) -> Iterator[None]:
    """Delete what a test closed, while the application is there. Outside an event loop Qt keeps `deleteLater` for
    later; a preview that is alive when Python ends brings the process down (its page outlives its profile).
    """
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
