"""Sections of the Outbox page: rows under headings, folded or open. Knows no widget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from composer_app.domain.message_history import count_by_outcome, decisive_groups
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.row_model import FAILURES, Row, RowId, Section, matches
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import outbox, outcome_words

ALL = "all"
_TITLES = {Section.NEEDS_YOU: outbox.NEEDS_YOU, Section.SENDING: outbox.SENDING_NOW, Section.WAITING: outbox.WAITING}


@dataclass(frozen=True)
class Group:
    """A heading and its rows. `note` is the count, or a summary of outcomes."""

    key: str
    title: str
    note: str
    rows: tuple[Row, ...]
    is_foldable: bool = False
    is_open: bool = True


def groups_of(
    rows: Iterable[Row],
    shown: str,
    text: str,
    folds: Mapping[str, bool],
    now: datetime,
    found_ids: Collection[RowId] = (),
) -> list[Group]:
    """The sections from top to bottom, without empty ones.

    Args:
        rows: newest first.
        shown: ALL or the value of one Section.
        text: the search; "" finds all.
        folds: days that the user folded (False) or unfolded (True).
        now: for "today".
        found_ids: mails in whose recipients the archive found the text.
    """
    found = [
        row for row in rows if shown in (ALL, row.section) and (not text or row.id in found_ids or matches(row, text))
    ]
    groups = []
    for section, title in _TITLES.items():
        inside = tuple(row for row in found if row.section is section)
        if inside:
            groups.append(Group(section.value, title, fmt.number(len(inside)), inside))
    are_open = bool(text) or shown == Section.DONE
    return [*groups, *_days([row for row in found if row.section is Section.DONE], folds, are_open, now)]


def _days(done: list[Row], folds: Mapping[str, bool], are_open: bool, now: datetime) -> list[Group]:
    by_day: dict[str, list[Row]] = {}
    today = fmt.local_day(now).isoformat()
    for row in sorted(done, key=lambda row: row.day, reverse=True):
        by_day.setdefault(fmt.local_day(row.day).isoformat(), []).append(row)
    return [
        Group(
            key=f"day-{day}",
            title=outbox.day_title(rows[0].day, now),
            note=outcome_words.summary_of(sum(map(_outcomes, rows), Counter[Outcome]())),
            rows=tuple(rows),
            is_foldable=True,
            is_open=folds.get(f"day-{day}", are_open or (day == today and any(map(_has_failed, rows)))),
        )
        for day, rows in by_day.items()
    ]


def _outcomes(row: Row) -> Counter[Outcome]:
    """Of each recipient, so that each one that failed is counted in the heading."""
    if row.run is not None:  # its recipients may be a hundred thousand
        return Counter((row.badge,))
    decisive = decisive_groups(row.entry.groups) if row.submission.state is not SubmissionState.CANCELLED else ()
    return count_by_outcome(decisive) or Counter((row.badge,))


def _has_failed(row: Row) -> bool:
    """True if a recipient failed: the group stays unfolded."""
    return any(outcome in FAILURES for outcome in _outcomes(row))
