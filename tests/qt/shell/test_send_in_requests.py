"""A mail to more recipients than a request takes, from Send to its list in Logs, in the whole window."""

from __future__ import annotations

import pytest

from composer_app.cli.self_check.check import Check
from composer_app.domain.send_run import SendRunEntry, SendRunState
from composer_app.ui.outbox.batch_list import BatchList
from composer_app.ui.outbox.outbox_page import OutboxPage
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.outbox.row_model import Action
from tests.qt.shell.whole import text_of_toast
from tests.qt.windows import child


def test_it_is_one_row_whose_requests_lead_to_their_mail(check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("composer_app.domain.send_run.MAX_RECIPIENTS", 10)
    monkeypatch.setattr("composer_app.services.open_draft.draft_session.MAX_RECIPIENTS", 10)
    view, services = check.program.main_view, check.program.services
    page = check.go_to("compose")
    page.view.header.recipients.fields["to"].add_text(", ".join(f"person{n}@example.com" for n in range(25)))
    page.view.header.subject.setText("Your November statement")
    page.view.body.html_editor.setPlainText("<p>Hello</p>")
    done: list[SendRunEntry] = []
    services.send_runs.settled.connect(done.append)
    page.send()

    check.driver.until("the run is done", lambda: bool(done))
    assert (done[0].run.state, done[0].handed_over) == (SendRunState.DONE, 25)
    assert view.current_page == "outbox"
    assert text_of_toast(check) == "Handed over to 25 of 25 recipients: Your November statement"
    outbox = view.page("outbox")
    assert isinstance(outbox, OutboxPage)
    check.driver.until("it is listed as done", lambda: [row.state for row in outbox.rows()] == ["25 of 25 handed over"])
    (row,) = outbox.rows()
    outbox.reveal(row.id)
    batches = child(child(outbox, OutboxRow), BatchList)
    assert [batches.line_text(number) for number in range(3)] == [
        "Request 1: 10 recipients: Accepted",
        "Request 2: 10 recipients: Accepted",
        "Request 3: 5 recipients: Accepted",
    ]

    child(outbox, OutboxRow).action_wanted.emit(row.id, Action.SHOW_IN_LOGS)

    assert view.current_page == "logs"
    check.driver.until("all its mail is listed", lambda: view.page("logs").browser.list.model.rowCount() == 25)
