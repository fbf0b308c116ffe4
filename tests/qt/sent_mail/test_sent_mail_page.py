"""A mail as it was sent: read, gone through, written again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account
from composer_app.domain.draft_validation import submission_of
from composer_app.domain.ids import AccountId, MessageId, SubmissionId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.merge.list_reader import rows_of_draft
from composer_app.services.records import MailRef, RecordKind
from composer_app.services.services import Services
from composer_app.ui.messages.request_dialog import RequestDialog
from composer_app.ui.sent_mail.sent_mail_page import SentMailPage
from composer_app.ui.widgets.inline_message import InlineMessage
from tests.qt.messages.samples import FULL, UNDELIVERABLE, add_logs, add_reports, draft, log_entry, report, send
from tests.qt.sent_mail.conftest import Queue, open_mail
from tests.qt.windows import child
from tests.task_results import value


def button(page: SentMailPage, name: str) -> QAbstractButton:
    return child(page, QAbstractButton, name)


def press(qtbot: QtBot, page: SentMailPage, name: str) -> None:
    qtbot.mouseClick(button(page, name), Qt.MouseButton.LeftButton)


def message(page: SentMailPage) -> str:
    return child(page, InlineMessage, "sent_message").title()


def row_of(qtbot: QtBot, services: Services, kind: RecordKind = RecordKind.MESSAGE) -> int:
    """The number of the newest row."""
    wanted = ArchiveFilter(account_id=services.accounts.current.id)
    found = value(qtbot, services.records.find(kind, wanted, SortKey.RECEIVED, descending=True))
    return found.ids[0]


def test_it_is_shown_as_the_chosen_recipient_got_it(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))

    assert page.head.subject.toPlainText() == "For ana"
    assert page.head.fact("from") == "Linden Energy <billing@sandbox.example>"
    assert page.head.fact("to") == "Ana Kovac <ana@example.com> · one of 3"
    assert page.head.badge.outcome() is Outcome.QUEUED
    assert page.head.fact("sent").startswith("Queued ")

    page.people.list.choose(1)
    assert page.head.subject.toPlainText() == "For ben"
    assert page.head.fact("to") == "ben@example.com · one of 3"


def test_a_row_of_a_list_leads_to_its_own_recipient(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    queue()
    open_mail(qtbot, page, MailRef(row=row_of(qtbot, services)))
    assert page.head.fact("to") == "tom@corp.example · one of 3"
    assert [one.to for one in page.people.chosen()] == ["tom@corp.example"]


def test_its_place_in_the_list_and_the_ways_from_there(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    sent = queue()
    open_mail(qtbot, page, MailRef(sent.id), place=0, total=8512)
    assert child(page, QLabel, "sent_place").text() == "1 of 8,512"
    assert not button(page, "sent_above").isEnabled()
    with qtbot.waitSignal(page.step_wanted) as step:
        press(qtbot, page, "sent_below")
    assert step.args == [1]
    open_mail(qtbot, page, MailRef(sent.id), place=8511, total=8512)
    assert not button(page, "sent_below").isEnabled()
    with qtbot.waitSignal(page.step_wanted) as step:
        qtbot.keyClick(page.people.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert step.args == [-1]
    assert button(page, "sent_back").text() == "Logs"
    with qtbot.waitSignal(page.back_wanted):
        press(qtbot, page, "sent_back")


def test_escape_shows_all_recipients_again_and_then_leaves(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    search = child(page, QLineEdit, "recipient_search")
    page.activateWindow()
    qtbot.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "corp")
    with qtbot.assertNotEmitted(page.back_wanted):
        qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    with qtbot.waitSignal(page.back_wanted):
        qtbot.keyClick(search, Qt.Key.Key_Escape)


def test_write_again_keeps_the_chosen_recipients_and_their_values(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    page.people.list.choose_also([2])
    assert "2 chosen recipients" in button(page, "write_again").toolTip()

    with qtbot.waitSignal(page.edit_wanted) as wanted:
        press(qtbot, page, "write_again")

    rows = rows_of_draft(wanted.args[0], services.context.profile.attachments)
    assert [(str(row.mailbox), row.values) for row in rows] == [
        ("Ana Kovac <ana@example.com>", {"name": "ana"}),
        ("tom@corp.example", {"name": "tom"}),
    ]
    assert wanted.args[0].subject == "For {{name}}"


def test_copy_as_new_keeps_text_and_files_without_recipients(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    file = value(qtbot, services.attachments.attach_bytes(b"figures", "figures.txt"))
    open_mail(qtbot, page, MailRef(queue(files=(file,)).id))

    with qtbot.waitSignal(page.edit_wanted) as wanted:
        press(qtbot, page, "copy_as_new")

    draft = wanted.args[0]
    assert (draft.to, draft.text, draft.attachments) == ((), "Hello {{name}}", (file,))


def test_nothing_chosen_is_written_to_no_recipient(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    page.people.list.clearSelection()
    assert not button(page, "write_again").isEnabled()
    assert "Choose" in button(page, "write_again").toolTip()
    assert button(page, "copy_as_new").isEnabled()


def test_a_report_that_comes_meanwhile_is_shown_and_the_choice_stays(
    qtbot: QtBot, services: Services, page: SentMailPage
) -> None:
    sent = send(qtbot, services, "Statement", ["ana@example.com", "bounce@example.com"])
    open_mail(qtbot, page, MailRef(sent.id))
    page.people.list.choose(1)
    assert page.head.badge.outcome() is Outcome.ACCEPTED

    services.sync.pull_own_reports(services.accounts.current)
    qtbot.waitUntil(lambda: page.head.badge.outcome() is Outcome.BOUNCED)

    assert page.head.fact("to") == "bounce@example.com · one of 2"
    assert "Bounced" in page.head.fact("sent")


def test_erased_mail_is_said(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    open_mail(qtbot, page, MailRef(SubmissionId("gone")))

    assert message(page) == "This mail was erased."
    assert not page.people.isVisible()
    assert not button(page, "write_again").isEnabled()
    open_mail(qtbot, page, MailRef(queue().id))
    assert page.people.isVisible()
    assert page.head.isVisible()


def test_another_recipient_takes_the_place_of_an_erased_one(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    page.people.list.choose(1)
    value(qtbot, services.eraser.erase("ben@example.com"))
    qtbot.waitUntil(lambda: page.head.fact("to") == "Ana Kovac <ana@example.com> · one of 2")
    assert page.head.subject.toPlainText() == "For ana"
    assert [one.to for one in page.people.chosen()] == ["ana@example.com"]


def test_mail_erased_while_it_is_shown_is_said(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    sent = queue("eva@example.com")
    open_mail(qtbot, page, MailRef(sent.id))
    value(qtbot, services.eraser.erase("eva@example.com"))
    qtbot.waitUntil(lambda: message(page) == "This mail was erased.")


@pytest.mark.parametrize("kind", list(RecordKind))
def test_mail_of_another_program_says_where_its_text_is(
    qtbot: QtBot, services: Services, page: SentMailPage, kind: RecordKind
) -> None:
    add_logs(qtbot, services, [log_entry(1, UNDELIVERABLE, FULL)])
    add_reports(qtbot, services, [report(1, UNDELIVERABLE, FULL)])
    open_mail(qtbot, page, MailRef(kind=kind, row=row_of(qtbot, services, kind)))

    assert message(page) == "The text of this mail is not on this computer."
    assert page.head.fact("to") == "person1@example.com"
    assert page.head.badge.outcome() is Outcome.BOUNCED
    assert not page.body.views.segment("raw").isEnabled()
    for name in ("write_again", "copy_as_new"):
        assert not button(page, name).isEnabled()
        assert "another program" in button(page, name).toolTip()


def test_a_report_that_is_imported_is_shown(qtbot: QtBot, services: Services, page: SentMailPage) -> None:
    add_logs(qtbot, services, [log_entry(1)])
    open_mail(qtbot, page, MailRef(row=row_of(qtbot, services)))
    assert page.head.badge.outcome() is not Outcome.BOUNCED
    add_reports(qtbot, services, [report(1, UNDELIVERABLE, FULL)])
    services.exchanges.imported.emit()
    qtbot.waitUntil(lambda: page.head.badge.outcome() is Outcome.BOUNCED)


def test_the_text_of_a_log_entry_is_shown(qtbot: QtBot, services: Services, page: SentMailPage) -> None:
    emitted = msgspec.structs.replace(log_entry(1), raw=b'{"messageId":"m-1","text":"Your meter says 12."}')
    add_logs(qtbot, services, [emitted])
    open_mail(qtbot, page, MailRef(row=row_of(qtbot, services)))

    assert page.body.shown_text() == "Your meter says 12."
    assert page.body.preview.note().startswith("Sent with another program.")


def test_a_missing_file_is_said_and_the_others_are_there(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    gone = value(qtbot, services.attachments.attach_bytes(b"figures", "figures.txt"))
    there = value(qtbot, services.attachments.attach_bytes(b"terms", "terms.txt"))
    sent = queue(files=(gone, there))
    stored_path(services.context.profile.attachments, gone.sha256).unlink()
    open_mail(qtbot, page, MailRef(sent.id))

    first, second = page.files.files()
    assert "not on this computer" in first.open.accessibleName()
    assert not first.save.isEnabled()
    assert second.save.isEnabled()


def test_a_file_is_saved_and_a_failure_stands_beside_it(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue, tmp_path: Path
) -> None:
    file = value(qtbot, services.attachments.attach_bytes(b"figures", "figures.txt"))
    open_mail(qtbot, page, MailRef(queue(files=(file,)).id))
    page.saver.ask_file = lambda _parent, _path: str(tmp_path / "saved.txt")
    with qtbot.waitSignal(page.toast_wanted) as emitted:
        qtbot.mouseClick(page.files.files()[0].save, Qt.MouseButton.LeftButton)
    assert emitted.args[0] == "saved.txt saved."
    assert (tmp_path / "saved.txt").read_bytes() == b"figures"

    page.saver.ask_file = lambda _parent, _path: str(tmp_path / "none" / "saved.txt")
    qtbot.mouseClick(page.files.files()[0].save, Qt.MouseButton.LeftButton)
    refusal = child(page, InlineMessage, "sent_refusal")
    qtbot.waitUntil(refusal.isVisible)
    assert refusal.title() == "saved.txt cannot be written."


def test_another_account_leads_back_to_the_list(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    other = Account(id=AccountId("other"), name="Other", base_url="https://other.example")
    value(qtbot, services.accounts.save(other, None))
    with qtbot.waitSignal(page.back_wanted):
        services.accounts.use(other.id)


def test_an_account_with_other_settings_keeps_the_mail(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    with qtbot.assertNotEmitted(page.back_wanted):
        services.accounts.settings_changed.emit(services.accounts.current)


def test_what_the_status_line_says(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    sent = queue()
    with qtbot.waitSignal(page.status_changed) as said:
        page.show_mail(MailRef(sent.id), "outbox", 0, 1)
    assert said.args[0] == "Read-only, not sent yet · text 14 B · 3 recipients"
    assert said.args[1].startswith(f"Bulk {sent.bulk_id} · Times are local")


def test_the_panel_keeps_its_width(qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    page.save_layout()
    again = SentMailPage(services)
    qtbot.addWidget(again)
    again.resize(page.size())
    again.show()
    qtbot.waitUntil(lambda: abs(again.people.width() - page.people.width()) <= 1)
    again.hide()


def test_evidence_is_of_the_recipient_that_is_shown(
    qtbot: QtBot, page: SentMailPage, queue: Queue, tmp_path: Path
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    page.people.list.choose(1)
    page.evidence.ask_path = lambda _parent, _path: str(tmp_path / "evidence.zip")
    with qtbot.waitSignal(page.toast_wanted) as emitted:
        page.save_evidence()
    assert emitted.args[0] == "Evidence saved: evidence.zip"
    with zipfile.ZipFile(tmp_path / "evidence.zip") as pack:
        assert b"To          ben@example.com" in pack.read("README.txt")


def test_a_recipient_in_copy_is_named_as_one(qtbot: QtBot, services: Services, page: SentMailPage) -> None:
    written = msgspec.structs.replace(draft("Copied", ["ana@example.com"]), cc=("tom@example.com",))
    sent = submission_of(written, "Hello", services.accounts.current, services.context.clock())
    value(qtbot, services.context.write(lambda archive: archive.outbox.queue(sent, None)))
    open_mail(qtbot, page, MailRef(sent.id))
    page.people.list.choose(1)
    assert page.head.fact("to") == "tom@example.com · in Cc, one of 2"


def test_request_and_eml_are_offered_for_mail_of_this_program(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue, tmp_path: Path
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    press(qtbot, page, "show_request")
    dialog = child(page, RequestDialog, "request_dialog")
    assert dialog.isVisible()
    dialog.accept()
    page.saver.ask_mail = lambda _parent, path: str(tmp_path / Path(path).name)
    with qtbot.waitSignal(page.toast_wanted) as emitted:
        press(qtbot, page, "save_eml")
    assert emitted.args[0] == "For ana.eml saved. It names this recipient only."

    add_logs(qtbot, services, [log_entry(1)])
    wanted = ArchiveFilter(account_id=services.accounts.current.id, message_ids=frozenset({MessageId("m-1")}))
    found = value(qtbot, services.records.find(RecordKind.MESSAGE, wanted, SortKey.TO, descending=True))
    open_mail(qtbot, page, MailRef(row=found.ids[0]))
    assert not button(page, "show_request").isEnabled()
    assert not button(page, "save_eml").isEnabled()


def test_delivered_mail_says_why_its_opens_are_not_recorded(
    qtbot: QtBot, services: Services, page: SentMailPage
) -> None:
    add_logs(qtbot, services, [log_entry(1), log_entry(2, UNDELIVERABLE, FULL)])
    first, second = (row_to(qtbot, services, f"person{number}@example.com") for number in (1, 2))
    open_mail(qtbot, page, MailRef(row=first))
    qtbot.waitUntil(
        lambda: page.head.fact("opens").startswith("Not recorded · Opens and clicks cannot be had by asking")
    )
    open_mail(qtbot, page, MailRef(row=second))
    qtbot.waitUntil(lambda: page.head.fact("opens") == "")


def row_to(qtbot: QtBot, services: Services, address: str) -> int:
    wanted = ArchiveFilter(account_id=services.accounts.current.id)
    ids = value(qtbot, services.records.find(RecordKind.MESSAGE, wanted, SortKey.TO, descending=True)).ids
    rows = value(qtbot, services.records.messages(ids))
    return next(row.row for row in rows if row.to == address)


def test_without_room_the_last_buttons_lose_their_words(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    wide = button(page, "save_eml").width()
    first = button(page, "write_again")
    words = first.text()
    first.setText("A language with long words " * 5)
    page.resize(640, 600)
    qtbot.waitUntil(lambda: button(page, "save_eml").width() < wide / 2)
    first.setText(words)
    page.resize(1180, 700)
    qtbot.waitUntil(lambda: button(page, "save_eml").width() == wide)


def test_f6_goes_through_the_parts_and_back(qtbot: QtBot, page: SentMailPage, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    page.window().activateWindow()
    page.focus_first()
    qtbot.waitUntil(page.people.list.hasFocus)
    seen = []
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_F6)
        focused = page.window().focusWidget()
        assert focused is not None
        seen.append(focused)
    assert not page.people.isAncestorOf(seen[0])
    assert page.body.isAncestorOf(seen[1])
    assert page.people.isAncestorOf(seen[2])
    qtbot.keyClick(seen[2], Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert page.window().focusWidget() is seen[1]
