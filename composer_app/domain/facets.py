"""Facets: which values the messages of a filter have, and how many of them each."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from composer_app.domain.filter_fields import exact_token
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.status_words import STATUS_WORDS


class Facet(StrEnum):
    """In the order in which they are shown."""

    STATUS = "status"
    DOMAIN = "domain"
    ERROR = "error"
    SENDER = "sender"
    BULK = "bulk"


class FacetValue(msgspec.Struct, frozen=True):
    """A value that some of the messages have.

    Attributes:
        value: as the filter names it; of an error its number, or its name if it came without one.
        words: what else is known of it: the vendor's words for an error, the subject of a bulk.
    """

    value: str
    messages: int
    words: str = ""


class FacetCounts(msgspec.Struct, frozen=True):
    """The most frequent values of one facet, the most frequent first. `left_out`: how many more values there are."""

    values: tuple[FacetValue, ...] = ()
    left_out: int = 0


def token_of(facet: Facet, value: str) -> FilterToken:
    """The token that finds exactly the messages with this value."""
    return exact_token(_KEYS[facet], _WORD_OF_STATUS[value] if facet is Facet.STATUS else value)


_KEYS = {
    Facet.STATUS: FilterKey.STATUS,
    Facet.DOMAIN: FilterKey.TO_DOMAIN,
    Facet.ERROR: FilterKey.ERROR,
    Facet.SENDER: FilterKey.FROM,
    Facet.BULK: FilterKey.BULK,
}
_WORD_OF_STATUS = {outcome.value: word for word, outcome in STATUS_WORDS.items()}
