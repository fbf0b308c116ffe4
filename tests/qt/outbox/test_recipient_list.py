"""Every recipient of a mail."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.ui.outbox.recipient_list import RecipientList
from tests.qt.outbox.samples import FULL, entry


def test_each_line_says_what_became_of_the_mail(qtbot: QtBot) -> None:
    two = ("ana@example.com", "full@example.com")
    shown = RecipientList(2)
    one = entry(1, SubmissionState.ACCEPTED, *two, outcomes=(Outcome.DELIVERED, Outcome.BOUNCED), error=FULL)
    shown.set_messages(one.messages)
    qtbot.addWidget(shown)

    assert shown.line_text(0) == "ana@example.com: Delivered"
    assert shown.line_text(1).startswith("full@example.com: Bounced ")
    assert shown.accessibleDescription() == f"{shown.line_text(0)}; {shown.line_text(1)}"
    assert QAccessible.queryAccessibleInterface(shown).role() is QAccessible.Role.List
    assert not shown.grab().isNull()


def test_it_grows_by_a_line_for_each(qtbot: QtBot) -> None:
    shown = RecipientList(1)
    qtbot.addWidget(shown)
    line = shown.sizeHint().height()

    shown.set_messages(entry(1, SubmissionState.ACCEPTED, *(f"person{n}@example.com" for n in range(30))).messages)

    assert shown.count() == 30
    assert shown.sizeHint().height() == 30 * line
    assert shown.accessibleDescription().count(";") == 19, "a screen reader gets the first ones"


def test_before_they_are_read_there_is_room_for_all(qtbot: QtBot) -> None:
    shown = RecipientList(30)
    qtbot.addWidget(shown)
    before = shown.sizeHint()
    assert not shown.grab().isNull()

    shown.set_messages(entry(1, SubmissionState.ACCEPTED, *(f"person{n}@example.com" for n in range(30))).messages)

    assert shown.sizeHint() == before


def test_a_line_has_a_tooltip_with_all_that_is_known(qtbot: QtBot) -> None:
    shown = RecipientList(1)
    bounced = entry(1, SubmissionState.ACCEPTED, "full@example.com", outcomes=(Outcome.BOUNCED,), error=FULL)
    shown.set_messages(bounced.messages)
    qtbot.addWidget(shown)
    shown.show()
    spot = QPoint(20, 8)

    QApplication.sendEvent(shown, QHelpEvent(QEvent.Type.ToolTip, spot, shown.mapToGlobal(spot)))

    qtbot.waitUntil(lambda: "full@example.com" in QToolTip.text())
    assert "Mailbox is full" in QToolTip.text()
    QToolTip.hideText()
