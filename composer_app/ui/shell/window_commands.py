"""Commands that belong to no page: page switching, editing, theme, quitting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from composer_app.ui.commands.command_registry import CommandRegistry
from composer_app.ui.commands.shortcuts import SHORTCUTS
from composer_app.ui.texts.commands import MENU_NAMES
from composer_app.ui.theme import theme_store
from composer_app.ui.theme.theme_store import ThemeMode
from composer_app.ui.widgets.mnemonics import give_mnemonics
from composer_app.ui.widgets.plain_text import caption

_REST = ""
_ORDER: dict[str, tuple[tuple[str, ...], ...]] = {
    "File": (
        ("new_mail", "open_mail_file", "save_draft", "save_mail_file"),
        (_REST,),
        ("import_file",),
        ("check_archive", "repair_archive", "back_up", "restore_backup"),
        ("settings",),
        ("close_window", "quit"),
    ),
    "Edit": (
        ("undo", "redo"),
        ("cut", "copy", "paste", "select_all"),
        ("find", "replace", "go_to_line", "go_to_tag"),
        (_REST,),
        ("palette",),
    ),
    "View": (
        ("page_compose", "page_outbox", "page_reports", "page_logs"),
        ("next_page", "previous_page"),
        ("toggle_preview", "wrap_lines", _REST),
        ("theme_system", "theme_light", "theme_dark"),
    ),
    "Message": (
        ("send", "send_test", "schedule_mail", "dry_run"),
        ("attach_files", "import_list", "send_options", "draft_request", "discard_draft"),
        ("fetch_new", "outbox_try_all", "pull_reports", "fetch_logs", _REST),
        ("show_new", "follow"),
        ("compare", "save_evidence"),
    ),
    "Account": (("add_account", "edit_account", "remove_account"), (_REST,)),
    "Help": (("help",), (_REST,), ("about",)),
}
"""The groups of each menu, with a line between them; `_REST` holds the commands not named here. The
order in which pages add them has no effect."""

_EDITING = {
    "undo": "undo",
    "redo": "redo",
    "cut": "cut",
    "copy": "copy",
    "paste": "paste",
    "select_all": "selectAll",
}
"""Commands and the slots of text widgets."""
_PAGE_KEYS = {"find": "Edit", "replace": "Edit", "next_part": "View", "previous_part": "View"}
"""Commands whose keys the pages have, with their menus."""


def add_editing(commands: CommandRegistry, take_back: Callable[[], bool]) -> None:
    """The Edit menu. Each command goes to the widget that has the focus; the keys themselves stay with that widget.

    Args:
        take_back: called before an undo; True: it undid the last send, so the field must not undo.
    """
    for key, slot in _EDITING.items():
        instead = take_back if key == "undo" else None
        commands.add(key, menu="Edit").triggered.connect(_to_focus_widget(slot, instead))


def add_page_keys(commands: CommandRegistry, shown_page: Callable[[], QWidget | None]) -> None:
    """Find, and the parts of a page: the pages handle these keys; the menu triggers them on the shown page."""
    for key, menu in _PAGE_KEYS.items():
        action = commands.add(key, menu=menu)
        action.triggered.connect(_pressing(SHORTCUTS[key].keys[0], shown_page))


def show_page_keys(commands: CommandRegistry, page: QWidget) -> None:
    """Enable the commands of this page."""
    for key in _PAGE_KEYS:
        has = _of_page(page, SHORTCUTS[key].keys[0]) is not None
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


def add_themes(commands: CommandRegistry, chosen: Callable[[ThemeMode], object]) -> list[QAction]:
    """Three exclusive commands: system, light, dark."""
    group = QActionGroup(commands)
    made = []
    for mode in (ThemeMode.SYSTEM, ThemeMode.LIGHT, ThemeMode.DARK):
        action = commands.add(f"theme_{mode.value}", menu="View", checkable=True)
        action.setChecked(theme_store.store().mode is mode)
        action.triggered.connect(_choosing(chosen, mode))
        group.addAction(action)
        made.append(action)
    return made


def fill_menu_bar(window: QMainWindow, commands: CommandRegistry) -> dict[str, QMenu]:
    """One menu each for `MENU_NAMES`, filled anew whenever it opens: pages may add commands later."""
    menus = {}
    for name, text in MENU_NAMES.items():
        menu = window.menuBar().addMenu(f"&{caption(text)}")
        menu.aboutToShow.connect(_filling(menu, name, commands))
        _fill(menu, name, commands)
        menus[name] = menu
    return menus


def _filling(menu: QMenu, name: str, commands: CommandRegistry) -> Callable[[], None]:
    return lambda: _fill(menu, name, commands)


def _fill(menu: QMenu, name: str, commands: CommandRegistry) -> None:
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
    give_mnemonics(by_key.values())


def _to_focus_widget(slot: str, instead: Callable[[], bool] | None) -> Callable[[], None]:
    def run() -> None:
        if instead is not None and instead():
            return
        target: QWidget | None = QApplication.focusWidget()
        if target is not None and callable(method := getattr(target, slot, None)):
            method()

    return run


def _choosing(chosen: Callable[[ThemeMode], object], mode: ThemeMode) -> Callable[[], None]:
    def run() -> None:
        chosen(mode)

    return run
