"""Writes rows as a sheet of a spreadsheet (XLSX), row by row in constant memory."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from composer_app.services.exchange.export_job import ExportJob
from composer_app.services.exchange.exported_columns import Cell, Cells, ReadRows, Why
from composer_app.services.exchange.exported_times import time_text, zoned
from composer_app.services.exchange.xlsx_limits import FIRST_YEAR, LONGEST_TEXT


class XlsxWriter:
    """One row for each record, below a row of titles that stays in sight.

    Texts are texts, never formulas. Times are dates of the sheet, which know no zone: that of the file is in the title.
    """

    def __init__(self, file: BinaryIO, job: ExportJob, read: ReadRows, why: Why) -> None:
        self._read = read
        self._cells = Cells(job.columns, why)
        self._in_utc = job.in_utc
        self._folder = tempfile.TemporaryDirectory(prefix="mail-composer-")
        self._book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": self._folder.name})
        self._sheet = self._book.add_worksheet()
        self._time = self._book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        strong = self._book.add_format({"bold": True})
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, max(len(job.columns) - 1, 0), 22)
        for place, one in enumerate(job.columns):
            title = f"{one.title} ({job.zone})" if one.column.is_time else one.title
            self._sheet.write_string(0, place, title, strong)
        self._row = 1

    def write(self, rows: Sequence[int]) -> int:
        """Write these rows of the archive. Returns how many there were."""
        records = self._read(rows)
        for record in records:
            for place, cell in enumerate(self._cells.of(record)):
                self._write_cell(place, cell)
            self._row += 1
        return len(records)

    def finish(self) -> None:
        """Put the parts of the file together. Raises OSError."""
        try:
            self._book.close()
        except FileCreateError as error:
            raise OSError(*error.args[0].args) from error

    def close(self) -> None:
        """Remove what is kept beside the file. Call it in any case."""
        self._sheet.row_data_fh.close()  # open where the book was not finished
        self._folder.cleanup()

    def _write_cell(self, place: int, cell: Cell) -> None:
        match cell:
            case None | "":
                pass
            case str():
                self._sheet.write_string(self._row, place, cell[:LONGEST_TEXT])
            case datetime():
                self._write_time(place, cell)
            case Decimal() | int():
                self._sheet.write_number(self._row, place, float(cell))

    def _write_time(self, place: int, at: datetime) -> None:
        shown = zoned(at, in_utc=self._in_utc)
        if shown.year < FIRST_YEAR:
            self._sheet.write_string(self._row, place, time_text(at, in_utc=self._in_utc))
        else:
            self._sheet.write_datetime(self._row, place, shown.replace(tzinfo=None), self._time)
