"""A spreadsheet that would fill the memory is refused before it is unpacked."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from composer_app.domain.problem import ProblemCode
from composer_app.services.merge.sheet_sizes import MAX_UNPACKED_BYTES, check_size
from composer_app.services.runtime.error_mapping import Failed
from tests.unit.services.merge.list_files import write_xlsx


def test_an_ordinary_sheet_passes(tmp_path: Path) -> None:
    check_size(write_xlsx(tmp_path / "a.xlsx", [["ana@example.com", 1]] * 50), "a.xlsx")


def test_a_file_that_is_not_packed_passes(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(99))

    check_size(tmp_path / "a.xls", "a.xls")


def test_one_cell_far_away_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write(0, 0, "ana@example.com")
        page.write(1_048_575, 16_383, "x")

    with pytest.raises(Failed) as raised:
        check_size(path, "a.xlsx")

    assert (raised.value.problem.code, raised.value.problem.subject) == (ProblemCode.SHEET_TOO_BIG, "a.xlsx")


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(MAX_UNPACKED_BYTES // 1_000_000 + 1):
            part.write(bytes(1_000_000))

    with pytest.raises(Failed) as raised:
        check_size(path, "a.xlsx")

    assert raised.value.problem.code is ProblemCode.SHEET_TOO_BIG
