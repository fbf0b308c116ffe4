"""The table of sentences about problems."""

from __future__ import annotations

import pytest

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.ui.texts.problems import PROBLEMS, problem_words

LIVE = Account(id=AccountId("live"), name="Linden Energy", base_url="https://x1y2z3.api.example.com")


def test_there_is_one_entry_for_each_code() -> None:
    assert PROBLEMS.keys() == set(ProblemCode)


@pytest.mark.parametrize("code", list(ProblemCode))
@pytest.mark.parametrize("of_a_read", [False, True])
def test_every_problem_has_whole_sentences(code: ProblemCode, of_a_read: bool) -> None:
    words = problem_words(Problem(code), LIVE, of_a_read=of_a_read)

    assert words.title.endswith(".")
    assert not words.body or words.body.endswith(".")
    assert not {"{", "}"} & set(words.title + words.body)


@pytest.mark.parametrize("code", [code for code, text in PROBLEMS.items() if text.fate])
def test_the_fate_of_a_mail_is_left_out_where_none_was_being_sent(code: ProblemCode) -> None:
    fate = PROBLEMS[code].fate

    assert fate in problem_words(Problem(code), LIVE).body
    assert fate not in problem_words(Problem(code), LIVE, of_a_read=True).body
