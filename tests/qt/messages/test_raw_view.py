"""The vendor's words about a message."""

from __future__ import annotations

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageDetails, MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.raw_view import MOST_SHOWN, RawView
from tests.qt.windows import show

ROW = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="ana@example.com")
DETAILS = MessageDetails(ROW, (), raw_answer=b'{"a":1}', raw_report=b'{"r":2}')


@pytest.fixture
def view(qtbot: QtBot) -> RawView:
    return show(qtbot, RawView())


def shown(view: RawView) -> list[str]:
    rows = view.json.table.rows
    return [str(rows.index(row, 0).data()) for row in range(rows.rowCount())]


def test_the_kind_that_is_looked_at_stays(view: RawView) -> None:
    view.set_details(DETAILS)
    assert shown(view) == ["{1}", "r: 2"]
    view.choice.setCurrentText("Answer to the send")

    view.set_details(msgspec.structs.replace(DETAILS, raw_answer=b"[]"))

    assert view.choice.currentText() == "Answer to the send"
    assert shown(view) == ["[]"]


def test_without_any_it_says_so(view: RawView) -> None:
    view.set_details(MessageDetails(ROW, ()))

    assert view.nothing.isVisible()
    assert not any(widget.isVisible() for widget in (view.choice, view.copy, view.json, view.text))


def test_it_is_copied_as_it_was_received(qtbot: QtBot, view: RawView) -> None:
    view.set_details(msgspec.structs.replace(DETAILS, raw_report=b'{"price" :0.00040}'))

    with qtbot.waitSignal(view.copied) as copied:
        qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)

    assert copied.args == ["Delivery report copied."]
    assert QGuiApplication.clipboard().text() == '{"price" :0.00040}'


def test_what_is_no_json_is_shown_as_text_with_a_note(view: RawView) -> None:
    view.set_details(msgspec.structs.replace(DETAILS, raw_report=b"<html>Oops</html>"))
    assert (view.text.isVisible(), view.json.isVisible()) == (True, False)
    assert view.text.toPlainText() == "<html>Oops</html>"
    assert view.note.words() == "This is no JSON, so it is shown as text."
    view.choice.setCurrentText("Answer to the send")
    assert (view.text.isVisible(), view.note.isVisible(), view.json.isVisible()) == (False, False, True)


def test_what_is_no_json_stays_when_the_details_are_read_again(view: RawView) -> None:
    cut_off = msgspec.structs.replace(DETAILS, raw_report=b'{"messageId": "m-1", "to": ')
    for _time in range(2):
        view.set_details(cut_off)
        assert (view.text.isVisible(), view.json.isVisible()) == (True, False)
        assert view.text.toPlainText() == '{"messageId": "m-1", "to": '


def test_a_long_text_is_cut_on_the_screen_alone(view: RawView) -> None:
    view.set_details(msgspec.structs.replace(DETAILS, raw_report=b"x" * (MOST_SHOWN + 1)))
    assert len(view.text.toPlainText()) == MOST_SHOWN
    assert view.note.words() == "This is no JSON, so its first 200,000 of 200,001 characters are shown as text."
    view.copy.click()
    assert len(QGuiApplication.clipboard().text()) == MOST_SHOWN + 1


def test_it_is_as_high_as_its_rows_or_fills_the_room(qtbot: QtBot, view: RawView) -> None:
    view.set_details(DETAILS)
    few = view.json.table.height()
    rows = ",".join(f'"{number}":{number}' for number in range(20))
    view.set_details(msgspec.structs.replace(DETAILS, raw_report=f"{{{rows}}}".encode()))
    assert view.json.table.height() > few
    view.json.table.fold_all()
    view.json.table.rows.fold(0)
    assert view.json.table.height() == few

    filling = show(qtbot, RawView(fills=True), 400, 700)
    filling.set_details(DETAILS)
    qtbot.waitUntil(lambda: filling.json.table.height() > 500)
