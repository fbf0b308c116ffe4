"""Numbers as the format of their column has them."""

from __future__ import annotations

import pytest

from composer_app.domain.number_format import BUILT_IN, number_format


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0", 7.0, "7"),
        ("0.00", 84.2, "84.20"),
        ("0.00", -84.2, "-84.20"),
        ("#,##0.00", 1234.5, "1234.50"),
        ("00000", 1187.0, "01187"),
        ("000.0", 1.25, "001.2"),
        ("0%", 0.19, "19%"),
        ("0.0 %", 0.195, "19.5%"),
        ('#,##0.00\\ "EUR"', 5.0, "5.00"),
        ("[$€-407]\\ #,##0.00;[Red]-#,##0.00", 5.0, "5.00"),
        ("_-* #,##0.00_-", 5.0, "5.00"),
        ("#", 5.0, "5"),
    ],
)
def test_decimals_and_leading_zeros_are_kept(code: str, value: float, text: str) -> None:
    found = number_format(code)

    assert found is not None
    assert found.text(value) == text


@pytest.mark.parametrize("code", ["", "General", "0.00E+00", "# ?/?", "0.##", "yyyy-mm-dd", "@", "0.0.0"])
def test_other_formats_leave_numbers_as_they_are(code: str) -> None:
    assert number_format(code) is None


def test_every_built_in_format_is_known() -> None:
    assert all(number_format(code) is not None for code in BUILT_IN.values())
