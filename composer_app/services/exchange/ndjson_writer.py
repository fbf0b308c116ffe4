"""Writes rows as NDJSON: one JSON object a line, with all fields and the JSON that was received."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from composer_app.archive.full_message_reader import FullMessageReader
from composer_app.services.exchange.record_line import line_of_message, line_of_report
from composer_app.services.records import RecordKind


class NdjsonWriter:
    """Reads each row with all that belongs to it."""

    def __init__(self, file: BinaryIO, reader: FullMessageReader, kind: RecordKind) -> None:
        self._file = file
        self._reader = reader
        self._kind = kind

    def write(self, rows: Sequence[int]) -> int:
        """Write these rows of the archive. Returns how many there were."""
        if self._kind is RecordKind.MESSAGE:
            lines = [line_of_message(one) for one in self._reader.messages(rows)]
        else:
            lines = [line_of_report(one) for one in self._reader.reports(rows)]
        self._file.writelines(line + b"\n" for line in lines)
        return len(lines)

    def finish(self) -> None:
        """Nothing is left to write."""

    def close(self) -> None:
        """Nothing is kept beside the file."""
