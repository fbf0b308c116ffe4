"""What the filter bar suggests for each field, and what it says of a token that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from composer_app.domain.filter_fields import STATES, FilterContext, problem_of_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import MailPart, RecentValues
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.ui.texts import messages

Values = Callable[[], Sequence[str]]


def values_of_keys(bulks: Values, accounts: Values, recent: Callable[[], RecentValues]) -> Mapping[FilterKey, Values]:
    """The known values of the fields that have some.

    Args:
        bulks: gives the newest bulk ids.
        accounts: gives the names of the accounts.
        recent: gives values of the newest mail.
    """
    return {
        FilterKey.TO_DOMAIN: lambda: recent().domains,
        FilterKey.FROM: lambda: recent().senders,
        FilterKey.ERROR: lambda: recent().errors,
        FilterKey.STATUS: lambda: list(STATUS_WORDS),
        FilterKey.IS: lambda: STATES,
        FilterKey.HAS: lambda: list(MailPart),
        FilterKey.SINCE: lambda: ["today", "yesterday", "24h", "2d", "7d", "30d"],
        FilterKey.UNTIL: lambda: ["yesterday", "today"],
        FilterKey.PRICE: lambda: [">0", ">0.001", "0"],
        FilterKey.BULK: bulks,
        FilterKey.ACCOUNT: accounts,
    }


def token_check(context: Callable[[], FilterContext]) -> Callable[[FilterToken], str]:
    """The check of the filter bar: what is wrong with a token in a few words, or ""."""

    def check(token: FilterToken) -> str:
        problem = problem_of_token(token, context())
        return messages.FILTER_PROBLEMS[problem] if problem is not None else ""

    return check
