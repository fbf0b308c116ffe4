"""Filter keys: completions for each, and a sentence for each problem of a token."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from composer_app.domain.filter_parser import (
    DOUBTFUL,
    STATUS_WORDS,
    FilterKey,
    FilterToken,
    problem_of_token,
)
from composer_app.ui.texts import messages


def values_of_keys(bulks: Callable[[], Sequence[str]]) -> Mapping[FilterKey, Callable[[], Sequence[str]]]:
    """The known values of the keys that have some. `bulks` gives the newest bulk ids."""
    return {
        FilterKey.STATUS: lambda: list(STATUS_WORDS),
        FilterKey.SINCE: lambda: ["today", "24h", "2d", "7d", "30d"],
        FilterKey.UNTIL: lambda: ["yesterday", "today"],
        FilterKey.BULK: bulks,
        FilterKey.IS: lambda: [DOUBTFUL],
    }


def token_check(now: Callable[[], datetime]) -> Callable[[FilterToken], str]:
    """The check of the filter bar: what is wrong with a token in a few words, or ""."""

    def check(token: FilterToken) -> str:
        included = FilterToken(token.key.removeprefix("-"), token.value)
        problem = problem_of_token(included, now())
        return messages.FILTER_PROBLEMS[problem] if problem is not None else ""

    return check
