"""Widgets side by side, one below the other, and in an area that scrolls."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

L = TypeVar("L", bound=QBoxLayout)

REST = None
"""As a part: empty room that takes what is left."""
Part = QWidget | QLayout | int | None
"""A widget, a layout, px of empty room, or `REST`."""


def in_row(
    owner: QWidget | None,
    *parts: Part,
    grows: QWidget | None = None,
    spacing: int = 0,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QHBoxLayout:
    """The parts side by side.

    Args:
        owner: the widget that gets the layout; None: it becomes part of another one.
        parts: in reading order: from the left, or from the right in a language that is written so.
        grows: the part that takes what is left.
        spacing: px between two parts.
        margins: px at the left, top, right and bottom.
    """
    return _filled(QHBoxLayout() if owner is None else QHBoxLayout(owner), parts, grows, spacing, margins)


def in_column(
    owner: QWidget | None,
    *parts: Part,
    grows: QWidget | None = None,
    spacing: int = 0,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QVBoxLayout:
    """The parts one below the other, with the arguments of `in_row`."""
    return _filled(QVBoxLayout() if owner is None else QVBoxLayout(owner), parts, grows, spacing, margins)


def _filled(
    layout: L, parts: tuple[Part, ...], grows: QWidget | None, spacing: int, margins: tuple[int, int, int, int]
) -> L:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        if part is REST:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part, int(part is grows))
    return layout


def widgets_in(layout: QLayout) -> list[QWidget]:
    """The widgets of a layout, in their order."""
    items = [layout.itemAt(place) for place in range(layout.count())]
    return [widget for item in items if item is not None and (widget := item.widget()) is not None]


def scrolling(inside: QWidget, *, name: str = "", is_clear: bool = False) -> QScrollArea:
    """A frameless area that scrolls a widget up and down.

    Args:
        name: for a screen reader.
        is_clear: what is painted below it shows through.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    if is_clear:
        for ground in (area.viewport(), inside):
            ground.setAutoFillBackground(False)
    return area
