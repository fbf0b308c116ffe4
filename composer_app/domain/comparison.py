"""What is different about some mails: in which shares they differ from others, and how strongly."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

import msgspec

from composer_app.domain.comparison_times import Bucket, PartOfDay, TimeSpan, part_of_day_apart, span_apart
from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.queries import ArchiveFilter
from composer_app.domain.status_words import STATUS_WORDS

FEWEST = 20
"""Fewer mails in one of the groups are too few to compare."""
LEAST_POINTS = 10
"""The least distance of two shares in points of 100 that is listed."""
MOST_FINDINGS = 7
LEAST_SHARE = LEAST_POINTS
"""In points of 100. A value that fewer of these mails have can lie no further apart."""
DAYS_BEFORE = 7
LONGEST_VALUE = 200
"""Characters of a value that go into a filter."""


class Against(StrEnum):
    """What the mails are compared with."""

    OTHERS = "others"
    """All others of the same time."""
    DAYS_BEFORE = "days before"
    """What the same filter finds in the seven days before."""
    EVERYTHING = "everything"
    """All others of the account."""


class Aspect(StrEnum):
    """What may be different, in the order of equal findings."""

    DOMAIN = "domain"
    ERROR = "error"
    STATUS = "status"
    TIME = "time"
    HOURS = "hours"
    SENDER = "sender"
    SUBJECT = "subject"
    ATTACHMENT = "attachment"
    BULK = "bulk"
    FIRST_MAIL = "first mail"


class Question(msgspec.Struct, frozen=True):
    """Which mails are compared with which.

    Attributes:
        wanted: the filter that finds them; it names the account.
        rows: the numbers of the chosen rows in place of all that the filter finds; empty: all of them.
        keys: of the filter's tokens. What they say of every mail is no finding.
    """

    wanted: ArchiveFilter
    against: Against = Against.OTHERS
    rows: Sequence[int] = ()
    keys: frozenset[str] = frozenset()


class ValueCount(msgspec.Struct, frozen=True):
    """How many mails of each group have one value. `name`: what the user reads for it, if that is not the value."""

    aspect: Aspect
    value: str
    these: int
    rest: int
    name: str = ""


class Counts(msgspec.Struct, frozen=True):
    """The counts of two groups of mail that have no mail in common.

    Attributes:
        these: the number of mails that were asked about.
        rest: the number of the others.
        values: those that are frequent in one of the groups; one that is left out is rarer than `LEAST_SHARE` in both.
        buckets: by time of sending, none longer than an hour.
        compared: the aspects that were counted.
        lacking: aspects that are not known of any mail of one group.
        since: the others were sent from here on; None: no such end.
    """

    these: int
    rest: int
    values: tuple[ValueCount, ...] = ()
    buckets: tuple[Bucket, ...] = ()
    compared: frozenset[Aspect] = frozenset()
    lacking: frozenset[Aspect] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


class Finding(msgspec.Struct, frozen=True):
    """One difference: of `all_these` mails `these` have it, of the `all_rest` others `rest`."""

    aspect: Aspect
    these: int
    all_these: int
    rest: int
    all_rest: int
    value: str = ""
    name: str = ""
    span: TimeSpan | None = None
    part_of_day: PartOfDay | None = None

    @property
    def points(self) -> float:
        """The distance of the two shares in points of 100."""
        return 100 * (self.these / self.all_these - self.rest / self.all_rest)

    @property
    def is_listed(self) -> bool:
        """Whether these have it more often, by at least `LEAST_POINTS`; exact at the edge."""
        return self._apart >= LEAST_POINTS * self.all_these * self.all_rest

    @property
    def is_different(self) -> bool:
        """Whether the shares lie at least `LEAST_POINTS` apart; what only the others have is not listed."""
        return abs(self._apart) >= LEAST_POINTS * self.all_these * self.all_rest

    @property
    def _apart(self) -> int:
        return 100 * (self.these * self.all_rest - self.rest * self.all_these)


class Comparison(msgspec.Struct, frozen=True):
    """What was found.

    Attributes:
        findings: the greatest distance first, at most `MOST_FINDINGS`.
        alike: the aspects in which no value lies so far apart.
        is_too_few: one of the groups is too small, and nothing was compared.
        elapsed_ms: how long it took.
    """

    these: int
    rest: int
    findings: tuple[Finding, ...] = ()
    alike: tuple[Aspect, ...] = ()
    is_too_few: bool = False
    since: datetime | None = None
    until: datetime | None = None
    elapsed_ms: float = 0.0


def is_enough(these: int, rest: int) -> bool:
    """Whether groups of this size are compared."""
    return min(these, rest) >= FEWEST


def compare(counts: Counts, zone: tzinfo | None = None) -> Comparison:
    """The differences between the two groups.

    Args:
        zone: whose hours of the day; None: the computer's.
    """
    compared = Comparison(counts.these, counts.rest, since=counts.since, until=counts.until)
    if not is_enough(counts.these, counts.rest):
        return msgspec.structs.replace(compared, is_too_few=True)
    candidates = list(_all_findings(counts, zone))
    found = [one for one in candidates if one.is_listed]
    found.sort(key=lambda one: (-one.points, list(Aspect).index(one.aspect), one.value))
    different = {one.aspect for one in candidates if one.is_different}
    subjects = {(one.these, one.rest) for one in found if one.aspect is Aspect.SUBJECT}
    # A bulk with a subject of its own is the same mail twice, and its subject says more.
    found = [one for one in found if one.aspect is not Aspect.BULK or (one.these, one.rest) not in subjects]
    if different & {Aspect.TIME, Aspect.HOURS}:
        different |= {Aspect.TIME, Aspect.HOURS}  # both are times for the reader
    alike = tuple(aspect for aspect in Aspect if aspect in counts.compared - counts.lacking - different)
    return msgspec.structs.replace(compared, findings=tuple(found[:MOST_FINDINGS]), alike=alike)


def _all_findings(counts: Counts, zone: tzinfo | None) -> Iterable[Finding]:
    all_these, all_rest = counts.these, counts.rest
    for one in counts.values:
        if one.aspect in counts.compared:
            yield Finding(one.aspect, one.these, all_these, one.rest, all_rest, one.value, one.name)
    if Aspect.TIME in counts.compared and (span := span_apart(counts.buckets)) is not None:
        yield Finding(Aspect.TIME, span.these, all_these, span.rest, all_rest, span=span)
    if Aspect.HOURS in counts.compared and (part := part_of_day_apart(counts.buckets, zone)) is not None:
        yield Finding(Aspect.HOURS, part.these, all_these, part.rest, all_rest, part_of_day=part)


def percent(part: int, whole: int) -> int:
    """A share in whole percent. Only none is 0 and only all are 100."""
    if part in (0, whole):
        return 100 if part else 0
    return min(max((200 * part + whole) // (2 * whole), 1), 99)


def is_under_one_percent(part: int, whole: int) -> bool:
    """Whether a share is more than nothing and rounds to nothing."""
    return 0 < 200 * part < whole


_FIXED_BY: dict[str, tuple[Aspect, ...]] = {
    FilterKey.STATUS: (Aspect.STATUS,),
    FilterKey.IS: (Aspect.STATUS,),
    FilterKey.TO: (Aspect.DOMAIN,),
    FilterKey.TO_DOMAIN: (Aspect.DOMAIN,),
    FilterKey.FROM: (Aspect.SENDER,),
    FilterKey.SUBJECT: (Aspect.SUBJECT,),
    FilterKey.BULK: (Aspect.BULK, Aspect.SENDER, Aspect.SUBJECT, Aspect.ATTACHMENT),
    FilterKey.ERROR: (Aspect.ERROR, Aspect.STATUS),
    FilterKey.HAS: (Aspect.ATTACHMENT,),
}
"""What a filter with this key says of every mail that it finds: that is no finding."""
_LONGEST_DAY = timedelta(hours=25)


def aspects_to_compare(keys: Collection[str], against: Against, lasts: timedelta | None) -> frozenset[Aspect]:
    """The aspects in which a difference says something.

    Args:
        keys: of the filter's tokens; one with a "-" fixes nothing.
        lasts: how long the time is in which these mails were sent; None: no such limits.
    """
    fixed = {aspect for key in keys for aspect in _FIXED_BY.get(key, ())}
    if against is Against.DAYS_BEFORE or (against is Against.EVERYTHING and lasts is not None):
        fixed.add(Aspect.TIME)  # they lie at other times because that is what was asked for
    if lasts is not None and lasts <= _LONGEST_DAY:
        fixed.add(Aspect.HOURS)
    return frozenset(Aspect) - fixed


def tokens_of(finding: Finding, *, excluding: bool = False) -> tuple[FilterToken, ...]:
    """The tokens that narrow a filter to this finding, or that exclude it; none if no filter says it."""
    sign = "-" if excluding else ""
    if finding.aspect is Aspect.TIME and finding.span is not None:
        return _tokens_of_span(finding.span, excluding=excluding)
    key, value = _KEYS.get(finding.aspect, ""), finding.value
    if len(value) > LONGEST_VALUE:
        value = value[:LONGEST_VALUE] if finding.aspect in _ANY_PART else ""
    if finding.aspect is Aspect.STATUS:
        value = next((word for word, outcome in STATUS_WORDS.items() if outcome == finding.value), "")
    return (FilterToken(sign + key, value),) if key and value else ()


def _tokens_of_span(span: TimeSpan, *, excluding: bool) -> tuple[FilterToken, ...]:
    ends: Sequence[tuple[str, datetime | None]] = ((FilterKey.SINCE, span.since), (FilterKey.UNTIL, span.until))
    tokens = [FilterToken(key, written_time(at)) for key, at in ends if at is not None]
    if not excluding:
        return tuple(tokens)
    if len(tokens) != 1:
        return ()  # what lies outside of two ends is no span
    other = FilterKey.UNTIL if tokens[0].key == FilterKey.SINCE else FilterKey.SINCE
    return (FilterToken(other, tokens[0].value),)


def written_time(at: datetime) -> str:
    """A moment as the filter reads it: local time, to the minute."""
    return at.astimezone().strftime("%Y-%m-%dT%H:%M")


_ANY_PART = frozenset({Aspect.SENDER, Aspect.SUBJECT})
"""A filter finds these by any part."""
_KEYS: dict[Aspect, str] = {
    Aspect.DOMAIN: FilterKey.TO_DOMAIN,
    Aspect.ERROR: FilterKey.ERROR,
    Aspect.STATUS: FilterKey.STATUS,
    Aspect.SENDER: FilterKey.FROM,
    Aspect.SUBJECT: FilterKey.SUBJECT,
    Aspect.BULK: FilterKey.BULK,
}
