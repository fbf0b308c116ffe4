"""Which chips are selected."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from composer_app.ui.widgets.chips.chip_selection import ChipSelection


def test_shift_extends_from_the_anchor_in_both_directions() -> None:
    selection = ChipSelection()
    selection.set_only(3)

    selection.extend_to(5)
    assert selection.or_only(0) == {3, 4, 5}
    selection.extend_to(1)
    assert selection.or_only(0) == {1, 2, 3}


def test_what_a_key_and_a_drag_take() -> None:
    selection = ChipSelection()
    assert selection.or_only(2) == {2}

    selection.set_all(3)
    selection.toggle(1)

    assert selection.or_only(1) == {0, 2}
    assert selection.around(1) == {1}
    assert selection.around(2) == {0, 2}


@given(st.sets(st.integers(0, 9)), st.integers(0, 9))
def test_no_index_of_a_value_that_is_gone_stays(indices: set[int], count: int) -> None:
    selection = ChipSelection()
    for index in indices:
        selection.toggle(index)

    selection.limit_to(count)

    assert [index for index in range(12) if index in selection] == sorted(i for i in indices if i < count)
    selection.clear()
    assert 0 not in selection
