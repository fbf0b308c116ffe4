"""The commands that belong to no page: pages, editing, theme, quitting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from composer_app.ui.commands import Commands
from composer_app.ui.common import theme_store
from composer_app.ui.common.theme_store import ThemeMode

MENUS = ("File", "Edit", "View", "Message", "Account", "Help")

_REST = ""
_ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "File": (
        ("new_mail",),
        (_REST,),
        ("check_archive", "repair_archive", "back_up", "restore_backup"),
        ("settings",),
        ("quit",),
    ),
    "Edit": (
        ("undo", "redo"),
        ("cut", "copy", "paste", "select_all"),
        ("find", "replace"),
        (_REST,),
        ("palette",),
    ),
    "View": (
        ("page_compose", "page_outbox", "page_reports", "page_logs"),
        ("toggle_preview", _REST),
        ("theme_system", "theme_light", "theme_dark"),
    ),
    "Message": (
        ("send", "attach_files", "discard_draft"),
        ("outbox_try_all", "pull_reports", "fetch_logs", _REST),
        ("save_evidence",),
    ),
    "Account": (("add_account", "edit_account", "remove_account"), (_REST,)),
    "Help": (("help",), (_REST,), ("about",)),
}
"""The groups of each menu, with a line between them; `_REST` is whatever is not named. Pages add their commands when
they are made, so the order in which that happens decides nothing."""

_EDITING = (
    # key, text, shortcut, the slot that text widgets have
    ("undo", "Undo", "Ctrl+Z", "undo"),
    ("redo", "Redo", "Ctrl+Shift+Z", "redo"),
    ("cut", "Cut", "Ctrl+X", "cut"),
    ("copy", "Copy", "Ctrl+C", "copy"),
    ("paste", "Paste", "Ctrl+V", "paste"),
    ("select_all", "Select all", "Ctrl+A", "selectAll"),
)
_FINDING = (("find", "Find…", "Ctrl+F"), ("replace", "Find and replace…", "Ctrl+H"))


def add_editing(commands: Commands) -> None:
    """The Edit menu. Each command goes to the widget that has the focus; the keys themselves stay with that widget."""
    for key, text, shortcut, slot in _EDITING:
        action = commands.add(key, text, menu="Edit")
        # shown, not set: as a shortcut of the window it would take the key from whatever widget has the focus
        action.setText(f"{text}\t{shortcut}")
        action.triggered.connect(_to_focus_widget(slot))


def add_finding(commands: Commands, shown_page: Callable[[], QWidget | None]) -> None:
    """Find and replace. The pages have these keys themselves; the menu presses them on the page that is shown."""
    for key, text, keys in _FINDING:
        action = commands.add(key, text, menu="Edit")
        action.setText(f"{text}\t{keys}")  # shown, not set, see add_editing
        action.triggered.connect(_pressing(keys, shown_page))


def show_finding(commands: Commands, page: QWidget) -> None:
    """Offer what this page has."""
    for key, _text, keys in _FINDING:
        has = _of_page(page, keys) is not None
        commands[key].setVisible(has)
        commands[key].setEnabled(has)


def _of_page(page: QWidget, keys: str) -> QAction | QShortcut | None:
    wanted = QKeySequence(keys)
    actions = (action for action in page.actions() if wanted in action.shortcuts())
    shortcuts = (one for one in page.findChildren(QShortcut) if one.key() == wanted)
    return next(actions, None) or next(shortcuts, None)


def _pressing(keys: str, shown_page: Callable[[], QWidget | None]) -> Callable[[], None]:
    def press() -> None:
        page = shown_page()
        found = _of_page(page, keys) if page is not None else None
        if isinstance(found, QAction):
            found.trigger()
        elif found is not None:
            found.activated.emit()

    return press


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
    by_key = {action.objectName().removeprefix("command_"): action for action in commands.of_menu(name)}
    named = {key for group in _ORDER[name] for key in group}
    rest = [key for key in by_key if key not in named]
    for group in _ORDER[name]:
        keys = [key for one in group for key in (rest if one == _REST else [one])]
        found = [by_key[key] for key in keys if key in by_key and by_key[key].isVisible()]
        if found and not menu.isEmpty():
            menu.addSeparator()
        menu.addActions(found)


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
