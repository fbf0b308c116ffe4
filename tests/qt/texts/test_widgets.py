"""What the widgets say that several pages share."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import widgets


@pytest.mark.parametrize(
    ("count", "is_urgent", "said"),
    [
        (0, True, "Outbox"),
        (1, False, "Outbox, 1"),
        (1, True, "Outbox, 1 needs you"),
        (2, True, "Outbox, 2 need you"),
    ],
)
def test_a_page_with_its_number(count: int, is_urgent: bool, said: str) -> None:
    assert widgets.page("Outbox", count, is_urgent) == said


@pytest.mark.parametrize(
    ("hidden", "to_check", "said"),
    [
        (1212, 0, "+ 1,212 more"),
        (3, 1, "+ 3 more, 1 to check"),
        (0, 2, "Show less, 2 to check"),
        (0, 0, "Show less"),
    ],
)
def test_chips_out_of_sight(hidden: int, to_check: int, said: str) -> None:
    assert widgets.more_chips(hidden, to_check) == said
