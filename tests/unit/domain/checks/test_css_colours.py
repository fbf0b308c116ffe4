"""Colours of CSS and their contrast."""

from __future__ import annotations

import pytest

from composer_app.domain.checks.css_colours import Colour, colour_of, contrast


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#fff", Colour(255, 255, 255)),
        ("#0080ff", Colour(0, 128, 255)),
        (" white ", Colour(255, 255, 255)),
        ("rgb(1, 2,300)", Colour(1, 2, 255)),
        ("rgba(0,0,0,.5)", None),
        ("#ff", None),
        ("var(--x)", None),
    ],
)
def test_a_colour(text: str, colour: Colour | None) -> None:
    assert colour_of(text) == colour


def test_contrast_runs_from_1_to_21() -> None:
    white, black = Colour(255, 255, 255), Colour(0, 0, 0)
    assert contrast(white, black) == contrast(black, white) == pytest.approx(21)
    assert contrast(white, white) == pytest.approx(1)
    assert contrast(Colour(0x76, 0x76, 0x76), white) == pytest.approx(4.54, abs=0.01)
