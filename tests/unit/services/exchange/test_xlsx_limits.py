"""What a sheet of a spreadsheet holds, as the library that writes it knows it."""

from __future__ import annotations

import xlsxwriter

from composer_app.services.exchange.xlsx_limits import FIRST_YEAR, LONGEST_TEXT, MOST_ROWS


def test_the_limits_are_those_of_the_library() -> None:
    sheet = xlsxwriter.Workbook().add_worksheet()
    assert sheet.xls_rowmax - 1 == MOST_ROWS
    assert sheet.xls_strmax == LONGEST_TEXT
    assert FIRST_YEAR == 1900
