"""Which delimiter a table has."""

from __future__ import annotations

import pytest

from composer_app.domain.list_delimiter import delimiter_of


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a;b\n1,5;2,5\n3,5;4,5\n", ";"),
        ('name;amount\n"Kovac, Ana";1\n"Ito, Tom";2\n', ";"),
        ("a\tb\n1, 2\t3\n", "\t"),
        ("a|b\nc|d\n", "|"),
        ("ana@example.com\ntom@example.com\n", ""),
        ("", ""),
        ("a;b;c", ";"),
        ("a;b;c\r\n1;2;3\r\n1;2", ";"),  # the last line of a sample may be cut off
        ('a,b\n"two\nlines",c\nd,e\n', ","),
    ],
)
def test_it_is_the_one_that_gives_even_rows(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter
