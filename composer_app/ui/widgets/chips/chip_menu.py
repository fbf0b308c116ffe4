"""Menu of a chip: what its keys do, and where else its recipient can go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from composer_app.ui.texts import widgets as texts


class ChipMenuCommands(Protocol):
    """Commands that the menu sends to the field of its chip."""

    destinations: list[tuple[str, Callable[[set[int]], object]]]

    def chosen(self, index: int) -> set[int]: ...
    def edit_chip(self, index: int) -> None: ...
    def copy(self, indices: set[int]) -> None: ...
    def remove(self, indices: set[int]) -> None: ...


def open_chip_menu(parent: QWidget, field: ChipMenuCommands, index: int, where: QPoint) -> None:
    """Open it at a point of the screen. It is for the selected chips; Edit is for the one of ``index``."""
    chosen = field.chosen(index)
    menu = QMenu(parent)
    menu.setObjectName("chip_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    entries: Sequence[tuple[str, Callable[[], object]]] = (
        (texts.EDIT_CHIP, partial(field.edit_chip, index)),
        (texts.COPY_CHIPS, partial(field.copy, chosen)),
        (texts.REMOVE_CHIPS, partial(field.remove, chosen)),
    )
    for words, act in entries:
        menu.addAction(words).triggered.connect(partial(_run, act))
    if field.destinations:
        menu.addSeparator()
    for words, move in field.destinations:
        menu.addAction(words).triggered.connect(partial(_run, partial(move, chosen)))
    menu.popup(where)


def _run(act: Callable[[], object], _checked: bool = False) -> None:
    act()
