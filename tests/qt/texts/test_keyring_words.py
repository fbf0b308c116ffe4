"""What a person is told when the keyring has no key to give."""

from __future__ import annotations

import pytest

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.accounts.credentials import KeyringTrouble
from composer_app.ui.texts.problems import problem_words


def told(trouble: KeyringTrouble) -> str:
    return problem_words(Problem(ProblemCode.KEYRING_LOCKED, subject=trouble.value)).text


@pytest.mark.parametrize("trouble", list(KeyringTrouble))
def test_only_a_locked_keyring_is_to_be_unlocked(trouble: KeyringTrouble) -> None:
    assert ("Unlock" in told(trouble)) is (trouble is KeyringTrouble.LOCKED)
    assert told(trouble).startswith("Nothing was sent.")


def test_every_trouble_has_words_of_its_own() -> None:
    assert len({told(trouble) for trouble in KeyringTrouble}) == len(KeyringTrouble)


def test_where_there_is_no_keyring_it_says_so() -> None:
    assert "No keyring is running here" in told(KeyringTrouble.NONE_THERE)


def test_a_problem_of_an_older_version_is_told_too() -> None:
    assert problem_words(Problem(ProblemCode.KEYRING_LOCKED)).title == "The keyring is locked."
