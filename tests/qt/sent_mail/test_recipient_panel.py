"""The recipients of a mail: bar, counts, search, list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.count_button import CountButton
from composer_app.ui.sent_mail.outcome_bar import OutcomeBar
from composer_app.ui.sent_mail.recipient_panel import RecipientPanel
from tests.qt.messages.samples import FULL, UNDELIVERABLE, row
from tests.qt.windows import child, show

MESSAGES = (
    row(Outcome.DELIVERED, row=1, to="ana@example.com"),
    row(Outcome.BOUNCED, row=2, to="ivo@corp.example", status=UNDELIVERABLE, error=FULL),
    row(Outcome.DELIVERED, row=3, to="Lea@corp.example"),
    row(Outcome.ACCEPTED, row=4, to="tom@example.org"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> RecipientPanel:
    made = show(qtbot, RecipientPanel(), 336, 600)
    made.set_messages(MESSAGES, 1, is_other_mail=True)
    return made


def listed(panel: RecipientPanel) -> list[str]:
    model = panel.list.model()
    return [str(model.index(place, 0).data()) for place in range(model.rowCount())]


def count_of(panel: RecipientPanel, outcome: Outcome) -> CountButton:
    return child(panel, CountButton, f"count_{outcome.value}")


def test_counts_are_those_of_the_mail(panel: RecipientPanel) -> None:
    assert child(panel, QLabel, "recipient_heading").text() == "4 recipients"
    shown = {one.outcome: one.count() for one in panel.findChildren(CountButton) if one.isVisible()}
    assert shown == {Outcome.DELIVERED: 2, Outcome.ACCEPTED: 1, Outcome.BOUNCED: 1}
    bar = child(panel, OutcomeBar)
    assert bar.accessibleDescription() == "Delivered: 2, Accepted: 1, Bounced: 1"


def test_a_count_narrows_the_list_and_another_adds_to_it(qtbot: QtBot, panel: RecipientPanel) -> None:
    qtbot.mouseClick(count_of(panel, Outcome.BOUNCED), Qt.MouseButton.LeftButton)
    assert listed(panel) == ["ivo@corp.example"]
    qtbot.mouseClick(count_of(panel, Outcome.ACCEPTED), Qt.MouseButton.LeftButton)
    assert listed(panel) == ["ivo@corp.example", "tom@example.org"]
    assert panel.leave_filter()
    assert len(listed(panel)) == 4
    assert not panel.leave_filter()


def test_words_narrow_the_list_whatever_their_case(qtbot: QtBot, panel: RecipientPanel) -> None:
    search = child(panel, QLineEdit, "recipient_search")
    qtbot.keyClicks(search, "lea@CORP")
    assert listed(panel) == ["Lea@corp.example"]
    search.setText("nobody")
    assert listed(panel) == []
    assert not panel.list.isVisible()
    search.clear()
    assert panel.list.isVisible()


def test_the_recipient_that_is_shown_stays_so_while_the_list_has_it(qtbot: QtBot, panel: RecipientPanel) -> None:
    panel.list.choose(2)
    qtbot.mouseClick(count_of(panel, Outcome.DELIVERED), Qt.MouseButton.LeftButton)
    assert [one.row for one in panel.chosen()] == [3]
    qtbot.mouseClick(count_of(panel, Outcome.DELIVERED), Qt.MouseButton.LeftButton)
    assert [one.row for one in panel.chosen()] == [3]


def test_of_a_narrowed_list_a_recipient_in_it_is_shown(qtbot: QtBot, panel: RecipientPanel) -> None:
    shown: list[MessageRow] = []
    panel.shown_changed.connect(shown.append)
    search = child(panel, QLineEdit, "recipient_search")
    search.setText("corp")
    assert [one.to for one in shown] == ["ivo@corp.example"]
    assert [one.to for one in panel.chosen()] == ["ivo@corp.example"]
    search.setText("nobody")
    assert panel.chosen() == []
    search.setText("tom")
    assert shown[-1].to == "tom@example.org"
    search.clear()
    assert [one.to for one in panel.chosen()] == ["tom@example.org"]


def test_news_keep_the_choice_and_another_mail_begins_anew(qtbot: QtBot, panel: RecipientPanel) -> None:
    panel.list.choose(1)
    panel.list.choose_also([3])
    later = (*MESSAGES[:3], row(Outcome.DELIVERED, row=4, to="tom@example.org"))
    panel.set_messages(later, 1, is_other_mail=False)
    assert [one.row for one in panel.chosen()] == [2, 4]
    panel.set_messages(MESSAGES, 3, is_other_mail=True)
    assert [one.row for one in panel.chosen()] == [3]


def test_choosing_tells_who_is_shown_and_how_many_are_chosen(qtbot: QtBot, panel: RecipientPanel) -> None:
    with qtbot.waitSignal(panel.shown_changed) as shown:
        panel.list.choose(1)
    assert shown.args == [MESSAGES[1]]
    with qtbot.waitSignal(panel.chosen_changed) as number:
        panel.list.selectAll()
    assert number.args == [4]


def test_one_recipient_needs_no_counts(qtbot: QtBot, panel: RecipientPanel) -> None:
    panel.set_messages(MESSAGES[:1], 1, is_other_mail=True)
    assert not child(panel, QLineEdit, "recipient_search").isVisible()
    assert child(panel, QLabel, "recipient_heading").text() == "1 recipient"
    panel.focus_search()
    qtbot.waitUntil(panel.list.hasFocus)


def test_ten_thousand_recipients_are_narrowed_by_words(qtbot: QtBot, panel: RecipientPanel) -> None:
    many: list[MessageRow] = [
        row(Outcome.BOUNCED if number % 7 == 0 else Outcome.DELIVERED, row=number, to=f"person{number}@example.com")
        for number in range(10_000)
    ]
    panel.set_messages(many, 0, is_other_mail=True)
    child(panel, QLineEdit, "recipient_search").setText("person77")
    assert len(listed(panel)) == 111
