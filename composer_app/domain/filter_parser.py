"""The filter language: `status:bounced to:*@corp.example since:2d "November statement"`.

Text is split into words at blanks. A word `key:value` with a known key is a token; all others are free text. A value
that holds blanks or quotes is quoted, and a quote inside it is doubled: `subject:"the ""new"" tariff"`. Writing a token
and parsing it gives the same token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter


class FilterKey(StrEnum):
    """The part before the colon, in the order in which the filter bar offers them."""

    STATUS = "status"
    TO = "to"
    FROM = "from"
    SUBJECT = "subject"
    SINCE = "since"
    UNTIL = "until"
    BULK = "bulk"
    ID = "id"
    IS = "is"


NOT_STATUS = "-status"
"""Excludes a status. No other key excludes."""
DOUBTFUL = "doubtful"
"""The one value of `is:`."""
SEVERAL = frozenset({FilterKey.STATUS, NOT_STATUS, FilterKey.ID})
"""Keys that may be given more than once; of the others the last one counts."""


class FilterProblem(StrEnum):
    """Why a token is invalid. The sentences are in ui/texts."""

    UNKNOWN_KEY = "unknown key"
    NO_VALUE = "no value"
    UNKNOWN_STATUS = "unknown status"
    NOT_A_TIME = "not a time"
    UNKNOWN_STATE = "unknown state"


class FilterToken(msgspec.Struct, frozen=True):
    """One `key:value`. The key is lower case; a "-" before it excludes."""

    key: str
    value: str

    def written(self) -> str:
        """The token as text that `parse` reads back as the same token."""
        if _needs_quotes(self.value):
            doubled = self.value.replace('"', '""')
            return f'{self.key}:"{doubled}"'
        return f"{self.key}:{self.value}"


STATUS_WORDS: dict[str, Outcome] = {
    "delivered": Outcome.DELIVERED,
    "accepted": Outcome.ACCEPTED,
    "pending": Outcome.PENDING,
    "bounced": Outcome.BOUNCED,
    "rejected": Outcome.REJECTED,
    "expired": Outcome.EXPIRED,
    "maybe sent": Outcome.UNKNOWN,
    "scheduled": Outcome.SCHEDULED,
    "sending": Outcome.SENDING,
    "queued": Outcome.QUEUED,
    "cancelled": Outcome.CANCELLED,
}
"""The program's own status words, in the order in which they are offered."""
_OTHER_STATUS_WORDS = {
    "undeliverable": Outcome.BOUNCED,  # the vendor's name of the group
    "unknown": Outcome.UNKNOWN,
    "maybe": Outcome.UNKNOWN,
    "maybe-sent": Outcome.UNKNOWN,
    "canceled": Outcome.CANCELLED,
}

