"""Where in time one group of mail lies apart from another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.comparison_times import (
    FINE_STEP,
    FINE_UP_TO,
    HOUR,
    Bucket,
    TimeSpan,
    counted_by,
    days_around,
    part_of_day_apart,
    span_apart,
)

T0 = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
STEP = timedelta(minutes=10)


def buckets(*counts: tuple[int, int], step: timedelta = STEP, begin: datetime = T0) -> list[Bucket]:
    return [
        Bucket(begin + step * place, begin + step * (place + 1), these, rest)
        for place, (these, rest) in enumerate(counts)
    ]


def test_most_left_after_a_moment() -> None:
    span = span_apart(buckets((2, 500), (2, 400), (0, 100), (20, 100), (21, 100)))
    assert span == TimeSpan(T0 + 3 * STEP, None, 41, 200)


def test_most_left_before_a_moment() -> None:
    span = span_apart(buckets((30, 10), (10, 10), (1, 400), (1, 580)))
    assert span == TimeSpan(None, T0 + 2 * STEP, 40, 20)


def test_two_ends_are_said_where_one_says_much_less() -> None:
    span = span_apart(buckets((1, 400), (40, 20), (1, 580)))
    assert span == TimeSpan(T0 + STEP, T0 + 2 * STEP, 40, 20)


def test_one_end_is_said_where_two_say_little_more() -> None:
    span = span_apart(buckets((1, 400), (40, 20), (0, 10)))
    assert span is not None
    assert (span.since, span.until) == (T0 + STEP, None)


def test_groups_alike_and_empty_groups_have_no_span() -> None:
    assert span_apart(buckets((1, 10), (2, 20), (3, 30))) is None
    assert span_apart(buckets((1, 0), (2, 0))) is None
    assert span_apart([]) is None


_COUNTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)


@given(_COUNTS)
def test_no_single_moment_lies_further_apart_than_the_span(counts: list[tuple[int, int]]) -> None:
    made = buckets(*counts)
    these, rest = sum(one for one, _ in counts), sum(one for _, one in counts)
    span = span_apart(made)

    def apart(part: list[Bucket]) -> int:
        return sum(one.these * rest - one.rest * these for one in part)

    best = max((max(apart(made[place:]), apart(made[:place])) for place in range(len(made) + 1)), default=0)
    if span is None:
        assert best <= 0 or not these or not rest
        return
    inside = [
        one
        for one in made
        if (span.since is None or one.since >= span.since) and (span.until is None or one.until <= span.until)
    ]
    assert (span.these, span.rest) == (sum(one.these for one in inside), sum(one.rest for one in inside))
    assert apart(inside) >= best
    if span.since is not None and span.until is not None:
        assert 100 * (apart(inside) - best) >= 5 * these * rest


def test_part_of_the_day_crosses_midnight_and_days() -> None:
    hour = timedelta(hours=1)
    made = buckets(*[(9, 1) if place % 24 in (23, 0, 1) else (1, 9) for place in range(72)], step=hour, begin=_MIDNIGHT)
    part = part_of_day_apart(made, UTC)
    assert part is not None
    assert (part.since, part.until, part.these, part.rest) == (23 * 60, 2 * 60, 81, 9)


def test_part_of_the_day_is_that_of_the_zone() -> None:
    hour = timedelta(hours=1)
    india = timezone(timedelta(hours=5, minutes=30))
    made = buckets(*[(9, 1) if place == 8 else (1, 9) for place in range(24)], step=hour, begin=_MIDNIGHT)
    part = part_of_day_apart(made, india)
    assert part is not None
    assert (part.since, part.until) == (13 * 60 + 30, 14 * 60 + 30)
    assert part_of_day_apart(buckets((1, 1), (2, 2)), UTC) is None
    assert part_of_day_apart([], UTC) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=24, max_size=24))
def test_part_of_the_day_counts_what_lies_in_it(counts: list[tuple[int, int]]) -> None:
    part = part_of_day_apart(buckets(*counts, step=timedelta(hours=1), begin=_MIDNIGHT), UTC)
    if part is None:
        return
    last = part.until // 60 if part.until > part.since else part.until // 60 + 24
    inside = [counts[hour % 24] for hour in range(part.since // 60, last)]
    assert (part.these, part.rest) == (sum(one for one, _ in inside), sum(one for _, one in inside))
    assert 1 <= len(inside) <= 12


def test_days_around_are_those_of_the_zone() -> None:
    zone = timezone(timedelta(hours=1))
    since, until = days_around(datetime(2026, 11, 22, 23, 30, tzinfo=UTC), datetime(2026, 11, 24, 1, tzinfo=UTC), zone)
    assert since == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert until == datetime(2026, 11, 24, 23, tzinfo=UTC)


def test_days_around_the_ends_of_the_calendar_are_some_times() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    since, until = days_around(first, last, timezone(timedelta(hours=14)))
    assert since <= first
    assert until >= last
    made = [Bucket(first, first + STEP, 1, 0), Bucket(last - STEP, last, 0, 1)]
    assert part_of_day_apart(made, timezone(timedelta(hours=-14))) is not None


_MIDNIGHT = datetime(2026, 11, 21, tzinfo=UTC)


def test_mail_of_a_few_days_is_counted_more_finely() -> None:
    assert counted_by(FINE_UP_TO) == FINE_STEP
    assert counted_by(FINE_UP_TO + FINE_STEP) == counted_by(None) == HOUR
