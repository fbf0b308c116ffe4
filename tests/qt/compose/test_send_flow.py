"""From Send to the outbox: what is checked, what is asked once, and what a No leaves as it is."""

from __future__ import annotations

import threading
from datetime import timedelta

import msgspec
import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from composer_app.domain.account import Account, AccountUse
from composer_app.domain.draft_validation import DraftFault
from composer_app.domain.ids import AccountId
from composer_app.domain.mail_limits import MAX_RECIPIENTS
from composer_app.services.compose.html_to_text import text_of_html
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.message_area import LinkList
from composer_app.ui.compose.send_flow import SendFlow
from tests.patience import PATIENCE_S
from tests.qt.compose.conftest import Asked, send, store_price, write_mail
from tests.qt.windows import child
from tests.task_results import value


@pytest.fixture
def flow(page: ComposePage) -> SendFlow:
    return page.sending


@pytest.fixture
def live(qtbot: QtBot, services: Services) -> None:
    """The account in use sends to real people."""
    account = msgspec.structs.replace(services.accounts.current, use=AccountUse.LIVE, name="Linden")
    with qtbot.waitSignal(services.accounts.changed):
        services.accounts.save(account, None)


def test_what_is_wrong_is_said_and_nothing_is_handed_over(qtbot: QtBot, page: ComposePage, flow: SendFlow) -> None:
    with qtbot.waitSignal(flow.wrong) as wrong, qtbot.assertNotEmitted(page.session.handed_over):
        flow.start()

    faults = [problem.fault for problem in wrong.args[0]]
    assert faults == [DraftFault.NO_RECIPIENT, DraftFault.NO_SUBJECT, DraftFault.NO_BODY]
    assert page.session.outgoing is None


