"""The parts of a sent mail."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from composer_app.domain.draft_validation import submission_of
from composer_app.services.records import MailRef
from composer_app.services.services import Services
from composer_app.ui.messages.field_view import FieldView
from composer_app.ui.messages.raw_view import RawView
from composer_app.ui.sent_mail import mail_body
from composer_app.ui.sent_mail.mail_body import MailBody
from composer_app.ui.sent_mail.sent_mail_page import SentMailPage
from composer_app.ui.widgets.inline_message import InlineMessage
from composer_app.ui.widgets.small_note import SmallNote
from tests.qt.mail_view.conftest import text_of
from tests.qt.messages.samples import draft, send
from tests.qt.sent_mail.conftest import Queue, open_mail
from tests.qt.windows import child
from tests.task_results import value


@pytest.fixture
def body(page: SentMailPage) -> MailBody:
    return page.body


def raw(body: MailBody) -> str:
    return child(body, QPlainTextEdit, "sent_raw").toPlainText()


def test_html_is_shown_with_the_values_and_the_images_of_the_mail(
    qtbot: QtBot, services: Services, page: SentMailPage, queue: Queue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QTWEBENGINE_DISABLE_SANDBOX", "1")
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.save(str(tmp_path / "logo.png"))
    image = value(qtbot, services.attachments.attach(tmp_path / "logo.png", is_inline=True))
    html = '<p>Hello {{name}}</p><img src="cid:logo.png"><img src="https://example.com/x.png">'
    open_mail(qtbot, page, MailRef(queue(html=html, files=(image,)).id))
    qtbot.waitUntil(page.body.preview.is_settled)

    web = page.body.preview.web()
    assert web is not None
    assert text_of(qtbot, web).strip() == "Hello ana"
    assert page.body.preview.note() == "1 image from the network is not loaded."
    with qtbot.waitSignal(web.loaded):
        page.people.list.choose(1)
    assert text_of(qtbot, web).strip() == "Hello ben"


def test_the_text_part_has_the_values_too(qtbot: QtBot, page: SentMailPage, body: MailBody, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    body.views.set_current("text")
    assert body.shown_text() == "Hello ana"
    page.people.list.choose(2)
    assert body.shown_text() == "Hello tom"


def test_mail_without_a_text_part_says_so(qtbot: QtBot, page: SentMailPage, body: MailBody, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue(text="").id))
    body.views.set_current("text")
    assert child(body, InlineMessage, "sent_message").title() == "This mail has no text part."


def test_headers_are_those_of_the_recipient(qtbot: QtBot, page: SentMailPage, body: MailBody, queue: Queue) -> None:
    sent = queue()
    open_mail(qtbot, page, MailRef(sent.id))
    body.views.set_current("headers")
    fields = dict(child(body, FieldView).fields())
    assert fields["To"] == "Ana Kovac <ana@example.com>"
    assert fields["Subject"] == "For ana"
    assert fields["Bulk"] == sent.bulk_id
    assert "Bcc" not in fields
    page.people.list.choose(1)
    assert dict(child(body, FieldView).fields())["To"] == "ben@example.com"


def test_the_request_is_shown_without_the_key(qtbot: QtBot, page: SentMailPage, body: MailBody, queue: Queue) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    body.views.set_current("raw")
    qtbot.waitUntil(lambda: raw(body) != "")
    assert raw(body).startswith("POST /email/3/send HTTP/1.1")
    assert "$INFOBIP_API_KEY" in raw(body)
    assert '{"to":"ben@example.com","placeholders":{"name":"ben"}}' in raw(body)
    assert child(body, SmallNote, "raw_note").words().startswith("The request, built again")


def test_of_a_big_request_the_beginning_is_shown(
    qtbot: QtBot, page: SentMailPage, body: MailBody, queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_body, "MOST_SHOWN", 100)
    open_mail(qtbot, page, MailRef(queue().id))
    body.views.set_current("raw")
    qtbot.waitUntil(lambda: raw(body) != "")
    assert len(raw(body).encode()) <= 100
    assert child(body, SmallNote, "raw_note").words().startswith("The first 100 B of ")


def test_another_mail_begins_with_the_mail_itself(
    qtbot: QtBot, page: SentMailPage, body: MailBody, queue: Queue
) -> None:
    open_mail(qtbot, page, MailRef(queue().id))
    body.views.set_current("raw")
    qtbot.waitUntil(lambda: raw(body) != "")
    open_mail(qtbot, page, MailRef(queue("eva@example.com").id))
    assert body.views.current() == "mail"
    assert raw(body) == ""
    body.views.set_current("raw")
    qtbot.waitUntil(lambda: "eva@example.com" in raw(body))


def test_of_many_copies_the_first_are_listed_and_the_others_counted(
    qtbot: QtBot, services: Services, page: SentMailPage
) -> None:
    copies = tuple(f"c{number}@example.com" for number in range(60))
    written = msgspec.structs.replace(draft("Copied", ["ana@example.com"]), cc=copies)
    sent = submission_of(written, "Hello", services.accounts.current, services.context.clock())
    value(qtbot, services.context.write(lambda archive: archive.outbox.queue(sent, None)))
    open_mail(qtbot, page, MailRef(sent.id))
    page.body.views.set_current("headers")
    listed = dict(child(page.body, FieldView).fields())["Cc"]
    assert listed.startswith("c0@example.com, c1@example.com, ")
    assert listed.endswith("c49@example.com and 10 more")


def test_what_the_service_said_folds_and_has_its_own_search(
    qtbot: QtBot, services: Services, page: SentMailPage
) -> None:
    sent = send(qtbot, services, "Answered", ["ana@example.com"])
    open_mail(qtbot, page, MailRef(sent.id))
    page.body.views.set_current("json")
    view = child(page.body, RawView, "sent_json")
    qtbot.waitUntil(lambda: view.choice.currentText() == "Answer to the send")
    rows = view.json.table.rows
    assert 'to: "ana@example.com"' in [rows.index(row, 0).data() for row in range(rows.rowCount())]
    assert view.isVisible()
    assert not page.body.finder.isVisible()
