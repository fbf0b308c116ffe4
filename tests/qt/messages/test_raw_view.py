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
from composer_app.ui.messages.raw_view import RawView
from tests.qt.windows import show

ROW = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="ana@example.com")
DETAILS = MessageDetails(ROW, (), raw_answer=b'{"a":1}', raw_report=b'{"r":2}')


@pytest.fixture
def view(qtbot: QtBot) -> RawView:
    return show(qtbot, RawView())


def test_the_kind_that_is_looked_at_stays(view: RawView) -> None:
    view.set_details(DETAILS)
    assert view.text.toPlainText() == '{\n  "r": 2\n}'
    view.choice.setCurrentText("Answer to the send")

    view.set_details(msgspec.structs.replace(DETAILS, raw_answer=b"[]"))

    assert view.choice.currentText() == "Answer to the send"
    assert view.text.toPlainText() == "[]"


def test_without_any_it_says_so(view: RawView) -> None:
    view.set_details(MessageDetails(ROW, ()))

    assert view.nothing.isVisible()
    assert not any(widget.isVisible() for widget in (view.choice, view.copy, view.text))


def test_it_is_copied_as_it_is_shown(qtbot: QtBot, view: RawView) -> None:
    view.set_details(DETAILS)

    with qtbot.waitSignal(view.copied) as copied:
        qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)

    assert copied.args == ["Delivery report copied."]
    assert QGuiApplication.clipboard().text() == view.text.toPlainText()
