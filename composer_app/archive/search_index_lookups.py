"""Looks a word up in the search index: whether spellings and texts of mails hold it, and how many rows it finds."""

from __future__ import annotations

from enum import Enum, auto

from composer_app.archive.database import Database
from composer_app.archive.like_patterns import phrase

FEW = 20_000
"""So many rows are quicker to collect first than to be met while the list is read in its order."""

_SPELLED_PHRASE = "SELECT 1 FROM spelling_search WHERE spelling_search MATCH ? LIMIT 1"
_SPELLED_LIKE = "SELECT 1 FROM spelling WHERE folded LIKE ? ESCAPE '\\' LIMIT 1"
_LETTER_PHRASE = "SELECT 1 FROM letter_search WHERE letter_search MATCH ? LIMIT 1"
_LETTER_LIKE = "SELECT 1 FROM letter WHERE text LIKE ? ESCAPE '\\' LIMIT 1"
# The first rows found tell how close together they are.
_COUNTED = """
    WITH found (row) AS ({found})
    SELECT count(*), max(row) FROM (SELECT row FROM found LIMIT {limit:d})
"""


class Amount(Enum):
    """How many messages have a text."""

    FEW = auto()
    """At most `FEW`."""
    MANY = auto()
    MOST = auto()
    """More than half of all, as far as the first ones tell: those are met sooner than they are collected."""


class SearchIndexLookups:
    """Answers what a filter has to know of a word before it becomes SQL."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def is_spelled(self, part: str) -> bool:
        """True if a text with letters beyond ASCII holds this folded part, of three characters or more."""
        return self._db.row(_SPELLED_PHRASE, (phrase(part),)) is not None

    def is_spelled_like(self, *patterns: str) -> bool:
        return any(self._db.row(_SPELLED_LIKE, (pattern,)) is not None for pattern in patterns)

    def is_in_letters(self, part: str) -> bool:
        """True if the text of a mail holds this folded part, of three characters or more."""
        return self._db.row(_LETTER_PHRASE, (phrase(part),)) is not None

    def is_in_letters_like(self, pattern: str) -> bool:
        return self._db.row(_LETTER_LIKE, (pattern,)) is not None

    def amount(self, found: str, values: dict[str, object]) -> Amount:
        """How many rows of messages a SELECT gives; beyond `FEW` an estimate."""
        row = self._db.row(_COUNTED.format(found=found, limit=FEW + 1), values)
        assert row is not None
        count, reached = row
        if count <= FEW:
            return Amount.FEW
        return Amount.MOST if 2 * count > reached else Amount.MANY
