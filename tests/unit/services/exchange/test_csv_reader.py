"""A CSV export comes back."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange.csv_reader import TableReader
from composer_app.services.exchange.export_job import ExportFormat
from composer_app.services.exchange.exported_columns import ALL_COLUMNS, ExportColumn, TitledColumn
from composer_app.services.exchange.import_file import run_import
from composer_app.services.exchange.import_job import Imported, ImportJob
from composer_app.services.records import RecordKind
from composer_app.services.runtime.error_mapping import Failed
from tests.unit.archive.samples import T0, Answered, after, submission
from tests.unit.services.exchange.common import (
    BOUNCED,
    DELIVERED,
    FULL,
    Open,
    add_logs,
    add_reports,
    export,
    item,
    job_for,
)

ALL = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
PENDING = {"groupId": 1, "groupName": "PENDING", "id": 7, "name": "PENDING_ENROUTE"}
TO_OPERATOR = {"groupId": 3, "groupName": "DELIVERED", "id": 2, "name": "DELIVERED_TO_OPERATOR"}
ACCEPTED = {"groupId": 0, "groupName": "ACCEPTED", "id": 0, "name": "ACCEPTED"}
EXPIRED = {"groupId": 4, "groupName": "EXPIRED"}
REJECTED = {"groupId": 5, "groupName": "REJECTED", "id": 6, "name": "REJECTED_NETWORK"}
TITLES = {"Status": ExportColumn.STATUS, "An": ExportColumn.TO, "Message ID": ExportColumn.MESSAGE_ID}


def take(archive: Archive, path: Path) -> Imported:
    job = ImportJob(file=str(path), account_id=SANDBOX_ACCOUNT, titles=TITLES)
    return run_import(archive, job, after(10**6), lambda _done, _total: None, lambda: False)


def messages(archive: Archive) -> list[MessageRow]:
    """What the list of Logs shows, but for what no table says."""
    rows = archive.messages.rows(archive.messages.ids(ALL, SortKey.RECEIVED, False))
    same = {"row": 0, "is_new": False, "submission_id": None, "queued_at": None, "has_report": False}
    plain = [msgspec.structs.replace(one, **same, status=None, error=None) for one in rows]
    return sorted(plain, key=lambda one: (one.message_id or "", one.to))


def codes(archive: Archive) -> dict[str, tuple[object, ...]]:
    """The vendor's numbers and names by the mail; NO_ERROR is as good as no error."""
    rows = archive.messages.rows(archive.messages.ids(ALL, SortKey.TO, False))
    reported = [(one, one.status, one.error) for one in rows if one.status is not None and one.error is not None]
    return {
        one.message_id or "": (status.group_id, status.name, error.id, error.name if error.is_error else "")
        for one, status, error in reported
        if one.subject == ""
    }


def reports(archive: Archive) -> list[ReportRow]:
    rows = archive.reports.rows(archive.reports.ids(ALL, SortKey.RECEIVED, False))
    same = {"row": 0, "message_row": 0, "is_ours": False, "status": None, "error": None}
    plain = [msgspec.structs.replace(one, **same) for one in rows]
    return sorted(plain, key=lambda one: (one.message_id, one.outcome, str(one.done_at)))


def accepted(archive: Archive, *addresses: str, subject: str) -> None:
    """A mail of ours that the service has taken."""
    mail = submission(*addresses, ids=tuple(f"own-{address}" for address in addresses), subject=subject)
    archive.outbox.queue(mail, None)
    archive.outbox.start_sending(mail.id, after(1))
    answers = [Answered(address, one.message_id) for address, one in zip(addresses, mail.recipients, strict=True)]
    archive.outbox.record_answer(mail.id, after(2), mail.bulk_id, answers, b"{}")


def fill(archive: Archive) -> None:
    statuses = [DELIVERED, PENDING, TO_OPERATOR, ACCEPTED, EXPIRED, REJECTED]
    add_logs(archive, [item(number, status=status) for number, status in enumerate(statuses)])
    add_logs(archive, [item(10, status=BOUNCED, error=FULL, price=None, bulkId=None, **{"from": "=1+1 <a@b.example>"})])
    accepted(archive, "ana@example.com", subject='-Your, "November"; statement')


