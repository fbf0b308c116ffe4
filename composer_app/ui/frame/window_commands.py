"""The commands that belong to no page: pages, editing, theme, quitting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from composer_app.ui.commands import Commands
from composer_app.ui.common import theme_store
from composer_app.ui.common.theme_store import ThemeMode

MENUS = ("File", "Edit", "View", "Message", "Account", "Help")

_EDITING = (
    # key, text, shortcut, the slot that text widgets have
    ("undo", "Undo", "Ctrl+Z", "undo"),
    ("redo", "Redo", "Ctrl+Shift+Z", "redo"),
    ("cut", "Cut", "Ctrl+X", "cut"),
    ("copy", "Copy", "Ctrl+C", "copy"),
    ("paste", "Paste", "Ctrl+V", "paste"),
    ("select_all", "Select all", "Ctrl+A", "selectAll"),
)


def add_editing(commands: Commands) -> None:
    """The Edit menu. Each command goes to the widget that has the focus; the keys themselves stay with that widget."""
    for key, text, shortcut, slot in _EDITING:
        action = commands.add(key, text, menu="Edit")
        # shown, not set: as a shortcut of the window it would take the key from whatever widget has the focus
        action.setText(f"{text}\t{shortcut}")
        action.triggered.connect(_to_focus_widget(slot))


def add_themes(commands: Commands, chosen: Callable[[ThemeMode], object]) -> list[QAction]:
    """Three commands of which one is on: as the system, light, dark."""
    group = QActionGroup(commands)
    made = []
    for mode, text in (
        (ThemeMode.SYSTEM, "Theme: as the system"),
        (ThemeMode.LIGHT, "Theme: light"),
        (ThemeMode.DARK, "Theme: dark"),
    ):
        action = commands.add(f"theme_{mode.value}", text, menu="View", checkable=True)
        action.setChecked(theme_store.store().mode is mode)
        action.triggered.connect(_choosing(chosen, mode))
        group.addAction(action)
        made.append(action)
    return made


def fill_menu_bar(window: QMainWindow, commands: Commands) -> dict[str, QMenu]:
    """One menu each for `MENUS`, filled anew whenever it opens: pages may add commands later."""
    menus = {}
    for name in MENUS:
        menu = window.menuBar().addMenu(name)
        menu.aboutToShow.connect(_filling(menu, name, commands))
        _fill(menu, name, commands)
        menus[name] = menu
    return menus


def _filling(menu: QMenu, name: str, commands: Commands) -> Callable[[], None]:
    return lambda: _fill(menu, name, commands)


def _fill(menu: QMenu, name: str, commands: Commands) -> None:
    menu.clear()
    previous = None
    for action in commands.of_menu(name):
        group = action.property("group")
        if previous is not None and group != previous:
            menu.addSeparator()
        previous = group
        menu.addAction(action)


def _to_focus_widget(slot: str) -> Callable[[], None]:
    def run() -> None:
        target: QWidget | None = QApplication.focusWidget()
        if target is not None and callable(method := getattr(target, slot, None)):
            method()

    return run


def _choosing(chosen: Callable[[ThemeMode], object], mode: ThemeMode) -> Callable[[], None]:
    def run() -> None:
        chosen(mode)

    return run
