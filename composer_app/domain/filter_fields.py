"""Meaning of the filter language: what each field takes, and the archive's filter for tokens and words.

A field is a member of `FilterKey` and a line in `_FIELDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from enum import Enum, StrEnum, auto
from functools import reduce
from typing import NamedTuple

import msgspec

from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import MAX_ALTERNATIVES, WORD, FilterToken, tokens_in
from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.message_history import EventKind
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, FilterAlternative, MailPart, PriceLimit, exact_value, exactly
from composer_app.domain.search_folding import fold
from composer_app.domain.status_words import STATUS_WORDS, outcomes_named
from composer_app.domain.time_filter import moment_named

DOUBTFUL, PROBLEM, NEW = "doubtful", "problem", "new"
STEPS = {
    kind.value: kind for kind in (EventKind.OPENED, EventKind.CLICKED, EventKind.UNSUBSCRIBED, EventKind.COMPLAINED)
}
"""What a recipient did. It comes from webhook events alone (api/README.md 10)."""
STATES = (PROBLEM, DOUBTFUL, NEW, *STEPS)
"""The values of `is:`."""


class FilterProblem(StrEnum):
    """Why a token is invalid. The sentences are in ui/texts."""

    UNKNOWN_KEY = "unknown key"
    NO_VALUE = "no value"
    UNKNOWN_STATUS = "unknown status"
    NOT_A_TIME = "not a time"
    UNKNOWN_STATE = "unknown state"
    UNKNOWN_ACCOUNT = "unknown account"
    UNKNOWN_PART = "unknown part"
    NOT_A_PRICE = "not a price"
    TOO_MANY = "too many alternatives"


_PRICE = re.compile(r"(>=|<=|>|<|=)?\s*(?:(\d{1,12}(?:[.,]\d{1,12})?)\s*([a-z]{3})?|([a-z]{3}))", re.IGNORECASE)


class FilterContext(NamedTuple):
    """What a filter means depends on this.

    Attributes:
        now: `2d` counts back from here.
        zone: of days without one; None: the computer's.
        accounts: the user's accounts by their names.
    """

    now: datetime
    zone: tzinfo | None = None
    accounts: Mapping[str, AccountId] = {}


class _Joins(Enum):
    """How several terms of one field go together. Excluded ones always must all hold."""

    ANY = auto()
    ALL = auto()
    LAST = auto()


class _Field(NamedTuple):
    condition: Callable[[str, FilterContext], ArchiveFilter | None]
    """The condition of a value; None: it has no meaning."""
    problem: FilterProblem = FilterProblem.NO_VALUE
    joins: _Joins = _Joins.ANY


def exact_token(key: FilterKey, value: str) -> FilterToken:
    """The token that finds this value of a field and no other."""
    plain = _EXACT_ANYWAY.get(key)
    return FilterToken(key, value if plain is not None and plain.fullmatch(value) else exactly(value))


def narrowed(tokens: Iterable[FilterToken], token: FilterToken) -> list[FilterToken]:
    """The tokens and one more, of whose mail nothing is found that it does not name.

    It takes the place of its opposite, and of other values of its field, which would be alternatives.
    """
    others = (one for one in tokens if one.alternatives or one.is_excluded or one.field != token.field)
    return [*(one for one in others if one.alternatives or one != token.opposite()), token]


def problem_of_token(token: FilterToken, context: FilterContext) -> FilterProblem | None:
    """Why `token` filters nothing; None if it does filter. Of alternatives, the first problem."""
    if len(token.terms) > MAX_ALTERNATIVES:
        return FilterProblem.TOO_MANY
    return next((problem for term in token.terms if (problem := _problem_of(term, context)) is not None), None)


def newest_of_each(tokens: Iterable[FilterToken], context: FilterContext) -> list[FilterToken]:
    """The tokens without those that a later one replaces, in their order.

    Of equal tokens one stays, and of the fields that count once the last. A wrong token stays visible until another of
    its field comes; it never replaces a good one.
    """
    kept: dict[object, FilterToken] = {}
    for token in tokens:
        counts_once = token.key in _FIELDS and _FIELDS[FilterKey(token.key)].joins is _Joins.LAST
        if not counts_once or token.alternatives:
            kept.setdefault(token, token)
            continue
        is_wrong = problem_of_token(token, context) is not None
        kept.pop((token.key, True), None)
        if not is_wrong:
            kept.pop((token.key, False), None)
        kept[token.key, is_wrong] = token
    return list(kept.values())


def filter_of(tokens: Iterable[FilterToken], text: str, account_id: AccountId, context: FilterContext) -> ArchiveFilter:
    """The archive's filter for these tokens and free words. Terms with a problem are left out.

    Several terms of one field mean "one of them"; properties (`is:`, `has:`, prices) must all hold. A filter that
    names an account looks only there.
    """
    singles: dict[str, list[ArchiveFilter]] = {}
    excluded: dict[str, list[ArchiveFilter]] = {}
    groups: list[tuple[FilterAlternative, ...]] = []
    for token in newest_of_each([*tokens, *tokens_in(text)], context):
        if len(token.terms) > MAX_ALTERNATIVES:
            continue
        terms = [term for term in token.terms if _problem_of(term, context) is None]
        if token.alternatives and terms:
            groups.append(tuple(FilterAlternative(_condition_of(term, context), term.is_excluded) for term in terms))
        elif terms:
            place = excluded if token.is_excluded else singles
            place.setdefault(token.field, []).append(_condition_of(token, context))
    wanted = ArchiveFilter()
    for field, found in singles.items():
        wanted, more = _with(wanted, field, found)
        groups += more
    for field, found in excluded.items():
        if field == FilterKey.STATUS:  # a set of outcomes is quicker than what is left without some
            unwanted = frozenset[Outcome]().union(*(one.outcomes for one in found))
            wanted = msgspec.structs.replace(wanted, outcomes=(wanted.outcomes or frozenset(Outcome)) - unwanted)
            groups += [] if wanted.outcomes else [()]
        else:
            groups += [(FilterAlternative(one, is_excluded=True),) for one in found]
    names_account = wanted.account_id is not None or any(one.wanted.account_id for group in groups for one in group)
    return msgspec.structs.replace(
        wanted, account_id=wanted.account_id if names_account else account_id, groups=tuple(groups)
    )


def _with(
    wanted: ArchiveFilter, field: str, found: Sequence[ArchiveFilter]
) -> tuple[ArchiveFilter, list[tuple[FilterAlternative, ...]]]:
    """The filter with these terms of one field, and groups for what one filter cannot say."""
    joins = _Joins.ALL if field == WORD else _FIELDS[FilterKey(field)].joins
    if joins is _Joins.LAST:
        return _merged(wanted, found[-1]), []
    if field in _SETS:
        return reduce(_merged, found, wanted), []
    if joins is _Joins.ANY and len(found) > 1:
        return wanted, [tuple(FilterAlternative(one) for one in found)]
    groups: list[tuple[FilterAlternative, ...]] = []
    for one in found:
        if one.price is not None and wanted.price is not None:
            groups.append((FilterAlternative(one),))
        else:
            wanted = _merged(wanted, one)
    return wanted, groups


def _merged(wanted: ArchiveFilter, one: ArchiveFilter) -> ArchiveFilter:
    """Both: sets and words are put together, of other values the second one's count."""
    changes: dict[str, object] = {}
    for name in ArchiveFilter.__struct_fields__:
        value, before = getattr(one, name), getattr(wanted, name)
        if isinstance(value, frozenset):
            changes[name] = before | value
        elif name == "words":
            changes[name] = before + value
        elif value not in (None, "", False, ()):
            changes[name] = value
    return msgspec.structs.replace(wanted, **changes)


