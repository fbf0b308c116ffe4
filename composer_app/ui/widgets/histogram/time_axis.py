"""Labels of a time axis: as fine as they fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import histogram as texts

_ROOM = 24
"""Px between two labels, at least."""
_LABELLED_WITH_WEEK_DAYS = timedelta(days=21)
_LABELLED_WITH_DAYS = timedelta(days=200)
_LABELLED_WITH_TIMES = timedelta(days=4)


class AxisLabel(NamedTuple):
    """A text below the beginning of a bar."""

    place: int
    text: str


Marks = Callable[[datetime, datetime | None], str]
"""The label of a bar that begins at the first time; "" for none. The second is where the bar before begins."""


def axis_labels(edges: Sequence[datetime], slot: float, width_of: Callable[[str], int]) -> list[AxisLabel]:
    """The finest labels that do not touch.

    Args:
        edges: where each bar begins, and where the last one ends.
        slot: px from one bar to the next.
        width_of: the width of a label in px.
    """
    here = [fmt.local(edge) for edge in edges[:-1]]
    for marks in _kinds_of_marks(here[-1] - here[0]):
        labels = [
            AxisLabel(place, text)
            for place, at in enumerate(here)
            if (text := marks(at, here[place - 1] if place else None))
        ]
        if labels and _fit(labels, slot, width_of):
            return labels
    return []


def _fit(labels: Sequence[AxisLabel], slot: float, width_of: Callable[[str], int]) -> bool:
    """Each label is centred below its place."""
    return all(
        (after.place - before.place) * slot >= (width_of(before.text) + width_of(after.text)) / 2 + _ROOM
        for before, after in pairwise(labels)
    )


def _kinds_of_marks(span: timedelta) -> Iterator[Marks]:
    """From fine to coarse."""
    if span <= _LABELLED_WITH_TIMES:
        yield from (partial(_time, every=minutes) for minutes in (1, 5, 10, 15, 30, 60, 180, 360, 720))
    if span <= _LABELLED_WITH_WEEK_DAYS:
        yield from (partial(_week_day, every=days) for days in (1, 2, 3))
    if span <= _LABELLED_WITH_DAYS:
        yield from (partial(_day, every=days) for days in (1, 2, 7, 14))
    yield from (partial(_month, every=months) for months in (1, 3, 6))
    yield from (partial(_year, every=years) for years in (1, 2, 5, 10, 20, 50, 100, 500))


def _time(at: datetime, _before: datetime | None, every: int) -> str:
    passed = at.hour * 60 + at.minute
    if not passed:
        return texts.week_day(at)
    return "" if passed % every else fmt.clock(at, seconds=False)


def _week_day(at: datetime, _before: datetime | None, every: int) -> str:
    return texts.week_day(at) if not (at.hour or at.minute or at.toordinal() % every) else ""


def _day(at: datetime, _before: datetime | None, every: int) -> str:
    """Every seventh day is a Monday, as weeks begin with one."""
    return fmt.day(at) if not (at.hour or at.minute or (at.toordinal() - 1) % every) else ""


def _month(at: datetime, before: datetime | None, every: int) -> str:
    is_first = at.day == 1 if before is None else (before.year, before.month) != (at.year, at.month)
    return texts.month(at) if is_first and not (at.month - 1) % every else ""


def _year(at: datetime, before: datetime | None, every: int) -> str:
    is_first = (at.month, at.day) == (1, 1) if before is None else before.year != at.year
    return str(at.year) if is_first and not at.year % every else ""
