"""Exports rows of the archive to a file, a block at a time."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

from composer_app.archive.archive_reader import ArchiveReader
from composer_app.archive.errors import Interrupted
from composer_app.archive.full_message_reader import FullMessageReader
from composer_app.services.exchange.csv_writer import CsvWriter
from composer_app.services.exchange.export_job import Exported, ExportFormat, ExportJob
from composer_app.services.exchange.exported_columns import Why
from composer_app.services.exchange.ndjson_writer import NdjsonWriter
from composer_app.services.exchange.whole_file import whole_file
from composer_app.services.records import Record, RecordKind

BLOCK = 250
"""Rows that are read and written together."""

OnProgress = Callable[[int, int], None]
"""Called with the rows done and all rows."""


class _Writer(Protocol):
    def write(self, rows: Sequence[int]) -> int: ...
    def finish(self) -> None: ...


def run_export(
    reader: ArchiveReader, job: ExportJob, why: Why, on_progress: OnProgress, is_unwanted: Callable[[], bool]
) -> Exported | None:
    """Write the file. None: it became unwanted, and nothing is left of it.

    Belongs to the thread of `reader`.

    Raises:
        Failed: the file cannot be written.
        ArchiveError: the archive cannot be read.
    """
    part = reader.messages if job.kind is RecordKind.MESSAGE else reader.reports
    reader.database.stop_when(is_unwanted)
    try:
        rows = part.ids(job.wanted, job.sort, job.descending) if job.rows is None else array("q", job.rows)
        written = 0
        with whole_file(Path(job.target), Path(job.temporary)) as file:
            writer = _writer_of(job, file, reader, part.rows, why)
            for start in range(0, len(rows), BLOCK):
                if is_unwanted():
                    raise Interrupted("the export is not wanted any more")
                written += writer.write(rows[start : start + BLOCK])
                on_progress(min(start + BLOCK, len(rows)), len(rows))
            writer.finish()
    except Interrupted:
        return None
    return Exported(written)


def _writer_of(
    job: ExportJob,
    file: BinaryIO,
    reader: ArchiveReader,
    read: Callable[[Sequence[int]], Sequence[Record]],
    why: Why,
) -> _Writer:
    match job.format:
        case ExportFormat.CSV:
            return CsvWriter(file, read, job.columns, why, has_mark=job.for_excel, in_utc=job.in_utc)
        case ExportFormat.NDJSON:
            return NdjsonWriter(file, FullMessageReader(reader), job.kind)
