"""Widgets of a test on the screen, for as long as the test runs."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QObject, QStringListModel
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from composer_app.ui.widgets.filter_bar.filter_bar import FilterBar

W = TypeVar("W", bound=QWidget)
Found = TypeVar("Found", bound=QObject)


def show(qtbot: QtBot, widget: W, width: int = 0, height: int = 0) -> W:
    """Show a widget as a window, `width` by `height` px or as large as it wants to be."""
    qtbot.addWidget(widget)
    if width:
        widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def show_column(qtbot: QtBot, *widgets: QWidget, width: int, height: int, is_filled: bool = False) -> QWidget:
    """An active window with these widgets from the top down. `is_filled`: they take all of it, to its edges."""
    home = QWidget()
    column = QVBoxLayout(home)
    for widget in widgets:
        column.addWidget(widget)
    if is_filled:
        column.setContentsMargins(0, 0, 0, 0)
    else:
        column.addStretch(1)
    show(qtbot, home, width, height)
    home.activateWindow()
    return home


def child(parent: QObject, kind: type[Found], name: str = "") -> Found:
    """The first one of this kind inside, and of this object name if one is given."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    assert isinstance(found, kind)
    return found


def offers(bar: FilterBar) -> list[str]:
    """What the completion of a filter bar offers."""
    model = bar.completion().model()
    assert isinstance(model, QStringListModel)
    return model.stringList()
