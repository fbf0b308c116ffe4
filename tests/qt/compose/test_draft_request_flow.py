"""The request of the open draft, and the dry run."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from composer_app.domain.draft_validation import DraftFault
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.draft_request_flow import DraftRequestFlow
from composer_app.ui.messages.request_dialog import RequestDialog
from tests.qt.compose.conftest import write_mail
from tests.qt.compose.recipient_list.conftest import use_list
from tests.task_results import value


@pytest.fixture
def flow(page: ComposePage) -> DraftRequestFlow:
    return page.requests


def dialog_of(qtbot: QtBot, page: ComposePage) -> RequestDialog:
    def shown() -> list[RequestDialog]:
        return [one for one in page.findChildren(RequestDialog) if one.isVisible() and one.fields.fields()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_the_request_is_shown_and_nothing_is_sent(qtbot: QtBot, page: ComposePage, services: Services) -> None:
    write_mail(qtbot, page)
    page.view.actions.request_button.click()
    dialog = dialog_of(qtbot, page)
    assert dict(dialog.fields.fields())["Authorization"] == "App $INFOBIP_API_KEY"
    assert dialog.note.words().startswith("Nothing was sent. IDs")
    assert not dialog.views.segment("answer").isEnabled()
    assert value(qtbot, services.outbox.newest_entries(services.accounts.current.id)) == ()
    dialog.accept()


def test_the_request_of_an_unfinished_mail_has_what_is_there(qtbot: QtBot, page: ComposePage) -> None:
    page.view.header.recipients.fields["to"].add_text("no address, ana@example.com")
    page.commands.request.trigger()
    dialog = dialog_of(qtbot, page)
    rows = dialog.body.table.rows
    dialog.views.set_current("body")
    shown = [rows.index(place, 0).data() for place in range(rows.rowCount())]
    assert 'value: "ana@example.com"' in shown
    dialog.accept()


def test_a_dry_run_names_what_is_wrong(qtbot: QtBot, page: ComposePage) -> None:
    write_mail(qtbot, page, html="")
    flow: DraftRequestFlow = page.requests
    with qtbot.waitSignal(flow.wrong):
        page.commands.dry_run.trigger()
    assert page.view.messages.message("wrong") is not None
    page.view.body.html_editor.insertPlainText("<p>Hello</p>")
    page.commands.dry_run.trigger()
    dialog = dialog_of(qtbot, page)
    assert dialog.note.words().startswith("Nothing was sent. Everything")
    dialog.accept()


def test_the_flow_names_the_problems_of_a_dry_run(qtbot: QtBot, page: ComposePage, flow: DraftRequestFlow) -> None:
    write_mail(qtbot, page, html="")

    with qtbot.waitSignal(flow.wrong) as wrong, qtbot.assertNotEmitted(flow.failed):
        flow.start(is_dry_run=True)

    assert [problem.fault for problem in wrong.args[0]] == [DraftFault.NO_BODY]
    assert page.findChildren(RequestDialog) == []


def test_a_list_whose_copy_is_gone_is_named(
    qtbot: QtBot, page: ComposePage, services: Services, flow: DraftRequestFlow, tmp_path: Path
) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text("email,name\nana@example.com,Ana\n")
    page.view.header.subject.insert("Hello {{name}}")
    use_list(qtbot, page, customers)
    merge = page.session.draft.merge
    assert merge is not None
    for path in services.context.profile.attachments.rglob(f"{merge.sha256}*"):
        path.unlink()

    with qtbot.waitSignal(flow.failed) as failed:
        flow.start(is_dry_run=False)

    assert isinstance(failed.args[0], Failed)
    assert page.view.messages.keys() != []
