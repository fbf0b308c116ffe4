"""Command registry: one QAction per command, shared by menu, buttons and palette."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence

from composer_app.ui.commands.shortcuts import SHORTCUTS, Shortcut, spelled
from composer_app.ui.texts.commands import COMMANDS, TIPS, WITH_KEYS
from composer_app.ui.theme import icons
from composer_app.ui.widgets.plain_text import set_tooltip


class CommandRegistry(QObject):
    """The commands by key, in the order in which they were added.

    Signals:
        page_needed(page): a command was used whose page is not made yet.
    """

    page_needed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._announced: dict[str, QAction] = {}
        self._actions: dict[str, QAction] = {}

    def add(self, key: str, *, menu: str = "", icon: str = "", checkable: bool = False) -> QAction:
        """Make a command, or take over one that was announced under this key.

        Args:
            key: by which code finds it; unique. `texts.commands` has its label, `shortcuts` its keys.
            menu: its menu (File, Edit, View, Message, Account, Help); "" for the palette alone.
            icon: for the buttons that share it; menus show none.
            checkable: it is on or off.
        """
        action = self._announced.pop(key, None)
        if action is not None:
            action.triggered.disconnect(self._on_announced)
            action.setProperty("announced", None)
            return action
        assert key not in self._actions, key
        text = COMMANDS[key]
        action = QAction(text, self)
        action.setObjectName(f"command_{key}")
        action.setCheckable(checkable)
        action.setIconVisibleInMenu(False)
        action.setProperty("menu", menu)
        known = SHORTCUTS.get(key, Shortcut(()))
        shown = spelled(known.keys[0]) if known.keys else ""
        if shown and known.is_own:
            action.setText(f"{text}\t{shown}")
        elif shown:
            action.setShortcuts([QKeySequence(keys) for keys in known.keys])
        tip = TIPS.get(key) or text.rstrip(".…")
        set_tooltip(action, WITH_KEYS.format(text=tip, keys=shown) if shown else tip)
        if icon:
            icons.bind(action, icon)
        self._actions[key] = action
        return action

    def announce(self, key: str, page: str, *, menu: str = "", icon: str = "") -> None:
        """Add a command of a page that is not made yet. Used, it asks for the page, which takes it over, and runs."""
        action = self.add(key, menu=menu, icon=icon)
        action.setProperty("announced", page)
        action.triggered.connect(self._on_announced)
        self._announced[key] = action

    @Slot()
    def _on_announced(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        self.page_needed.emit(str(action.property("announced")))
        if action not in self._announced.values():
            action.trigger()

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def of_menu(self, menu: str) -> list[QAction]:
        return [action for action in self if action.property("menu") == menu]
