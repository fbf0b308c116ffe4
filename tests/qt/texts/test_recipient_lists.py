"""Sentences about lists of recipients."""

from __future__ import annotations

from array import array

import pytest

from composer_app.domain.list_rows import CheckedRow
from composer_app.domain.merge_list import ColumnRole, DateStyle, ListColumnUse, RowProblem
from composer_app.services.merge.text_encoding import ENCODINGS
from composer_app.ui.texts import recipient_lists as texts


def test_every_choice_has_a_name() -> None:
    assert len({texts.encoding_name(one) for one in ENCODINGS}) == len(ENCODINGS)
    assert texts.DATE_NAMES.keys() == set(DateStyle)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([7], "Row 7"),
        ([7, 1208], "Rows 7 and 1,208"),
        ([7, 1208, 4377], "Rows 7, 1,208 and 4,377"),
        ([7, 8, 9, 10, 11], "Rows 7, 8, 9 and 2 more"),
    ],
)
def test_rows_are_named_by_their_numbers(numbers: list[int], words: str) -> None:
    details = texts.problem_details(RowProblem.NO_ADDRESS, array("I", numbers), (), 0)

    assert details == f"{words}. No mail can go there."


@pytest.mark.parametrize("problem", list(RowProblem))
def test_every_problem_has_a_title_and_details(problem: RowProblem) -> None:
    assert texts.problem_title(problem, 1) != texts.problem_title(problem, 2)
    assert texts.problem_details(problem, array("I", [2, 3]), (), 0).endswith(".")


def test_one_wrong_address_is_quoted() -> None:
    row = CheckedRow(12, ("tom@gmial.com",))
    short = CheckedRow(12, ())

    assert texts.problem_details(RowProblem.MISSPELT, array("I", [12]), (row,), 0) == "Row 12: tom@gmial.com"
    assert texts.problem_details(RowProblem.BAD_ADDRESS, array("I", [12]), (short,), 0) == "Row 12: "


@pytest.mark.parametrize(
    ("missing", "count", "unused", "words"),
    [
        ([], 0, 0, "The mail has no placeholders."),
        ([], 1, 0, "The placeholder of the mail has a value."),
        ([], 4, 1, "All 4 placeholders of the mail have a value. 1 column is not used."),
        (["a"], 4, 1, "{{a}} has no column and no value."),
        (["a", "b"], 4, 1, "{{a}} and {{b}} have no column and no value."),
        (["a", "b", "c", "d"], 4, 1, "{{a}}, {{b}}, {{c}} and 1 more have no column and no value."),
    ],
)
def test_placeholders_without_a_value_are_named(missing: list[str], count: int, unused: int, words: str) -> None:
    assert texts.placeholder_words(missing, count, unused) == words


def test_a_correction_names_its_domain_where_it_is_one() -> None:
    assert texts.correction_words(["a@gmail.com", "b@gmail.com"]) == "Use gmail.com"
    assert texts.correction_words(["a@gmail.com", "b@example.com"]) == "Correct the addresses"


def test_requests_are_counted_from_two_on() -> None:
    assert texts.request_words(1, 1000) == ""
    assert texts.request_words(5, 1000) == "5 requests of up to 1,000."


def test_a_column_that_is_too_far_right_is_said() -> None:
    assert texts.more_columns_words(200) == "Only the first 200 columns are read."


def test_uses_have_names() -> None:
    uses = [ListColumnUse(role, "amount") for role in ColumnRole]

    assert [texts.use_name(use) for use in uses] == ["Address", "Name", "{{amount}}", "Not used"]
