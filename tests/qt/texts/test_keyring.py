"""What the user reads when the keyring has no key to give."""

from __future__ import annotations

import pytest

from composer_app.domain.problem import KEYRING_PROBLEMS, Problem, ProblemCode
from composer_app.ui.texts.keyring import KEYRING
from composer_app.ui.texts.problems import problem_words


def said_of(code: ProblemCode) -> str:
    return problem_words(Problem(code)).text


@pytest.mark.parametrize("code", sorted(KEYRING_PROBLEMS))
def test_only_a_locked_keyring_is_to_be_unlocked(code: ProblemCode) -> None:
    assert ("Unlock" in said_of(code)) is (code is ProblemCode.KEYRING_LOCKED)
    assert said_of(code).startswith("Nothing was sent.")


def test_every_problem_has_words_of_its_own() -> None:
    assert len({said_of(code) for code in KEYRING_PROBLEMS}) == len(KEYRING_PROBLEMS)


def test_where_there_is_no_keyring_it_says_so() -> None:
    assert "No keyring is running" in said_of(ProblemCode.KEYRING_MISSING)


def test_a_locked_keyring_is_the_title() -> None:
    assert problem_words(Problem(ProblemCode.KEYRING_LOCKED)).title == "The keyring is locked."


def test_there_is_one_entry_for_each_problem_with_the_keyring() -> None:
    assert KEYRING.keys() == KEYRING_PROBLEMS
