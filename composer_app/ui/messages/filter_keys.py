"""The filter bar's keys, what they offer, and what is wrong with a token, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from composer_app.domain.filter_parser import (
    DOUBTFUL,
    NOT_STATUS,
    STATUS_WORDS,
    FilterKey,
    FilterProblem,
    filter_of,
    newest_of_each,
    problem_of_token,
)
from composer_app.domain.filter_parser import FilterToken as Written
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ArchiveFilter
from composer_app.ui.widgets.filter_bar.filter_words import Token

PLACEHOLDER = "Filter: words, or to:  from:  status:  since:  bulk:"

_WORDS = {
    FilterProblem.UNKNOWN_KEY: "no such filter",
    FilterProblem.NO_VALUE: "empty",
    FilterProblem.UNKNOWN_STATUS: "no such status",
    FilterProblem.NOT_A_TIME: "write 2d, today or 2026-11-20",
    FilterProblem.UNKNOWN_STATE: "only is:doubtful",
}
"""They stand inside the token, behind its value."""


def keys_and_values(bulks: Callable[[], Sequence[str]]) -> Mapping[str, Callable[[], Sequence[str]]]:
    """Every key with what it offers. `bulks` gives the newest bulk ids."""
    offers: dict[FilterKey, Callable[[], Sequence[str]]] = {
        FilterKey.STATUS: lambda: list(STATUS_WORDS),
        FilterKey.SINCE: lambda: ["today", "24h", "2d", "7d", "30d"],
        FilterKey.UNTIL: lambda: ["yesterday", "today"],
        FilterKey.BULK: bulks,
        FilterKey.IS: lambda: [DOUBTFUL],
    }
    order = (FilterKey.STATUS, FilterKey.TO, FilterKey.FROM, FilterKey.SUBJECT, FilterKey.SINCE, FilterKey.UNTIL)
    return {key.value: offers.get(key, list) for key in (*order, FilterKey.BULK, FilterKey.ID, FilterKey.IS)}


def token_check(now: Callable[[], datetime]) -> Callable[[str, str], str]:
    """The check of the filter bar: what is wrong with key and value, or ""."""

    def check(key: str, value: str) -> str:
        problem = problem_of_token(Written(key, value), now())
        return _WORDS[problem] if problem is not None else ""

    return check


def that_count(tokens: Sequence[Token], now: datetime) -> list[Token]:
    """The tokens without those that a later one replaces, and without excluding ones that mean nothing here."""
    kept = newest_of_each((Written(token.key, token.value) for token in tokens), now)
    return [Token(one.key, one.value) for one in kept if not one.key.startswith("-") or one.key == NOT_STATUS]


def asked_for(tokens: Sequence[Token], text: str, account_id: AccountId, now: datetime) -> ArchiveFilter:
    """The archive's filter."""
    return filter_of((Written(token.key, token.value) for token in tokens), text, account_id, now)
