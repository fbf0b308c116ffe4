"""Filter keys: the fields of the filter language. What each one means is a line in `filter_fields`."""

from __future__ import annotations

from enum import StrEnum


class FilterKey(StrEnum):
    """Fields, in the order in which the filter bar offers them."""

    STATUS = "status"
    IS = "is"
    TO = "to"
    TO_DOMAIN = "to-domain"
    FROM = "from"
    SUBJECT = "subject"
    TEXT = "text"
    ERROR = "error"
    SINCE = "since"
    UNTIL = "until"
    BULK = "bulk"
    ID = "id"
    HAS = "has"
    PRICE = "price"
    ACCOUNT = "account"
