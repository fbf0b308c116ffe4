"""The top of the axis of counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.ui.widgets.histogram.value_axis import round_top


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 2), (1, 2), (3, 4), (21, 40), (512, 600), (1_000, 1_000), (1_001, 1_200)]
)
def test_it_is_the_next_round_number(highest: int, top: int) -> None:
    assert round_top(highest) == top


@given(st.integers(0, 10**12))
def test_bars_fill_at_least_half_of_the_plot(highest: int) -> None:
    top = round_top(highest)
    assert highest <= top
    assert top % 2 == 0
    assert top <= max(2 * highest, 2)
