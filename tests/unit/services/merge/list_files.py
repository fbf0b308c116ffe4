"""List files for tests."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeAttachment, MergeSettings

USES = (
    ListColumnUse(ColumnRole.ADDRESS),
    ListColumnUse(ColumnRole.PLACEHOLDER, "first_name"),
)


def merge_of(settings: MergeSettings, name: str = "people.csv", sha256: str = "0" * 64) -> MergeAttachment:
    return MergeAttachment(
        sha256=sha256, file_name=name, size_bytes=0, settings=settings, recipient_count=0, row_count=0
    )


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], sheet: str = "Customers", first: int = 0) -> Path:
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_numbers": False}) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows, first):
            page.write_row(number, 0, row)
    return path


def write_ods(path: Path, rows: Sequence[Sequence[str]], *, is_locked: bool = False) -> Path:
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    lock = "<manifest:encryption-data/>" if is_locked else ""
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">{lock}'
            "</manifest:file-entry></manifest:manifest>",
        )
        packed.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="People">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path
