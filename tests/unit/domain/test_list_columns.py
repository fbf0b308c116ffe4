"""What the columns of a list probably are."""

from __future__ import annotations

import pytest

from composer_app.domain.list_columns import folded, header_row_of, used_as, uses_of
from composer_app.domain.merge_list import ColumnRole, ListColumnUse

ADDRESS, NAME, NOT_USED = ListColumnUse(ColumnRole.ADDRESS), ListColumnUse(ColumnRole.NAME), ListColumnUse()


def value(name: str) -> ListColumnUse:
    return ListColumnUse(ColumnRole.PLACEHOLDER, name)


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["email", "name"], ["ana@example.com", "Ana"]], 1),
        ([["ana@example.com", "Ana"], ["tom@example.com", "Tom"]], 0),
        ([["Customers", ""], ["", ""], ["email", "name"], ["ana@example.com", "Ana"]], 3),
        ([["Customers"], ["ana@example.com"]], 1),
        ([["", "Customers"], ["ana@example.com", "Ana"]], 0),
        ([["email", "name"], ["", "Ana"]], 1),
        ([["", ""], ["email", "name"]], 2),
        ([], 0),
    ],
)
def test_the_header_is_right_above_the_first_address(rows: list[list[str]], header: int) -> None:
    assert header_row_of(list(enumerate(rows, 1))) == header


def test_columns_are_known_by_their_cells_and_titles() -> None:
    titles = ["No", "E-Mail", "Full name", "First Name", "Bétrag", "Region"]
    rows = [["1", "ana@example.com", "Ana Kovac", "Ana", "5", "North"]]

    assert uses_of(titles, rows, ["first_name", "betrag", "city"]) == (
        NOT_USED,
        ADDRESS,
        NAME,
        value("first_name"),
        value("betrag"),
        NOT_USED,
    )


def test_the_column_with_most_addresses_is_the_address() -> None:
    rows = [["me@example.com", "ana@example.com"], ["", "tom@example.com"]]

    assert uses_of([], rows, []) == (NOT_USED, ADDRESS)


def test_of_two_full_ones_the_title_decides() -> None:
    rows = [["boss@example.com", "ana@example.com"]]

    assert uses_of(["manager", "email"], rows, []) == (NOT_USED, ADDRESS)


def test_without_any_address_the_title_says_which_column_it_is() -> None:
    assert uses_of(["name", "email"], [["Ana", ""]], []) == (NAME, ADDRESS)
    assert uses_of(["amount"], [["5"]], []) == (NOT_USED,)
    assert uses_of([], [], ["amount"]) == ()


def test_titles_are_compared_without_accents_case_and_signs() -> None:
    assert folded("Straßen-Name_1 É") == "strassenname1e"


def test_each_use_exists_once() -> None:
    assert used_as((ADDRESS, NAME, NOT_USED), 2, ADDRESS) == (NOT_USED, NAME, ADDRESS)
    assert used_as((ADDRESS, NOT_USED, NOT_USED), 0, NOT_USED) == (NOT_USED, NOT_USED, NOT_USED)
