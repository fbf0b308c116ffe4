"""The number formats of an XLSX sheet, column by column."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from composer_app.domain.number_format import NumberFormat
from composer_app.services.merge.column_formats import column_formats, column_number
from tests.unit.services.merge.list_files import write_ods


def test_each_column_has_the_format_of_most_of_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Other")
        page = book.add_worksheet("Customers & more")
        money, padded = book.add_format({"num_format": "0.00"}), book.add_format({"num_format": "00000"})
        page.write_row(0, 0, ["email", "amount", "number", "plain"], money)
        for row in range(1, 4):
            page.write(row, 0, "ana@example.com")
            page.write(row, 1, 84.2, padded if row == 3 else money)
            page.write(row, 2, 1187, padded)
            page.write(row, 3, 5)

    assert column_formats(path, "Customers & more") == {1: NumberFormat(2, 1), 2: NumberFormat(0, 5)}
    assert column_formats(path, "Other") == {}


def test_other_kinds_of_files_have_none(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0")

    assert column_formats(tmp_path / "a.xls", "A") == {}
    assert column_formats(write_ods(tmp_path / "a.ods", [["a"]]), "People") == {}


def test_parts_may_be_named_from_the_root_and_styles_may_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    documents = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{main}" xmlns:r="{documents}"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
        )
        packed.writestr("xl/_rels/workbook.xml.rels", '<a><b Id="r1" Target="/xl/worksheets/sheet1.xml"/></a>')
        packed.writestr("xl/styles.xml", f'<styleSheet xmlns="{main}"/>')
        packed.writestr("xl/worksheets/sheet1.xml", '<c r="A1" s="1"><v>5</v></c>')

    assert column_formats(path, "A") == {}


@pytest.mark.parametrize(("letters", "number"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"XFD", 16_384)])
def test_columns_are_counted(letters: bytes, number: int) -> None:
    assert column_number(letters) == number
