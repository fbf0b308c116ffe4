"""Help for a part of a page: which subject F1 opens while the keyboard is there."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget

_PROPERTY = "help_subject"


def set_help_subject(widget: QWidget, name: str) -> None:
    """While the focus is in `widget`, F1 opens this page of `resources/help`."""
    widget.setProperty(_PROPERTY, name)


def help_subject() -> str:
    """The subject of the widget with the focus, or of the nearest one around it; empty if none has any."""
    widget = QApplication.focusWidget()
    while widget is not None:
        if name := widget.property(_PROPERTY):
            return str(name)
        widget = widget.parentWidget()
    return ""
