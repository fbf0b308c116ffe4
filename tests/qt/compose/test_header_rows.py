"""The rows above the body: which are shown, what is under them, and where the focus goes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import AccountId, DraftId
from composer_app.domain.mail import RecipientKind
from composer_app.ui.compose.header_rows import Header
from tests.qt.windows import show


@pytest.fixture
def header(qtbot: QtBot) -> Header:
    return show(qtbot, Header(), 900, 200)


@pytest.mark.parametrize("several", ["ana@example.com, tom@example.com", "Ana <ana@example.com> Tom <tom@example.com>"])
def test_reply_to_and_from_say_that_one_address_is_allowed(header: Header, several: str) -> None:
    header.show_draft(
        Draft(
            id=DraftId("two"),
            account_id=AccountId("one"),
            sender=several,
            reply_to=several,
            updated_at=datetime(2026, 11, 23, tzinfo=UTC),
        )
    )

    assert header.hint("from").words() == "Only one address is allowed here."
    assert header.hint("reply_to").words() == "Only one address is allowed here."


def test_rows_come_when_they_are_wanted(header: Header) -> None:
    assert header.row("cc").isHidden()

    opener = header.findChild(QAbstractButton, "add_cc")
    assert isinstance(opener, QAbstractButton)
    opener.click()

    assert header.row("cc").isVisible()
    assert opener.isHidden()
    assert header.recipients.fields["cc"].input().hasFocus()


def test_a_list_is_wanted_by_its_button(qtbot: QtBot, header: Header) -> None:
    button = header.findChild(QAbstractButton, "import_list")
    assert isinstance(button, QAbstractButton)
    assert button.toolTip().endswith("(Ctrl+Shift+I)")
    with qtbot.waitSignal(header.import_wanted):
        button.click()


def test_a_wrong_sender_is_named_when_its_field_is_left(qtbot: QtBot, header: Header) -> None:
    qtbot.keyClicks(header.sender_field.line(), "billing")
    assert header.hint("from").words() == ""

    header.sender_field.line().editingFinished.emit()

    assert header.hint("from").words() == "“billing” has no @."


def test_undo_brings_nothing_back_from_the_mail_before(qtbot: QtBot, header: Header) -> None:
    to, when = header.recipients.fields["to"], datetime(2026, 11, 23, tzinfo=UTC)
    qtbot.keyClicks(to.input(), "ana@example.com,")
    lines = [header.subject, header.sender_field.line(), header.reply_to]
    for line in lines:
        qtbot.keyClicks(line, "secret")

    header.show_draft(Draft(id=DraftId("next"), account_id=AccountId("one"), updated_at=when))
    to.input().undo()
    for line in lines:
        line.undo()

    assert header.recipients.texts("to") == ()
    assert [line.text() for line in lines] == ["", "", ""]


def test_a_draft_brings_the_rows_that_it_needs(header: Header) -> None:
    when = datetime(2026, 11, 23, tzinfo=UTC)
    draft = Draft(id=DraftId("one"), account_id=AccountId("one"), cc=("cc@example.com",), reply_to="r", updated_at=when)
    header.show_draft(draft)
    assert [header.row(key).isVisible() for key in ("cc", "bcc", "reply_to")] == [True, False, True]
    assert header.hint("reply_to").words() == "“r” has no @."

    header.show_draft(Draft(id=DraftId("two"), account_id=AccountId("one"), updated_at=when))
    assert [header.row(key).isVisible() for key in ("cc", "bcc", "reply_to")] == [False, False, False]
    assert header.hint("reply_to").words() == ""


def test_a_pasted_subject_becomes_one_line_and_says_so(qtbot: QtBot, header: Header) -> None:
    QGuiApplication.clipboard().setText("Your\r\nNovember \u2028 statement\n")
    with qtbot.waitSignal(header.edited):
        qtbot.keyClick(header.subject, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert header.subject.text() == "Your November statement"
    assert "one line" in header.hint("subject").words()

    qtbot.keyClicks(header.subject, "!")
    assert header.hint("subject").words() == ""


@pytest.mark.parametrize("key", ["from", "to", "cc", "bcc", "reply_to", "subject"])
def test_the_focus_goes_to_a_row_and_shows_it(qtbot: QtBot, header: Header, key: str) -> None:
    header.activateWindow()
    header.focus(key)

    focused = header.window().focusWidget()
    assert header.row(key).isVisible()
    assert focused is not None
    assert header.row(key).isAncestorOf(focused)


def test_tab_stops_are_the_fields_from_the_top_and_no_button_of_a_hint(header: Header) -> None:
    recipients = [header.recipients.fields[kind] for kind in (RecipientKind.TO, RecipientKind.CC, RecipientKind.BCC)]

    wanted = [header.sender_field.line(), header.list_chip, *recipients, header.reply_to, header.subject]
    assert header.tab_stops() == wanted
