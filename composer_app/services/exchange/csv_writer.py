"""Writes rows as CSV (RFC 4180), in UTF-8."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

from composer_app.domain.formula_guard import guarded
from composer_app.services.exchange.export_job import ExportJob
from composer_app.services.exchange.exported_columns import Cell, Cells, ReadRows, Why
from composer_app.services.exchange.exported_times import time_text


class CsvWriter:
    """One row for each record, below a row of titles.

    A text that a spreadsheet would take for a formula gets a quote before it (`domain.formula_guard`). Times are
    ISO 8601 with their zone, and numbers plain.
    """

    def __init__(self, file: BinaryIO, job: ExportJob, read: ReadRows, why: Why) -> None:
        self._file = file
        self._read = read
        self._cells = Cells(job.columns, why)
        self._in_utc = job.in_utc
        self._lines = io.StringIO(newline="")
        self._csv = csv.writer(self._lines)
        if job.for_excel:
            file.write(codecs.BOM_UTF8)
        self._csv.writerow([guarded(one.title) for one in job.columns])

    def write(self, rows: Sequence[int]) -> int:
        """Write these rows of the archive. Returns how many there were."""
        records = self._read(rows)
        self._csv.writerows([self._text(cell) for cell in self._cells.of(record)] for record in records)
        self._flush()
        return len(records)

    def finish(self) -> None:
        """Write what is left: the titles of a table without rows."""
        self._flush()

    def close(self) -> None:
        """Nothing is kept beside the file."""

    def _flush(self) -> None:
        self._file.write(self._lines.getvalue().encode("utf-8", "replace"))
        self._lines.seek(0)
        self._lines.truncate()

    def _text(self, cell: Cell) -> str:
        match cell:
            case str():
                return guarded(cell)
            case None:
                return ""
            case datetime():
                return time_text(cell, in_utc=self._in_utc)
            case Decimal():
                return f"{cell:f}"
            case int():
                return str(cell)


def csv_table(rows: Iterable[Sequence[str | int]]) -> bytes:
    """A small table as CSV, with the byte order mark by which Excel knows UTF-8."""
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return codecs.BOM_UTF8 + lines.getvalue().encode("utf-8", "replace")
