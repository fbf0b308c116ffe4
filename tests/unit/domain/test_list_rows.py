"""Rows of a list, checked one after the other."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from composer_app.domain.list_rows import CheckedRow, RowChecker, parsed_cell
from composer_app.domain.mail import Mailbox
from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeRow, MergeSettings, RowProblem
from composer_app.domain.recipients import parse_address
from tests.examples import examples

SETTINGS = MergeSettings(
    uses=(
        ListColumnUse(ColumnRole.ADDRESS),
        ListColumnUse(ColumnRole.NAME),
        ListColumnUse(ColumnRole.PLACEHOLDER, "amount"),
    )
)


def checked(*rows: tuple[str, ...], **changes: Any) -> list[CheckedRow]:
    checker = RowChecker(msgspec.structs.replace(SETTINGS, **changes))
    return [checker.check(number, cells) for number, cells in enumerate(rows, 2)]


def gets_it(*rows: tuple[str, ...], **changes: Any) -> list[bool]:
    return [not row.is_left_out and row.mailbox is not None for row in checked(*rows, **changes)]


def test_a_good_row_is_a_recipient_with_values() -> None:
    checker = RowChecker(SETTINGS)
    row = checker.check(2, ("ana@example.com", " Ana  Kovac ", " 84.20 ", "more"))

    assert row.problems == frozenset()
    assert checker.merge_row(row) == MergeRow(2, Mailbox("ana@example.com", "Ana Kovac"), {"amount": "84.20"})


def test_a_name_beside_the_address_serves_where_no_column_has_one() -> None:
    (row,) = checked(("Ana Kovac <ana@example.com>", "", "1"))

    assert row.mailbox == Mailbox("ana@example.com", "Ana Kovac")


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (("", "Jo Park", "1"), RowProblem.NO_ADDRESS),
        ((), RowProblem.NO_ADDRESS),
        (("#N/A", "Jo Park", "1"), RowProblem.NO_ADDRESS),
        (("jo.park", "Jo Park", "1"), RowProblem.BAD_ADDRESS),
        (("jo@gmial.com", "Jo Park", "1"), RowProblem.MISSPELT),
        (("jo@example.com", "Jo Park", " "), RowProblem.EMPTY_VALUE),
        (("jo@example.com", "Jo Park", "#REF!"), RowProblem.EMPTY_VALUE),
        (("jo@example.com", "J\ufffd Park", "1"), RowProblem.UNREADABLE),
    ],
)
def test_what_is_wrong_is_found(cells: tuple[str, ...], problem: RowProblem) -> None:
    (row,) = checked(cells)

    assert problem in row.problems


def test_no_mail_goes_without_an_address_whatever_is_ticked() -> None:
    checker = RowChecker(msgspec.structs.replace(SETTINGS, left_out=()))

    assert [checker.merge_row(checker.check(1, cells)) for cells in (("", "", "1"), ("jo.park", "", "1"))] == [
        None,
        None,
    ]


def test_the_first_row_of_an_address_stays_in() -> None:
    rows = (("ana@example.com", "", "1"), ("ANA@example.com", "", "2"))

    assert gets_it(*rows) == [True, False]
    assert gets_it(*rows, left_out=()) == [True, True]
    assert checked(*rows)[1].problems == {RowProblem.REPEATED}


def test_a_row_that_is_left_out_does_not_make_the_next_one_a_repeat() -> None:
    rows = (("ana@example.com", "", ""), ("ana@example.com", "", "2"))

    assert gets_it(*rows, left_out=(RowProblem.EMPTY_VALUE, RowProblem.REPEATED)) == [False, True]
    assert gets_it(*rows, excluded_rows=(2,)) == [False, True]


def test_a_misspelt_address_can_be_corrected_or_kept() -> None:
    rows = (("jo@gmial.com", "Jo", "1"),)

    assert gets_it(*rows) == [False]
    assert gets_it(*rows, left_out=()) == [True]
    (row,) = checked(*rows, corrected=(RowProblem.MISSPELT,))
    assert (row.mailbox, row.problems, row.suggestion) == (Mailbox("jo@gmail.com", "Jo"), frozenset(), "jo@gmail.com")


def test_a_wrong_address_is_corrected_where_it_is_clear_what_was_meant() -> None:
    rows = (("(jo@example.com,", "Jo", "1"), ("jo.park", "Jo", "1"))

    first, second = checked(*rows, corrected=(RowProblem.BAD_ADDRESS,))

    assert first.mailbox == Mailbox("jo@example.com", "Jo")
    assert second.problems == {RowProblem.BAD_ADDRESS}


def test_an_empty_value_is_filled_by_its_default() -> None:
    checker = RowChecker(msgspec.structs.replace(SETTINGS, defaults={"amount": "0.00", "place": "here"}))
    full, empty = checker.check(2, ("a@example.com", "", "5")), checker.check(3, ("b@example.com", "", ""))

    assert empty.problems == frozenset()
    assert checker.merge_row(full).values == {"amount": "5", "place": "here"}
    assert checker.merge_row(empty).values == {"amount": "0.00", "place": "here"}


def test_an_empty_value_without_a_default_is_nothing_and_not_the_placeholder() -> None:
    checker = RowChecker(SETTINGS)

    assert checker.merge_row(checker.check(2, ("a@example.com", "", ""))).values == {"amount": ""}


_ODD = st.sampled_from(["ana", "a.b", "1.ana", "-a", "", "a" * 65, "ä", "a..b", "Ana Kovac <a", "o'hara", "a+b"])
_DOMAINS = st.sampled_from(
    ["example.com", "EXAMPLE.com", "gmial.com", "localhost", "a..b.com", "münchen.de", "x.test", "-a.com", "x" * 260]
)


@hypothesis_settings(max_examples=examples(100), deadline=None)
@given(st.one_of(st.builds("{}@{}".format, _ODD, _DOMAINS), st.text(max_size=20), st.emails()))
def test_the_quick_way_finds_the_same_as_the_long_one(text: str) -> None:
    assert parsed_cell(text) == parse_address(text)


def test_a_row_without_a_recipient_has_values_too() -> None:
    checker = RowChecker(msgspec.structs.replace(SETTINGS, defaults={"amount": "0.00"}))

    assert checker.values_of(("no address", "Jo Park", " 48.35 ")) == {"amount": "48.35"}
    assert checker.values_of(("no address", "Jo Park", "")) == {"amount": "0.00"}
