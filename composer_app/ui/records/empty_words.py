"""Which words stand where the list is empty, and which token to take away to see something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from composer_app.domain.query import ArchiveFilter, SortKey
from composer_app.ui.common import format as fmt
from composer_app.ui.common.filter_text import Token
from composer_app.ui.records.source import RecordReader, RecordSource


@dataclass(frozen=True)
class EmptyWords:
    """A page's words for a list without rows.

    Attributes:
        noun: of one row, "message".
        sentence: nothing was ever recorded: what will stand here.
        how: how it gets here.
    """

    noun: str
    sentence: str
    how: str


@dataclass(frozen=True)
class WayOut:
    """Without this part of the filter so many rows match. `token` None: the free words."""

    token: Token | None
    matches: int

    def label(self) -> str:
        return f"{self.token.key}: {self.token.value}" if self.token is not None else "the words"

    def button(self) -> str:
        return f"Remove {self.token.key}" if self.token is not None else "Remove the words"

    def sentence(self, noun: str) -> str:
        """`46 messages match without "since: 7d".`"""
        verb = "matches" if self.matches == 1 else "match"
        quoted = f'"{self.label()}"' if self.token is not None else self.label()
        return f"{fmt.count(self.matches, noun)} {verb} without {quoted}."


def parts_of_filter(
    tokens: Sequence[Token], text: str, filter_of: Callable[[Sequence[Token], str], ArchiveFilter]
) -> list[tuple[Token | None, ArchiveFilter]]:
    """Each part of a filter with the filter that is left without it; None stands for the free words."""
    parts: list[tuple[Token | None, ArchiveFilter]] = []
    for number, token in enumerate(tokens):
        parts.append((token, filter_of([*tokens[:number], *tokens[number + 1 :]], text)))
    if text.strip():
        parts.append((None, filter_of(tokens, "")))
    return parts


def best_way_out(
    reader: RecordReader, source: RecordSource, parts: Sequence[tuple[Token | None, ArchiveFilter]]
) -> WayOut | None:
    """The part whose removal brings most rows; None if none brings any. On the archive's thread."""
    ways = [WayOut(part, len(source.ids(reader, rest, SortKey.RECEIVED, True))) for part, rest in parts]
    best = max(ways, key=lambda way: way.matches, default=None)
    return best if best is not None and best.matches else None
