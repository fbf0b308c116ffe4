"""The head of a sent mail."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.mail_head import MailHead
from composer_app.ui.theme.theme_store import current
from tests.qt.windows import child, show


def test_words_of_others_are_no_markup_and_do_not_widen_the_window(qtbot: QtBot) -> None:
    head = MailHead()
    head.show_subject("<b>Your</b>\nstatement " + "x" * 1_000_000, Outcome.BOUNCED)
    head.show_fact("from", "<img src='/some/pipe'>" + "y" * 5_000)
    head.show_fact("to", "<i>a</i>@example.com", "one of 2")
    show(qtbot, head, 500, 200)

    assert head.subject.toPlainText().startswith("<b>Your</b> statement xxx")
    assert head.fact("to") == "<i>a</i>@example.com · one of 2"
    assert "&lt;i&gt;a&lt;/i&gt;@example.com" in child(head, QLabel, "sent_to").text()
    assert head.width() == 500
    assert "…" in child(head, QLabel, "sent_from").text()
    assert child(head, QLabel, "sent_from").sizeHint().width() <= child(head, QLabel, "sent_from").width()
    assert child(head, QLabel, "sent_to").accessibleName() == "To: <i>a</i>@example.com · one of 2"


def test_the_note_is_grey_in_the_theme_in_force(qtbot: QtBot) -> None:
    head = show(qtbot, MailHead(), 500, 200)
    head.show_fact("sent", "", "Queued")
    assert current().text2.name() in child(head, QLabel, "sent_sent").text()
    assert head.fact("sent") == "Queued"


def test_what_is_known_of_opens_is_a_line_only_if_there_is_something(qtbot: QtBot) -> None:
    head = show(qtbot, MailHead(), 500, 200)
    line = child(head, QLabel, "sent_opens")
    assert line.isHidden()
    head.show_fact("opens", "Not recorded", "Because " + "it is so " * 40)
    assert line.isVisible()
    assert "Not recorded" in line.text()
    assert line.sizeHint().width() <= line.width()
    assert line.toolTip().startswith("Not recorded · Because it is so")
    head.show_fact("opens", "")
    assert line.isHidden()
