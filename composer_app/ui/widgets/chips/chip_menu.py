"""Menu of a chip: what its keys do, and where else its recipient can go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from composer_app.ui.texts import widgets as texts

if TYPE_CHECKING:
    from composer_app.ui.widgets.chips.chip_field import ChipField


def open_chip_menu(field: ChipField, index: int, where: QPoint) -> None:
    """Open it at a point of the screen. It is for the selected chips; Edit is for the one of ``index``."""
    chosen = field.chosen(index)
    menu = QMenu(field)
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
