"""The sheet shows how a list is read and who gets the mail; nothing changes before the list is used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.merge_list import ColumnRole, DateStyle, ListColumnUse, MergeSettings, RowProblem
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.recipient_list.empty_values_dialog import EmptyValuesDialog
from composer_app.ui.compose.recipient_list.list_sheet import ListSheet, missing_placeholders
from composer_app.ui.compose.send_test_dialog import SendTestDialog
from composer_app.ui.widgets.small_note import SmallNote
from tests.qt.compose.conftest import store_price
from tests.qt.compose.recipient_list.conftest import open_list, wait_until_read
from tests.qt.windows import child
from tests.task_results import value
from tests.unit.services.merge.list_files import write_xlsx


def choose(qtbot: QtBot, page: ComposePage, sheet: ListSheet, key: str, value: object) -> None:
    """Pick an entry of one of the boxes, as a click does."""
    box = sheet.boxes[key]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
    wait_until_read(qtbot, page)


def outcome(sheet: ListSheet) -> str:
    return child(sheet, QLabel, "list_outcome").text()


def write_people(folder: Path, text: str) -> Path:
    path = folder / "people.csv"
    path.write_text(text, "utf-8")
    return path


def test_a_list_is_shown_as_it_was_found(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    sheet = open_list(qtbot, page, customers)

    assert sheet.heading.text() == "Recipients from customers.csv"
    assert child(sheet, SmallNote, "list_facts").words() == "5 rows, 5 columns"
    assert sheet.boxes["encoding"].currentText() == "UTF-8"
    assert sheet.boxes["delimiter"].currentText() == "Semicolon"
    assert sheet.boxes["header_row"].currentText() == "Row 1"
    assert [sheet.boxes[key].isVisible() for key in ("sheet", "date_style")] == [False, False]
    assert sheet.coverage.words() == "All 2 placeholders of the mail have a value. 1 column is not used."
    assert outcome(sheet) == "2 of 5 will get it."
    assert page.session.draft.merge is None


def test_using_a_list_makes_its_rows_the_recipients(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    open_list(qtbot, page, customers).use_button.click()

    merge = page.session.draft.merge
    assert merge is not None
    assert (merge.file_name, merge.recipient_count, merge.row_count) == ("customers.csv", 2, 5)
    assert merge.settings.placeholders() == {"first_name": 2, "amount": 3}
    assert page.recipient_list.sheet is None


def test_escape_changes_nothing_and_the_focus_goes_back(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    page.view.header.focus("subject")
    before = page.session.draft
    sheet = open_list(qtbot, page, customers)

    qtbot.keyClick(sheet, Qt.Key.Key_Escape)

    assert page.session.draft == before
    assert page.recipient_list.sheet is None
    assert page.view.header.subject.hasFocus()


def test_another_delimiter_and_encoding_are_read_at_once(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("email,city\nana@example.com,Zürich\n".encode("cp1252"))
    sheet = open_list(qtbot, page, path)

    choose(qtbot, page, sheet, "encoding", "utf-8-sig")
    assert list(sheet.problems.rows()) == [RowProblem.UNREADABLE]
    choose(qtbot, page, sheet, "encoding", "cp1252")
    assert sheet.problems.rows() == {}
    choose(qtbot, page, sheet, "delimiter", ";")
    assert child(sheet, SmallNote, "list_facts").words() == "1 row, 1 column"
    choose(qtbot, page, sheet, "delimiter", ",")
    choose(qtbot, page, sheet, "header_row", 0)
    assert outcome(sheet) == "1 of 2 will get it."


def test_sheet_and_dates_of_a_spreadsheet_are_chosen(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    rows: list[list[object]] = [["email", "amount"], ["ana@example.com", date(2026, 12, 15)]]
    sheet = open_list(qtbot, page, write_xlsx(tmp_path / "people.xlsx", rows))
    assert [sheet.boxes[key].isVisible() for key in ("sheet", "encoding", "delimiter")] == [True, False, False]
    assert sheet.boxes["sheet"].currentText() == "Customers"

    choose(qtbot, page, sheet, "sheet", "Customers")
    choose(qtbot, page, sheet, "date_style", DateStyle.DAY_MONTH_DOTS)
    sheet.use_button.click()

    qtbot.waitUntil(lambda: page.recipient_list.values() == {"amount": "15.12.2026"})


def test_a_placeholder_without_a_column_is_said(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    sheet = open_list(qtbot, page, write_people(tmp_path, "email,amount\nana@example.com,5\n"))

    assert sheet.coverage.words() == "{{first_name}} has no column and no value."


@pytest.mark.parametrize(
    ("text", "why_not"),
    [
        ("name,amount\nAna,5\n", "Choose which column holds the addresses."),
        ("email,amount\nana,5\n", "No row is left that can get the mail."),
    ],
)
def test_a_list_without_recipients_cannot_be_used(
    qtbot: QtBot, page: ComposePage, tmp_path: Path, text: str, why_not: str
) -> None:
    sheet = open_list(qtbot, page, write_people(tmp_path, text))

    assert not sheet.use_button.isEnabled()
    assert sheet.use_button.toolTip() == why_not


def test_another_use_of_a_column_counts_at_once(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    sheet = open_list(qtbot, page, customers)
    box = sheet.table.head.boxes()[1]

    box.setCurrentIndex(0)
    box.activated.emit(0)
    wait_until_read(qtbot, page)

    assert outcome(sheet) == "0 of 5 will get it."
    assert sheet.table.head.boxes()[0].currentText() == "Not used"


def test_values_stand_in_for_empty_cells(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    sheet = open_list(qtbot, page, customers)
    assert RowProblem.EMPTY_VALUE in sheet.problems.rows()

    sheet.values.click()
    dialog = child(sheet, EmptyValuesDialog)
    dialog.chosen.emit({"amount": "0.00"})
    dialog.accept()
    wait_until_read(qtbot, page)

    assert RowProblem.EMPTY_VALUE not in sheet.problems.rows()


def test_many_recipients_need_several_requests(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    people = "email\n" + "".join(f"p{number}@example.com\n" for number in range(1_001))

    sheet = open_list(qtbot, page, write_people(tmp_path, people))

    assert outcome(sheet) == "1,001 of 1,001 will get it."
    assert child(sheet, QLabel, "list_requests").text() == "2 requests of up to 1,000."


def test_the_foot_says_what_it_is_likely_to_cost(
    qtbot: QtBot, page: ComposePage, services: Services, customers: Path, tmp_path: Path
) -> None:
    store_price(qtbot, services, "0.0004")
    people = "email\n" + "".join(f"p{number}@example.com\n" for number in range(1_001))
    sheet = open_list(qtbot, page, write_people(tmp_path, people))
    words = child(sheet, QLabel, "list_requests")
    qtbot.waitUntil(lambda: words.text() == "2 requests of up to 1,000. About 0.40 EUR.")

    open_list(qtbot, page, customers)

    assert words.text() == "About 0.01 EUR."


def test_the_first_row_shown_is_sent_as_a_test(
    qtbot: QtBot, page: ComposePage, services: Services, customers: Path
) -> None:
    page.view.header.sender_field.set_text("billing@sandbox.example")
    sheet = open_list(qtbot, page, customers)
    assert sheet.test_button.text() == "Send row 2 to me…"
    sheet.problems.show_wanted.emit(RowProblem.NO_ADDRESS)
    assert sheet.test_button.text() == "Send row 4 to me…"

    send_row(qtbot, page, sheet)

    qtbot.waitUntil(lambda: bool(value(qtbot, services.outbox.newest_entries(services.accounts.current.id))))
    (entry,) = value(qtbot, services.outbox.newest_entries(services.accounts.current.id))
    sent = value(qtbot, services.records.submission(entry.submission.id))
    assert sent is not None
    assert [(one.mailbox.address, one.placeholders) for one in sent.recipients] == [
        ("me@example.com", {"first_name": "Jo", "amount": "48.35"})
    ]
    assert page.session.draft.merge is None
    assert sheet.isVisible()


def test_why_a_test_was_not_sent_is_said_in_the_sheet(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    page.view.header.subject.clear()
    sheet = open_list(qtbot, page, customers)

    send_row(qtbot, page, sheet)

    qtbot.waitUntil(lambda: sheet.message.isVisible())
    assert sheet.message.title() == "The test was not sent."
    assert "There is no subject." in sheet.message.body()


def send_row(qtbot: QtBot, page: ComposePage, sheet: ListSheet) -> None:
    """Press "Send row … to me…" and send it to me@example.com."""
    sheet.test_button.click()
    dialog = child(page, SendTestDialog)
    dialog.to.setText("me@example.com")
    child(dialog, QAbstractButton, "send_test").click()


def test_rows_with_problems_are_shown_alone(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    sheet = open_list(qtbot, page, customers)
    model = sheet.table.view.model()

    def numbers() -> list[str]:
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    assert numbers() == ["2", "3", "4", "5", "6"]
    sheet.problems.show_wanted.emit(RowProblem.REPEATED)
    assert numbers() == ["5"]
    sheet.problems.show_wanted.emit("")
    assert numbers() == ["3", "4", "5", "6"]
    sheet.problems.show_wanted.emit(RowProblem.UNREADABLE)
    assert numbers() == ["2", "3", "4", "5", "6"]


def test_what_cannot_be_read_is_said_and_the_list_before_stays(
    qtbot: QtBot, page: ComposePage, customers: Path, tmp_path: Path
) -> None:
    sheet = open_list(qtbot, page, customers)
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")

    open_list(qtbot, page, tmp_path / "letter.pdf")

    assert sheet.message.isVisible()
    assert sheet.message.title() == "letter.pdf is not a list of recipients."
    assert sheet.heading.text() == "Recipients from customers.csv"
    assert outcome(sheet) == "2 of 5 will get it."
    assert sheet.use_button.isEnabled()


def test_a_first_file_that_cannot_be_read_is_said(qtbot: QtBot, page: ComposePage, tmp_path: Path) -> None:
    sheet = open_list(qtbot, page, write_people(tmp_path, ""))

    assert sheet.message.title() == "people.csv is empty."
    assert not sheet.use_button.isEnabled()
    sheet.cancel_button.click()
    assert page.recipient_list.sheet is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_goes_round_in_the_sheet(qtbot: QtBot, page: ComposePage, customers: Path, key: Qt.Key) -> None:
    sheet = open_list(qtbot, page, customers)
    sheet.use_button.setFocus()
    seen: list[QWidget] = []

    for _ in range(40):
        focused = page.window().focusWidget()
        assert focused is not None
        assert sheet.isAncestorOf(focused)
        seen.append(focused)
        qtbot.keyClick(focused, key)

    assert {sheet.cancel_button, sheet.boxes["encoding"], sheet.table.view} <= set(seen)


def test_a_value_of_its_own_is_enough_for_a_placeholder() -> None:
    settings = MergeSettings(uses=(ListColumnUse(ColumnRole.PLACEHOLDER, "a"),), defaults={"b": "x"})

    assert missing_placeholders(["a", "b", "c"], settings) == ("c",)


def test_a_row_is_left_out_with_space_and_put_back_with_its_menu(
    qtbot: QtBot, page: ComposePage, customers: Path
) -> None:
    sheet = open_list(qtbot, page, customers)
    view = sheet.table.view
    view.setCurrentIndex(view.model().index(4, 0))

    qtbot.keyClick(view, Qt.Key.Key_Space)
    assert view.rows_model.is_left_out(4)
    wait_until_read(qtbot, page)

    assert outcome(sheet) == "1 of 5 will get it."
    assert child(sheet, SmallNote, "problem_note").words().endswith("1 row is left out by you.")
    assert view.currentIndex().row() == 4
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "6, left out"
    (action,) = view.row_menu(4).actions()
    assert action.text() == "Put row 6 back in"
    action.trigger()
    wait_until_read(qtbot, page)
    assert outcome(sheet) == "2 of 5 will get it."


def test_a_row_with_its_own_reason_stays_left_out(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    sheet = open_list(qtbot, page, customers)
    view = sheet.table.view
    view.setCurrentIndex(view.model().index(2, 0))

    qtbot.keyClick(view, Qt.Key.Key_Space)

    assert not sheet.is_reading
    (action,) = view.row_menu(2).actions()
    assert (action.text(), action.isEnabled()) == ("Row 4 is left out because of its problem", False)


def test_a_row_left_out_stays_so_when_the_list_is_opened_again(
    qtbot: QtBot, page: ComposePage, customers: Path
) -> None:
    sheet = open_list(qtbot, page, customers)
    sheet.table.row_toggled.emit(2)
    wait_until_read(qtbot, page)
    sheet.use_button.click()
    merge = page.session.draft.merge
    assert merge is not None
    assert merge.settings.excluded_rows == (2,)

    page.recipient_list.open_again()
    again = wait_until_read(qtbot, page)

    assert again.table.view.rows_model.is_left_out(0)
