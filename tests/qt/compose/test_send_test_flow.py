"""A test of the open draft to own addresses."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from composer_app.domain.draft_validation import DraftFault
from composer_app.domain.submission import Submission
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.send_test_dialog import SendTestDialog
from composer_app.ui.compose.send_test_flow import SendTestFlow
from tests.qt.compose.conftest import write_mail
from tests.task_results import value


@pytest.fixture
def flow(page: ComposePage) -> SendTestFlow:
    return page.send_test


def opened(page: ComposePage) -> SendTestDialog:
    page.view.actions.test_button.click()
    (dialog,) = [one for one in page.findChildren(SendTestDialog) if one.isVisible()]
    return dialog


def press(dialog: SendTestDialog) -> None:
    button = dialog.findChild(QAbstractButton, "send_test")
    assert isinstance(button, QAbstractButton)
    button.click()


def newest(qtbot: QtBot, services: Services) -> Submission:
    account = services.accounts.current.id
    entries = value(qtbot, services.outbox.newest_entries(account))
    found = value(qtbot, services.records.submission(entries[0].submission.id))
    assert found is not None
    return found


def test_it_goes_to_own_addresses_and_the_draft_stays(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write_mail(qtbot, page)
    page.view.header.recipients.fields["cc"].add_text("tom@example.com")
    before = page.session.draft
    dialog = opened(page)
    qtbot.keyClicks(dialog.to, "me@example.com, Me Too <me2@example.com>")
    with qtbot.waitSignal(page.toast_wanted) as toast:
        press(dialog)

    assert toast.args[0] == "The test goes to 2 addresses."
    sent = newest(qtbot, services)
    assert [one.mailbox.address for one in sent.recipients] == ["me@example.com", "me2@example.com"]
    assert sent.content.subject == "[Test] Hello"
    assert page.session.draft.to == before.to
    assert page.session.draft.subject == "Hello"
    qtbot.waitUntil(lambda: bool(services.accounts.current.test_recipients))

    again = opened(page)
    assert again.to.text() == "me@example.com, Me Too <me2@example.com>"
    again.prefix.setChecked(False)
    with qtbot.waitSignal(page.toast_wanted):
        press(again)
    assert newest(qtbot, services).content.subject == "Hello"


def test_a_wrong_address_is_named(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page)
    dialog = opened(page)
    dialog.to.clear()
    press(dialog)
    assert dialog.to.property("wrong") == "true"
    qtbot.keyClicks(dialog.to, "me")
    assert dialog.to.property("wrong") == "false"
    press(dialog)
    assert "“me” has no @." in dialog.to.toolTip()


def test_what_is_wrong_with_the_mail_is_said(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page, html="")
    dialog = opened(page)
    qtbot.keyClicks(dialog.to, "me@example.com")
    press(dialog)
    qtbot.waitUntil(lambda: page.view.messages.message("wrong") is not None)


def test_the_flow_says_what_is_wrong_and_queues_nothing(
    qtbot: QtBot, page: ComposePage, services: Services, flow: SendTestFlow
) -> None:
    write_mail(qtbot, page, html="")
    flow.start()
    (dialog,) = page.findChildren(SendTestDialog)
    dialog.to.setText("me@example.com")

    with qtbot.waitSignal(flow.wrong) as wrong, qtbot.assertNotEmitted(flow.queued):
        press(dialog)

    assert [problem.fault for problem in wrong.args[0]] == [DraftFault.NO_BODY]
    assert value(qtbot, services.outbox.newest_entries(services.accounts.current.id)) == ()


def test_the_flow_says_that_a_test_is_queued(qtbot: QtBot, page: ComposePage, flow: SendTestFlow) -> None:
    write_mail(qtbot, page)
    flow.start()
    (dialog,) = page.findChildren(SendTestDialog)
    dialog.to.setText("me@example.com")

    with qtbot.waitSignal(flow.queued) as queued:
        press(dialog)

    assert queued.args == ["The test goes to 1 address."]
