"""The theme on the palette of another platform."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from composer_app.ui.theme.colours import DARK, LIGHT, palette
from composer_app.ui.theme.platform_colours import adapted, contrast, high_contrast, readable

TEXT, EDGE = 4.5, 3.0


@pytest.mark.parametrize("code", ["#ffd800", "#00c8ff", "#123456", "#808080"])
def test_platform_accent_is_made_readable(code: str) -> None:
    assert contrast(readable(QColor(code), LIGHT.on_accent), LIGHT.on_accent) >= TEXT
    assert contrast(readable(QColor(code), DARK.base), DARK.base) >= TEXT


def test_adapted_takes_the_platforms_ground() -> None:
    system = QPalette(LIGHT.window)
    system.setColor(QPalette.ColorRole.Base, QColor("#fafafa"))
    system.setColor(QPalette.ColorRole.Accent, QColor("#ffd800"))
    theme = adapted(LIGHT, system)
    assert theme.base == QColor("#fafafa")
    assert contrast(theme.accent, theme.on_accent) >= TEXT
    assert theme.outcomes is LIGHT.outcomes


def test_high_contrast_has_strong_edges() -> None:
    system = palette(LIGHT)
    theme = high_contrast(LIGHT, system)
    assert theme.edge == 2
    assert theme.line == theme.text == theme.border == theme.text2
