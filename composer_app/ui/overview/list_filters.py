"""Filters of lists in Logs: the tokens that give exactly the mail behind each number of the overview."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from composer_app.domain.filter_fields import exact_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.outcome import Outcome
from composer_app.domain.outcome_shares import MailCounts
from composer_app.domain.overview import Grouping, Reason
from composer_app.domain.queries import MailPart, TimeRange
from composer_app.domain.status_words import STATUS_WORDS
from composer_app.domain.time_filter import tokens_of_time

Tokens = tuple[FilterToken, ...]

_LETTERS_OF_A_CODE = 3
_MOST_LEFT_OUT = 20
"""A filter that names more groups than these is not read by anyone."""


def sent_in(wanted: TimeRange, sender: str = "") -> Tokens:
    """All mail of a time range, of one sender if one is given."""
    return (*(of_group(Grouping.SENDER, sender) if sender else ()), *tokens_of_time(wanted))


def with_outcomes(tokens: Tokens, counts: MailCounts, outcomes: Iterable[Outcome]) -> Tokens:
    """The mail of `tokens` with one of these outcomes; those that no mail has are left out, if another one is there."""
    wanted = list(outcomes)
    there = [outcome for outcome in wanted if counts.by_outcome.get(outcome)] or wanted
    words = [word for word, outcome in STATUS_WORDS.items() if outcome in there]
    return (FilterToken(FilterKey.STATUS, ",".join(words)), *tokens)


def with_reasons(tokens: Tokens, reasons: Sequence[Reason], others: Iterable[Reason] = ()) -> Tokens:
    """The mail of `tokens` that failed with one of these errors.

    None if a filter cannot tell them from the others: an error without a number says nothing but its status.

    Args:
        others: all reasons of that mail.
    """
    if not tokens or not reasons:
        return ()
    counts = MailCounts({reason.outcome: reason.mails for reason in reasons})
    numbers = {_number_of(reason) for reason in reasons}
    nameless = {reason.outcome for reason in reasons}
    if numbers == {0}:
        apart = [one for one in others if one not in reasons and one.outcome in nameless and not _number_of(one)]
        error = FilterToken(f"-{FilterKey.ERROR}", "*")
        return () if apart else with_outcomes((error, *tokens), counts, counts.by_outcome)
    if 0 in numbers:
        return ()
    first, *more = (FilterToken(FilterKey.ERROR, str(number)) for number in sorted(numbers))
    error = FilterToken(first.key, first.value, tuple(more))
    return with_outcomes((error, *tokens), counts, counts.by_outcome)


def _number_of(reason: Reason) -> int:
    """0: it has none."""
    return max(reason.error.id, 0) if reason.error is not None else 0


def with_currency(tokens: Tokens, currency: str) -> Tokens:
    """The mail of `tokens` with a price in this currency, "" for one that is not named; none if it is no code."""
    if not currency:
        return (_has(MailPart.PRICE), _lacks(MailPart.CURRENCY), *tokens)
    is_code = len(currency) == _LETTERS_OF_A_CODE and currency.isascii() and currency.isalpha()
    return (FilterToken(FilterKey.PRICE, currency), *tokens) if is_code else ()


def without_price(tokens: Tokens) -> Tokens:
    """The mail of `tokens` whose price is not known."""
    return (_lacks(MailPart.PRICE), *tokens)


def of_group(grouping: Grouping, name: str) -> Tokens:
    """The tokens of a row of the table, without its time range."""
    match grouping:
        case Grouping.DOMAIN:
            return (exact_token(FilterKey.TO_DOMAIN, name) if name else _lacks(MailPart.DOMAIN),)
        case Grouping.SENDER:
            named = FilterToken(FilterKey.FROM, f"*<{name}>")
            exact = msgspec.structs.replace(exact_token(FilterKey.FROM, name), alternatives=(named,))
            return (exact if name else _lacks(MailPart.SENDER),)
        case Grouping.SEND:
            return (exact_token(FilterKey.BULK, name) if name else _lacks(MailPart.BULK),)


def of_other_groups(grouping: Grouping, names: Sequence[str], base: Tokens) -> Tokens:
    """The mail of `base` in the row of the others, in none of the rows with these names; none if they are too many."""
    if len(names) > _MOST_LEFT_OUT:
        return ()
    shown = (token for name in names for token in of_group(grouping, name))
    return (*(term.opposite() for token in shown for term in token.terms), *base)


def _has(part: MailPart) -> FilterToken:
    return FilterToken(FilterKey.HAS, part)


def _lacks(part: MailPart) -> FilterToken:
    return FilterToken(f"-{FilterKey.HAS}", part)
