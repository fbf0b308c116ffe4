"""What the lists of Logs and Reports say."""

from __future__ import annotations

import pytest

from composer_app.domain.filter_fields import FilterProblem
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.mail import RecipientKind
from composer_app.services.records import RecordKind
from composer_app.ui.texts import messages


@pytest.mark.parametrize(
    ("kind", "n", "said"),
    [
        (RecordKind.MESSAGE, 1, "1 message matches without"),
        (RecordKind.MESSAGE, 2, "2 messages match without"),
        (RecordKind.REPORT, 1, "1 report matches without"),
        (RecordKind.REPORT, 2, "2 reports match without"),
    ],
)
def test_what_matches_without_a_part_of_the_filter(kind: RecordKind, n: int, said: str) -> None:
    assert messages.match_without_token(kind, n, FilterToken("to", "{n}")) == f'{said} "to:{{n}}".'
    group = FilterToken("to", "a b", (FilterToken("-is", "new"),))
    assert messages.match_without_token(kind, n, group) == f'{said} "to:"a b" OR -is:new".'
    assert messages.match_without_words(kind, n) == f"{said} the words."
    assert messages.match_without_filter(kind, n) == f"{said} a filter."


def test_rows_that_did_not_fit_on_the_clipboard_are_counted() -> None:
    assert messages.rows_copied(1, 0) == "1 row copied."
    assert messages.rows_copied(10_000, 5) == "10,000 rows copied, 5 more were left out."


@pytest.mark.parametrize("copies", ["3", "many", "9" * 5000])
def test_the_number_of_copies_is_shown_as_the_archive_holds_it(copies: str) -> None:
    assert messages.in_the_logs(copies) == f"In the logs {copies} times"


def test_every_case_has_its_words() -> None:
    assert set(messages.FILTER_PROBLEMS) == set(FilterProblem)
    assert set(messages.NO_REPORT) == set(RecipientKind)
    assert (messages.list_name(RecordKind.REPORT), messages.list_name(RecordKind.MESSAGE)) == ("Reports", "Messages")
