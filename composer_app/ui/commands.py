"""Every command of the window, once: menu, buttons and palette share its QAction."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from composer_app.ui.common import icons


class Commands(QObject):
    """The commands by key, in the order in which they were added."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}

    def add(
        self,
        key: str,
        text: str,
        shortcut: str = "",
        *,
        menu: str = "",
        icon: str = "",
        tip: str = "",
        checkable: bool = False,
    ) -> QAction:
        """Make a command.

        Args:
            key: by which code finds it; unique.
            text: a verb with its object, "..." at the end if a dialog follows.
            shortcut: in portable text, such as "Ctrl+N".
            menu: the menu it stands in (File, Edit, View, Message, Account, Help); "" for the palette alone.
            icon: for the buttons that share it; menus show none.
            tip: the tooltip, where the text alone does not say it.
            checkable: it is on or off.
        """
        assert key not in self._actions, key
        action = QAction(text, self)
        action.setObjectName(f"command_{key}")
        action.setCheckable(checkable)
        action.setIconVisibleInMenu(False)
        action.setProperty("menu", menu)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{tip or text.rstrip('.')} ({shown})" if shown else tip or text.rstrip("."))
        if icon:
            icons.bind(action, icon)
        self._actions[key] = action
        return action

    def __getitem__(self, key: str) -> QAction:
        return self._actions[key]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def of_menu(self, menu: str) -> list[QAction]:
        return [action for action in self if action.property("menu") == menu]
