"""The order of a list by gravity: mail that needs a look first, and of each outcome the newest first."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import msgspec

from composer_app.archive.database import Database
from composer_app.domain.outcome import BY_GRAVITY
from composer_app.domain.queries import ArchiveFilter

_RANKS = " ".join(f"WHEN '{outcome.value}' THEN {-rank}" for rank, outcome in enumerate(BY_GRAVITY))


def gravity(column: str) -> str:
    """An SQL expression of the outcome in a column: the graver, the greater."""
    return f"CASE {column} {_RANKS} END"


def comes_from_index(wanted: ArchiveFilter) -> bool:
    """An index by account, outcome and time has the rows of each outcome in order, so that none are sorted."""
    indexed = ArchiveFilter(
        account_id=wanted.account_id, outcomes=wanted.outcomes, since=wanted.since, until=wanted.until
    )
    return wanted.account_id is not None and wanted == indexed


def outcome_by_outcome(
    database: Database,
    wanted: ArchiveFilter,
    list_one: Callable[[ArchiveFilter, int | None], array[int]],
    *,
    descending: bool,
    limit: int | None,
) -> array[int]:
    """The rows of a filter, listed one outcome after the other.

    Args:
        list_one: gives the ordered rows of a filter with one outcome, at most so many.
        descending: the least grave first.
    """
    found = array("q")
    with database.snapshot():  # a row that gets another outcome meanwhile is listed once
        for outcome in reversed(BY_GRAVITY) if descending else BY_GRAVITY:
            left = None if limit is None else limit - len(found)
            if left == 0:
                break
            if not wanted.outcomes or outcome in wanted.outcomes:
                found += list_one(msgspec.structs.replace(wanted, outcomes=frozenset((outcome,))), left)
    return found
