"""Exports rows of the archive to a file, a block at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO, Protocol

from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.errors import Interrupted
from composer_app.archive.full_message_reader import FullMessageReader
from composer_app.domain.message_history import MessageRow
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.exchange import xlsx_limits
from composer_app.services.exchange.atomic_file import atomic_file
from composer_app.services.exchange.csv_writer import CsvWriter
from composer_app.services.exchange.eml_writer import EmlWriter
from composer_app.services.exchange.export_job import Exported, ExportFormat, ExportJob
from composer_app.services.exchange.exported_columns import ReadRows, Why
from composer_app.services.exchange.ndjson_writer import NdjsonWriter
from composer_app.services.records import RecordKind
from composer_app.services.runtime.error_mapping import Failed

BLOCK = 250
"""Rows that are read and written together."""

OnProgress = Callable[[int, int], None]
"""Called with the rows done and all rows."""


class _Writer(Protocol):
    def write(self, rows: Sequence[int]) -> int: ...
    def finish(self) -> None: ...
    def close(self) -> None: ...


def run_export(
    reader: ArchiveReader, job: ExportJob, why: Why, on_progress: OnProgress, is_unwanted: Callable[[], bool]
) -> Exported | None:
    """Write the file. None: it became unwanted, and nothing is left of it.

    Belongs to the thread of `reader`.

    Raises:
        Failed: the file cannot be written, or the format cannot hold so many rows.
        ArchiveError: the archive cannot be read.
    """
    part = reader.messages if job.kind is RecordKind.MESSAGE else reader.reports
    reader.database.stop_when(is_unwanted)
    try:
        rows = part.ids(job.wanted, job.sort, job.descending) if job.rows is None else array("q", job.rows)
        if job.format is ExportFormat.XLSX and len(rows) > xlsx_limits.MOST_ROWS:
            raise Failed(Problem(ProblemCode.TOO_MANY_ROWS, subject=Path(job.target).name))
        written = 0
        with atomic_file(Path(job.target), Path(job.temporary)) as file, ExitStack() as stack:
            writer = stack.enter_context(closing(_writer_of(job, file, reader, part.rows, why)))
            for start in range(0, len(rows), BLOCK):
                if is_unwanted():
                    raise Interrupted("the export is not wanted any more")
                written += writer.write(rows[start : start + BLOCK])
                on_progress(min(start + BLOCK, len(rows)), len(rows))
            writer.finish()
    except Interrupted:
        return None
    return Exported(written, len(rows) - written if job.format is ExportFormat.EML else 0)


def _writer_of(job: ExportJob, file: BinaryIO, reader: ArchiveReader, read: ReadRows, why: Why) -> _Writer:
    match job.format:
        case ExportFormat.CSV:
            return CsvWriter(file, job, read, why)
        case ExportFormat.NDJSON:
            return NdjsonWriter(file, FullMessageReader(reader), job.kind)
        case ExportFormat.XLSX:
            from composer_app.services.exchange.xlsx_writer import XlsxWriter  # takes long to load

            return XlsxWriter(file, job, read, why)
        case ExportFormat.EML:
            return EmlWriter(file, reader, _messages_of(reader, job.kind), Path(job.attachments))


def _messages_of(reader: ArchiveReader, kind: RecordKind) -> Callable[[Sequence[int]], Sequence[MessageRow]]:
    """The messages of rows of the list."""
    if kind is RecordKind.MESSAGE:
        return reader.messages.rows
    return lambda rows: reader.messages.rows([one.message_row for one in reader.reports.rows(rows)])
