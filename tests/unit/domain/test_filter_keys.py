"""Words of the filter language. Saved views and earlier filters are kept in them: their spelling is a promise."""

from __future__ import annotations

from composer_app.domain.filter_keys import FilterKey


def test_words_keep_their_spelling_and_their_order() -> None:
    assert [key.value for key in FilterKey] == [
        "status",
        "is",
        "to",
        "to-domain",
        "from",
        "subject",
        "text",
        "error",
        "since",
        "until",
        "bulk",
        "id",
        "has",
        "price",
        "account",
    ]
