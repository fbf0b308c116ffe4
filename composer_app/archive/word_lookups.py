"""Look-ups of a word in the small tables beside the messages: the vendor's words, spellings, texts of mails."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.archive.like_patterns import occurs, phrase
from composer_app.domain.queries import exact_value
from composer_app.domain.search_folding import fold
from composer_app.domain.status import VendorError

FEW = 20_000
"""So many rows are quicker to collect first than to be met while the list is read in its order."""

_VERDICTS = (
    "SELECT number, status_name, status_description, error_name, error_description FROM verdict WHERE number > 0"
)
_ERRORS = "SELECT number, error_id, error_name, error_description FROM verdict WHERE number > 0 AND error_id <> 0"
_SPELLED_PHRASE = "SELECT 1 FROM spelling_search WHERE spelling_search MATCH ? LIMIT 1"
_SPELLED_LIKE = "SELECT 1 FROM spelling WHERE folded LIKE ? ESCAPE '\\' LIMIT 1"
_LETTER_PHRASE = "SELECT 1 FROM letter_search WHERE letter_search MATCH ? LIMIT 1"
_LETTER_LIKE = "SELECT 1 FROM letter WHERE text LIKE ? ESCAPE '\\' LIMIT 1"
_COUNTED = "SELECT count(*) FROM (SELECT 1 FROM ({found}) LIMIT {limit:d})"


class WordLookups:
    """Answers what a filter has to know of a word before it becomes SQL."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def verdicts_with(self, part: str) -> list[int]:
        """The numbers of the verdicts in whose words a folded text occurs."""
        rows = self._db.rows(_VERDICTS)
        return [number for number, *words in rows if any(occurs(part, fold(word)) for word in words)]

    def verdicts_of_error(self, wanted: str) -> list[int]:
        """The numbers of the verdicts with this error: its number, or a part of its name or description; "*": any.

        A wording with the part stands for all wordings of its error.
        """
        exact = exact_value(wanted)
        text = fold(wanted.strip())
        is_any = not text.strip("*")
        numbers: dict[str, list[int]] = {}
        keys: set[str] = set()
        for number, error_id, name, description in self._db.rows(_ERRORS):
            error = VendorError(id=error_id, name=name, description=description)
            numbers.setdefault(error.key, []).append(int(number))
            if exact is not None or text.isdecimal():
                is_meant = error.key == (text if exact is None else exact.strip())
            else:
                is_meant = is_any or occurs(text, fold(f"{name} {name.replace('_', ' ')} {description}"))
            if is_meant:
                keys.add(error.key)
        return sorted(number for key in keys for number in numbers[key])

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
