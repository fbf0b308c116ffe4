"""A change to the recipients, and the fields without it."""

from __future__ import annotations

from composer_app.ui.compose.recipient_change import RecipientChange
from composer_app.ui.widgets.chips.chip_value import ChipValue

ANA, TOM, EVA = (ChipValue(f"{name}@example.com") for name in ("ana", "tom", "eva"))
CHANGE = RecipientChange({"to": [ANA], "cc": [TOM]}, {"to": [ANA, TOM, EVA], "cc": []})


def test_it_says_what_came_and_what_left_the_other_fields() -> None:
    assert (CHANGE.came("to"), CHANGE.went_elsewhere("to")) == (2, 1)


def test_an_untouched_field_is_as_before() -> None:
    assert CHANGE.undone("to", [ANA, TOM, EVA]) == [ANA]
    assert CHANGE.undone("cc", []) == [TOM]


def test_a_later_change_is_kept() -> None:
    late = ChipValue("late@example.com")
    assert CHANGE.undone("to", [TOM, late]) == [late]
    assert CHANGE.undone("cc", [late]) == [late, TOM]


def test_a_chip_that_is_back_already_is_not_added_again() -> None:
    late = ChipValue("late@example.com")
    assert CHANGE.undone("cc", [TOM, late]) == [TOM, late]
