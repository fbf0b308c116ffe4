"""The rows with problems: ticked ones are left out, addresses can be corrected."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.merge_list import MergeSettings, RowProblem
from composer_app.services.merge.list_analysis import ListAnalysis, ProblemRows
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.recipient_list.empty_values_dialog import EmptyValuesDialog
from composer_app.ui.compose.recipient_list.list_sheet import ListSheet
from composer_app.ui.compose.recipient_list.row_problems import RowProblems
from composer_app.ui.widgets.small_note import SmallNote
from tests.qt.compose.recipient_list.conftest import open_list, wait_until_read
from tests.qt.windows import child, show


@pytest.fixture
def sheet(qtbot: QtBot, page: ComposePage, customers: Path) -> ListSheet:
    return open_list(qtbot, page, customers)


def test_each_problem_has_a_row_with_its_rows(sheet: ListSheet) -> None:
    rows = sheet.problems.rows()

    assert [(row.title.text(), row.details.words(), row.tick.isChecked()) for row in rows.values()] == [
        ("1 row has no address", "Row 4. No mail can go there.", True),
        ("1 row repeats an address", "Row 5. The first row of each address stays in.", True),
        ("1 address is misspelt", "Row 3: tom@gmial.com", True),
        ("1 row lacks a value", "Row 6. They get nothing in place of the placeholder.", False),
    ]
    assert [row.tick.isEnabled() for row in rows.values()] == [False, True, True, True]
    assert child(sheet, SmallNote, "problem_note").words() == "4 rows. Ticked ones are left out."


def test_a_tick_leaves_rows_out_or_takes_them_in(qtbot: QtBot, page: ComposePage, sheet: ListSheet) -> None:
    sheet.problems.rows()[RowProblem.REPEATED].tick.click()
    wait_until_read(qtbot, page)
    assert sheet.outcome.text() == "3 of 5 will get it."

    sheet.problems.rows()[RowProblem.EMPTY_VALUE].tick.click()
    wait_until_read(qtbot, page)
    assert sheet.outcome.text() == "2 of 5 will get it."


def test_repeated_rows_of_a_list_for_several_requests_stay_left_out(
    qtbot: QtBot, page: ComposePage, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    path.write_text("\n".join(["email", *(f"p{number}@example.com" for number in range(1000)), "p7@example.com"]))
    sheet = open_list(qtbot, page, path)
    tick = sheet.problems.rows()[RowProblem.REPEATED].tick
    assert (tick.isChecked(), tick.isEnabled()) == (True, False)
    assert tick.toolTip() == (
        "With these rows the mail has more than 1,000 recipients and goes out in several requests. Such a mail goes to "
        "each address once, so they are left out."
    )


def test_addresses_are_corrected_and_kept_again(qtbot: QtBot, page: ComposePage, sheet: ListSheet) -> None:
    row = sheet.problems.rows()[RowProblem.MISSPELT]
    assert row.repair.text() == "Use gmail.com"

    row.repair.click()
    wait_until_read(qtbot, page)
    row = sheet.problems.rows()[RowProblem.MISSPELT]
    assert (sheet.outcome.text(), row.repair.text()) == ("3 of 5 will get it.", "Keep the addresses as written")
    assert not row.tick.isEnabled()

    row.repair.click()
    wait_until_read(qtbot, page)
    assert sheet.outcome.text() == "2 of 5 will get it."


def test_empty_values_lead_to_the_values_for_them(sheet: ListSheet) -> None:
    sheet.problems.rows()[RowProblem.EMPTY_VALUE].repair.click()

    child(sheet, EmptyValuesDialog).reject()


def test_rows_of_a_problem_are_shown(sheet: ListSheet) -> None:
    only = child(sheet, QAbstractButton, "show_problems_only")
    model = sheet.table.view.model()

    sheet.problems.rows()[RowProblem.REPEATED].look.click()
    assert (model.rowCount(), only.text()) == (1, "Show all rows")
    only.click()
    assert (model.rowCount(), only.text()) == (5, "Show these rows only")
    only.click()
    assert model.rowCount() == 4


def test_without_problems_it_is_one_line(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    path = tmp_path / "good.csv"
    path.write_text("email,first_name,amount\nana@example.com,Ana,5\n")

    sheet = open_list(qtbot, page, path)

    assert sheet.problems.rows() == {}
    assert child(sheet, SmallNote, "problem_note").words() == "No problems."


def analysis(settings: MergeSettings, *problems: RowProblem) -> ListAnalysis:
    """Of a list of ten rows; the first ones have these problems, one each."""
    return ListAnalysis(
        settings=settings,
        sheets=(),
        titles=("email",),
        row_count=10,
        recipient_count=10 - len(problems),
        shown=(),
        recipients=(),
        problems={problem: ProblemRows(array("q", [at]), ()) for at, problem in enumerate(problems, 1)},
        empty={},
        has_dates=False,
    )


def test_the_section_says_what_the_user_wants(qtbot: QtBot) -> None:
    section = show(qtbot, RowProblems(), 700, 300)
    section.show_analysis(analysis(MergeSettings(), RowProblem.REPEATED, RowProblem.EMPTY_VALUE))
    repeated, empty = section.rows()[RowProblem.REPEATED], section.rows()[RowProblem.EMPTY_VALUE]

    with qtbot.waitSignal(section.left_out_chosen) as left_out:
        repeated.tick.click()
    with qtbot.waitSignal(section.values_wanted):
        empty.repair.click()
    with qtbot.waitSignal(section.show_wanted) as shown:
        empty.look.click()

    assert left_out.args == [RowProblem.REPEATED, False]
    assert shown.args == [RowProblem.EMPTY_VALUE]


def test_a_problem_that_is_corrected_everywhere_keeps_its_row(qtbot: QtBot) -> None:
    section = show(qtbot, RowProblems(), 700, 300)
    section.show_analysis(analysis(MergeSettings(corrected=(RowProblem.MISSPELT,))))
    row = section.rows()[RowProblem.MISSPELT]

    with qtbot.waitSignal(section.correction_wanted) as wanted:
        row.repair.click()

    assert wanted.args == [RowProblem.MISSPELT, False]
    assert (row.tick.isEnabled(), row.look.isEnabled()) == (False, False)
    assert child(section, SmallNote, "problem_note").words() == "No problems."


def test_rows_of_problems_that_are_gone_go(qtbot: QtBot) -> None:
    section = show(qtbot, RowProblems(), 700, 300)
    section.show_analysis(analysis(MergeSettings(), RowProblem.NO_ADDRESS, RowProblem.BAD_ADDRESS))

    section.show_analysis(analysis(MergeSettings(), RowProblem.BAD_ADDRESS))

    assert list(section.rows()) == [RowProblem.BAD_ADDRESS]
    assert child(section, SmallNote, "problem_note").words() == "1 row. Ticked ones are left out."