_SPANS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_SPAN = re.compile(r"(\d{1,5})\s*([mhdw])", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse(text: str) -> tuple[list[FilterToken], str]:
    """The tokens of a text, and its other words joined by blanks."""
    tokens: list[FilterToken] = []
    free: list[str] = []
    for word in _words(text):
        token = _token_of(word)
        if token is None:
            free.append(word)
        else:
            tokens.append(token)
    return tokens, " ".join(free)


def last_word(text: str) -> str:
    """The word at the end of a text, with its quotes; empty behind a blank."""
    words = _words(text)
    return words[-1] if words and text.endswith(words[-1]) else ""


def key_of(word: str) -> str:
    """The key before the colon, without the "-" that excludes; empty where there is no colon."""
    key, colon, _ = word.partition(":")
    return key.lower().removeprefix("-") if colon else ""


def completions(word: str, values: Sequence[str]) -> list[str]:
    """Completions of `word`: `st` gives `status:`, `status:bo` gives `status:bounced`.

    Args:
        word: the word under the cursor.
        values: the known values of its key. Those that begin with the typed text come first.
    """
    if not word:
        return []
    key, colon, value = word.removeprefix("-").partition(":")
    sign = "-" if word.startswith("-") else ""
    if not colon:
        return [f"{sign}{known}:" for known in FilterKey if known.startswith(key.lower())]
    written = _unquoted(value).lower()
    fitting = [known for known in values if written in known.lower() and written != known.lower()]
    fitting.sort(key=lambda known: not known.lower().startswith(written))
    return [FilterToken(sign + key.lower(), known).written() for known in fitting]


def _words(text: str) -> list[str]:
    """Split at blanks outside quotes. Quotes stay; an open one reaches to the end."""
    found: list[str] = []
    word = ""
    is_quoted = False
    for char in text:
        is_quoted ^= char == '"'
        if not char.isspace() or is_quoted:
            word += char
        elif word:
            found.append(word)
            word = ""
    return [*found, word] if word else found


def _token_of(word: str) -> FilterToken | None:
    """None for free text: no colon, an unknown key, or no value."""
    key, _, written = word.partition(":")
    value = _unquoted(written)
    return FilterToken(key.lower(), value) if value and key_of(word) in set(FilterKey) else None


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value.strip('"')
    inside = value[1:-1] if len(value) > 1 and _is_closed(value) else value[1:]
    return inside.replace('""', '"')


def _is_closed(value: str) -> bool:
    return value.endswith('"') and value.count('"') % 2 == 0


def _needs_quotes(value: str) -> bool:
    return '"' in value or any(char.isspace() for char in value)


def problem_of_token(token: FilterToken, now: datetime) -> FilterProblem | None:
    """The problem of `token`; None if it is valid."""
    if token.key not in {*FilterKey, NOT_STATUS}:
        return FilterProblem.UNKNOWN_KEY
    if not token.value.strip():
        return FilterProblem.NO_VALUE
    if token.key in (FilterKey.STATUS, NOT_STATUS) and not outcomes_named(token.value):
        return FilterProblem.UNKNOWN_STATUS
    if token.key == FilterKey.IS and token.value.strip().lower() != DOUBTFUL:
        return FilterProblem.UNKNOWN_STATE
    if token.key in (FilterKey.SINCE, FilterKey.UNTIL):
        is_end = token.key == FilterKey.UNTIL
        return FilterProblem.NOT_A_TIME if moment_named(token.value, now, is_end=is_end) is None else None
    return None


def may_exclude(token: FilterToken) -> bool:
    """False for a "-" before any key but `status`."""
    return not token.key.startswith("-") or token.key == NOT_STATUS


def outcomes_named(text: str) -> frozenset[Outcome]:
    """The outcomes of `bounced`, `UNDELIVERABLE` or `bounced,expired`; empty if one of the words is none."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = STATUS_WORDS | _OTHER_STATUS_WORDS
    if any(word not in known for word in words):
        return frozenset()
    return frozenset(known[word] for word in words)


def moment_named(text: str, now: datetime, *, is_end: bool, zone: tzinfo | None = None) -> datetime | None:
    """The moment that `2d`, `today`, `yesterday`, `2026-11-20` or `2026-11-20T14:00` names, in UTC.

    Args:
        text: the value of a token.
        now: `2d` counts back from here.
        is_end: a day means its end, not its beginning.
        zone: the zone of days without one; None: the computer's.
    """
    word = text.strip().lower()
    try:
        span = _SPAN.fullmatch(word)
        if span is not None:
            return now.astimezone(UTC) - timedelta(**{_SPANS[span[2]]: int(span[1])})
        if word in ("today", "yesterday"):
            day = now.astimezone(zone).date() - timedelta(days=word == "yesterday")
            return _of_day(datetime.combine(day, time()), is_end, zone)
        if _DAY.fullmatch(word):
            return _of_day(datetime.fromisoformat(word), is_end, zone)
        written = datetime.fromisoformat(text.strip().upper().replace(" ", "T", 1))
    except (ValueError, OverflowError, OSError):
        return None
    if written.tzinfo is None and zone is not None:
        written = written.replace(tzinfo=zone)
    try:
        return written.astimezone(UTC)
    except (ValueError, OverflowError, OSError):  # year 1 or 9999 in a zone that has it elsewhere
        return None


def newest_of_each(tokens: Iterable[FilterToken], now: datetime) -> list[FilterToken]:
    """The tokens without replaced ones, in order. Keys outside `SEVERAL` count once.

    An invalid token stays visible until another one with its key; it never replaces a valid one.
    """
    kept: dict[object, FilterToken] = {}
    for number, token in enumerate(tokens):
        is_wrong = problem_of_token(token, now) is not None
        name: object = number if token.key in SEVERAL else token.key
        kept.pop((name, True), None)
        if not is_wrong:
            kept.pop((name, False), None)
        kept[name, is_wrong] = token
    return list(kept.values())


def filter_of(
    tokens: Iterable[FilterToken], text: str, account_id: AccountId, now: datetime, zone: tzinfo | None = None
) -> ArchiveFilter:
    """The archive's filter for these tokens and free words. Tokens with a problem are left out."""
    values: dict[str, list[str]] = {}
    for token in newest_of_each(tokens, now):
        if problem_of_token(token, now) is None:
            values.setdefault(token.key, []).append(token.value.strip())

    def last(key: FilterKey) -> str:
        return values.get(key, [""])[-1]

    since, until, bulk = last(FilterKey.SINCE), last(FilterKey.UNTIL), last(FilterKey.BULK)
    return ArchiveFilter(
        account_id=account_id,
        outcomes=_outcomes(values.get(FilterKey.STATUS, []), values.get(NOT_STATUS, [])),
        to=last(FilterKey.TO),
        sender=last(FilterKey.FROM),
        subject=last(FilterKey.SUBJECT),
        bulk_id=BulkId(bulk) if bulk else None,
        message_ids=frozenset(
            MessageId(one) for value in values.get(FilterKey.ID, []) for one in re.split(r"[,\s]+", value) if one
        ),
        since=moment_named(since, now, is_end=False, zone=zone) if since else None,
        until=moment_named(until, now, is_end=True, zone=zone) if until else None,
        words=tuple(text.split()),
        inconsistent_at=now if last(FilterKey.IS) else None,
    )


def _outcomes(wanted: list[str], excluded: list[str]) -> frozenset[Outcome]:
    named = frozenset[Outcome]().union(*map(outcomes_named, wanted))
    if not excluded:
        return named
    return (named or frozenset(Outcome)) - frozenset[Outcome]().union(*map(outcomes_named, excluded))


def _of_day(midnight: datetime, is_end: bool, zone: tzinfo | None) -> datetime:
    day = midnight + timedelta(days=is_end)  # by the calendar: the day a clock is set has 23 or 25 hours
    return (day if zone is None else day.replace(tzinfo=zone)).astimezone(UTC)
