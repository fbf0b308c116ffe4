"""From page to page, with services of every kind. A model of each is read to its end; what is covered was seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.domain.queries import TimeRange
from composer_app.services.sync import log_paging
from composer_app.services.sync.log_windows import is_inside
from tests.examples import examples

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SPAN = TimeRange(NOON, NOON + 1000 * log_paging.MOMENT)
PAGE = 5
Service = Callable[[log_paging.Reading, list[datetime]], log_paging.ReadPage]


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_paging, "MAX_LIMIT", PAGE)


def asked_for(reading: log_paging.Reading, times: list[datetime]) -> list[datetime]:
    return [at for at in times if reading.asked.since <= at <= log_paging.ceil_to_moment(reading.asked.until)]


def by_time(reading: log_paging.Reading, times: list[datetime]) -> log_paging.ReadPage:
    found = sorted(asked_for(reading, times), reverse=True)[:PAGE]
    return log_paging.ReadPage(found, len(found), True)


def oldest_first(reading: log_paging.Reading, times: list[datetime]) -> log_paging.ReadPage:
    found = sorted(asked_for(reading, times))[:PAGE]
    return log_paging.ReadPage(found, len(found), True)


def paged(size: int = PAGE, repeats_from: int = 10**6, begins_anew_at: int = 10**6) -> Service:
    """With a cursor that counts, up to some point."""

    def service(reading: log_paging.Reading, times: list[datetime]) -> log_paging.ReadPage:
        found = sorted(asked_for(reading, times), reverse=True)
        at = int(reading.cursor or 0)
        begin = 0 if at >= begins_anew_at else at
        following = str(at if at >= repeats_from else at + size) if begin + size < len(found) else None
        return log_paging.ReadPage(found[begin : begin + size], len(found[begin : begin + size]), True, following)

    return service


def read(service: Service, times: list[datetime], max_pages: int = 400) -> tuple[set[datetime], list[TimeRange], int]:
    """What was seen, what is covered, and how many pages that took."""
    todo, seen = [log_paging.Reading.of(SPAN)], set[datetime]()
    covered: list[TimeRange] = []
    for pages in range(max_pages):
        if not todo:
            return seen, covered, pages
        reading = todo.pop()
        page = service(reading, times)
        seen |= {at for at in page.times if at is not None}
        step = log_paging.next_step(reading, page)
        covered += [step.covered] if step.covered is not None else []
        todo = sorted([*todo, *step.rest], key=lambda one: one.span.since)
    raise AssertionError("it does not end")


# Apart by some moments, and with microseconds, which no request can name.
TIMES = st.sets(st.integers(0, 330), max_size=40).map(
    lambda slots: [NOON + timedelta(microseconds=3000 * slot + 477 * (slot % 2)) for slot in slots]
)


@pytest.mark.parametrize(
    "service",
    [
        by_time,
        oldest_first,
        paged(),
        paged(size=2),
        paged(repeats_from=10),
        paged(size=3, repeats_from=3),
        paged(begins_anew_at=5),
        paged(size=2, begins_anew_at=4),
    ],
)
@settings(max_examples=examples(20), deadline=None)
@given(times=TIMES)
def test_everything_is_seen_and_covered(service: Service, times: list[datetime]) -> None:
    seen, covered, _ = read(service, times)
    assert seen == set(times)
    assert all(is_inside(at, covered) for at in (*times, SPAN.since, SPAN.until))


def test_a_crowd_in_one_moment_is_reported_and_not_called_covered() -> None:
    reading = log_paging.Reading.of(TimeRange(NOON, NOON + log_paging.MOMENT))
    step = log_paging.next_step(reading, log_paging.ReadPage([NOON + log_paging.MOMENT] * PAGE, PAGE, True))
    assert step.left is log_paging.LeftUnread.CROWD
    assert step.covered is None
    assert [one.span for one in step.rest] == []


def test_a_page_without_any_time_in_it_is_split_in_halves() -> None:
    step = log_paging.next_step(log_paging.Reading.of(SPAN), log_paging.ReadPage([None] * PAGE, PAGE, True))
    middle = NOON + 500 * log_paging.MOMENT
    assert [one.span for one in step.rest] == [TimeRange(SPAN.since, middle), TimeRange(middle, SPAN.until)]
    assert step.covered is None


def test_entries_of_another_time_end_it() -> None:
    page = log_paging.ReadPage([NOON - timedelta(days=9)] * PAGE, PAGE, True)
    step = log_paging.next_step(log_paging.Reading.of(SPAN), page)
    assert (step.left, step.rest, step.covered) == (log_paging.LeftUnread.NOT_FILTERED, (), None)


def test_what_is_cut_off_covers_nothing_and_a_cursor_s_rest_is_read_by_time() -> None:
    broken = log_paging.ReadPage([], 0, False)
    assert log_paging.next_step(log_paging.Reading.of(SPAN), broken) == log_paging.NextQuestions()
    (rest,) = log_paging.next_step(log_paging.Reading(SPAN, SPAN, cursor="x"), broken).rest
    assert (rest.cursor, rest.is_walking, rest.span) == (None, True, SPAN)


def test_a_moment_is_named_at_its_end() -> None:
    assert log_paging.ceil_to_moment(NOON) == NOON
    assert log_paging.ceil_to_moment(NOON + timedelta(microseconds=1)) == NOON + log_paging.MOMENT
