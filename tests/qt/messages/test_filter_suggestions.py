"""Values and sentences of the filter bar's keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.domain.filter_fields import FilterContext, problem_of_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId
from composer_app.domain.queries import RecentValues
from composer_app.ui.messages.filter_suggestions import meanings_of, token_check, values_of_keys
from composer_app.ui.texts import messages

RECENT = RecentValues(("a.example",), ("Billing <b@x.example>",), ("EC_FULL", "6010"))
CONTEXT = FilterContext(datetime(2026, 11, 23, 13, 56, tzinfo=UTC), accounts={"Linden Energy": AccountId("live")})


@pytest.mark.parametrize(
    ("token", "sentence"),
    [
        (FilterToken("since", "2d"), ""),
        (FilterToken("-to", "ana"), ""),
        (FilterToken("colour", "red"), "there is no such field"),
        (FilterToken("to", " "), "needs a value"),
        (FilterToken("-status", "lost"), "there is no such status"),
        (FilterToken("since", "soon"), "write 2d, today or 2026-11-20"),
        (FilterToken("is", "fine"), "there is no such state"),
        (FilterToken("is", "bounced"), "write status:bounced"),
        (FilterToken("-is", "Maybe sent"), 'write -status:"maybe sent"'),
        (FilterToken("status", "opened"), "write is:opened"),
        (FilterToken("is", "new", (FilterToken("is", "expired"),)), "write status:expired"),
        (FilterToken("is", "new", (FilterToken("price", "much"),)), "write 0.0004 or >0.001"),
    ],
)
def test_each_problem_has_its_sentence(token: FilterToken, sentence: str) -> None:
    assert token_check(lambda: CONTEXT)(token) == sentence


def test_yesterday_is_offered_as_beginning_and_end() -> None:
    values = values_of_keys(list, list, lambda: RECENT)

    assert all("yesterday" in values[key]() for key in (FilterKey.SINCE, FilterKey.UNTIL))


def test_no_offered_value_is_wrong() -> None:
    values = values_of_keys(lambda: ["mc-1", "mc-2"], lambda: ["Linden Energy"], lambda: RECENT)

    wrong = [
        (key, value)
        for key, offered in values.items()
        for value in offered()
        if problem_of_token(FilterToken(key, value), CONTEXT) is not None
    ]

    assert wrong == []
    assert list(values[FilterKey.BULK]()) == ["mc-1", "mc-2"]
    assert list(values[FilterKey.ERROR]()) == ["EC_FULL", "6010"]


def test_the_placeholder_names_real_keys() -> None:
    named = [word.removesuffix(":") for word in messages.FILTER_HINT.split() if word.endswith(":")]

    assert set(named[1:]) <= set(FilterKey)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("mailbox full", ["error:6010"]),
        ("FULL mail", ["error:6010"]),
        ("no such mailbox", ["error:6009 OR error:6012"]),
        ("bounced", ["status:bounced", "error:6004 OR error:6034"]),
        ("maybe sent", ['status:"maybe sent"']),
        ("fault at sandbox", ["error:6013 OR error:6015"]),
        ("ailbox", []),
        ("ful", []),
    ],
)
def test_words_of_the_program_mean_the_tokens_that_find_them(typed: str, written: list[str]) -> None:
    found = meanings_of(lambda: SANDBOX_ACCOUNT)(typed)
    assert [one.token.written() for one in found][: len(written) or None] == written
    assert all(one.token.written() in one.shown for one in found)
    assert all(problem_of_token(one.token, CONTEXT) is None for one in found)
