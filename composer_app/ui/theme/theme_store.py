"""The current theme, and live switching: ``apply_theme(app, mode)`` at start, ``store().set_mode(mode)`` later."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from composer_app import resources
from composer_app.ui.theme import platform_colours
from composer_app.ui.theme.colours import DARK, LIGHT, Theme, palette
from composer_app.ui.theme.icon_svg import svg

_QSS_ICONS = ("chevron-down", "chevron-up", "calendar")


class ThemeMode(StrEnum):
    """The user's choice. SYSTEM follows the desktop, live."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class ThemeStore(QObject):
    """Holds the current theme. GUI thread only.

    Signals:
        changed: the theme has changed; palette and style sheet are already set.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._theme: Theme = LIGHT
        self._mode = ThemeMode.SYSTEM
        self._app: QApplication | None = None
        self._cache: Path | None = None
        self._fusion = False

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def mode(self) -> ThemeMode:
        return self._mode

    def start(self, app: QApplication, mode: ThemeMode, cache: Path | None) -> None:
        """Sets ``app``'s look. Calling it again with the same app only sets the mode."""
        if self._app is not app:
            self._app = app
            # read before a style sheet is set: a style with one has no name
            self._fusion = app.style().name().lower() == "fusion"
            app.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)
            accessibility = _accessibility()
            if accessibility is not None:
                accessibility.contrastPreferenceChanged.connect(self._on_desktop_changed)
        self._cache = cache
        self.set_mode(mode)

    def set_mode(self, mode: ThemeMode) -> None:
        """Switches now. Every painted widget repaints; native ones get palette and style sheet."""
        self._mode = mode
        hints = QGuiApplication.styleHints()
        if mode is ThemeMode.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if mode is ThemeMode.DARK else Qt.ColorScheme.Light)
        self._refresh()

    @Slot()
    def _on_desktop_changed(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        app = self._app
        if app is None:
            return
        base = DARK if self._is_dark() else LIGHT
        if _wants_high_contrast():
            theme, sheet = platform_colours.high_contrast(base, app.style().standardPalette()), ""
        elif self._fusion:
            theme = base
            sheet = style_sheet(theme, self._cache or _default_cache())
        else:
            theme, sheet = platform_colours.adapted(base, QPalette()), ""
        if theme is self._theme and app.styleSheet() == sheet and sheet:
            return
        self._theme = theme
        if sheet:
            app.setPalette(palette(theme))
        # Removed and set again, each widget is restyled once; replaced, once per ancestor: with all pages 250 ms of CPU
        # instead of 60.
        app.setStyleSheet("")
        app.setStyleSheet(sheet)
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._mode is ThemeMode.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._mode is ThemeMode.DARK


def _accessibility() -> Any:
    """Qt's accessibility hints: there from Qt 6.10 on."""
    getter = getattr(QGuiApplication.styleHints(), "accessibility", None)
    return getter() if getter is not None else None


def _wants_high_contrast() -> bool:
    hints = _accessibility()
    return hints is not None and bool(hints.contrastPreference() == Qt.ContrastPreference.HighContrast)


def _default_cache() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))


def style_sheet(theme: Theme, cache: Path) -> str:
    """fusion.qss with the roles of ``theme``; the icons it names are written to ``cache`` in its colours.

    Without a writable cache only the small arrows are missing.
    """
    folder = cache / f"icons-{theme.name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _QSS_ICONS:
            _write_once(folder / f"{name}.svg", svg(name, theme.text2, 16))
        _write_once(folder / "check-on-accent.svg", svg("check", theme.on_accent, 16))
    except OSError:
        return _fill(re.sub(r"image:\s*url\([^)]*\);?", "", resources.text("themes", "fusion.qss")), theme)
    sheet = resources.text("themes", "fusion.qss")
    # quoted: a user name may hold a blank or a bracket
    sheet = re.sub(r"url\(@icons/([\w-]+\.svg)\)", lambda m: f'url("{folder.as_posix()}/{m[1]}")', sheet)
    return _fill(sheet, theme)


def _fill(sheet: str, theme: Theme) -> str:
    roles = theme.qss_roles()
    return re.sub(r"@(\w+)", lambda m: roles[m[1]], re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL))


def _write_once(path: Path, content: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != content:
        path.write_text(content, encoding="utf-8")


_STORE: list[ThemeStore] = []


def store() -> ThemeStore:
    """The store of this process, created on first use."""
    if not _STORE:
        _STORE.append(ThemeStore())
    return _STORE[0]


def current() -> Theme:
    """The current theme. Painted widgets read it in ``paintEvent``. Cheap."""
    return store().theme


def apply_theme(app: QApplication, mode: ThemeMode, cache: Path | None = None) -> ThemeStore:
    """Entry point: sets ``app``'s look and follows the desktop.

    Args:
        app: its style decides: Fusion gets palette and style sheet, other styles keep their own.
        mode: the choice of the user.
        cache: folder for the recoloured icons of the style sheet; the user's cache folder when left out.
    """
    made = store()
    made.start(app, mode, cache)
    return made
