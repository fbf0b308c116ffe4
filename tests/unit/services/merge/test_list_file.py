"""Lists of every kind are read as text, and what cannot be read is said."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from composer_app.domain.merge_list import DateStyle, MergeSettings
from composer_app.domain.problem import ProblemCode
from composer_app.services.merge.list_file import MOST_COLUMNS, open_list
from composer_app.services.runtime.error_mapping import Failed
from tests.unit.services.merge.list_files import write_ods, write_xlsx


def found(path: Path, settings: MergeSettings | None = None) -> list[tuple[int, list[str]]]:
    """The rows, read with the encoding and delimiter that are found, or with these settings."""
    with open_list(path, path.name) as file:
        delimiter = file.delimiter_in(file.encoding)
        used = settings or MergeSettings(encoding=file.encoding, delimiter=delimiter, header_row=1)
        return [(number, list(cells)) for number, cells in file.rows(used)]


def code_of(path: Path, settings: MergeSettings | None = None) -> ProblemCode:
    with pytest.raises(Failed) as raised:
        found(path, settings)
    return raised.value.problem.code


def text_file(folder: Path, content: str | bytes, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_of_text_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["email", "city"], ["ana@example.com", "Zürich"], ["tom@example.com", "Köln"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)

    assert found(text_file(tmp_path, text.encode(encoding))) == [(2, rows[1]), (3, rows[2])]


def test_quotes_line_breaks_blank_rows_and_leading_zeros_are_kept(tmp_path: Path) -> None:
    text = 'email,no\n"ana@example.com","01187"\n\n"tom@example.com","two\nlines, and a ""word"""\n'

    assert found(text_file(tmp_path, text)) == [
        (2, ["ana@example.com", "01187"]),
        (4, ["tom@example.com", 'two\nlines, and a "word"']),
    ]


def test_lines_of_addresses_are_a_list_as_well(tmp_path: Path) -> None:
    rows = found(text_file(tmp_path, " ana@example.com \ntom@example.com\n"), MergeSettings(encoding="utf-8-sig"))

    assert rows == [(1, ["ana@example.com"]), (2, ["tom@example.com"])]


def test_null_characters_are_dropped(tmp_path: Path) -> None:
    assert found(text_file(tmp_path, "email,no\nana@exam\0ple.com,1\n")) == [(2, ["ana@example.com", "1"])]


def test_a_wrong_encoding_loses_no_row(tmp_path: Path) -> None:
    path = text_file(tmp_path, "email,city\nana@example.com,Zürich\n".encode("cp1252"))

    assert found(path, MergeSettings(encoding="utf-8-sig", delimiter=",")) == [
        (1, ["email", "city"]),
        (2, ["ana@example.com", "Z\ufffdrich"]),
    ]


def test_more_columns_than_can_be_used_are_left_out(tmp_path: Path) -> None:
    wide = ["ana@example.com", *map(str, range(20_000))]

    (text,) = found(text_file(tmp_path, "email\n" + ",".join(wide) + "\n"))
    (cells,) = found(write_xlsx(tmp_path / "wide.xlsx", [["email"], wide[:16_000]]))

    assert text == (2, wide[:MOST_COLUMNS])
    assert cells == (2, wide[:MOST_COLUMNS])


def test_a_quote_that_is_not_closed_is_said(tmp_path: Path) -> None:
    path = text_file(tmp_path, "email,no\nana@example.com,1\n" * 3 + '"' + "x\n" * 100_000)

    assert code_of(path) is ProblemCode.LIST_OPEN_QUOTE


@pytest.mark.parametrize("content", [b"", b"\n \r\n"])
def test_an_empty_file_is_said(tmp_path: Path, content: bytes) -> None:
    assert code_of(text_file(tmp_path, content)) is ProblemCode.LIST_EMPTY


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0"])
def test_what_is_no_table_is_said(tmp_path: Path, start: bytes) -> None:
    assert code_of(text_file(tmp_path, start + bytes(99))) is ProblemCode.LIST_NOT_A_TABLE


def test_a_lost_copy_is_said(tmp_path: Path) -> None:
    assert code_of(tmp_path / "gone.csv") is ProblemCode.FILE_LOST


def test_a_spreadsheet_is_known_by_its_content(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "people.csv", [["email", "no"], ["ana@example.com", 7.0]])

    assert found(path) == [(2, ["ana@example.com", "7"])]


def test_the_values_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Customers")
        page.merge_range(0, 1, 0, 3, "Customers of the north")
        page.write_row(3, 1, ["email", "amount", "due", "region"])
        page.write(4, 1, "ana@example.com")
        page.write_formula(4, 2, "=80+4.2", value=84.2)
        page.write_datetime(4, 3, date(2026, 12, 15), book.add_format({"num_format": "dd/mm/yyyy"}))
        page.write_formula(4, 4, "=NA()", value="#N/A")
        book.add_chartsheet("Picture")
        book.add_worksheet("More").write(0, 0, "tom@example.com")
    settings = MergeSettings(sheet="Customers", header_row=4, date_style=DateStyle.DAY_MONTH_DOTS)

    with open_list(path, path.name) as file:
        assert file.sheets == ("Customers", "More")
        assert list(file.rows(settings)) == [(5, ["", "ana@example.com", "84.2", "15.12.2026", ""])]
        assert list(file.rows(MergeSettings(sheet="More"))) == [(1, ["tom@example.com"])]
    assert code_of(path, MergeSettings(sheet="Gone")) is ProblemCode.SHEET_GONE


def test_numbers_keep_the_decimals_and_zeros_of_their_column(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(3, 2, ["amount", "number"])
        page.write(4, 2, 84.2, book.add_format({"num_format": '#,##0.00 "EUR"'}))
        page.write(4, 3, 1187, book.add_format({"num_format": "00000"}))

    assert found(path)[1:] == [(5, ["", "", "84.20", "01187"])]


def test_an_empty_sheet_has_no_rows(tmp_path: Path) -> None:
    assert found(write_xlsx(tmp_path / "people.xlsx", [])) == []


def test_an_open_document_is_read(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "people.ods", [["email", "no"], ["ana@example.com", "01187"]])

    assert found(path) == [(2, ["ana@example.com", "01187"])]


def test_a_spreadsheet_without_a_sheet_of_cells_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        data = book.add_worksheet("Data")
        data.write(0, 0, 1)
        book.add_chartsheet("Picture").set_chart(_chart(book))
        data.very_hidden()

    with open_list(path, path.name) as file:
        assert file.sheets == ("Data",)


def test_a_workbook_of_pictures_alone_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_chartsheet("Picture").set_chart(_chart(book))

    assert code_of(path) is ProblemCode.LIST_EMPTY


def _chart(book: xlsxwriter.Workbook) -> object:
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=(Data!$A$1:$A$1)"})  # in brackets: the sheet need not exist
    return chart


def test_a_password_is_said(tmp_path: Path) -> None:
    assert code_of(write_ods(tmp_path / "people.ods", [["a"]], is_locked=True)) is ProblemCode.LIST_LOCKED
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert code_of(text_file(tmp_path, content, "people.xlsx")) is ProblemCode.LIST_LOCKED


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_damaged_spreadsheet_is_said(tmp_path: Path, start: bytes) -> None:
    assert code_of(text_file(tmp_path, start + b"x" * 999)) is ProblemCode.LIST_DAMAGED


def test_a_packed_file_that_is_no_spreadsheet_is_said(tmp_path: Path) -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("letter.txt", "Hello")

    assert code_of(text_file(tmp_path, packed.getvalue(), "letter.zip")) is ProblemCode.LIST_DAMAGED
