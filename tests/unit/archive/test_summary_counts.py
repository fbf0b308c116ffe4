"""Sums are exact after every kind of change, and for every stretch of time."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.column_values import EPOCH
from composer_app.archive.integrity_check import problems_of
from composer_app.archive.summary_counts import by_hour
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter
from tests.examples import examples
from tests.new_archive import open_new
from tests.unit.archive.samples import T0, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, ENROUTE
from tests.unit.archive.steps import all_rows, ingest, sent, sync

MINUTES = (0, 1, 30, 59, 60, 61, 120, 185, 240, 600)
OLD = datetime(1969, 12, 31, 23, 30, tzinfo=UTC)
ENDS = [None, OLD, *(T0 + timedelta(minutes=minute) for minute in (-5, 0, 15, 59, 60, 61, 125, 180, 601))]


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Mail of ten hours, one from before 1970, and one without a time. Only read."""
    archive = open_new(tmp_path_factory.mktemp("spread") / "archive.sqlite")
    for number, minute in enumerate(MINUTES):
        reported = entry(f"m-{number}", f"p{number}@example.com", BOUNCED if number % 3 else ENROUTE, bulk_id=None)
        sync(archive, msgspec.structs.replace(reported, sent_at=T0 + timedelta(minutes=minute)))
    sync(archive, msgspec.structs.replace(entry("old", "old@example.com", bulk_id=None), sent_at=OLD))
    archive.outbox.queue(submission("later@example.com"), None)
    yield archive
    archive.close()


@pytest.mark.parametrize(("since", "until"), list(product(ENDS, ENDS)))
def test_every_stretch_is_counted_exactly(spread: Archive, since: datetime | None, until: datetime | None) -> None:
    is_whole = since is None and until is None
    by_outcome: Counter[Outcome] = Counter()
    for row in all_rows(spread):
        if row.sent_at is None:
            by_outcome[row.outcome] += is_whole
        elif (since is None or since <= row.sent_at) and (until is None or row.sent_at < until):
            by_outcome[row.outcome] += 1

    wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT, since=since, until=until)
    assert spread.messages.count_by_outcome(wanted) == +by_outcome
    assert spread.messages.count_by_outcome(msgspec.structs.replace(wanted, account_id=None)) == +by_outcome
    bounced = msgspec.structs.replace(wanted, outcomes=frozenset({Outcome.BOUNCED}))
    assert spread.messages.count_by_outcome(bounced).get(Outcome.BOUNCED, 0) == by_outcome[Outcome.BOUNCED]


@pytest.mark.parametrize(("since", "until"), list(product(ENDS, ENDS)))
def test_every_hour_of_a_stretch_is_counted_exactly(
    spread: Archive, since: datetime | None, until: datetime | None
) -> None:
    def hours(*outcomes: Outcome) -> Counter[int]:
        return Counter(
            (row.sent_at - EPOCH) // timedelta(hours=1)
            for row in all_rows(spread)
            if row.sent_at is not None and (not outcomes or row.outcome in outcomes)
            if (since is None or since <= row.sent_at) and (until is None or row.sent_at < until)
        )

    wanted = ArchiveFilter(since=since, until=until)
    accounts = [row[0] for row in spread.database.rows("SELECT number FROM account")]
    assert by_hour(spread.database, accounts, wanted) == hours()
    bounced = msgspec.structs.replace(wanted, outcomes=frozenset({Outcome.BOUNCED}))
    assert by_hour(spread.database, accounts, bounced) == hours(Outcome.BOUNCED)
    assert by_hour(spread.database, accounts, msgspec.structs.replace(wanted, subject="x")) is None


def test_the_sums_follow_every_step(archive: Archive) -> None:
    mail = submission("ana@example.com", "tom@example.com", ids=("m-1", "m-2"))
    archive.outbox.queue(mail, None)
    assert archive.messages.count_by_outcome(ArchiveFilter()) == {Outcome.QUEUED: 2}
    archive.outbox.start_sending(mail.id, after(0))
    assert archive.messages.count_by_outcome(ArchiveFilter(since=T0)) == {Outcome.SENDING: 2}
    answers = [Answered("ana@example.com", MessageId("m-1")), Answered("tom@example.com", MessageId("m-2"))]
    archive.outbox.record_answer(mail.id, after(1), mail.bulk_id, answers, b"{}")
    ingest(archive, report("m-1"))
    assert archive.messages.count_by_outcome(ArchiveFilter()) == {Outcome.ACCEPTED: 1, Outcome.DELIVERED: 1}
    ingest(archive, report("m-1"))
    assert archive.messages.count_by_outcome(ArchiveFilter(since=T0)) == {Outcome.ACCEPTED: 1, Outcome.DELIVERED: 1}


def test_rows_that_became_one_count_once(archive: Archive) -> None:
    sync(archive, entry("theirs", bulk_id=None))
    sent(archive, submission(ids=("ours",)), Answered("ana@example.com", MessageId("theirs")))
    assert archive.messages.count_by_outcome(ArchiveFilter()) == {Outcome.DELIVERED: 1}
    assert archive.messages.total(SANDBOX_ACCOUNT) == 1


ADDRESSES, IDS, BULKS = ("ana@example.com", "Tom@example.org", "mia@example.net"), ("m-1", "m-2", "m-3"), ("b-1", "b-2")
TOLD = st.tuples(
    st.sampled_from(IDS),
    st.sampled_from(ADDRESSES),
    st.sampled_from((ENROUTE, DELIVERED, BOUNCED)),
    st.sampled_from((None, *BULKS)),
    st.sampled_from(MINUTES),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("report"), st.lists(TOLD, min_size=1, max_size=3)),
        st.tuples(st.just("logs"), st.lists(TOLD, min_size=1, max_size=3)),
        st.tuples(st.just("send"), st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(IDS), st.sampled_from(BULKS))),
        st.tuples(st.just("erase"), st.sampled_from(ADDRESSES)),
        st.tuples(st.just("other program"), st.sampled_from(("sent_at = sent_at + 7200000000", "price = '0.5'"))),
    ),
    max_size=8,
)


@settings(max_examples=examples(25), deadline=None)
@given(STEPS)
def test_the_sums_equal_a_count_after_any_steps(steps: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder, closing(open_new(Path(folder) / "archive.sqlite")) as archive:
        for number, (kind, what) in enumerate(steps):
            take(archive, kind, what, number)
            assert problems_of(archive.database) == ()


def at_minute(minute: int) -> datetime:
    return T0 + timedelta(minutes=minute)


def take(archive: Archive, kind: str, what: Any, number: int) -> None:
    """One step; sending an id that other mail has merges the two."""
    at = after(60 * number)
    if kind == "report":
        reports = (report(*one, bulk_id=bulk, done_at=at_minute(minute)) for *one, bulk, minute in what)
        ingest(archive, *reports, at=at)
    elif kind == "logs":
        entries = (entry(*one, bulk_id=bulk, sent_at=at_minute(minute)) for *one, bulk, minute in what)
        sync(archive, *entries, at=at)
    elif kind == "send":
        address, message_id, bulk_id = what
        mail = submission(address, bulk_id=f"{bulk_id}-{number}", ids=(f"own-{number}",))
        sent(archive, mail, Answered(address, MessageId(message_id)), at=at)
    elif kind == "erase":
        archive.erasure.erase(what, at)
    else:
        archive.database.run(f"UPDATE message SET {what} WHERE row % 2")
