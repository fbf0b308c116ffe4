"""Times in exported tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from composer_app.services.exchange.exported_times import local_zone, time_text, zoned
from tests.unit.archive.samples import T0


def test_a_local_time_names_its_zone() -> None:
    written = time_text(T0, in_utc=False)

    assert datetime.fromisoformat(written) == T0
    assert datetime.fromisoformat(written).tzinfo is not None


def test_the_ends_of_the_calendar_have_a_time() -> None:
    last = datetime.max.replace(tzinfo=UTC)

    assert zoned(last, in_utc=True) == last
    assert time_text(datetime.min.replace(tzinfo=UTC), in_utc=False)


def test_a_time_beyond_the_calendar_of_a_zone_stays_as_it_is() -> None:
    first = datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))

    assert zoned(first, in_utc=True) == first


def test_the_zone_of_this_computer_has_a_name() -> None:
    assert local_zone()
