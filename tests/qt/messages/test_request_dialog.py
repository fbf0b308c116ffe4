"""The request of a mail, its answer, and how long it took."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account
from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import EventKind, MessageEvent
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import Submission
from composer_app.services.compose.request_outline import RequestOutline
from composer_app.services.services import Services
from composer_app.ui.messages.request_dialog import RequestDialog, request_fields
from tests.qt.messages.samples import START, row, send
from tests.qt.windows import child
from tests.task_results import value


@pytest.fixture
def sent(qtbot: QtBot, services: Services) -> Submission:
    return send(qtbot, services, "Your statement", ["ana@example.com"])


def opened(qtbot: QtBot, services: Services, home: QWidget, sent: Submission) -> RequestDialog:
    messages = value(qtbot, services.outbox.recipients(sent.id))
    dialog = RequestDialog(services.records, services.accounts.current, sent, messages[0], home)
    dialog.open()
    qtbot.waitUntil(lambda: bool(dialog.fields.fields()) and len(dialog.fields.fields()) > 8)
    return dialog


def test_it_shows_address_headers_times_parts_and_answer(
    qtbot: QtBot, services: Services, home: QWidget, sent: Submission
) -> None:
    dialog = opened(qtbot, services, home, sent)
    fields = dict(dialog.fields.fields())
    assert fields["Method"] == "POST"
    assert fields["Address"].endswith("/email/3/send")
    assert fields["Authorization"] == "App $INFOBIP_API_KEY"
    assert {"Handed over", "Answered", "Took"} <= set(fields)
    assert dialog.note.words() == "Built again from the stored mail, without the key."

    dialog.views.set_current("body")
    assert dialog.body.isVisible()
    rows = dialog.body.table.rows
    assert 'value: "ana@example.com"' in [rows.index(place, 0).data() for place in range(rows.rowCount())]

    dialog.views.set_current("answer")
    assert dialog.answer.isVisible()
    assert "messages: [1]" in [
        dialog.answer.json.table.rows.index(place, 0).data()
        for place in range(dialog.answer.json.table.rows.rowCount())
    ]
    dialog.accept()


def test_it_is_copied_without_the_key(qtbot: QtBot, services: Services, home: QWidget, sent: Submission) -> None:
    dialog = opened(qtbot, services, home, sent)
    qtbot.mouseClick(child(dialog, QAbstractButton, "copy_request"), Qt.MouseButton.LeftButton)
    as_http, as_curl, as_httpx, as_httpie = dialog.copy_menu.actions()
    as_http.trigger()
    qtbot.waitUntil(lambda: dialog.note.words() == "Request copied, without the key.")
    text = QGuiApplication.clipboard().text()
    assert text.startswith("POST /email/3/send HTTP/1.1")
    assert "$INFOBIP_API_KEY" in text
    for action, begins in ((as_curl, "curl -X POST"), (as_httpx, "import os"), (as_httpie, "http --ignore-stdin")):
        action.trigger()
        qtbot.waitUntil(lambda begins=begins: QGuiApplication.clipboard().text().startswith(begins))
        assert "INFOBIP_API_KEY" in QGuiApplication.clipboard().text()
    dialog.body.copied.emit("Value copied.")
    assert dialog.note.words() == "Value copied."
    dialog.accept()


def test_a_mail_that_was_not_answered_has_no_answer(
    qtbot: QtBot, services: Services, home: QWidget, sent: Submission
) -> None:
    account = Account(id=AccountId("a"), name="A", base_url="https://api.example.com")
    dialog = RequestDialog(services.records, account, sent, row(Outcome.QUEUED, row=999), home)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.views.segment("answer").isEnabled())
    qtbot.waitUntil(lambda: bool(dialog.fields.fields()))
    assert dict(dialog.fields.fields())["Address"] == "https://api.example.com/email/3/send"
    dialog.accept()


def test_an_answer_that_holds_more_than_json_is_shown_as_text(
    qtbot: QtBot, services: Services, home: QWidget, sent: Submission
) -> None:
    raw = b'<!-- proxy --> {"messages": []}'
    value(qtbot, services.context.write(lambda archive: archive.database.run("UPDATE send_answer SET raw = ?", (raw,))))
    dialog = opened(qtbot, services, home, sent)

    dialog.views.set_current("answer")

    qtbot.waitUntil(dialog.answer.text.isVisible)
    assert dialog.answer.text.toPlainText() == raw.decode()
    dialog.accept()


@pytest.mark.parametrize(("took_s", "shown"), [(0.084, "84 ms"), (-3, None)])
def test_the_time_it_took_is_that_of_the_last_try(took_s: float, shown: str | None) -> None:
    def event(kind: EventKind, at_s: float) -> MessageEvent:
        at = START + timedelta(seconds=at_s)
        return MessageEvent(kind, at, at, Outcome.SENDING)

    outline = RequestOutline("POST", "https://x.example/send", (("Accept", "application/json"),), "[]", 1200)
    tries = (event(EventKind.HANDED_OVER, -60), event(EventKind.HELD_BACK, -59), event(EventKind.HANDED_OVER, 0))
    fields = dict(request_fields(outline, (*tries, event(EventKind.ANSWERED, took_s))))
    assert fields.get("Took") == shown
    assert fields["Body"] == "1.2 kB"
    assert "Took" not in dict(request_fields(outline, tries))
