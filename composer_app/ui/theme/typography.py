"""Fonts relative to the application font: its size is B, the scale is B + n pixels.

No family is ever set except the platform's fixed one. Figures are tabular where numbers stand below each other.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

_SAMPLE, _SAMPLE_WIDTH = "Sixteen letters, and a 0123456789", 226.0
"""A sample text, and its width in px in a wide font of 13 px."""
_NORMAL, _MEDIUM, _STRONG = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold


def title() -> QFont:
    """The one big line of the welcome page."""
    return _scaled(9, _STRONG)


def figure() -> QFont:
    """The four numbers of the overview."""
    return _scaled(9, _MEDIUM)


def sentence() -> QFont:
    """The sentence about today in the overview."""
    return _scaled(2, _NORMAL)


def heading() -> QFont:
    """The subject in the details pane."""
    return _scaled(2, _STRONG)


def strong(step: int = 0) -> QFont:
    """Row titles, message titles, the current page. ``step`` 1 is the subject being typed."""
    return _scaled(step, _STRONG)


def body(medium: bool = False) -> QFont:
    """Everything else; medium in filled buttons, status words and the timeline."""
    return _scaled(0, _MEDIUM if medium else _NORMAL)


def letter(step: int = 0, strong: bool = False) -> QFont:
    """The text of a letter that is being written; ``step`` for headings and the zoom."""
    return _scaled(1 + step, _STRONG if strong else _NORMAL)


def small(weight: QFont.Weight = _NORMAL) -> QFont:
    """Second lines and hints; Medium in segments and headers, DemiBold in section labels."""
    return _scaled(-1, weight)


def tiny(strong: bool = False) -> QFont:
    """Axis and shortcuts; strong in counts."""
    return _scaled(-2, _STRONG if strong else _NORMAL)


def fixed(step: int = 0) -> QFont:
    """The platform's fixed font for source, keys and URLs; ``step`` -1 for ids. Ligatures are off."""
    return _fixed(QApplication.font().key(), step)


def units(px: int) -> int:
    """A width that grows with the font: the given px for fonts up to the size and width of the design, more for larger
    and for wider ones."""
    return round(px * _growth(QApplication.font().key()))


def sample_width() -> int:
    """The width of the sample text in the current font."""
    return round(QFontMetricsF(QApplication.font()).horizontalAdvance(_SAMPLE))


@lru_cache(maxsize=8)
def _growth(_key: str) -> float:
    return max(1.0, sample_width() / _SAMPLE_WIDTH)


def _scaled(step: int, weight: QFont.Weight) -> QFont:
    return _made(QApplication.font().key(), step, weight)


@lru_cache(maxsize=64)
def _made(_key: str, step: int, weight: QFont.Weight) -> QFont:
    font = QFont(QApplication.font())
    _resize(font, QApplication.font(), step)
    font.setWeight(weight)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=16)
def _fixed(_key: str, step: int) -> QFont:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    _resize(font, QApplication.font(), step)
    for tag in ("liga", "calt"):
        font.setFeature(QFont.Tag(tag), 0)
    return font


def _resize(font: QFont, base: QFont, step: int) -> None:
    pixels = QFontInfo(base).pixelSize()
    if base.pointSizeF() > 0:
        font.setPointSizeF(base.pointSizeF() * (pixels + step) / pixels)
    else:
        font.setPixelSize(pixels + step)
