"""Looks a word up in the search index: whether spellings and texts of mails hold it, and how many rows it finds."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.archive.like_patterns import phrase

FEW = 20_000
"""So many rows are quicker to collect first than to be met while the list is read in its order."""

_SPELLED_PHRASE = "SELECT 1 FROM spelling_search WHERE spelling_search MATCH ? LIMIT 1"
_SPELLED_LIKE = "SELECT 1 FROM spelling WHERE folded LIKE ? ESCAPE '\\' LIMIT 1"
_LETTER_PHRASE = "SELECT 1 FROM letter_search WHERE letter_search MATCH ? LIMIT 1"
_LETTER_LIKE = "SELECT 1 FROM letter WHERE text LIKE ? ESCAPE '\\' LIMIT 1"
_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM ({found}) LIMIT {limit:d})"


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

    def are_few(self, found: str, values: dict[str, object]) -> bool:
        """True if a SELECT gives at most `FEW` rows."""
        row = self._db.row(_COUNTED.format(found=found, limit=FEW + 1), values)
        return row is not None and int(row[0]) <= FEW