def _problem_of(term: FilterToken, context: FilterContext) -> FilterProblem | None:
    if term.field == WORD:
        return None if term.value.strip() else FilterProblem.NO_VALUE
    if term.field not in _FIELDS:
        return FilterProblem.UNKNOWN_KEY
    value = _value_of(term)
    if not value or (exact_value(value) is not None and not value[1:].strip()):
        return FilterProblem.NO_VALUE
    field = _FIELDS[FilterKey(term.field)]
    return field.problem if field.condition(value, context) is None else None


def _condition_of(term: FilterToken, context: FilterContext) -> ArchiveFilter:
    if term.field == WORD:
        return ArchiveFilter(words=(term.value,))
    found = _FIELDS[FilterKey(term.field)].condition(_value_of(term), context)
    assert found is not None  # a term without a problem
    return found


def _value_of(term: FilterToken) -> str:
    """Without the blanks around it, which may belong to an exact value."""
    return term.value.strip() if exact_value(term.value) is None else term.value


def _parts(value: str) -> list[str]:
    if exact_value(value) is not None:
        return [value]
    return [part for part in re.split(r"[,\s]+", value) if part]


def _status(value: str, _context: FilterContext) -> ArchiveFilter | None:
    outcomes = outcomes_named(value)
    return ArchiveFilter(outcomes=outcomes) if outcomes else None


