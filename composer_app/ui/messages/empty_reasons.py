"""Explains an empty list, and how the filter may change to find something: without a token, or by what words mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from composer_app.domain.filter_fields import FilterContext, problem_of_token
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.records import RecordKind
from composer_app.ui.texts import messages
from composer_app.ui.widgets.filter_bar.filter_bar import Meaning


@dataclass(frozen=True)
class EmptyWords:
    """Sentences of a page for a list without rows.

    Attributes:
        sentence: shown before anything was recorded: what will be here.
        how: how to get it.
    """

    sentence: str
    how: str


class Rest(Enum):
    """Parts of a filter other than tokens that can be removed."""

    WORDS = auto()
    ALL = auto()


Part = FilterToken | Rest | Meaning
"""A part that may go, or what the words may mean: then the token takes their place."""


@dataclass(frozen=True)
class WayOut:
    """The number of rows without one part of the filter, or with a token in place of its words."""

    part: Part
    matches: int

    def button(self) -> str:
        if isinstance(self.part, Meaning):
            return messages.FILTER_BY_MEANING
        if self.part is Rest.ALL:
            return messages.CLEAR_FILTER
        if self.part is Rest.WORDS:
            return messages.REMOVE_WORDS
        return messages.REMOVE_GROUP if self.part.alternatives else messages.REMOVE_TOKEN.format(key=self.part.key)

    def sentence(self, kind: RecordKind) -> str:
        """`46 messages match without "since:7d".`"""
        if isinstance(self.part, Meaning):
            return messages.match_with_meaning(kind, self.matches, self.part.shown)
        if self.part is Rest.ALL:
            return messages.match_without_filter(kind, self.matches)
        if self.part is Rest.WORDS:
            return messages.match_without_words(kind, self.matches)
        return messages.match_without_token(kind, self.matches, self.part)

    def apply(self, tokens: Sequence[FilterToken], text: str) -> tuple[list[FilterToken], str]:
        """The filter without the part, or with the token that the words mean."""
        if isinstance(self.part, Meaning):
            return [*tokens, self.part.token], ""
        if self.part is Rest.ALL:
            return [], ""
        return [token for token in tokens if token != self.part], "" if self.part is Rest.WORDS else text


def parts_of_filter(
    tokens: Sequence[FilterToken],
    text: str,
    context: FilterContext,
    filter_of: Callable[[Sequence[FilterToken], str], ArchiveFilter],
    meanings: Sequence[Meaning] = (),
) -> list[tuple[Part, ArchiveFilter]]:
    """Each part of a filter with the filter without it; the last one is no filter.

    Args:
        meanings: tokens that the words may stand for.
    """
    parts: list[tuple[Part, ArchiveFilter]] = []
    for number, token in enumerate(tokens):
        if problem_of_token(token, context) is None:  # an invalid token filters nothing
            parts.append((token, filter_of([*tokens[:number], *tokens[number + 1 :]], text)))
    if text.strip():
        parts.append((Rest.WORDS, filter_of(tokens, "")))
        parts += [(one, filter_of([*tokens, one.token], "")) for one in meanings]
    return [*parts, (Rest.ALL, filter_of([], ""))]


def best_way_out(parts: Sequence[Part], matches: Sequence[int]) -> WayOut | None:
    """What the words mean, if that gives rows; else the part whose removal gives most, or the whole filter.

    Args:
        parts: as `parts_of_filter` gives them.
        matches: how many rows match without each.

    Returns:
        None if there are no rows at all.
    """
    ways = [WayOut(part, count) for part, count in zip(parts, matches, strict=True)]
    meant = [way for way in ways if isinstance(way.part, Meaning) and way.matches]
    if meant:
        return max(meant, key=lambda way: way.matches)
    single = max((way for way in ways if way.part is not Rest.ALL), key=lambda way: way.matches, default=None)
    best = single if single is not None and single.matches else ways[-1]
    return best if best.matches else None
