"""Where a test puts the widgets it looks at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

Show = Callable[..., QWidget]
"""Shows widgets below each other in a window; the fixture `shown`."""


def put(home: QWidget, *widgets: QWidget) -> None:
    """Put widgets at the top of the window `home`, over an editor that takes the rest of it."""
    column = home.layout()
    assert isinstance(column, QVBoxLayout)
    for widget in widgets:
        column.addWidget(widget)
    column.addWidget(QPlainTextEdit(), 1)
    column.activate()
