"""Refuses spreadsheets that would not fit into memory, before they are unpacked.

calamine makes room for every cell up to the last one with content: one far away at the end of a sheet would take
gigabytes, and end the program.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.merge.column_formats import column_number
from composer_app.services.runtime.error_mapping import Failed

MAX_UNPACKED_BYTES = 150_000_000
"""Of the parts with cells and texts: about 300,000 rows of seven cells."""
MAX_CELLS = 10_000_000
"""In the rectangle from the first cell of a sheet to the last one."""
_PARTS = re.compile(r"xl/(worksheets/sheet[^/]*\.(xml|bin)|sharedStrings\.(xml|bin))|content\.xml", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/sheet[^/]*\.xml", re.IGNORECASE)
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')
_BLOCK_BYTES, _OVERLAP_BYTES = 1024 * 1024, 32


def check_size(path: Path, name: str) -> None:
    """Raises Failed: SHEET_TOO_BIG, or LIST_DAMAGED if the file is packed but cannot be unpacked."""
    if not zipfile.is_zipfile(path):
        return  # the old format of Excel, which has 65,536 rows at most
    with zipfile.ZipFile(path) as packed:
        parts = [part for part in packed.infolist() if _PARTS.fullmatch(part.filename)]
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise Failed(Problem(ProblemCode.SHEET_TOO_BIG, subject=name))
        for part in parts:
            if _SHEET.fullmatch(part.filename) and _cells_in(packed, part) > MAX_CELLS:
                raise Failed(Problem(ProblemCode.SHEET_TOO_BIG, subject=name))


def _cells_in(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    last_column = last_row = 0
    with packed.open(part) as sheet:
        end = b""
        while block := sheet.read(_BLOCK_BYTES):
            for letters, row in _corners(end + block):
                last_column, last_row = max(last_column, column_number(letters)), max(last_row, row)
            end = block[-_OVERLAP_BYTES:]
    return last_column * last_row


def _corners(xml: bytes) -> list[tuple[bytes, int]]:
    """The cells with the last column and the last row of a piece of a sheet."""
    cells = _CELL.findall(xml)
    if not cells:
        return []
    last = max({letters for letters, _ in cells}, key=column_number)
    return [(last, 0), (b"A", max(map(int, {row for _, row in cells})))]
