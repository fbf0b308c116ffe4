"""Whether the archive is whole: its pages, its references, its search and its sums."""

from __future__ import annotations

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveReadOnly
from composer_app.archive.part import ArchivePart

_PAGES = "PRAGMA integrity_check"
_REFERENCES = "PRAGMA foreign_key_check"
# 1: compare with the messages themselves. It is written as an INSERT, but changes nothing.
_SEARCH = "INSERT INTO message_search (message_search, rank) VALUES ('integrity-check', 1)"
_WRONG_SUMS = """
    SELECT 'outcomes' FROM (
        SELECT account, outcome, sum(messages) AS messages FROM (
            SELECT account, outcome, messages FROM outcome_count
            UNION ALL SELECT account, outcome, -count(*) FROM message GROUP BY account, outcome
        ) GROUP BY account, outcome HAVING sum(messages) <> 0
    )
    UNION
    SELECT 'hours' FROM (
        SELECT account, hour, outcome FROM (
            SELECT account, hour, outcome, messages FROM hour_count
            UNION ALL
            SELECT account, sent_at / 3600000000 - (sent_at % 3600000000 < 0) AS hour, outcome, -count(*)
            FROM message WHERE sent_at IS NOT NULL GROUP BY account, hour, outcome
        ) GROUP BY account, hour, outcome HAVING sum(messages) <> 0
    )
"""


class Checking(ArchivePart):
    """Asking whether the archive is whole."""

    def check(self) -> tuple[str, ...]:
        """Everything that is wrong with the file, in words for the details of a message; empty if nothing is.

        Takes a minute on an archive of a million messages.

        Raises:
            ArchiveError: the check itself could not be done (the file is locked, say).
        """
        return problems_of(self._db)


def problems_of(database: Database) -> tuple[str, ...]:
    try:
        found = [str(row[0]) for row in database.rows(_PAGES) if row[0] != "ok"]
        found += [f"{table} {row} refers to a {parent} that is gone" for table, row, parent, _ in _broken(database)]
        found += [f"the sums of {what} are wrong" for (what,) in database.rows(_WRONG_SUMS)]
    except ArchiveDamaged as error:
        return (str(error),)
    try:
        database.run(_SEARCH)
    except ArchiveDamaged as error:
        found.append(f"the search: {error}")
    except ArchiveReadOnly:
        pass  # a reader cannot ask
    return tuple(found)


def _broken(database: Database) -> list[tuple[object, ...]]:
    return database.rows(_REFERENCES)
