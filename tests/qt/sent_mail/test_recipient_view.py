"""The list of the recipients on the screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from composer_app.domain.outcome import Outcome
from composer_app.ui.sent_mail.recipient_model import RecipientModel
from composer_app.ui.sent_mail.recipient_view import RecipientView
from tests.qt.messages.samples import FULL, UNDELIVERABLE, row
from tests.qt.windows import show

AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
MESSAGES = [
    row(Outcome.BOUNCED, row=1, to="<b>ivo</b>@corp.example", status=UNDELIVERABLE, error=FULL, done_at=AT),
    row(Outcome.DELIVERED, row=2, to="x" * 500 + "@example.com", sent_at=datetime.now(UTC)),
    row(Outcome.QUEUED, row=3, to=""),
]


@pytest.fixture
def view(qtbot: QtBot) -> RecipientView:
    model = RecipientModel()
    model.set_messages(MESSAGES)
    made = show(qtbot, RecipientView(model), 320, 300)
    model.setParent(made)
    return made


def test_rows_are_high_enough_for_two_lines_and_painted(view: RecipientView) -> None:
    assert view.visualRect(view.model().index(0, 0)).height() >= 48
    before = view.grab().toImage()
    view.choose(1)
    assert view.grab().toImage() != before
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert view.grab().toImage() != before


def test_a_row_is_chosen_alone_also_while_ctrl_is_held(qtbot: QtBot, view: RecipientView) -> None:
    view.choose(0)
    qtbot.keyPress(view, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)

    view.choose(1)

    assert [one.row for one in view.chosen()] == [2]


def test_several_rows_are_chosen_with_the_keys_of_lists(qtbot: QtBot, view: RecipientView) -> None:
    view.setFocus()
    view.choose(0)
    with qtbot.waitSignal(view.chosen_changed):
        qtbot.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.chosen() == MESSAGES[:2]
    with qtbot.waitSignal(view.current_changed):
        qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.chosen() == MESSAGES[2:]


def test_more_rows_are_chosen_without_another_current_one(qtbot: QtBot, view: RecipientView) -> None:
    view.choose(2)
    with qtbot.assertNotEmitted(view.current_changed):
        view.choose_also([0])
    assert view.chosen() == [MESSAGES[0], MESSAGES[2]]
    view.choose(2)
    view.choose_also([0, 1, 2])
    assert view.chosen() == MESSAGES


def test_a_screen_reader_knows_the_list(view: RecipientView) -> None:
    reported = QAccessible.queryAccessibleInterface(view)
    assert reported is not None
    assert reported.text(QAccessible.Text.Name) == "Recipients of the mail"


def test_only_rows_in_sight_are_made_into_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    model = RecipientModel()
    model.set_messages([row(Outcome.DELIVERED, row=number, to=f"p{number}@example.com") for number in range(5_000)])
    data = RecipientModel.data

    def counting(self: RecipientModel, index: object, role: int = 0) -> object:
        asked.append(role)
        return data(self, index, role)  # type: ignore[arg-type]

    monkeypatch.setattr(RecipientModel, "data", counting)
    view = show(qtbot, RecipientView(model), 320, 300)
    assert isinstance(view, QListView)
    view.grab()
    view.scrollToBottom()
    view.grab()
    assert view.indexAt(QPoint(5, view.viewport().height() - 5)).row() == 4_999
    assert 0 < len(asked) < 1_000
