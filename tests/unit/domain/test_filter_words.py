"""Words of a filter."""

from __future__ import annotations

from composer_app.domain.filter_words import MAX_WORDS, filter_words


def test_each_word_counts_once_in_any_letter_case() -> None:
    assert filter_words(["Café", " cafe ", "CAFÉ", "", " ", "tea"]) == (("cafe", "tea"), ())


def test_what_comes_after_the_most_is_left_out_as_it_is_written() -> None:
    words = filter_words([*(f"Word{n}" for n in range(MAX_WORDS)), "word0", "Last", "LAST", "Least"])
    assert words.counting == tuple(f"word{n}" for n in range(MAX_WORDS))
    assert words.left_out == ("Last", "Least")
