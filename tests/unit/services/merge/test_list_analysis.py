"""How a list is read at first, and what is found in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
import xlsxwriter

from composer_app.domain.merge_list import ColumnRole, ListColumnUse, MergeSettings, RowProblem
from composer_app.services.merge.list_analysis import MOST_SHOWN, ListAnalysis, analysis_of, found_settings
from composer_app.services.merge.list_file import open_list

CUSTOMERS = "email;first name;amount\nana@example.com;Ana;84.20\n;Jo;1\nana@example.com;Ana;2\ntom@example.com;Tom;\n"


def found(
    path: Path, *placeholders: str, given: MergeSettings | None = None, finds_header: bool = True
) -> MergeSettings:
    with open_list(path, path.name) as file:
        return found_settings(file, placeholders, given, finds_header=finds_header)


def analysed(path: Path, settings: MergeSettings) -> ListAnalysis:
    with open_list(path, path.name) as file:
        analysis = analysis_of(file, settings)
    assert analysis is not None
    return analysis


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    path = tmp_path / "customers.csv"
    path.write_text(CUSTOMERS, "utf-8")
    return path


def test_encoding_delimiter_header_and_columns_are_found(customers: Path) -> None:
    settings = found(customers, "first_name", "amount")

    assert (settings.encoding, settings.delimiter, settings.header_row) == ("utf-8-sig", ";", 1)
    assert [(use.role, use.placeholder) for use in settings.uses] == [
        (ColumnRole.ADDRESS, ""),
        (ColumnRole.PLACEHOLDER, "first_name"),
        (ColumnRole.PLACEHOLDER, "amount"),
    ]


def test_what_the_user_chose_stays(customers: Path) -> None:
    chosen = MergeSettings(encoding="cp1250", delimiter=",", excluded_rows=(3,))

    settings = found(customers, given=chosen)
    own_header = found(customers, given=msgspec.structs.replace(chosen, header_row=2), finds_header=False)

    assert (settings.encoding, settings.delimiter, settings.excluded_rows) == ("cp1250", ",", ())
    assert own_header.header_row == 2


def test_rows_and_problems_are_counted(customers: Path) -> None:
    read = analysed(customers, found(customers, "first_name", "amount"))

    assert (read.row_count, read.recipient_count, read.titles) == (4, 2, ("email", "first name", "amount"))
    assert {problem: list(rows.numbers) for problem, rows in read.problems.items()} == {
        RowProblem.NO_ADDRESS: [3],
        RowProblem.REPEATED: [4],
        RowProblem.EMPTY_VALUE: [5],
    }
    assert [row.number for row in read.shown] == [2, 3, 4, 5]
    assert [row.row_number for row in read.recipients] == [2, 5]
    assert read.empty == {"amount": 1}
    assert not read.has_dates


def test_without_a_header_the_columns_have_no_titles(customers: Path) -> None:
    read = analysed(customers, MergeSettings(encoding="utf-8-sig", delimiter=";"))

    assert read.titles == ("", "", "")
    assert read.row_count == 5


def test_a_header_below_the_end_has_no_titles(customers: Path) -> None:
    settings = MergeSettings(encoding="utf-8-sig", delimiter=";", header_row=9, uses=(ListColumnUse(),))

    assert analysed(customers, settings).row_count == 0


def test_only_the_first_rows_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text("\n".join(f"person {number}" for number in range(MOST_SHOWN + 50)))

    read = analysed(path, MergeSettings(encoding="utf-8-sig", uses=(ListColumnUse(ColumnRole.ADDRESS),)))

    bad = read.problems[RowProblem.BAD_ADDRESS]
    assert (len(read.shown), len(bad.shown), len(bad.numbers)) == (MOST_SHOWN, MOST_SHOWN, MOST_SHOWN + 50)


@pytest.mark.parametrize("left_out", [(), (RowProblem.REPEATED,)])
def test_a_list_for_several_requests_has_each_address_once(tmp_path: Path, left_out: tuple[RowProblem, ...]) -> None:
    path = tmp_path / "many.csv"
    addresses = [f"p{number}@example.com" for number in range(1000)]
    path.write_text("\n".join(["email", *addresses, "p7@example.com"]))
    settings = msgspec.structs.replace(found(path), left_out=left_out)

    analysis = analysed(path, settings)

    assert (analysis.recipient_count, analysis.leaves_out_repeats) == (1000, True)
    assert analysis.settings.left_out == (RowProblem.REPEATED,)

    path.write_text("\n".join(["email", *addresses[1:], "p7@example.com"]))
    analysis = analysed(path, settings)
    assert (analysis.recipient_count, analysis.leaves_out_repeats) == (999 if left_out else 1000, False)
    path.write_text("\n".join(["email", *addresses, "p1000@example.com"]))
    assert not analysed(path, settings).leaves_out_repeats


def test_a_reading_that_is_not_wanted_any_more_ends(tmp_path: Path) -> None:
    path = tmp_path / "people.txt"
    path.write_text("ana@example.com\n" * 2_000)
    asked: list[int] = []

    with open_list(path, path.name) as file:
        assert analysis_of(file, MergeSettings(encoding="utf-8-sig"), lambda: bool(asked.append(1))) is None
    assert len(asked) == 1


def test_the_first_sheet_with_rows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Empty")
        page = book.add_worksheet("People")
        page.write_row(0, 0, ["email", "due"])
        page.write(1, 0, "ana@example.com")
        page.write_datetime(1, 1, date(2026, 12, 15), book.add_format({"num_format": "d mmm yyyy"}))

    settings = found(path, "due")
    read = analysed(path, settings)

    assert (settings.sheet, read.sheets) == ("People", ("Empty", "People"))
    assert read.recipients[0].values == {"due": "2026-12-15"}
    assert read.has_dates
