"""Integrity check of the archive: pages, references, search index and sums."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from composer_app.archive.database import Database
from composer_app.archive.errors import ArchiveDamaged, ArchiveFull, ArchiveReadOnly, Interrupted
from composer_app.archive.file_operations import os_errors_translated
from composer_app.archive.migration import require_layout
from composer_app.archive.search_index_writer import SEARCH_TABLES

_PAGES = "PRAGMA integrity_check"
_REFERENCES = "PRAGMA foreign_key_check"
# 1: compare with the messages themselves. It is written as an INSERT, but changes nothing.
_SEARCHES = tuple(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)" for name in SEARCH_TABLES)  # noqa: S608
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
    UNION
    SELECT 'days' FROM (
        SELECT account, day, domain, sender, outcome, verdict, price, currency FROM (
            SELECT account, day, domain, sender, outcome, verdict, price, currency, messages FROM day_count
            UNION ALL
            SELECT account, sent_at / 86400000000 - (sent_at % 86400000000 < 0), domain, sender, outcome, verdict,
                coalesce(price, ''), coalesce(currency, ''), -count(*)
            FROM message WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
        ) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(messages) <> 0
    )
    UNION
    SELECT 'bulks' FROM (
        SELECT account, day, bulk_id, sender, outcome, verdict FROM (
            SELECT account, day, bulk_id, sender, outcome, verdict, messages FROM bulk_day_count
            UNION ALL
            SELECT account, sent_at / 86400000000 - (sent_at % 86400000000 < 0), coalesce(bulk_id, ''), sender, outcome,
                verdict, -count(*)
            FROM message WHERE sent_at IS NOT NULL GROUP BY 1, 2, 3, 4, 5, 6
        ) GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(messages) <> 0
    )
    UNION
    SELECT 'facets' FROM (
        SELECT account, kind, value, hour FROM (
            SELECT account, kind, value, hour, messages FROM facet_count
            UNION ALL
            SELECT account, kind, value, hour, -count(*) FROM (
                SELECT account, kind,
                    coalesce(sent_at / 3600000000 - (sent_at % 3600000000 < 0), -2199023255552) AS hour,
                    CASE kind WHEN 'domain' THEN domain WHEN 'sender' THEN sender WHEN 'bulk' THEN bulk_id
                        ELSE CAST(nullif(verdict, 0) AS TEXT) END AS value
                FROM message CROSS JOIN (
                    SELECT 'domain' AS kind UNION ALL SELECT 'sender' UNION ALL SELECT 'bulk' UNION ALL SELECT 'verdict'
                )
            ) WHERE value <> '' GROUP BY account, kind, value, hour
        ) GROUP BY account, kind, value, hour HAVING sum(messages) <> 0
    )
"""


class Checked(NamedTuple):
    """Result of a check: the faults found, in words for the details of a message."""

    problems: tuple[str, ...]
    with_search: bool
    """False: there was no room to check the search index."""


def check_beside(path: Path, is_unwanted: Callable[[], bool] = lambda: False) -> Checked:
    """Check the archive while the program keeps using it. Changes nothing.

    A check of the search index needs the write lock, so it uses a copy beside the archive, if there is room for it.

    Args:
        is_unwanted: called often, from this thread; True cancels the check.

    Raises:
        Interrupted: it was cancelled.
        ArchiveError: there is no archive, or one of a newer program.
    """
    try:
        with closing(Database.open_read_only(path)) as database:
            require_layout(database)
            database.stop_when(is_unwanted)
            if problems := problems_of(database):
                return Checked(problems, with_search=True)
            try:
                return Checked(_problems_of_search(database, path, is_unwanted), with_search=True)
            except (ArchiveFull, ArchiveReadOnly):
                return Checked((), with_search=False)
    except ArchiveDamaged as error:
        return Checked((str(error),), with_search=True)


def _problems_of_search(database: Database, path: Path, is_unwanted: Callable[[], bool]) -> tuple[str, ...]:
    def go_on(_done: int, _total: int) -> None:
        if is_unwanted():
            raise Interrupted("the check is not wanted any more")

    with (
        os_errors_translated(),
        tempfile.TemporaryDirectory(prefix=f"{path.name}.checking-", dir=path.parent) as name,
    ):
        copy = Path(name) / path.name
        database.back_up(copy, go_on)
        with closing(Database.open_alone(copy)) as alone:
            alone.stop_when(is_unwanted)
            return tuple(_wrong_in_search(alone))


def problems_of(database: Database) -> tuple[str, ...]:
    """All faults, in words for the details of a message; empty if there is none."""
    try:
        found = [str(row[0]) for row in database.rows(_PAGES) if row[0] != "ok"]
        found += [f"{table} {row} refers to a {parent} that is gone" for table, row, parent, _ in _broken(database)]
        found += [f"the sums of {what} are wrong" for (what,) in database.rows(_WRONG_SUMS)]
    except ArchiveDamaged as error:
        return (str(error),)
    return (*found, *_wrong_in_search(database))


def _wrong_in_search(database: Database) -> list[str]:
    try:
        for sql in _SEARCHES:
            database.run(sql)
    except ArchiveDamaged as error:
        return [f"the search: {error}"]
    except ArchiveReadOnly:
        pass  # a reader cannot ask
    return []


def _broken(database: Database) -> list[tuple[object, ...]]:
    return database.rows(_REFERENCES)
