"""What the filter bar suggests for each field, and what it says of a token that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from composer_app.domain.filter_fields import STATES, FilterContext, problem_of_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import MailPart, RecentValues
from composer_app.domain.search_folding import fold
from composer_app.domain.status_words import STATUS_WORDS, outcomes_named
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.texts.outcome_reasons import error_words
from composer_app.ui.texts.vendor_codes import ERROR_WORDS
from composer_app.ui.widgets.filter_bar.filter_bar import Meaning

Values = Callable[[], Sequence[str]]
_MOST_MEANINGS = 6
_SHORTEST = 4
"""Letters of words whose meaning is looked for."""


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
        if problem is None:
            return ""
        meant = next(filter(None, (_in_other_field(term) for term in token.terms)), None)
        return messages.write_instead(meant) if meant is not None else messages.FILTER_PROBLEMS[problem]

    return check


def meanings_of(account_id: Callable[[], AccountId]) -> Callable[[str], list[Meaning]]:
    """What typed words may stand for: a status, or errors that the program has its own words for.

    The archive holds the vendor's words, so a search for `mailbox full` finds nothing by itself.

    Args:
        account_id: gives the account in use, whose service some words name.
    """

    def meanings(typed: str) -> list[Meaning]:
        sought = fold(typed).split()
        found: list[Meaning] = []
        if len("".join(sought)) < _SHORTEST:
            return found
        for words, token in _named_tokens(account_id()):
            parts = fold(words).split()
            if all(any(part.startswith(one) for part in parts) for one in sought):
                found.append(Meaning(messages.MEANING.format(words=words, filter=token.written()), token))
        return found[:_MOST_MEANINGS]

    return meanings


def _named_tokens(account_id: AccountId) -> Iterator[tuple[str, FilterToken]]:
    """The words of each status and error, and the token that finds it. Errors with the same words are one token."""
    for value, outcome in STATUS_WORDS.items():
        yield outcome_words.word(outcome), FilterToken(FilterKey.STATUS, value)
    codes: dict[str, list[FilterToken]] = {}
    for number in ERROR_WORDS:
        codes.setdefault(error_words(number, account_id), []).append(FilterToken(FilterKey.ERROR, str(number)))
    for words, (first, *others) in codes.items():
        yield words, FilterToken(first.key, first.value, tuple(others))


def _in_other_field(term: FilterToken) -> FilterToken | None:
    """The token with the field that knows this value: `is:bounced` is `status:bounced`."""
    sign = "-" if term.is_excluded else ""
    value = term.value.strip().lower()
    if term.field == FilterKey.IS and outcomes_named(value):
        return FilterToken(f"{sign}{FilterKey.STATUS}", value)
    if term.field == FilterKey.STATUS and value in STATES:
        return FilterToken(f"{sign}{FilterKey.IS}", value)
    return None
