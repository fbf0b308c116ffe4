"""From texts to recipient chips: good, doubtful and wrong ones."""

from __future__ import annotations

from composer_app.ui.compose import recipient_chips
from composer_app.ui.widgets.chips.chip_value import ChipState


def test_a_list_that_was_being_pasted_when_the_draft_was_stored_becomes_chips() -> None:
    chips = recipient_chips.chips_again(("a@example.com, b@example.com", "rubbish"))

    assert [chip.text for chip in chips] == ["a@example.com", "b@example.com", "rubbish"]
    assert [chip.state for chip in chips] == [ChipState.OK, ChipState.OK, ChipState.WRONG]


def test_a_typo_is_a_good_address_with_a_question() -> None:
    (chip,) = recipient_chips.chips_of("Tom <tom@exmaple.com>")

    assert (chip.state, chip.suggestion) == (ChipState.TYPO, "Tom <tom@example.com>")
    assert (
        chip.tooltip == "Did you mean Tom <tom@example.com>? If you change nothing, the mail goes to tom@exmaple.com."
    )


def test_each_address_is_kept_once_over_several_fields() -> None:
    known: set[str] = set()
    first = list(recipient_chips.chips_of("ana@example.com, rubbish"))
    second = list(recipient_chips.chips_of("Ana <ana@EXAMPLE.com>, tom@example.org"))

    assert recipient_chips.without_known(first, known) == (first, 0)
    assert recipient_chips.without_known(second, known) == ([second[1]], 1)
    assert recipient_chips.key_of(first[0]) == recipient_chips.key_of(second[0])


def test_wrong_chips_are_named_or_counted() -> None:
    assert recipient_chips.wrong_words(list(recipient_chips.chips_of("ana@example.com"))) == ""
    assert recipient_chips.wrong_words(list(recipient_chips.chips_of("ana@example.com, a"))) == "“a” has no @."
    words = recipient_chips.wrong_words(list(recipient_chips.chips_of("ana@example.com, a, b")))
    assert words == "2 of 3 are not addresses. The first: “a” has no @."