def test_messages_come_back_but_for_what_a_table_does_not_say(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    fill(source)
    export(source, job_for(tmp_path / "a.csv"))

    assert take(target, tmp_path / "a.csv") == Imported(records=8, new=8)
    assert messages(target) == messages(source)
    assert codes(target) == codes(source)
    assert messages(target)[-1].subject == '-Your, "November"; statement'


def test_a_second_time_changes_nothing(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    fill(source)
    export(source, job_for(tmp_path / "a.csv"))
    take(target, tmp_path / "a.csv")
    before = messages(target)

    assert take(target, tmp_path / "a.csv") == Imported(records=8, known=8)
    assert messages(target) == before


def test_what_the_service_wrote_stays_as_it_is(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    add_logs(archive, [item(1)])
    export(archive, job_for(tmp_path / "a.csv"))
    add_logs(archive, [item(1, status=BOUNCED, error=FULL)])
    before = list(archive.database.connection.iterdump())

    assert take(archive, tmp_path / "a.csv") == Imported(records=1, known=1)
    assert list(archive.database.connection.iterdump()) == before


def test_reports_come_back(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_reports(
        source, [item(1, status=PENDING), item(1), item(2, status=BOUNCED, error=FULL)], T0 + timedelta(hours=1)
    )
    export(source, job_for(tmp_path / "a.csv", RecordKind.REPORT))

    assert take(target, tmp_path / "a.csv") == Imported(records=3, new=3)
    assert reports(target) == reports(source)
    assert take(target, tmp_path / "a.csv") == Imported(records=3, known=3)
    assert messages(target) == messages(source)


def rewritten(path: Path, delimiter: str, encoding: str, order: int) -> None:
    """As a spreadsheet saves it again, with its columns in another order."""
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(row[order:] + row[:order] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_signs_of_a_spreadsheet_are_read(opened: Open, tmp_path: Path, delimiter: str, encoding: str) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1), item(2, **{"from": "Müller <a@b.example>"})])
    export(source, job_for(tmp_path / "a.csv", for_excel=True))
    (tmp_path / "a.csv").write_bytes((tmp_path / "a.csv").read_bytes().removeprefix(b"\xef\xbb\xbf"))
    rewritten(tmp_path / "a.csv", delimiter, encoding, 5)

    assert take(target, tmp_path / "a.csv").new == 2
    assert messages(target) == messages(source)


def test_titles_of_the_window_are_known_and_what_lacks_is_named(opened: Open, tmp_path: Path) -> None:
    source, target = opened(), opened()
    add_logs(source, [item(1), item(2, status=BOUNCED, error=FULL)])
    columns = tuple(TitledColumn(column, title) for title, column in reversed(TITLES.items()))
    export(source, job_for(tmp_path / "a.csv", columns=columns, format=ExportFormat.CSV))

    done = take(target, tmp_path / "a.csv")

    assert (done.records, done.new) == (2, 2)
    assert set(done.lacking) == set(ExportColumn) - set(TITLES.values()) - {ExportColumn.WHY}
    assert [one.outcome for one in messages(target)] == [Outcome.DELIVERED, Outcome.BOUNCED]
    assert [(one.sent_at, one.price) for one in messages(target)] == [(None, None)] * 2


def test_rows_that_cannot_be_read_are_named(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    rows = [
        "status,to,message_id,sent_at,price,status_id,subject",
        'delivered,ana@example.com,m-1,2025-11-22T09:00:00Z,"0,0004",,',
        "lost,ana@example.com,m-2",
        "",
        "delivered,ana@example.com,m-3,2025-11-22T09:00:00",
        "delivered,ana@example.com,m-4,,a lot",
        "delivered,ana@example.com,m-5,,Infinity",
        "delivered,ana@example.com,m-6,,,five",
        "delivered,,m-7",
        "delivered,ana@example.com,",
        'queued,ana@example.com,,,,,"two',
        'lines"',
        "Delivered , ana@example.com ,m-8",
        f"delivered,ana@example.com,m-9,,,,{'x' * 200_000}",
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows))

    done = take(archive, tmp_path / "a.csv")

    assert done.unreadable_lines == (3, 5, 6, 7, 8, 9, 10, 14)
    assert (done.records, done.new, done.never_sent, done.unreadable) == (3, 2, 1, 8)


def test_mail_that_may_have_been_sent_comes_back_as_such(opened: Open, tmp_path: Path) -> None:
    archive = opened()
    rows = ["status,to,message_id,subject", "maybe sent,ana@example.com,m-1,Hello", "accepted,tom@example.com,m-2,Hi"]
    (tmp_path / "a.csv").write_text("\n".join(rows))

    assert take(archive, tmp_path / "a.csv").new == 2
    assert [(one.outcome, one.subject) for one in messages(archive)] == [
        (Outcome.UNKNOWN, "Hello"),
        (Outcome.ACCEPTED, "Hi"),
    ]


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        ("name;colour", ProblemCode.NOT_AN_EXPORT),
        ("", ProblemCode.NOT_AN_EXPORT),
        ("status", ProblemCode.NOT_AN_EXPORT),
        ("status\tto\tsubject", ProblemCode.NO_MESSAGE_IDS),
    ],
)
def test_other_tables_are_refused(titles: str, code: ProblemCode) -> None:
    with pytest.raises(Failed) as failed:
        TableReader(io.BytesIO(titles.encode()), "a.csv", TITLES, SANDBOX_ACCOUNT, T0)
    assert (failed.value.problem.code, failed.value.problem.subject) == (code, "a.csv")


TEXTS = st.sampled_from(["", "=1", "'=1", "'quoted'", "-", 'a "b" ; c, d', "two\nlines", "ü", "\t"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=5), st.permutations(ALL_COLUMNS))
def test_any_text_comes_back_in_any_order_of_columns(
    tmp_path_factory: pytest.TempPathFactory, senders: list[str], columns: list[TitledColumn]
) -> None:
    folder = tmp_path_factory.mktemp("table")
    source, target = (Archive.open(folder / name / "archive.sqlite") for name in "ab")
    add_logs(source, [item(number, **{"from": sender}) for number, sender in enumerate(senders)])
    export(source, job_for(folder / "a.csv", columns=tuple(columns)))
    take(target, folder / "a.csv")
    assert messages(target) == messages(source)
    for archive in (source, target):
        archive.close()
