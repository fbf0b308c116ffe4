"""Rows that spreadsheets put on the clipboard, as mailboxes."""

from __future__ import annotations

import pytest

from composer_app.domain.address_table import each_row_as_mailbox, has_values
from composer_app.domain.recipients import parse_addresses

ANA, TOM = "Ana Kovac <ana@example.com>", "Tom Ito <tom@example.com>"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ana\tKovac\tana@example.com\tZagreb\r\nTom\tIto\ttom@example.com\tOsaka\r\n", [ANA, TOM]),
        ("First\tLast\tE-Mail\tCity\nAna\tKovac\tana@example.com\tZagreb\nTom\tIto\ttom@example.com\t", [ANA, TOM]),
        ("Name\tE-Mail\nAna Kovac\tana@example.com", [ANA]),
        ("17\tAna Kovac\tana@example.com\t2024-01-01\n18\tTom Ito\ttom@example.com\tyes", [ANA, TOM]),
        ("•\tAna Kovac <ana@example.com>\n•\tTom Ito <tom@example.com>", [ANA, TOM]),
        ("Kovac, Ana\tana@example.com", ['"Kovac, Ana" <ana@example.com>']),
        ('"Kovac, Ana"\tana@example.com\tZagreb', ['"Kovac, Ana" <ana@example.com>']),
        ("Ana\tKovac\t\tana@example.com\t\n\t\t\t\n", [ANA]),
        ("E-Mail\tCity\nana@example.com\tZagreb\ntom@example.com\tOsaka", ["ana@example.com", "tom@example.com"]),
        ("李\t小龙\tli@example.com\t香港", ["李 小龙 <li@example.com>"]),
    ],
)
def test_the_cells_before_the_address_are_the_name(text: str, wanted: list[str]) -> None:
    entries = parse_addresses(text)
    assert all(entry.mailbox for entry in entries)
    assert [entry.text for entry in entries] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Ana\tKovac\tZagreb",
        "Ana\tana@example.com\ttom@example.com",
        "ana@example.com\ttom@example.com\n",
        "Ana\tana@example.com;tom@example.com\tZagreb",
        "Ana\tan a@example.com\tZagreb",
        "Tom\tIto\t\tOsaka\nana@example.com",
        "ana@example.com\ntom@example.com",
    ],
)
def test_what_is_no_row_with_one_address_stays(text: str) -> None:
    assert "".join(each_row_as_mailbox(text)) == text


def test_one_without_an_address_is_seen() -> None:
    entries = parse_addresses("Ana\tKovac\tana@example.com\nTom\tIto\t\n")
    assert [entry.text for entry in entries] == [ANA, "Tom", "Ito"]


@pytest.mark.parametrize("piece", ["\t", "a\t", "a@b.c\t", "a@b.c\t\n", "\t@", "a@\tb\n"])
def test_long_rows_take_no_time(piece: str) -> None:
    assert "".join(each_row_as_mailbox(piece * 30_000)).count("@") == (piece * 30_000).count("@")


def test_the_quote_that_keeps_a_spreadsheet_from_a_formula_is_taken_off() -> None:
    assert "".join(each_row_as_mailbox("Ana\t'+1@example.com\n")) == '"Ana" <+1@example.com>\n'


@pytest.mark.parametrize(
    ("text", "has_them"),
    [
        ("Email\tFirst name\tAmount\nana@example.com\tAna\t84.20\n", True),
        ("Name\tE-Mail\nAna Kovac\tana@example.com", False),
        ("Ana\tKovac\tana@example.com\tZagreb\nTom\tIto\ttom@example.com\tOsaka", False),
        ("Email\tFirst name\tAmount", False),
        ("ana@example.com, tom@example.com", False),
    ],
)
def test_a_table_with_headings_and_more_than_names_has_values(text: str, has_them: bool) -> None:
    assert has_values(text) is has_them
