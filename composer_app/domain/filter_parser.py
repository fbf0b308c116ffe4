"""Filters as people write them: `status:bounced to:*@corp.example since:2d invoice`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

import msgspec

from composer_app.domain.ids import AccountId, BulkId, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter


class FilterKey(StrEnum):
    """What stands before the colon."""

    TO = "to"
    FROM = "from"
    STATUS = "status"
    SINCE = "since"
    UNTIL = "until"
    BULK = "bulk"
    ID = "id"
    SUBJECT = "subject"
    IS = "is"


NOT_STATUS = "-status"
"""Excludes. No other key can."""
DOUBTFUL = "doubtful"
"""What `is:` may say."""
SEVERAL = frozenset({FilterKey.STATUS, NOT_STATUS, FilterKey.ID})
"""Keys that may be given more than once; of the others the last one counts."""


class FilterProblem(StrEnum):
    """Why a token says nothing. The words for people stand in the ui."""

    UNKNOWN_KEY = "unknown key"
    NO_VALUE = "no value"
    UNKNOWN_STATUS = "unknown status"
    NOT_A_TIME = "not a time"
    UNKNOWN_STATE = "unknown state"


class FilterToken(msgspec.Struct, frozen=True):
    """One `key:value`."""

    key: str
    value: str


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
"""The program's own words, in the order in which they are offered."""
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


def problem_of_token(token: FilterToken, now: datetime) -> FilterProblem | None:
    """Why `token` cannot be used; None if it can."""
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


def outcomes_named(text: str) -> frozenset[Outcome]:
    """The outcomes of `bounced`, `UNDELIVERABLE` or `bounced,expired`; empty if one of the words is none."""
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = STATUS_WORDS | _OTHER_STATUS_WORDS
    if any(word not in known for word in words):
        return frozenset()
    return frozenset(known[word] for word in words)


def moment_named(text: str, now: datetime, *, is_end: bool, zone: tzinfo | None = None) -> datetime | None:
    """The moment that `2d`, `today`, `yesterday`, `2026-11-20` or `2026-11-20T14:00` stands for, in UTC.

    Args:
        text: as it was written.
        now: what `2d` counts back from.
        is_end: a day means its end, not its beginning.
        zone: whose days are meant; None: the computer's.
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
    """The tokens that count, in their order: what may stand once only is the last one written.

    A wrong one stays, so that one sees what is wrong, until another takes its place; it never takes that of a good one.
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
    """The filter that tokens and free words stand for. Tokens with a problem are left out."""
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
