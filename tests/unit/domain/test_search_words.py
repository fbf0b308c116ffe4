"""Words that a list is searched for."""

from __future__ import annotations

import pytest

from composer_app.domain.search_words import has_words


@pytest.mark.parametrize(("text", "found"), [("", True), ("STATE ana@", True), ("ana tom", False), ("straße", True)])
def test_each_word_is_in_one_of_the_parts(text: str, found: bool) -> None:
    assert has_words(["Your statement", "ana@example.com", "STRASSE"], text) is found
