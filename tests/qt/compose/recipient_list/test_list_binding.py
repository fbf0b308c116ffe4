"""The list of a mail on the page: chip, gaps, preview of one recipient, and what is sent."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.recipient_list.list_binding import ListBinding
from tests.qt.compose.conftest import drop, files, send
from tests.qt.compose.recipient_list.conftest import open_list, use_list, wait_until_read
from tests.qt.windows import child
from tests.task_results import value

ANA = {"first_name": "Ana", "amount": "84.20"}
LEA = {"first_name": "Lea", "amount": ""}


@pytest.fixture
def binding(page: ComposePage) -> ListBinding:
    return page.recipient_list


def test_a_list_is_picked_by_its_command(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    page.commands.import_list.trigger()
    child(page, QFileDialog, "file_dialog").fileSelected.emit(str(customers))

    assert wait_until_read(qtbot, page).use_button.isEnabled()


def test_a_table_that_is_dropped_on_the_text_is_a_list(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    body = page.view.body

    drop(body, files(customers), QPoint(60, body.height() - 20))

    assert wait_until_read(qtbot, page).heading.text() == "Recipients from customers.csv"
    assert page.session.draft.attachments == ()


def test_a_table_that_is_dropped_beside_it_is_a_file(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    body = page.view.body

    with qtbot.waitSignal(page.session.files_changed):
        drop(body, files(customers), QPoint(body.width() - 20, body.height() - 20))

    assert [file.file_name for file in page.session.draft.attachments] == ["customers.csv"]
    assert page.recipient_list.sheet is None


def test_a_pasted_table_with_values_opens_the_sheet(qtbot: QtBot, page: ComposePage) -> None:
    QGuiApplication.clipboard().setText("Email\tFirst name\tAmount\nana@example.com\tAna\t84.20\n")
    field = page.view.header.recipients.fields["to"]

    field.input().paste_clipboard()

    sheet = wait_until_read(qtbot, page)
    assert field.values() == []
    sheet.use_button.click()
    qtbot.waitUntil(lambda: page.recipient_list.values() == ANA)


def test_the_chip_takes_the_place_of_the_field(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    use_list(qtbot, page, customers)
    header = page.view.header

    assert header.list_chip.isVisible()
    assert not header.recipients.fields["to"].isVisible()
    assert page.view.actions.send_button.text() == "Send to 2"
    header.focus("to")
    assert header.list_chip.hasFocus()


def test_the_chip_opens_the_sheet_again_and_cancel_keeps_the_list(
    qtbot: QtBot, page: ComposePage, customers: Path
) -> None:
    use_list(qtbot, page, customers)
    merge = page.session.draft.merge

    qtbot.keyClick(page.view.header.list_chip, Qt.Key.Key_Return)
    sheet = wait_until_read(qtbot, page)
    assert sheet.use_button.isEnabled()
    sheet.close_button.click()

    assert page.session.draft.merge == merge


def test_removing_the_list_can_be_undone(
    qtbot: QtBot, page: ComposePage, binding: ListBinding, customers: Path
) -> None:
    use_list(qtbot, page, customers)
    merge = page.session.draft.merge
    toasts = QSignalSpy(binding.toast_wanted)

    qtbot.keyClick(page.view.header.list_chip, Qt.Key.Key_Delete)

    assert page.session.draft.merge is None
    assert not page.view.header.list_chip.isVisible()
    assert page.view.header.recipients.fields["to"].isVisible()
    text, action, undo = toasts.at(0)
    assert (text, action) == ("customers.csv removed.", "Undo")
    undo()
    assert page.session.draft.merge == merge
    assert page.view.header.list_chip.isVisible()


def test_gaps_are_said_below_the_list(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    use_list(qtbot, page, customers)
    hint = page.view.header.list_hint
    empty = "1 recipient has no value for {{amount}}."
    assert hint.words() == empty

    page.view.body.html_editor.insertPlainText("{{city}}")

    qtbot.waitUntil(lambda: hint.words() == "{{city}} has no column in the list. " + empty)


def test_the_preview_has_the_values_of_one_recipient(
    qtbot: QtBot, page: ComposePage, binding: ListBinding, customers: Path
) -> None:
    assert binding.values() == {}
    use_list(qtbot, page, customers)
    stepper = binding.stepper

    assert (binding.values(), stepper.place.words()) == (ANA, "1 of 2")
    with qtbot.waitSignal(binding.values_changed):
        stepper.forward.click()
    assert (binding.values(), stepper.toolTip()) == (LEA, "Row 6: lea@example.net")
    assert not stepper.forward.isEnabled()
    stepper.back.click()
    assert binding.values() == ANA


def test_a_recipient_far_behind_is_read_when_it_is_wanted(
    qtbot: QtBot, page: ComposePage, binding: ListBinding, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,amount\n" + "".join(f"p{number}@example.com,{number}\n" for number in range(500)))
    use_list(qtbot, page, path)

    binding.stepper.moved.emit(450)

    qtbot.waitUntil(lambda: binding.values() == {"amount": "450"})


def test_rows_of_the_list_of_another_draft_are_not_shown(
    qtbot: QtBot, page: ComposePage, binding: ListBinding, services: Services, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,amount\n" + "".join(f"p{number}@example.com,{number}\n" for number in range(500)))
    use_list(qtbot, page, path)
    shown: list[object] = []
    binding.values_changed.connect(lambda: shown.append(binding.values()))

    binding.stepper.moved.emit(450)
    page.new_mail()
    value(qtbot, services.merge_lists.open_text("email\nana@example.com", "x", ()))  # read after those rows

    assert binding.values() == {}
    assert {"amount": "450"} not in shown
    assert {"amount": "400"} not in shown


def test_a_mail_to_a_list_is_sent_with_values(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    use_list(qtbot, page, customers)

    sent = send(qtbot, page)

    assert [(one.mailbox.address, one.placeholders) for one in sent.recipients] == [
        ("ana@example.com", ANA),
        ("lea@example.net", LEA),
    ]
    assert page.session.draft.merge is None
    assert not page.view.header.list_chip.isVisible()


def test_recipients_beside_the_list_are_said(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    page.view.header.recipients.fields["to"].add_text("jo@example.com")
    use_list(qtbot, page, customers)
    assert page.view.header.recipients.fields["to"].isVisible()

    page.view.actions.send_button.click()

    qtbot.waitUntil(lambda: bool(page.view.messages.keys()))
    assert page.session.draft.merge is not None


def test_the_list_is_there_again_with_the_draft(
    qtbot: QtBot, page: ComposePage, services: Services, customers: Path
) -> None:
    use_list(qtbot, page, customers)
    page.session.save()
    (stored,) = value(qtbot, services.drafts.list())
    assert stored.merge == page.session.draft.merge

    page.new_mail()
    assert not page.view.header.list_chip.isVisible()
    page.session.open(stored)

    qtbot.waitUntil(lambda: page.recipient_list.values() == ANA)
    assert page.view.header.list_chip.isVisible()


def test_a_copy_that_is_gone_is_said(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    use_list(qtbot, page, customers)
    draft = page.session.draft
    assert draft.merge is not None
    page.new_mail()

    page.session.open(msgspec.structs.replace(draft, merge=msgspec.structs.replace(draft.merge, sha256="0" * 64)))

    qtbot.waitUntil(lambda: "list" in set(page.view.messages.keys()))


def test_an_erased_address_is_no_recipient_any_more(
    qtbot: QtBot, page: ComposePage, services: Services, customers: Path
) -> None:
    use_list(qtbot, page, customers)
    page.session.save()
    value(qtbot, services.drafts.list())

    value(qtbot, services.eraser.erase("ana@example.com"))

    qtbot.waitUntil(lambda: page.recipient_list.values() == LEA)
    assert page.view.actions.send_button.text() == "Send"


def test_another_draft_closes_the_sheet(qtbot: QtBot, page: ComposePage, customers: Path) -> None:
    sheet = open_list(qtbot, page, customers)

    page.new_mail()

    assert not sheet.isVisible()
    assert page.recipient_list.sheet is None
    assert page.session.draft.merge is None


def test_the_sheet_stays_when_only_the_content_of_the_draft_is_another(
    qtbot: QtBot, page: ComposePage, customers: Path
) -> None:
    undo = page.session.replace_content(subject="After", html="", text="after", attachments=())
    assert undo is not None
    sheet = open_list(qtbot, page, customers)

    undo()

    assert sheet.isVisible()
    assert page.recipient_list.sheet is sheet
