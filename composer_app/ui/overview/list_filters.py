"""Filters of lists in Logs: the tokens that give exactly the mail behind each number of the overview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from composer_app.domain.filter_fields import STATUS_WORDS, exact_token
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.filter_words import FilterKey
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import Grouping, Reason
from composer_app.domain.queries import TimeRange
from composer_app.domain.time_filter import tokens_of_time

Tokens = tuple[FilterToken, ...]

_LETTERS_OF_A_CODE = 3


def sent_in(wanted: TimeRange, sender: str = "") -> Tokens:
    """All mail of a time range, of one sender if one is given."""
    return (*of_group(Grouping.SENDER, sender), *tokens_of_time(wanted))


def with_outcomes(tokens: Tokens, counts: MailCounts, outcomes: Iterable[Outcome]) -> Tokens:
    """The mail of `tokens` with one of these outcomes; those that no mail has are left out, if another one is there."""
    wanted = list(outcomes)
    there = [outcome for outcome in wanted if counts.by_outcome.get(outcome)] or wanted
    words = [word for word, outcome in STATUS_WORDS.items() if outcome in there]
    return (FilterToken(FilterKey.STATUS, ",".join(words)), *tokens)


def with_reasons(tokens: Tokens, reasons: Sequence[Reason]) -> Tokens:
    """The mail of `tokens` that failed with one of these errors; none if one of them has no number."""
    numbers = {reason.error.id if reason.error is not None else 0 for reason in reasons}
    if min(numbers, default=0) <= 0 or not tokens:
        return ()
    first, *others = (FilterToken(FilterKey.ERROR, str(number)) for number in sorted(numbers))
    error = FilterToken(first.key, first.value, tuple(others))
    counts = MailCounts({reason.outcome: reason.mails for reason in reasons})
    return with_outcomes((error, *tokens), counts, counts.by_outcome)


def with_currency(tokens: Tokens, currency: str) -> Tokens:
    """The mail of `tokens` with a price in this currency; none if it is no currency's code."""
    is_code = len(currency) == _LETTERS_OF_A_CODE and currency.isascii() and currency.isalpha()
    return (FilterToken(FilterKey.PRICE, currency), *tokens) if is_code else ()


def of_group(grouping: Grouping, name: str) -> Tokens:
    """The tokens of a row of the table, without its time range; none for a row without a name."""
    if not name:
        return ()
    match grouping:
        case Grouping.DOMAIN:
            return (exact_token(FilterKey.TO_DOMAIN, name),)
        case Grouping.SENDER:
            named = FilterToken(FilterKey.FROM, f"*<{name}>")
            return (msgspec.structs.replace(exact_token(FilterKey.FROM, name), alternatives=(named,)),)
        case Grouping.SEND:
            return (exact_token(FilterKey.BULK, name),)
