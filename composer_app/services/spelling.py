"""Spelling: which words the dictionaries of this computer know, and what was probably meant.

The dictionaries are those of enchant (Hunspell, Aspell and others). They belong to the computer; without any, every
word counts as known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

MOST_SUGGESTIONS = 5


class Dictionary(Protocol):
    """The words of one language."""

    def check(self, word: str) -> bool: ...

    def suggest(self, word: str) -> list[str]: ...


class SpellChecker:
    """Knows the words of some languages. Made on any thread, then used on one.

    Args:
        dictionaries: of all languages of the user; a word of one is known.
        added: words that the user added.
    """

    def __init__(self, dictionaries: Sequence[Dictionary], added: Collection[str] = ()) -> None:
        self._dictionaries = dictionaries
        self._added = set(added)
        self._ignored: set[str] = set()
        self._known: dict[str, bool] = {}

    @property
    def has_dictionaries(self) -> bool:
        """False: every word counts as known."""
        return bool(self._dictionaries)

    def is_known(self, word: str) -> bool:
        """False for a word in no dictionary. Names in capitals and single letters count as known."""
        if len(word) < 2 or word.isupper() or word in self._added or word in self._ignored:
            return True
        if word not in self._known:
            plain = word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
            self._known[word] = not self._dictionaries or any(one.check(plain) for one in self._dictionaries)
        return self._known[word]

    def suggestions(self, word: str) -> list[str]:
        """Words that were probably meant, the best one first."""
        plain = word.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        lists = [one.suggest(plain) for one in self._dictionaries]
        by_rank = [words[rank] for rank in range(MOST_SUGGESTIONS) for words in lists if rank < len(words)]
        return list(dict.fromkeys(by_rank))[:MOST_SUGGESTIONS]

    def ignore(self, word: str) -> None:
        """Count the word as known until `forget_ignored`."""
        self._ignored.add(word)

    def forget_ignored(self) -> None:
        """Another mail begins."""
        self._ignored.clear()

    def add(self, word: str) -> None:
        """Count the word as known. The caller saves it."""
        self._added.add(word)


def installed_languages() -> tuple[str, ...]:
    """The languages with a dictionary, as `en_GB`. Reads the disk; any thread."""
    try:
        import enchant  # takes 30 ms, and is missing where its C library is
    except ImportError:
        return ()
    found = {language for language in enchant.list_languages() if "_" in language}
    return tuple(sorted(found))


def load_checker(languages: Sequence[str], added: Collection[str]) -> SpellChecker:
    """A checker for these languages; those without a dictionary are left out. Reads the disk; any thread."""
    installed = set(installed_languages())
    wanted = [language for language in languages if language in installed]
    if not wanted:
        return SpellChecker((), added)
    import enchant

    return SpellChecker([enchant.Dict(language) for language in wanted], added)
