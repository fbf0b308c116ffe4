"""Records of a file in the archive."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

import msgspec

from composer_app.archive.archive import Archive
from composer_app.archive.import_store import ImportStore, answer_of
from composer_app.domain.full_message import HandOver
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, MessageId
from composer_app.domain.imported_mail import ImportBlock, ImportedMail, ParsedBlock, TakenIn
from composer_app.domain.mail import RecipientKind
from composer_app.domain.message_history import EventKind, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.vendor_records import DeliveryReport, LogEntry, TrackingEvent
from tests.unit.archive.samples import T0, after, entry, report

Item = TypeVar("Item", DeliveryReport, LogEntry)


def mail(message_id: str | None = "m-1", to: str = "ana@example.com", bulk_id: str = "bulk-1") -> ImportedMail:
    return ImportedMail(
        message_id=None if message_id is None else MessageId(message_id),
        bulk_id=BulkId(bulk_id),
        to=to,
        kind=RecipientKind.CC,
        sender="billing@example.com",
        subject="Statement",
        sent_at=T0,
        hand_over=HandOver(Outcome.ACCEPTED, after(1)),
    )


def take(archive: Archive, block: ImportBlock, **parsed: object) -> TakenIn:
    given = {"reports": [], "logs": [], "reports_answer": None, "logs_answer": None} | parsed
    return ImportStore(archive).take_in(ParsedBlock(block=block, **given), after(99), 1)  # type: ignore[arg-type]


def rows(archive: Archive) -> list[MessageRow]:
    return archive.messages.rows(archive.messages.ids(ArchiveFilter(), SortKey.RECEIVED, False))


def received(item: Item, at: datetime) -> Item:
    return msgspec.structs.replace(item, received_at=at)


def tracking(message_id: str = "m-1", to: str = "ana@example.com", event_id: str = "e") -> TrackingEvent:
    return TrackingEvent(kind=EventKind.OPENED, event_id=event_id, message_id=MessageId(message_id), to=to)


def test_a_mail_of_ours_is_added_once(archive: Archive) -> None:
    block = ImportBlock(account_id=SANDBOX_ACCOUNT, mails=[mail(), mail(None, "tom@example.org")])

    assert take(archive, block) == TakenIn(new=2)
    assert take(archive, block) == TakenIn(known=2)

    first, second = rows(archive)
    assert (first.subject, first.kind, first.outcome, first.sent_at) == (
        "Statement",
        RecipientKind.CC,
        Outcome.ACCEPTED,
        T0,
    )
    assert (second.message_id, second.to) == (None, "tom@example.org")


def test_a_later_log_entry_leaves_sender_and_time_as_they_were_sent(archive: Archive) -> None:
    take(archive, ImportBlock(account_id=SANDBOX_ACCOUNT, mails=[mail()]))

    archive.logs.ingest(SANDBOX_ACCOUNT, [entry(sender="other@example.com")], after(9), None)

    (row,) = rows(archive)
    assert (row.outcome, row.sender, row.subject) == (Outcome.DELIVERED, "billing@example.com", "Statement")


def test_the_json_is_stored_before_it_is_parsed(archive: Archive) -> None:
    block = ImportBlock(account_id=SANDBOX_ACCOUNT, raw_reports={T0: [b'{"a":1}'], after(1): [b'{"b":2}']})

    reports, logs = ImportStore(archive).keep_raw(block, "import of a.ndjson")

    assert logs is None
    assert reports is not None
    assert archive.answers.body(reports) == answer_of([[b'{"a":1}', b'{"b":2}']]) == b'{"results":[{"a":1},{"b":2}]}'
    assert [(one.query, one.received_at) for one in archive.answers.unread()] == [("import of a.ndjson", T0)]


def test_reports_and_entries_are_taken_in_with_their_times(archive: Archive) -> None:
    block = ImportBlock(account_id=SANDBOX_ACCOUNT, raw_reports={T0: [b"{}"]}, raw_logs={T0: [b"{}"]})
    reports, logs = ImportStore(archive).keep_raw(block, "")

    done = take(
        archive,
        block,
        reports=[received(report("m-2"), after(5)), received(report(), T0)],
        logs=[received(entry(), T0)],
        reports_answer=reports,
        logs_answer=logs,
    )

    assert done == TakenIn(new=3)
    assert archive.answers.unread() == ()
    found = archive.reports.rows(archive.reports.ids(ArchiveFilter(), SortKey.RECEIVED, False))
    assert [one.received_at for one in found] == [T0, after(5)]


def test_an_event_needs_one_message(archive: Archive) -> None:
    take(archive, ImportBlock(account_id=SANDBOX_ACCOUNT, mails=[mail(), mail(to="tom@example.org")]))
    events = [tracking(), tracking(), tracking(event_id="other"), tracking(to=""), tracking("m-9")]

    done = take(archive, ImportBlock(account_id=SANDBOX_ACCOUNT, tracking=events))

    assert done == TakenIn(new=2, known=1, strangers=2)
