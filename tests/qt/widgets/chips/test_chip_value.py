"""The value of a chip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.ui.widgets.chips.chip_value import ChipState, ChipValue

VALUES = st.builds(
    ChipValue, st.text(), label=st.text(), state=st.sampled_from(ChipState), tooltip=st.text(), detail=st.text()
)


@given(VALUES)
def test_a_drag_carries_all_of_it(value: ChipValue) -> None:
    assert ChipValue.from_dict(value.to_dict()) == value


@pytest.mark.parametrize("data", [{}, {"text": "a"}, {"text": "a", "state": "good"}, {"colour": "red", "state": "ok"}])
def test_what_is_no_value_is_refused(data: dict[str, str]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        ChipValue.from_dict(data)
