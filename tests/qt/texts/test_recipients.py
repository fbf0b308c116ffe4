"""What is said of a list of recipients."""

from __future__ import annotations

import pytest

from composer_app.ui.texts.recipients import list_taken_words


@pytest.mark.parametrize(
    ("count", "added", "elsewhere", "said"),
    [
        (14, 12, 0, "12 of 14 recipients were added. 2 were there already."),
        (10_000, 10_000, 0, "10,000 recipients were added."),
        (2, 1, 0, "1 of 2 recipients were added. 1 was there already."),
        (2, 0, 0, "No recipient was added. 2 were there already."),
        (3, 3, 1, "3 recipients were added. 1 left the other fields."),
    ],
)
def test_a_list_says_what_became_of_it(count: int, added: int, elsewhere: int, said: str) -> None:
    assert list_taken_words(count, added, elsewhere) == said
