"""What is listed as different, how strongly, and in which order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.comparison import (
    LONGEST_VALUE,
    Against,
    Aspect,
    Counts,
    Finding,
    ValueCount,
    aspects_to_compare,
    compare,
    is_under_one_percent,
    percent,
    tokens_of,
)
from composer_app.domain.comparison_times import Bucket, TimeSpan
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.time_filter import moment_named

ALL = frozenset(Aspect)
T0 = datetime(2026, 11, 23, 13, 40, tzinfo=UTC)
DOMAIN = ValueCount(Aspect.DOMAIN, "corp.example", 38, 202)
ERROR = ValueCount(Aspect.ERROR, "6010", 33, 0, "Recipient inbox full")


def counts(*values: ValueCount, these: int = 45, rest: int = 3367, compared: frozenset[Aspect] = ALL) -> Counts:
    return Counts(these, rest, values, compared=compared)


def test_the_greatest_distance_comes_first() -> None:
    found = compare(counts(ERROR, DOMAIN, ValueCount(Aspect.FIRST_MAIL, "", 16, 303)))
    assert [one.aspect for one in found.findings] == [Aspect.DOMAIN, Aspect.ERROR, Aspect.FIRST_MAIL]
    assert round(found.findings[0].points, 1) == 78.4
    assert found.alike == (Aspect.STATUS, Aspect.TIME, Aspect.HOURS, Aspect.SENDER, Aspect.SUBJECT, *_LAST)


def test_less_than_ten_points_is_alike() -> None:
    found = compare(counts(ValueCount(Aspect.SENDER, "a@x.example", 30, 19), these=100, rest=95))
    assert [one.value for one in found.findings] == ["a@x.example"]
    found = compare(counts(ValueCount(Aspect.SENDER, "a@x.example", 29, 19), these=100, rest=95))
    assert not found.findings
    assert Aspect.SENDER in found.alike


def test_at_most_seven_are_listed() -> None:
    values = [ValueCount(Aspect.SUBJECT, f"s{number}", 20 - number, 0) for number in range(9)]
    found = compare(counts(*values, these=100))
    assert [one.value for one in found.findings] == [f"s{number}" for number in range(7)]


def test_equal_distances_come_in_a_fixed_order() -> None:
    values = [ValueCount(Aspect.SENDER, "a", 9, 0), ValueCount(Aspect.DOMAIN, "b", 9, 0)]
    assert [one.value for one in compare(counts(*values)).findings] == ["b", "a"]


def test_bulk_with_a_subject_of_its_own_is_named_by_the_subject() -> None:
    subject, bulk = ValueCount(Aspect.SUBJECT, "Hello", 30, 5), ValueCount(Aspect.BULK, "b-1", 30, 5)
    found = compare(counts(bulk, subject))
    assert [one.aspect for one in found.findings] == [Aspect.SUBJECT]
    assert Aspect.BULK not in found.alike
    other = ValueCount(Aspect.BULK, "b-1", 30, 4)
    assert {one.aspect for one in compare(counts(other, subject)).findings} == {Aspect.SUBJECT, Aspect.BULK}


@pytest.mark.parametrize(
    ("these", "rest", "is_too_few"), [(19, 500, True), (500, 19, True), (20, 20, False), (0, 0, True)]
)
def test_fewer_than_twenty_are_too_few(these: int, rest: int, is_too_few: bool) -> None:
    found = compare(Counts(these, rest, (ValueCount(Aspect.DOMAIN, "x.example", these, 0),), compared=ALL))
    assert found.is_too_few is is_too_few
    assert bool(found.findings) is not is_too_few
    assert (found.these, found.rest) == (these, rest)


def test_what_was_not_compared_is_not_spoken_of() -> None:
    found = compare(counts(DOMAIN, compared=frozenset({Aspect.SENDER})))
    assert not found.findings
    assert found.alike == (Aspect.SENDER,)


def test_what_only_the_others_have_is_not_listed_and_not_alike() -> None:
    found = compare(counts(ValueCount(Aspect.SENDER, "a@x.example", 1, 3000)))
    assert not found.findings
    assert Aspect.SENDER not in found.alike


def test_what_is_not_known_is_not_called_alike() -> None:
    found = compare(msgspec.structs.replace(counts(DOMAIN), lacking=frozenset({Aspect.SUBJECT})))
    assert Aspect.SUBJECT not in found.alike
    assert Aspect.BULK in found.alike


def test_times_are_found_in_the_buckets() -> None:
    step = timedelta(minutes=10)
    made = tuple(
        Bucket(T0 + step * place, T0 + step * (place + 1), *pair) for place, pair in enumerate([(4, 90), (41, 9)])
    )
    found = compare(Counts(45, 99, (), made, frozenset({Aspect.TIME, Aspect.HOURS})), UTC)
    assert found.findings[0].span == TimeSpan(T0 + step, None, 41, 9)
    assert not found.alike  # the hour of the day is a time, too


_COUNTED = st.tuples(
    st.sampled_from(list(Aspect)[:3]), st.text("ab", max_size=2), st.integers(0, 60), st.integers(0, 60)
)


@given(st.lists(_COUNTED, max_size=12), st.integers(20, 60), st.integers(20, 60))
def test_exactly_what_lies_ten_points_apart_is_listed(
    counted: list[tuple[Aspect, str, int, int]], these: int, rest: int
) -> None:
    values = [ValueCount(aspect, value, min(one, these), min(other, rest)) for aspect, value, one, other in counted]
    found = compare(counts(*values, these=these, rest=rest))

    def points(one: ValueCount | Finding) -> Fraction:
        return 100 * (Fraction(one.these, these) - Fraction(one.rest, rest))

    expected = sorted((points(one) for one in values if points(one) >= 10), reverse=True)
    assert [points(one) for one in found.findings] == expected[:7]
    assert all(round(one.points, 6) == round(float(points(one)), 6) for one in found.findings)
    different = {one.aspect for one in values if abs(points(one)) >= 10}
    assert not different & set(found.alike)


@given(st.integers(1, 10_000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))))
def test_only_none_is_0_and_only_all_are_100_percent(share: tuple[int, int]) -> None:
    part, whole = share
    shown = percent(part, whole)
    assert (shown == 0) is (part == 0)
    assert (shown == 100) is (part == whole)
    assert abs(shown - 100 * part / whole) < 1
    assert is_under_one_percent(part, whole) is (0 < part / whole < 0.005)


def test_what_the_filter_says_is_no_finding() -> None:
    compared = aspects_to_compare({"status", "to", "-from"}, Against.OTHERS, None)
    assert compared == ALL - {Aspect.STATUS, Aspect.DOMAIN}
    assert not aspects_to_compare({"bulk"}, Against.OTHERS, None) & {Aspect.BULK, Aspect.SUBJECT, Aspect.SENDER}


@pytest.mark.parametrize(
    ("against", "lasts", "left_out"),
    [
        (Against.OTHERS, None, set()),
        (Against.OTHERS, timedelta(hours=14), {Aspect.HOURS}),
        (Against.OTHERS, timedelta(days=7), set()),
        (Against.DAYS_BEFORE, timedelta(days=7), {Aspect.TIME}),
        (Against.EVERYTHING, timedelta(hours=14), {Aspect.TIME, Aspect.HOURS}),
        (Against.EVERYTHING, None, set()),
    ],
)
def test_time_that_was_asked_for_is_no_finding(
    against: Against, lasts: timedelta | None, left_out: set[Aspect]
) -> None:
    assert aspects_to_compare((), against, lasts) == ALL - left_out


def finding(aspect: Aspect, value: str = "", span: TimeSpan | None = None) -> Finding:
    return Finding(aspect, 30, 45, 5, 99, value, span=span)


def test_finding_becomes_a_token_of_the_filter() -> None:
    assert tokens_of(finding(Aspect.SENDER, "a@x.example")) == (FilterToken("from", "a@x.example"),)
    assert tokens_of(finding(Aspect.SUBJECT, "Hello"), excluding=True) == (FilterToken("-subject", "Hello"),)
    assert tokens_of(finding(Aspect.STATUS, "unknown")) == (FilterToken("status", "maybe sent"),)
    assert tokens_of(finding(Aspect.FIRST_MAIL)) == ()


def test_very_long_value_is_found_by_its_beginning_or_not_at_all() -> None:
    (token,) = tokens_of(finding(Aspect.SUBJECT, "s" * 1_000_000))
    assert token.value == "s" * LONGEST_VALUE
    assert tokens_of(finding(Aspect.BULK, "b" * 1_000_000)) == ()


def test_span_becomes_times_that_the_filter_reads() -> None:
    later = T0 + timedelta(minutes=30)
    (since,) = tokens_of(finding(Aspect.TIME, span=TimeSpan(T0, None, 1, 1)))
    assert (since.key, moment_named(since.value, T0, is_end=False)) == ("since", T0)
    (until,) = tokens_of(finding(Aspect.TIME, span=TimeSpan(T0, None, 1, 1)), excluding=True)
    assert (until.key, moment_named(until.value, T0, is_end=True)) == ("until", T0)
    (since,) = tokens_of(finding(Aspect.TIME, span=TimeSpan(None, T0, 1, 1)), excluding=True)
    assert since.key == "since"
    both = tokens_of(finding(Aspect.TIME, span=TimeSpan(T0, later, 1, 1)))
    assert [token.key for token in both] == ["since", "until"]
    assert tokens_of(finding(Aspect.TIME, span=TimeSpan(T0, later, 1, 1)), excluding=True) == ()


_LAST = (Aspect.ATTACHMENT, Aspect.BULK)
