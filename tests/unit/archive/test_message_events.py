from __future__ import annotations

from composer_app.archive import message_events
from composer_app.archive.archive import Archive
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.message_history import EventKind, EventSource
from composer_app.domain.outcome import Outcome
from tests.unit.archive.samples import T0, after, submission
from tests.unit.archive.statuses import DELIVERED, NO_ERROR


def test_a_step_reported_twice_is_one_event(archive: Archive) -> None:
    archive.outbox.queue(submission(), None)
    step = (archive.database, 1, EventKind.SEEN_IN_LOGS, T0)
    assert message_events.add(*step, after(5), Outcome.PENDING, source=EventSource.LOGS)
    assert not message_events.add(*step, after(9), Outcome.PENDING, source=EventSource.LOGS)
    assert message_events.add(*step, after(9), Outcome.DELIVERED, source=EventSource.LOGS)


def test_the_timeline_is_in_order_with_the_vendors_words(archive: Archive) -> None:
    archive.outbox.queue(submission(), None)
    verdicts = VendorStatusStore(archive.database)
    said = verdicts.number_of(DELIVERED, NO_ERROR)
    kinds = (EventKind.REPORTED, EventKind.ANSWERED, EventKind.HANDED_OVER)
    for kind in kinds:  # all in one moment: a life has an order all the same
        message_events.add(
            archive.database, 1, kind, T0, T0, Outcome.DELIVERED, status=said, source=EventSource.REPORTS
        )
    message_events.add(
        archive.database, 1, EventKind.LOOKED_UP, after(-5), T0, Outcome.UNKNOWN, source=EventSource.PROGRAM
    )
    timeline = message_events.timeline(archive.database, verdicts, 1)
    assert [event.kind for event in timeline] == [EventKind.LOOKED_UP, EventKind.QUEUED, *reversed(kinds)]
    assert timeline[-1].detail == "Message delivered to handset"


def test_a_step_of_a_mail_is_a_step_of_each_recipient(archive: Archive) -> None:
    archive.outbox.queue(submission("a@example.com", "b@example.com"), None)
    message_events.add_to_all(
        archive.database, 1, EventKind.NO_ANSWER, T0, Outcome.UNKNOWN, source=EventSource.PROGRAM, detail="half \ud800"
    )
    for row in (1, 2):
        timeline = message_events.timeline(archive.database, VendorStatusStore(archive.database), row)
        assert [(event.kind, event.detail) for event in timeline][1:] == [(EventKind.NO_ANSWER, "half ?")]
