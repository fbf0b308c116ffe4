"""Sheets of a spreadsheet: what is in their cells, and what is left of an unfinished one."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from composer_app.archive.archive import Archive
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.price import Price
from composer_app.domain.problem import ProblemCode
from composer_app.services.exchange import xlsx_limits
from composer_app.services.exchange.export_job import Exported
from composer_app.services.exchange.exported_columns import ExportColumn, TitledColumn
from composer_app.services.exchange.xlsx_writer import XlsxWriter
from composer_app.services.runtime.error_mapping import Failed
from tests.new_archive import open_new
from tests.unit.archive.samples import T0
from tests.unit.services.exchange.common import add_logs, export, item, job_for, queue, why

COLUMNS = (
    TitledColumn(ExportColumn.SUBJECT, "Subject"),
    TitledColumn(ExportColumn.SENT, "Sent"),
    TitledColumn(ExportColumn.PRICE, "Price"),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with closing(open_new(tmp_path / "archive.sqlite")) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go."""
    made = tmp_path / "temporary"
    made.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(made))
    return made


def sheet(path: Path) -> str:
    with zipfile.ZipFile(path) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()


def written(path: Path, rows: Sequence[MessageRow]) -> str:
    with path.open("wb") as file:
        writer = XlsxWriter(file, job_for(path, columns=COLUMNS), lambda _rows: rows, why)
        with closing(writer):
            writer.write(range(len(rows)))
            writer.finish()
    return sheet(path)


def row(**said: object) -> MessageRow:
    return MessageRow(**{"row": 1, "account_id": SANDBOX_ACCOUNT, "outcome": Outcome.QUEUED, "to": "a@b.c"} | said)  # type: ignore[arg-type]


def test_texts_are_texts_numbers_are_numbers_and_times_are_dates(tmp_path: Path, folder: Path) -> None:
    found = written(tmp_path / "a.xlsx", [row(subject="=1+1", sent_at=T0, price=Price(Decimal("0.0004"), "EUR"))])

    assert "<is><t>=1+1</t></is>" in found
    assert "<f>" not in found
    assert re.search(r'<c r="C2"><v>0.0004</v>', found)
    days = T0.replace(tzinfo=None) - datetime(1899, 12, 30)
    assert re.search(rf'<c r="B2" s="\d+"><v>{days / timedelta(days=1)!r}</v>', found)


def test_a_title_of_times_names_the_zone(tmp_path: Path, folder: Path) -> None:
    assert "Sent (UTC)" in written(tmp_path / "a.xlsx", [])


def test_what_a_sheet_cannot_hold_is_shortened_or_a_text(tmp_path: Path, folder: Path) -> None:
    odd = row(subject="x" * 1_000_000 + "\0\x1f", sent_at=datetime(1850, 1, 1, tzinfo=UTC))

    found = written(tmp_path / "a.xlsx", [odd])

    assert f"<t>{'x' * 32_767}</t>" in found
    assert "1850-01-01T00:00:00Z" in found


def test_an_export_writes_a_book(archive: Archive, tmp_path: Path, folder: Path) -> None:
    add_logs(archive, [item(1), item(2)])
    queue(archive, subject="A & B")

    assert export(archive, job_for(tmp_path / "a.xlsx")) == Exported(3)

    assert "A &amp; B" in sheet(tmp_path / "a.xlsx")
    assert os.listdir(folder) == []


def test_an_unwanted_one_leaves_nothing(archive: Archive, tmp_path: Path, folder: Path) -> None:
    add_logs(archive, [item(1), item(2)])

    assert export(archive, job_for(tmp_path / "a.xlsx"), lambda: True) is None

    assert os.listdir(folder) == []
    assert not (tmp_path / "a.xlsx").exists()


def test_more_rows_than_a_sheet_holds_are_refused_before_anything_is_written(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_limits, "MOST_ROWS", 1)
    add_logs(archive, [item(1), item(2)])

    with pytest.raises(Failed) as failed:
        export(archive, job_for(tmp_path / "a.xlsx"))

    assert failed.value.problem.code is ProblemCode.TOO_MANY_ROWS
    assert not (tmp_path / "a.xlsx").exists()


def test_a_full_disk_is_an_error_of_the_system(tmp_path: Path, folder: Path) -> None:
    class Full:
        was_reported = False

        def write(self, data: bytes) -> int:
            if self.was_reported:
                return len(data)
            self.was_reported = True
            raise OSError(28, "No space left on device")

        def seek(self, *_place: int) -> int:
            return 0

        def tell(self) -> int:
            return 0

        def flush(self) -> None:
            """Nothing was written."""

    writer = XlsxWriter(Full(), job_for(tmp_path / "a.xlsx"), lambda _rows: [], why)  # type: ignore[arg-type]
    with closing(writer), pytest.raises(OSError, match="No space left"):
        writer.finish()
