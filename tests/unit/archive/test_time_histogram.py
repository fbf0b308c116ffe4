"""The bars hold what a count in Python finds, for plain filters and for all others."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.histogram_bars import BarWidth
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.unit.archive.samples import T0, entry, submission
from tests.unit.archive.statuses import BOUNCED, ENROUTE
from tests.unit.archive.steps import sync

OFFSETS_MIN = (-70_000, -1500, -61, -60, -59, 0, 1, 30, 59, 60, 61, 120, 185, 240, 600, 1500, 9000)
NOW = T0 + timedelta(days=8)
EVERYTHING = ArchiveFilter(account_id=SANDBOX_ACCOUNT)


@pytest.fixture
def spread(archive: Archive) -> Archive:
    """Mail of two months, one from before 1970, and one without a time."""
    for number, minute in enumerate(OFFSETS_MIN):
        status = BOUNCED if number % 3 else ENROUTE
        reported = entry(f"m-{number}", f"p{number}@example.com", status, bulk_id=f"b-{number % 2}")
        sync(archive, msgspec.structs.replace(reported, sent_at=T0 + timedelta(minutes=minute)))
    archive.outbox.queue(submission("later@example.com"), None)
    return archive


FILTERS = [
    EVERYTHING,
    ArchiveFilter(),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED})),
    *(
        ArchiveFilter(
            account_id=SANDBOX_ACCOUNT, since=T0 + timedelta(minutes=since), until=T0 + timedelta(minutes=until)
        )
        for since, until in ((-7, 3), (-61, 60), (-3000, 601), (-80_000, 9001), (59, 61))
    ),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, bulk_id=BulkId("b-1")),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, to="p1", since=T0 - timedelta(days=2)),
    ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=("example",), until=T0 + timedelta(minutes=61)),
]


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kolkata", "Europe/Berlin"])
@pytest.mark.parametrize("wanted", FILTERS)
def test_each_bar_holds_its_messages(spread: Archive, wanted: ArchiveFilter, zone: str) -> None:
    shown = spread.as_reader.histograms.histogram(wanted, NOW, ZoneInfo(zone))
    rows = spread.messages.rows(spread.messages.ids(wanted, SortKey.SENT, False))
    expected = Counter((shown.place_of(row.sent_at), row.outcome) for row in rows if row.sent_at is not None)
    counted = {(place, outcome): n for place, bar in enumerate(shown.bars) for outcome, n in bar.counts.items()}
    assert counted == expected
    assert sum(shown.totals.values()) == sum(row.sent_at is not None for row in rows) > 0


def test_the_time_is_that_of_the_filter(spread: Archive) -> None:
    histograms = spread.as_reader.histograms
    week = histograms.histogram(msgspec.structs.replace(EVERYTHING, since=NOW - timedelta(days=7)), NOW, UTC)
    assert week.width is BarWidth.THREE_HOURS
    assert week.bars[0].since <= NOW - timedelta(days=7) < week.bars[0].until
    assert week.bars[-1].since < NOW <= week.bars[-1].until
    whole = histograms.histogram(EVERYTHING, NOW, UTC)
    assert whole.bars[0].since <= T0 + timedelta(minutes=OFFSETS_MIN[0]) < whole.bars[0].until
    ages = histograms.histogram(msgspec.structs.replace(EVERYTHING, since=datetime(1, 1, 1, tzinfo=UTC)), NOW, UTC)
    assert ages == whole


def test_without_a_message_there_is_nothing_to_show(archive: Archive) -> None:
    histograms = archive.as_reader.histograms
    assert histograms.histogram(EVERYTHING, NOW).bars == ()
    nothing_yet = histograms.histogram(msgspec.structs.replace(EVERYTHING, since=NOW - timedelta(hours=3)), NOW, UTC)
    assert len(nothing_yet.bars) in (36, 37)
    assert nothing_yet.totals == {}
    later = msgspec.structs.replace(EVERYTHING, since=NOW + timedelta(hours=3))
    assert histograms.histogram(later, NOW).bars == ()


@pytest.mark.parametrize("at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_a_message_at_the_end_of_the_calendar_hides_no_other(spread: Archive, at: datetime) -> None:
    wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
    whole = sum(sum(bar.counts.values()) for bar in spread.as_reader.histograms.histogram(wanted, NOW).bars)
    sync(spread, entry("m-end", "end@example.org", sent_at=at))
    shown = spread.as_reader.histograms.histogram(wanted, NOW)
    assert sum(sum(bar.counts.values()) for bar in shown.bars) >= whole > 0
