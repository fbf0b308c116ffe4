"""Finds the vendor's statuses and errors by words: what the filter `error:` and a word of the filter mean."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.archive.like_patterns import occurs
from composer_app.domain.queries import exact_value
from composer_app.domain.search_folding import fold
from composer_app.domain.status import VendorError

_VERDICTS = (
    "SELECT number, status_name, status_description, error_name, error_description FROM verdict WHERE number > 0"
)
_ERRORS = "SELECT number, error_id, error_name, error_description FROM verdict WHERE number > 0 AND error_id <> 0"


class VendorStatusSearch:
    """Finds the numbers under which `VendorStatusStore` keeps wordings."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def with_words(self, part: str) -> list[int]:
        """The numbers of the verdicts in whose words a folded text occurs."""
        rows = self._db.rows(_VERDICTS)
        return [number for number, *words in rows if any(occurs(part, fold(word)) for word in words)]

    def of_error(self, wanted: str) -> list[int]:
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
