"""What is to be exported, and what came of it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.exchange.exported_columns import TitledColumn
from composer_app.services.records import RecordKind


class ExportFormat(StrEnum):
    """The kind of file. The value is what `--format` takes."""

    CSV = "csv"
    NDJSON = "ndjson"
    XLSX = "xlsx"
    EML = "eml"
    """A ZIP with a file for each mail."""


class ExportJob(msgspec.Struct, frozen=True, kw_only=True, tag="export"):
    """One export.

    Attributes:
        target: the absolute path of the file.
        temporary: where it is written until it is whole, in the same folder.
        wanted, sort, descending: which rows, and their order.
        rows: the numbers of the rows where only some of those were chosen: the bytes of an `array("q")`.
        columns: of a table; NDJSON always has all fields.
        for_excel: a CSV begins with a byte order mark, by which Excel knows that it is UTF-8.
        in_utc: times in UTC, else in the time zone of this computer. Both name their zone.
        zone: how a sheet, whose dates have none, names it.
        attachments: the folder of the attachment store, for EML.
    """

    target: str
    temporary: str
    format: ExportFormat
    kind: RecordKind
    wanted: ArchiveFilter
    sort: SortKey
    descending: bool
    columns: tuple[TitledColumn, ...]
    rows: bytes | None = None
    for_excel: bool = False
    in_utc: bool = False
    zone: str = "UTC"
    attachments: str = ""


class Exported(msgspec.Struct, frozen=True, tag="exported"):
    """A finished export. `left_out`: rows that the format cannot hold."""

    rows: int
    left_out: int = 0
