"""Import of exports and of webhook events."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.archive.errors import ArchiveError
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import EventKind, EventSource, MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange.import_file import run_import
from composer_app.services.exchange.import_job import Imported, ImportJob
from composer_app.services.records import RecordKind
from composer_app.services.runtime.error_mapping import Failed
from tests.examples import examples
from tests.new_archive import open_new
from tests.unit.archive.samples import T0, Answered, after, submission
from tests.unit.services.exchange.common import BOUNCED, FULL, Open, add_logs, add_reports, export, item, job_for, queue

ALL = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
PENDING = {"groupId": 1, "groupName": "PENDING", "id": 7, "name": "PENDING_ENROUTE", "description": "On its way"}


def take(archive: Archive, path: Path, is_unwanted: Callable[[], bool] = lambda: False) -> Imported:
    job = ImportJob(file=str(path), account_id=SANDBOX_ACCOUNT)
    return run_import(archive, job, after(10**6), lambda _done, _total: None, is_unwanted)


def written(folder: Path, content: object) -> Path:
    path = folder / "events.json"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def messages(archive: Archive) -> list[MessageRow]:
    """What the list of Logs shows, in an order that does not depend on the archive."""
    rows = archive.messages.rows(archive.messages.ids(ALL, SortKey.RECEIVED, False))
    same = {"row": 0, "is_new": False, "submission_id": None, "queued_at": None}
    return sorted(
        (msgspec.structs.replace(one, **same) for one in rows), key=lambda one: (one.message_id or "", one.to)
    )


def reports(archive: Archive) -> list[ReportRow]:
    rows = archive.reports.rows(archive.reports.ids(ALL, SortKey.RECEIVED, False))
    same = {"row": 0, "message_row": 0, "is_ours": False}
    plain = [msgspec.structs.replace(one, **same) for one in rows]
    return sorted(plain, key=lambda one: (one.message_id, one.outcome, str(one.done_at)))


def records(archive: Archive) -> list[str]:
    """All that the archive holds, but that something was read."""
    readings = ('INSERT INTO "answer"', 'INSERT INTO "sqlite_sequence"')
    return [line for line in archive.database.connection.iterdump() if not line.startswith(readings)]


def timeline(archive: Archive, message_id: str) -> list[tuple[EventKind, EventSource, str]]:
    (row,) = archive.messages.ids(ArchiveFilter(message_ids=frozenset({message_id})), SortKey.RECEIVED, False)  # type: ignore[arg-type]
    details = archive.messages.details(row)
    assert details is not None
    return [(event.kind, event.source, event.detail) for event in details.events]


def accepted(archive: Archive, *addresses: str, **changes: Any) -> None:
    """A mail of ours that the service has taken."""
    mail = submission(*addresses, ids=tuple(f"own-{address}" for address in addresses), **changes)
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, after(1))
    answers = [Answered(address, one.message_id) for address, one in zip(addresses, mail.recipients, strict=True)]
    archive.outbox.record_answer(mail.id, after(2), mail.bulk_id, answers, b"{}")


def there_and_back(source: Archive, target: Archive, path: Path, kind: RecordKind = RecordKind.MESSAGE) -> Imported:
    export(source, job_for(path, kind))
    return take(target, path)


def test_messages_come_back_with_log_entries_and_reports(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1), item(2, status=PENDING)], T0 + timedelta(hours=1))
    add_reports(source, [item(2, status=BOUNCED, error=FULL), item(3)], T0 + timedelta(hours=2))

    done = there_and_back(source, target, tmp_path / "a.ndjson")

    assert done == Imported(records=3, new=4)
    assert messages(target) == messages(source)
    assert reports(target) == reports(source)
    assert timeline(target, "m-2") == timeline(source, "m-2")


def test_mail_of_ours_comes_back_as_it_was_sent(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    accepted(source, "ana@example.com", "tom@example.org", subject="Statement")
    add_reports(source, [item(9, messageId="own-ana@example.com", to="ana@example.com", bulkId="bulk-1")])

    there_and_back(source, target, tmp_path / "a.ndjson")

    assert messages(target) == messages(source)
    assert [one.subject for one in messages(target)] == ["Statement", "Statement"]
    assert timeline(target, "own-ana@example.com") == timeline(source, "own-ana@example.com")


def test_taking_in_the_same_file_twice_changes_nothing(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    accepted(source, "ana@example.com")
    add_logs(source, [item(1), item(2, status=PENDING)])
    add_reports(source, [item(1), item(4)])
    there_and_back(source, target, tmp_path / "a.ndjson")
    before = records(target)

    done = take(target, tmp_path / "a.ndjson")

    assert done.new == 0
    assert records(target) == before


def test_an_export_changes_nothing_in_its_own_archive(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    accepted(archive, "ana@example.com")
    add_logs(archive, [item(1), item(2, status=PENDING)])
    before = messages(archive)

    done = there_and_back(archive, archive, tmp_path / "a.ndjson")

    assert done.new == 0
    assert messages(archive) == before


def test_reports_come_back_with_the_subject_of_their_mail(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    accepted(source, "ana@example.com", subject="Statement")
    add_reports(source, [item(9, messageId="own-ana@example.com", to="ana@example.com", bulkId="bulk-1"), item(2)])

    there_and_back(source, target, tmp_path / "a.ndjson", RecordKind.REPORT)

    assert reports(target) == reports(source)


def test_mail_that_was_never_sent_is_left_out(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    queue(source, "ana@example.com")

    done = there_and_back(source, target, tmp_path / "a.ndjson")

    assert done == Imported(records=1, never_sent=1)
    assert messages(target) == []


def test_an_erased_address_does_not_come_back(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    accepted(archive, "ana@example.com")
    add_logs(archive, [item(1, to="ana@example.com"), item(2)])
    add_reports(archive, [item(3, to="Ana@Example.com")])
    export(archive, job_for(tmp_path / "a.ndjson"))
    archive.erasure.erase("ana@example.com", attachments=tmp_path)

    done = take(archive, tmp_path / "a.ndjson")

    assert done.new == 0
    assert [one.to for one in messages(archive)] == ["person2@example.com"]
    assert not [line for line in archive.database.connection.iterdump() if "ana@example" in line.lower()]


def test_a_block_that_fails_leaves_nothing_to_read_later(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    archive.database.run("CREATE TEMP TRIGGER broken BEFORE INSERT ON report BEGIN SELECT RAISE(ABORT, 'broken'); END")
    with pytest.raises(ArchiveError):
        take(archive, written(tmp_path, [item(1)]))
    assert archive.answers.unread() == ()
    assert messages(archive) == []
    archive.database.run("DROP TRIGGER broken")
    assert take(archive, written(tmp_path, [item(1)])).new == 1


def test_a_report_that_was_pushed_is_one_like_any_other(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    add_logs(archive, [item(1, status=PENDING)])
    path = written(tmp_path, {"results": [item(1, smsCount=1, browserLink="https://x.example"), item(2)]})

    assert take(archive, path) == Imported(records=2, new=2)
    assert take(archive, path) == Imported(records=2, known=2)
    assert [one.outcome for one in messages(archive)] == [Outcome.DELIVERED, Outcome.DELIVERED]


def event(kind: str, **changes: Any) -> dict[str, Any]:
    return {
        "notificationType": kind,
        "eventId": f"event-{kind}",
        "recipient": "person1@example.com",
        "sendDateTime": 1763802060000,
        "messageId": "m-1",
        "bulkId": "b-1",
    } | changes


def as_list(events: Sequence[object]) -> bytes:
    return json.dumps(events, indent=2).encode()


def as_lines(events: Sequence[object]) -> bytes:
    return b"\n".join(json.dumps(one).encode() for one in events)


def as_windows_lines(events: Sequence[object]) -> bytes:
    return b"\xef\xbb\xbf" + b"\r\n\r\n".join(json.dumps(one).encode() for one in events)


@pytest.mark.parametrize("form", [as_list, as_lines, as_windows_lines])
def test_tracking_events_are_in_the_timeline(
    opened: Open, tmp_path: Path, form: Callable[[Sequence[object]], bytes]
) -> None:
    archive = opened()
    add_logs(archive, [item(1)])
    events = [
        event("OPENED"),
        event("OPENED", eventId="again"),
        event("CLICKED", url="https://x.example/?a={[b"),
        event("UNSUBSCRIBED"),
        event("COMPLAINED"),
        event("LATE_BOUNCE"),
    ]
    path = written(tmp_path, form(events))

    assert take(archive, path) == Imported(records=6, new=6)
    assert take(archive, path) == Imported(records=6, known=6)

    reported = timeline(archive, "m-1")
    assert reported[0][0] is EventKind.SEEN_IN_LOGS
    assert sorted(reported[1:]) == sorted(
        [
            (EventKind.OPENED, EventSource.WEBHOOKS, ""),
            (EventKind.OPENED, EventSource.WEBHOOKS, ""),
            (EventKind.CLICKED, EventSource.WEBHOOKS, "https://x.example/?a={[b"),
            (EventKind.UNSUBSCRIBED, EventSource.WEBHOOKS, ""),
            (EventKind.COMPLAINED, EventSource.WEBHOOKS, ""),
            (EventKind.LATE_BOUNCE, EventSource.WEBHOOKS, ""),
        ]
    )


def test_events_come_back_with_an_export(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1)])
    take(source, written(tmp_path, [event("OPENED"), event("CLICKED", url="https://x.example")]))

    there_and_back(source, target, tmp_path / "a.ndjson")

    assert timeline(target, "m-1") == timeline(source, "m-1")


def test_events_of_mail_that_is_not_here_are_counted(opened: Open, tmp_path: Path) -> None:
    assert take(opened(), written(tmp_path, [event("OPENED")])) == Imported(records=1, strangers=1)


def test_events_without_time_and_without_a_known_kind(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    add_logs(archive, [item(1)])
    path = written(tmp_path, [event("OPENED", sendDateTime=None), event("DANCED"), {"results": [1, event("CLICKED")]}])

    assert take(archive, path) == Imported(records=2, new=2, unreadable=2, unreadable_lines=(1,))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04" + bytes(100),
        b'{"a": "b',
        b'{"a": 1}\n' * 200,
        b'{"format": "mail-composer-9", "record": "message"}',
    ],
)
def test_a_file_of_another_kind_is_refused(opened: Open, tmp_path: Path, content: bytes) -> None:
    archive = opened()

    with pytest.raises(Failed) as failed:
        take(archive, written(tmp_path, content))

    assert (failed.value.problem.code, failed.value.problem.subject) == (ProblemCode.NOT_AN_EXPORT, "events.json")
    assert messages(archive) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"status,to\r\nbounced,ana@example.com\r\n", ProblemCode.NO_MESSAGE_IDS),
        (b"name,colour\r\nana,red\r\n", ProblemCode.NOT_AN_EXPORT),
        (b"\xef\xbb\xbf <reports></reports>", ProblemCode.XML_EVENTS),
    ],
)
def test_a_table_without_ids_and_xml_say_what_to_do(
    opened: Open, tmp_path: Path, content: bytes, code: ProblemCode
) -> None:
    with pytest.raises(Failed) as failed:
        take(opened(), written(tmp_path, content))
    assert failed.value.problem.code is code


def test_a_file_that_is_not_there_is_reported(opened: Open, tmp_path: Path) -> None:
    with pytest.raises(Failed) as failed:
        take(opened(), tmp_path / "none.ndjson")

    assert failed.value.problem.code is ProblemCode.FILE_UNREADABLE


def test_a_line_that_was_changed_is_counted(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1)])
    export(source, job_for(tmp_path / "a.ndjson"))
    line = json.loads((tmp_path / "a.ndjson").read_text("utf-8"))
    line["log"]["raw"] = "base64:§"
    good = line | {
        "log": None,
        "reports": [{"received_at": "2025-11-22T09:00:00Z", "raw": item(2)}],
        "message_id": "m-2",
    }
    naive = good | {"sent_at": "2025-11-22T09:00:00"}

    done = take(target, written(tmp_path, as_lines([line, good, naive])))

    assert (done.records, done.new, done.unreadable, done.unreadable_lines) == (2, 1, 2, (1, 3))


@pytest.mark.parametrize("raw", [" 5 ", "1,2"])
def test_a_text_in_place_of_a_record_is_counted_and_the_others_read(opened: Open, tmp_path: Path, raw: str) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1), item(2)])
    export(source, job_for(tmp_path / "a.ndjson"))
    lines = [json.loads(line) for line in (tmp_path / "a.ndjson").read_text("utf-8").splitlines()]
    lines[0]["log"]["raw"] = raw

    done = take(target, written(tmp_path, as_lines(lines)))

    assert (done.records, done.new, done.unreadable, done.unreadable_lines) == (2, 1, 1, (1,))


def test_lines_that_are_cut_off_are_named_and_the_others_read(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(number) for number in range(6)])
    export(source, job_for(tmp_path / "a.ndjson"))
    lines = (tmp_path / "a.ndjson").read_bytes().splitlines()
    lines[1], lines[4] = lines[1][:40], lines[4][:-1]
    emptied = json.loads(lines[3])
    emptied["log"]["raw"] = {"strange": True}
    lines.insert(3, json.dumps(emptied).encode())

    done = take(target, written(tmp_path, b"\n".join(lines)))

    assert (done.records, done.new, done.unreadable_lines) == (5, 4, (2, 4, 6))
    assert done.unreadable == 3


def test_a_file_that_is_cut_off_gives_all_that_is_whole(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    content = as_lines([item(number) for number in range(700)])
    path = written(tmp_path, content[: content.rindex(b'"')])

    done = take(archive, path)

    assert (done.records, done.new, done.unreadable, done.is_cut) == (699, 699, 1, True)
    assert len(messages(archive)) == 699


def test_records_that_name_no_mail_are_counted_as_such(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1)])
    export(source, job_for(tmp_path / "a.ndjson"))
    line = json.loads((tmp_path / "a.ndjson").read_text("utf-8"))

    done = take(target, written(tmp_path, as_lines([line, line | {"message_id": None, "bulk_id": None}])))

    assert (done.records, done.new, done.unreadable, done.never_sent) == (2, 1, 1, 0)


def test_long_records_are_taken_in_a_few_at_a_time(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(number) | {"subject": "x" * 1_000_000} for number in range(40)])
    export(source, job_for(tmp_path / "a.ndjson"))
    tracemalloc.start()
    try:
        done = take(target, tmp_path / "a.ndjson")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert done.new == 40
    assert peak < (tmp_path / "a.ndjson").stat().st_size, "of one block, not of the file"


ENDS = ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]


@pytest.mark.parametrize("at", ENDS)
def test_any_time_of_the_calendar_can_be_in_a_file(opened: Open, tmp_path: Path, at: str) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1), item(2)])
    accepted(source, "ana@example.com")
    export(source, job_for(tmp_path / "a.ndjson"))
    lines = [json.loads(line) for line in (tmp_path / "a.ndjson").read_text("utf-8").splitlines()]
    for line in lines:
        line.update(sent_at=at, done_at=at, queued_at=at)
        line["events"] = [event | {"at": at, "recorded_at": at} for event in line["events"]]
        for part in filter(None, [line["log"], *line["reports"]]):
            part["received_at"] = at
            part["raw"].update(sentAt=at, doneAt=at)
        if line["hand_over"]:
            line["hand_over"]["at"] = at

    done = take(target, written(tmp_path, as_lines(lines)))

    assert done.new + done.unreadable == 3
    assert target.as_reader.check() == ()
    assert len(messages(target)) == done.new
    target.as_reader.histograms.histogram(ALL, after(0))


def test_of_two_records_with_one_id_the_first_counts(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    accepted(source, "ana@example.com")
    export(source, job_for(tmp_path / "a.ndjson"))
    line = json.loads((tmp_path / "a.ndjson").read_text("utf-8"))

    done = take(target, written(tmp_path, as_lines([line, line | {"subject": "Other", "from": "x@example.com"}])))

    assert (done.new, done.known) == (1, 1)
    assert [one.subject for one in messages(target)] == [line["subject"]]


@pytest.mark.parametrize("subject", ["\0", "\u202e\u2066", "x" * 1_000_000, "\ufeff", "e\u0301"], ids=range(5))
def test_any_subject_comes_back(opened: Open, tmp_path: Path, subject: str) -> None:
    source, target = opened(), opened()
    accepted(source, "ana@example.com", subject=subject)
    there_and_back(source, target, tmp_path / "a.ndjson")
    assert messages(target) == messages(source)


def test_a_cancelled_one_keeps_what_it_has_read(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    path = written(tmp_path, as_lines([item(number) for number in range(1000)]))
    asked = iter([False])

    done = take(archive, path, lambda: next(asked, True))

    assert (done.is_whole, done.records, len(messages(archive))) == (False, 500, 500)


STATUSES = st.sampled_from([PENDING, BOUNCED, item(0)["status"]])
RECORDS = st.lists(
    st.tuples(st.booleans(), st.integers(0, 6), STATUSES, st.integers(0, 3), st.sampled_from(["", "=1", "ü\u2028\0'"])),
    max_size=12,
)


@settings(max_examples=examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RECORDS)
def test_every_archive_comes_back(tmp_path_factory: pytest.TempPathFactory, records: list[Any]) -> None:
    folder = tmp_path_factory.mktemp("both")
    with closing(open_new(folder / "a.sqlite")) as source, closing(open_new(folder / "b.sqlite")) as target:
        accepted(source, "ana@example.com", "tom@example.org", subject="=Ü\u2028")
        for is_report, number, status, hour, text in records:
            reported = item(number, status=status, callbackData=text, doneAt=item(hour)["doneAt"])
            if number == 6:
                reported |= {"messageId": "own-ana@example.com", "to": "ana@example.com", "bulkId": "bulk-1"}
            (add_reports if is_report else add_logs)(source, [reported], T0 + timedelta(hours=hour))
        there_and_back(source, target, folder / "a.ndjson")

        assert messages(target) == messages(source)
        assert reports(target) == reports(source)
        for one in messages(source):
            assert one.message_id is not None
            assert timeline(target, one.message_id) == timeline(source, one.message_id)
