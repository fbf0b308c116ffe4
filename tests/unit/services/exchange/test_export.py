"""Export of rows to files: what is in them, and what is left of one that was not finished."""

from __future__ import annotations

import csv
import json
import os
from array import array
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.outcome import Outcome
from composer_app.domain.problem import ProblemCode
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange.export import BLOCK, run_export
from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.exported_columns import ExportColumn, TitledColumn
from composer_app.services.records import RecordKind
from composer_app.services.runtime.error_mapping import Failed
from tests.new_archive import open_new
from tests.unit.services.exchange.common import BOUNCED, FULL, add_logs, add_reports, export, item, job_for, queue, why


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(open_new(tmp_path / "archive.sqlite")) as opened:
        yield opened


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def column(path: Path, name: str) -> list[str]:
    head, *rows = table(path)
    return [row[head.index(name)] for row in rows]


def test_a_csv_has_the_rows_of_the_filter_in_the_order_of_the_list(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(1), item(2, status=BOUNCED, error=FULL), item(3, status=BOUNCED, error=FULL)])
    wanted = ArchiveFilter(outcomes=frozenset({Outcome.BOUNCED}))

    done = export(archive, job_for(tmp_path / "a.csv", wanted=wanted, sort=SortKey.SENT, descending=True))

    assert done == Exported(2)
    assert column(tmp_path / "a.csv", "message_id") == ["m-3", "m-2"]


def test_a_csv_writes_values_that_every_program_reads(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(1, status=BOUNCED, error=FULL)])

    export(archive, job_for(tmp_path / "a.csv"))

    head, row = table(tmp_path / "a.csv")
    cells = dict(zip(head, row, strict=True))
    assert cells == {
        "status": "bounced",
        "sent_at": "2025-11-22T09:01:00Z",
        "to": "person1@example.com",
        "subject": "",
        "why": "because bounced",
        "done_at": "2025-11-22T09:01:20Z",
        "received_at": "",
        "queued_at": "",
        "from": "billing@linden.example",
        "price": "0.0004",
        "currency": "EUR",
        "message_id": "m-1",
        "bulk_id": "b-1",
        "status_id": "9",
        "status_name": "NOT_DELIVERED",
        "error_id": "6010",
        "error_name": "EC_RECIPIENT_INBOX_FULL",
    }


def test_a_csv_of_reports_says_when_they_came(archive: Archive, tmp_path: Path) -> None:
    add_reports(archive, [item(1)])

    export(archive, job_for(tmp_path / "a.csv", RecordKind.REPORT))

    assert column(tmp_path / "a.csv", "received_at") == ["2025-11-22T09:00:00Z"]


def test_the_columns_are_those_that_were_asked_for(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(1)])
    columns = (TitledColumn(ExportColumn.TO, "To"), TitledColumn(ExportColumn.STATUS, "Status"))

    export(archive, job_for(tmp_path / "a.csv", columns=columns))

    assert table(tmp_path / "a.csv") == [["To", "Status"], ["person1@example.com", "delivered"]]


def test_a_csv_follows_rfc_4180(archive: Archive, tmp_path: Path) -> None:
    queue(archive, subject='Two\r\nlines, "quoted"')
    columns = (TitledColumn(ExportColumn.SUBJECT, "Subject"), TitledColumn(ExportColumn.TO, "To"))

    export(archive, job_for(tmp_path / "a.csv", columns=columns))

    written = (tmp_path / "a.csv").read_bytes()
    assert written == b'Subject,To\r\n"Two\r\nlines, ""quoted""",ana@example.com\r\n'


def test_a_csv_holds_no_formula(archive: Archive, tmp_path: Path) -> None:
    queue(archive, subject='=HYPERLINK("http://x.example")')

    export(archive, job_for(tmp_path / "a.csv"))

    assert column(tmp_path / "a.csv", "subject") == ['\'=HYPERLINK("http://x.example")']


def test_a_csv_for_excel_begins_with_a_mark(archive: Archive, tmp_path: Path) -> None:
    export(archive, job_for(tmp_path / "a.csv", for_excel=True))

    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfstatus,")


def test_chosen_rows_alone_are_written(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(number) for number in range(1, 5)])
    rows = archive.messages.ids(ArchiveFilter(), SortKey.RECEIVED, False)

    export(archive, job_for(tmp_path / "a.csv", rows=array("q", [rows[3], rows[1]]).tobytes()))

    assert column(tmp_path / "a.csv", "message_id") == ["m-4", "m-2"]


def test_more_than_a_block_is_written_and_reported(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(number) for number in range(BLOCK + 2)])
    reported: list[tuple[int, int]] = []

    job = job_for(tmp_path / "a.csv")
    run_export(archive.as_reader, job, why, lambda done, total: reported.append((done, total)), lambda: False)

    assert reported == [(BLOCK, BLOCK + 2), (BLOCK + 2, BLOCK + 2)]
    assert column(tmp_path / "a.csv", "message_id") == [f"m-{number}" for number in range(BLOCK + 2)]


def test_ndjson_has_a_message_with_all_that_is_kept(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(1, status=BOUNCED, error=FULL)])
    add_reports(archive, [item(1, status=BOUNCED, error=FULL)])

    export(archive, job_for(tmp_path / "a.ndjson"))

    (line,) = (tmp_path / "a.ndjson").read_bytes().splitlines()
    read = json.loads(line)
    assert (read["record"], read["to"], read["status"], read["price"]) == (
        "message",
        "person1@example.com",
        "bounced",
        "0.0004",
    )
    assert read["log"]["raw"] == read["reports"][0]["raw"] == item(1, status=BOUNCED, error=FULL)
    assert {event["kind"] for event in read["events"]} == {"seen in logs", "reported"}
    assert json.dumps(item(1, status=BOUNCED, error=FULL)).encode() in line


def test_ndjson_has_a_report_with_its_json(archive: Archive, tmp_path: Path) -> None:
    add_reports(archive, [item(1)])

    export(archive, job_for(tmp_path / "a.ndjson", RecordKind.REPORT))

    read = json.loads((tmp_path / "a.ndjson").read_text("utf-8"))
    assert (read["record"], read["report"]["raw"]) == ("report", item(1))


def test_an_unwanted_export_leaves_nothing_and_an_earlier_file_stays(archive: Archive, tmp_path: Path) -> None:
    add_logs(archive, [item(number) for number in range(3 * BLOCK)])
    target = tmp_path / "out" / "a.csv"
    target.parent.mkdir()
    target.write_text("earlier")
    asked = iter([False, False, True])

    assert export(archive, job_for(target), lambda: next(asked, True)) is None

    assert os.listdir(target.parent) == ["a.csv"]
    assert target.read_text() == "earlier"


def test_a_folder_that_is_not_there_is_reported(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(Failed) as failed:
        export(archive, job_for(tmp_path / "nowhere" / "a.csv"))

    assert (failed.value.problem.code, failed.value.problem.subject) == (ProblemCode.FILE_NOT_WRITTEN, "a.csv")