def _state(value: str, context: FilterContext) -> ArchiveFilter | None:
    states = {
        PROBLEM: ArchiveFilter(problem_at=context.now),
        DOUBTFUL: ArchiveFilter(inconsistent_at=context.now),
        NEW: ArchiveFilter(is_new=True),
    }
    step = STEPS.get(value.lower())
    return states.get(value.lower()) if step is None else ArchiveFilter(steps=frozenset({step}))


def _since(value: str, context: FilterContext) -> ArchiveFilter | None:
    moment = moment_named(value, context.now, is_end=False, zone=context.zone)
    return None if moment is None else ArchiveFilter(since=moment)


def _until(value: str, context: FilterContext) -> ArchiveFilter | None:
    moment = moment_named(value, context.now, is_end=True, zone=context.zone)
    return None if moment is None else ArchiveFilter(until=moment)


def _price(value: str, _context: FilterContext) -> ArchiveFilter | None:
    found = _PRICE.fullmatch(value)
    if found is None or (found[4] and found[1]):
        return None
    amount = Decimal(found[2].replace(",", ".")) if found[2] else None
    currency = (found[3] or found[4] or "").upper()
    return ArchiveFilter(price=PriceLimit(found[1] or "=", amount, currency))


def _part(value: str, _context: FilterContext) -> ArchiveFilter | None:
    part = value.lower().removesuffix("s")
    return ArchiveFilter(parts=frozenset({MailPart(part)})) if part in set(MailPart) else None


def _account(value: str, context: FilterContext) -> ArchiveFilter | None:
    named = {fold(name): account_id for name, account_id in context.accounts.items()}
    account_id = named.get(fold(value))
    return None if account_id is None else ArchiveFilter(account_id=account_id)


def _ids(value: str, _context: FilterContext) -> ArchiveFilter | None:
    ids = frozenset(MessageId(part) for part in _parts(value))
    return ArchiveFilter(message_ids=ids) if ids else None


def _domains(value: str, _context: FilterContext) -> ArchiveFilter | None:
    if exact_value(value) is not None:
        return ArchiveFilter(domains=frozenset((value,)))
    domains = frozenset(part.removeprefix("@").lower() for part in _parts(value)) - {""}
    return ArchiveFilter(domains=domains) if domains else None


_FIELDS: dict[FilterKey, _Field] = {
    FilterKey.STATUS: _Field(_status, FilterProblem.UNKNOWN_STATUS),
    FilterKey.IS: _Field(_state, FilterProblem.UNKNOWN_STATE, _Joins.ALL),
    FilterKey.TO: _Field(lambda value, _: ArchiveFilter(to=value)),
    FilterKey.TO_DOMAIN: _Field(_domains),
    FilterKey.FROM: _Field(lambda value, _: ArchiveFilter(sender=value)),
    FilterKey.SUBJECT: _Field(lambda value, _: ArchiveFilter(subject=value)),
    FilterKey.TEXT: _Field(lambda value, _: ArchiveFilter(text=value)),
    FilterKey.ERROR: _Field(lambda value, _: ArchiveFilter(error=value)),
    FilterKey.SINCE: _Field(_since, FilterProblem.NOT_A_TIME, _Joins.LAST),
    FilterKey.UNTIL: _Field(_until, FilterProblem.NOT_A_TIME, _Joins.LAST),
    FilterKey.BULK: _Field(lambda value, _: ArchiveFilter(bulk_id=BulkId(value))),
    FilterKey.ID: _Field(_ids),
    FilterKey.HAS: _Field(_part, FilterProblem.UNKNOWN_PART, _Joins.ALL),
    FilterKey.PRICE: _Field(_price, FilterProblem.NOT_A_PRICE, _Joins.ALL),
    FilterKey.ACCOUNT: _Field(_account, FilterProblem.UNKNOWN_ACCOUNT),
}
_EXACT_ANYWAY = {
    FilterKey.STATUS: re.compile("|".join(STATUS_WORDS)),
    FilterKey.TO_DOMAIN: re.compile(r"(?!.*xn--)[a-z0-9.-]+"),
    FilterKey.ERROR: re.compile(r"\d+"),
    FilterKey.BULK: re.compile(r"[^=*\s](?:[^*]*[^*\s])?", re.DOTALL),
}
"""Values for which the field takes nothing else even without "="."""
_SETS = frozenset((FilterKey.STATUS, FilterKey.ID, FilterKey.TO_DOMAIN))
"""Fields whose condition is a set: several terms are one bigger set."""
