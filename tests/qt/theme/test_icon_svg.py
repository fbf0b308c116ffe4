"""The SVG text of the icons."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor

from composer_app import resources
from composer_app.ui.theme.colours import LIGHT
from composer_app.ui.theme.icon_svg import stroke_width, svg

NAMES = sorted(path.stem for path in resources.path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_svg_has_the_colour_in_it(name: str) -> None:
    text = svg(name, QColor(LIGHT.accent), 16)

    assert "currentColor" not in text
    assert LIGHT.accent.name() in text


def test_every_icon_is_drawn_by_one_hand() -> None:
    for name in NAMES:
        text = resources.text("icons", f"{name}.svg")
        assert 'viewBox="0 0 20 20"' in text, name
        assert 'stroke-width="1.5"' in text, name
        assert not re.search(r"#[0-9a-fA-F]{3,6}", text), name


def test_stroke_stays_as_strong() -> None:
    assert stroke_width(20) == 1.5
    assert stroke_width(18) == pytest.approx(1.667, abs=0.001)
    assert stroke_width(16) == pytest.approx(1.75)
    assert 'stroke-width="1.750"' in svg("send", QColor(LIGHT.text), 16)
