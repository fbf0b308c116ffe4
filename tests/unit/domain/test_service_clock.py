"""The time of a service between its answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from composer_app.domain.service_clock import UNMEASURED, ServiceClock, time_of_answer

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Local:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


def test_before_the_first_answer_the_local_clock_counts() -> None:
    clock = ServiceClock(Local())
    assert clock.now() == NOON
    assert (clock.estimate().earliest, clock.estimate().latest) == (NOON, NOON)


def test_an_answer_tells_how_far_the_local_clock_is_off() -> None:
    local = Local()
    clock = ServiceClock(local)
    clock.note(NOON + 5 * HOUR, local())
    local.now += HOUR
    assert clock.now() == NOON + 6 * HOUR


def test_a_jump_of_the_local_clock_is_noticed_with_the_next_answer() -> None:
    local = Local()
    clock = ServiceClock(local)
    clock.note(NOON, local())
    local.now += timedelta(days=1)
    clock.note(NOON + HOUR, local())
    assert clock.now() == NOON + HOUR


def test_where_the_service_does_not_tell_the_time_it_may_be_any_within_a_day() -> None:
    clock = ServiceClock(Local())
    clock.note(None, NOON)
    estimate = clock.estimate()
    assert (estimate.earliest, estimate.at, estimate.latest) == (NOON - UNMEASURED, NOON, NOON + UNMEASURED)
    assert time_of_answer(None, NOON, 3.0) == estimate


def test_an_answer_knows_what_was_there_when_it_was_asked_for() -> None:
    """Its Date may be written at the end of a search of half a minute, and has whole seconds."""
    time = time_of_answer(NOON, NOON + HOUR, 30.0)
    assert time.earliest == NOON - timedelta(seconds=30)
    assert time.latest == NOON + timedelta(seconds=31)