def test_a_mail_that_lacks_nothing_goes_without_a_question(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write_mail(qtbot, page)

    assert send(qtbot, page).content.subject == "Hello"
    assert asked.questions == []


def test_a_forgotten_file_is_asked_about(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write_mail(qtbot, page, html="<p>The bill is attached.</p>")
    asked.answer = False

    with qtbot.waitSignal(page.session.sending_ended):
        page.send()
    assert page.view.header.subject.text() == "Hello"
    assert "“attached”" in asked.questions[0]

    asked.answer = True
    assert send(qtbot, page).content.subject == "Hello"


def test_a_forgotten_file_can_be_attached_from_the_question(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write_mail(qtbot, page, html="<p>The bill is attached.</p>")
    asked.takes_alternative = True

    page.send()
    qtbot.waitUntil(lambda: page.findChild(QFileDialog, "file_dialog") is not None)

    assert asked.questions[0].startswith("Send without a file?")
    assert page.view.header.subject.text() == "Hello"
    page.findChild(QFileDialog, "file_dialog").reject()


@pytest.mark.parametrize(
    ("subject", "html", "own_text", "question"),
    [
        (
            "Hi {{name}}",
            "<p>x</p>",
            None,
            "Send with {{name}} in it? {{name}} has no value. Recipients will read it as it is written here.",
        ),
        (
            "Hi",
            "<p>{{<b>name</b>}}</p>",
            None,
            "Send with {{name}} in it? {{name}} has no value. Recipients will read it as it is written here.",
        ),
        (
            "Hi",
            "<p>x</p>",
            "Your {{sum}}",
            "Send with {{sum}} in it? {{sum}} has no value. Recipients will read it as it is written here.",
        ),
        (
            "{{a}}{{b}}{{c}}",
            "{{d}}{{e}}{{f}}{{g}}",
            None,
            "Send with 7 placeholders in it? {{a}}, {{b}}, {{c}}, {{d}}, {{e}} and 2 more have no value."
            " Recipients will read them as they are written here.",
        ),
    ],
)
def test_placeholders_without_a_value_are_asked_about(
    qtbot: QtBot, page: ComposePage, asked: Asked, subject: str, html: str, own_text: str | None, question: str
) -> None:
    write_mail(qtbot, page, subject=subject, html=html)
    if own_text is not None:
        page.view.body.text_pane.take_back(own_text)
    asked.answer = False

    with qtbot.waitSignal(page.session.sending_ended), qtbot.assertNotEmitted(page.sent):
        page.send()
    assert asked.questions == [f"{question} [Send as it is]"]
    assert page.view.header.subject.text() == subject

    asked.answer = True
    assert send(qtbot, page).content.subject == subject


@pytest.mark.usefixtures("live")
def test_a_live_account_asks_first(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write_mail(qtbot, page)
    page.view.header.recipients.fields["cc"].add_text("tom@example.org")
    asked.answer = False

    with qtbot.waitSignal(page.session.sending_ended):
        page.send()

    assert asked.questions == [
        "Send to 2 recipients from the live account Linden? "
        "From: Linden Energy <billing@sandbox.example>\nSubject: Hello [Send to 2]"
    ]
    assert not page.session.draft.is_empty


@pytest.mark.usefixtures("live")
def test_a_single_recipient_is_named(qtbot: QtBot, page: ComposePage, asked: Asked) -> None:
    write_mail(qtbot, page)
    asked.answer = False

    with qtbot.waitSignal(page.session.sending_ended):
        page.send()

    assert asked.questions == [
        "Send to ana@example.com from the live account Linden? "
        "From: Linden Energy <billing@sandbox.example>\nSubject: Hello [Send mail]"
    ]


def test_a_mail_that_is_being_sent_is_not_sent_twice(qtbot: QtBot, page: ComposePage, flow: SendFlow) -> None:
    write_mail(qtbot, page)
    sent: list[object] = []
    page.sent.connect(sent.append)

    with qtbot.waitSignal(page.session.sending_ended):
        flow.start()
        flow.start()

    qtbot.waitUntil(lambda: bool(sent))
    assert len(sent) == 1


@pytest.mark.parametrize("is_broken", [False, True])
def test_a_mail_that_is_discarded_after_send_does_not_leave(
    qtbot: QtBot,
    page: ComposePage,
    flow: SendFlow,
    services: Services,
    monkeypatch: pytest.MonkeyPatch,
    is_broken: bool,
) -> None:
    """Its text part is made late, while the next mail is already being sent."""
    wrong, right = threading.Event(), threading.Event()

    def made(html: str) -> str:
        assert (wrong if "Wrong" in html else right).wait(PATIENCE_S)
        if is_broken and "Wrong" in html:
            raise RuntimeError("no text")
        return text_of_html(html)

    monkeypatch.setattr("composer_app.services.compose.text_part.text_of_html", made)
    write_mail(qtbot, page, subject="Wrong", html="<p>Wrong</p>")
    flow.start()
    page.commands.discard.trigger()
    write_mail(qtbot, page, subject="Right", html="<p>Right</p>")
    page.session.save()
    qtbot.waitUntil(lambda: services.context.tasks_under_way == 1)

    with qtbot.waitSignal(page.sent) as sent, qtbot.assertNotEmitted(flow.failed):
        flow.start()
        wrong.set()
        qtbot.waitUntil(lambda: services.context.tasks_under_way == 1)
        right.set()

    assert (sent.args[0].content.subject, sent.args[0].content.text) == ("Right", "Right\n")
    entries = value(qtbot, services.outbox.newest_entries(page.session.draft.account_id))
    assert [entry.submission.subject for entry in entries] == ["Right"]


def test_a_text_part_that_cannot_be_made_leaves_the_draft_open(
    qtbot: QtBot, page: ComposePage, flow: SendFlow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_html: str) -> str:
        raise RuntimeError("no text")

    monkeypatch.setattr("composer_app.services.compose.text_part.text_of_html", broken)
    write_mail(qtbot, page)
    with qtbot.waitSignal(flow.failed):
        flow.start()
        qtbot.keyClicks(page.view.header.subject, ", and more")

    assert page.session.outgoing is None
    assert page.session.draft.subject == "Hello, and more"
    message = page.view.messages.message("wrong")
    assert message is not None
    assert message.title() == "The mail was not sent."


def test_a_mail_to_many_is_asked_about_on_every_account(
    qtbot: QtBot, page: ComposePage, services: Services, asked: Asked
) -> None:
    store_price(qtbot, services, "0.0004")
    write_mail(qtbot, page)
    page.view.header.recipients.fields["bcc"].add_text(", ".join(f"p{n}@example.com" for n in range(49)))
    send(qtbot, page)
    assert asked.questions == []  # 50 are not above 50

    write_mail(qtbot, page)
    page.view.header.recipients.fields["bcc"].add_text(", ".join(f"p{n}@example.com" for n in range(50)))
    send(qtbot, page)

    assert asked.questions == [
        "Send to 51 recipients from the account Sandbox? About 0.02 EUR, by what your mail of the last 90 days cost.\n"
        "From: Linden Energy <billing@sandbox.example>\nSubject: Hello [Send to 51]"
    ]


def test_a_test_account_refuses_others(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    account = Account(
        id=AccountId("t"),
        name="Test",
        base_url="https://x.api.example.com",
        use=AccountUse.TEST,
        default_sender="me@example.com",
        allowed_recipients=("@corp.example",),
    )
    value(qtbot, services.accounts.save(account, None))
    services.accounts.use(account.id)
    write_mail(qtbot, page)
    page.view.actions.send_button.click()
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)
    assert "does not send to ana@example.com" in child(page.view.messages, LinkList).sentences()[0]


def test_why_a_mail_in_several_requests_cannot_be_scheduled_is_said(
    qtbot: QtBot, page: ComposePage, services: Services, flow: SendFlow, asked: Asked
) -> None:
    write_mail(qtbot, page)
    many = ", ".join(f"person{number}@example.com" for number in range(MAX_RECIPIENTS))
    page.view.header.recipients.fields["to"].add_text(many)
    page.view.header.recipients.commit()

    flow.start(services.context.clock() + timedelta(hours=1))
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)

    (sentence,) = child(page.view.messages, LinkList).sentences()
    assert sentence.startswith("A mail to 1,001 recipients goes out in several requests")
    assert asked.questions == []


def test_a_mail_in_several_requests_asks_how_it_goes_and_becomes_a_run(
    qtbot: QtBot, page: ComposePage, asked: Asked
) -> None:
    write_mail(qtbot, page)
    many = ", ".join(f"person{number}@example.com" for number in range(MAX_RECIPIENTS))
    page.view.header.recipients.fields["to"].add_text(many)
    page.view.header.recipients.fields["cc"].add_text("chief@example.com")
    asked.answer = False
    with qtbot.waitSignal(page.session.sending_ended):
        page.send()
    asked.answer = True
    with qtbot.waitSignal(page.session.run_begun) as begun:
        page.send()

    assert asked.questions == 2 * [
        "Send to 1,002 recipients? A request takes up to 1,000 recipients, so the mail goes out in 2 requests, one "
        "after the other. Cc and Bcc go with the first request only, so each of them gets one mail. You can pause or "
        "stop it in the Outbox. If the program ends, it goes on at the next start. [Send to 1,002]"
    ]
    assert begun.args[0].left == 1002


@pytest.mark.usefixtures("live")
def test_a_live_account_is_named_in_the_question_about_several_requests(
    qtbot: QtBot, page: ComposePage, asked: Asked
) -> None:
    write_mail(qtbot, page)
    many = ", ".join(f"person{number}@example.com" for number in range(MAX_RECIPIENTS))
    page.view.header.recipients.fields["to"].add_text(many)
    asked.answer = False
    with qtbot.waitSignal(page.session.sending_ended):
        page.send()
    assert asked.questions[0].startswith("Send to 1,001 recipients from the live account Linden? A request takes")
    assert asked.questions[0].endswith("Subject: Hello [Send to 1,001]")
