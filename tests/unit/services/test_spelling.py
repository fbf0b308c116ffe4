"""Words that are known, words that were meant, and computers without dictionaries."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from composer_app.services.spelling import SpellChecker, installed_languages, load_checker


class Words:
    """A dictionary of some words."""

    def __init__(self, *words: str) -> None:
        self.words = words

    def check(self, word: str) -> bool:
        return word in self.words

    def suggest(self, word: str) -> list[str]:
        return [one for one in self.words if one[0] == word[0]]


ENGLISH, GERMAN = Words("receive", "relieve", "don't"), Words("Rechnung", "recht", "receive")


def test_a_word_of_one_language_is_known() -> None:
    checker = SpellChecker([ENGLISH, GERMAN])
    assert checker.has_dictionaries
    assert not SpellChecker([]).has_dictionaries

    assert checker.is_known("receive")
    assert checker.is_known("Rechnung")
    assert checker.is_known("don’t")
    assert not checker.is_known("recieve")
    assert not checker.is_known("recieve"), "also when it is asked again"


def test_capitals_and_letters_are_no_words() -> None:
    checker = SpellChecker([ENGLISH])

    assert checker.is_known("IBAN")
    assert checker.is_known("x")


def test_the_best_words_of_all_languages_come_first_and_once() -> None:
    assert SpellChecker([ENGLISH, GERMAN]).suggestions("recieve") == ["receive", "recht", "relieve"]


def test_ignored_words_come_back_and_added_ones_stay() -> None:
    checker = SpellChecker([ENGLISH], ["Linden"])
    checker.ignore("Ito")
    checker.add("Kovac")
    assert all(map(checker.is_known, ("Linden", "Ito", "Kovac")))

    checker.forget_ignored()
    assert [checker.is_known(word) for word in ("Linden", "Ito", "Kovac")] == [True, False, True]


def test_without_dictionaries_every_word_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "enchant", None)  # as where its C library is missing

    assert installed_languages() == ()
    assert load_checker(["en_GB"], []).is_known("recieve")


def test_languages_without_a_dictionary_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(list_languages=lambda: ["en", "en_GB", "de_DE", "en_GB"], Dict=lambda _language: ENGLISH)
    monkeypatch.setitem(sys.modules, "enchant", found)

    assert installed_languages() == ("de_DE", "en_GB")
    assert not load_checker(["fr_FR", "en_GB"], []).is_known("recieve")
    assert load_checker(["fr_FR"], []).is_known("recieve")
