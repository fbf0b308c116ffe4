"""The SVG text of the icons, in a colour and for a size."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor

from composer_app import resources


def stroke_width(size: int) -> float:
    """Stroke on the 20-unit grid that keeps lines as strong at ``size`` px."""
    return (1.5 if size >= 18 else 1.4) * 20 / size


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resources.text("icons", f"{name}.svg")


def svg(name: str, colour: QColor, size: int) -> str:
    """The SVG text of an icon in one colour, its strokes raised for ``size`` px.

    Raises:
        FileNotFoundError: no such icon.
    """
    raised = _source(name).replace('stroke-width="1.5"', f'stroke-width="{stroke_width(size):.3f}"')
    return raised.replace("currentColor", colour.name())
