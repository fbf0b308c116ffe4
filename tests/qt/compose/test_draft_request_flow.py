"""The request of the open draft, and the dry run."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from composer_app.services.services import Services
from composer_app.ui.compose.compose_page import ComposePage
from composer_app.ui.compose.draft_request_flow import DraftRequestFlow
from composer_app.ui.messages.request_dialog import RequestDialog
from tests.qt.compose.conftest import write_mail
from tests.task_results import value


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
