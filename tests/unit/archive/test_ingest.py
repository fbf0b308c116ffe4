from __future__ import annotations

import random
from datetime import UTC

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.ingest import Ingested
from composer_app.domain.ids import SANDBOX_ACCOUNT, MessageId, SubmissionId
from composer_app.domain.message_history import OutboxEntry
from composer_app.domain.status import Status, VendorError
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from tests.examples import examples
from tests.unit.archive.samples import NO_ANSWER, Answered, after, entry, report, submission
from tests.unit.archive.statuses import BOUNCED, DELIVERED, ENROUTE
from tests.unit.archive.steps import all_rows, ingest, pull, sent, sync

TEXT = st.text(st.characters(), max_size=8)


STATUS = st.builds(Status, st.integers(), TEXT, st.integers(), TEXT, TEXT, TEXT)


ERROR = st.builds(VendorError, st.integers(), TEXT, st.integers(), TEXT, TEXT, st.booleans())


TIMES = st.none() | st.datetimes(timezones=st.just(UTC))


REPORTED = {
    "message_id": TEXT,
    "to": TEXT,
    "status": STATUS,
    "error": ERROR,
    "bulk_id": st.none() | TEXT,
    "sender": TEXT,
    "sent_at": TIMES,
    "done_at": TIMES,
    "raw": st.binary(max_size=20),
}


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.builds(DeliveryReport, **REPORTED), max_size=4),
    st.lists(st.builds(LogEntry, **REPORTED), max_size=4),
)
def test_whatever_the_vendor_says_is_taken_in(
    archive: Archive, reports: list[DeliveryReport], entries: list[LogEntry]
) -> None:
    ingest(archive, *reports)
    sync(archive, *entries)
    assert pull(archive, *reports).new == 0
    assert archive.as_reader.check() == ()
    assert all(archive.messages.details(row.row) for row in all_rows(archive))


@pytest.mark.parametrize("seed", range(8))
def test_every_mail_with_news_is_named(archive: Archive, seed: int) -> None:
    rng = random.Random(seed)
    mails = [
        submission("ana@example.com", "cc@example.com", ids=("m-1", "m-2"), bulk_id="bulk-1"),
        submission("x@example.com", ids=("m-3",), bulk_id="bulk-2"),
        submission("gone@example.com", "y@example.com", ids=("m-4", "m-5"), bulk_id="bulk-3"),
    ]
    sent(archive, mails[0], Answered("ana@example.com", MessageId("m-1")))
    for mail in mails[1:]:
        archive.outbox.queue(mail, None)
        archive.outbox.start_sending(mail.id, after(1))
        archive.outbox.record_unknown(mail.id, after(2), NO_ANSWER, None)
    archive.erasure.erase("gone@example.com", after(3))
    ids = {mail.id for mail in mails}
    for number in range(6):
        before = outbox_entries(archive, ids)
        named = reported_at_random(archive, rng, number).submissions
        changed = {one for one, now in outbox_entries(archive, ids).items() if before[one] != now}
        assert changed <= named <= ids
    assert sync(archive, entry("o-1", "other@example.com", bulk_id="bulk-9"))


def reported_at_random(archive: Archive, rng: random.Random, number: int) -> Ingested:
    """A report or some log entries, about mail from here or from other programs."""
    people = ["ana@example.com", "cc@example.com", "x@example.com", "gone@example.com", "o@example.com"]
    about = [
        (rng.choice(["m-1", "m-2", "m-3", "m-4", "o-1"]), rng.choice(people), rng.choice([DELIVERED, BOUNCED, ENROUTE]))
        for _ in range(rng.randrange(1, 4))
    ]
    bulk, at = f"bulk-{rng.randrange(1, 5)}", after(60 * number)
    if rng.random() < 0.5:
        return pull(archive, *(report(*one, bulk_id=bulk, done_at=at) for one in about), at=at)
    entries = (entry(*one, bulk_id=bulk, done_at=at, sent_at=at) for one in about)
    return archive.logs.ingest(SANDBOX_ACCOUNT, entries, at, None)


def outbox_entries(archive: Archive, ids: set[SubmissionId]) -> dict[SubmissionId, OutboxEntry]:
    return {one.submission.id: one for one in archive.outbox.entries(ids)}
