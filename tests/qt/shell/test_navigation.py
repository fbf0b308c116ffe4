"""What leads from one page to another."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT, BulkId, new_draft_id
from composer_app.domain.submission import SubmissionState
from composer_app.ui.shell.navigation import Navigation
from composer_app.ui.widgets.toast import Toast
from tests.qt.shell.whole import told


def test_a_mail_that_was_sent_is_told_with_the_way_to_it(check: Check) -> None:
    send_flows.write(check, ("ana@example.com",), "Told in a toast")
    submission = send_flows.send(check)

    toast = check.program.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert "In the outbox: Told in a toast" in toast.accessibleName() + told(toast)
    send_flows.until_settled(check, submission, SubmissionState.ACCEPTED)


def test_it_lives_as_long_as_the_window(check: Check) -> None:
    assert check.program.window.findChild(Navigation) is not None


def test_edit_in_the_outbox_opens_the_mail(check: Check) -> None:
    check.program.main_view.show_page("outbox")
    draft = Draft(
        id=new_draft_id(),
        account_id=SANDBOX_ACCOUNT,
        to=("ana@example.com",),
        subject="To be mended",
        updated_at=check.program.services.context.clock(),
    )

    check.program.main_view.page("outbox").edit_wanted.emit(draft)

    assert check.program.main_view.current_page == "compose"
    assert check.program.main_view.page("compose").session.draft.subject == "To be mended"


def test_a_bulk_of_the_outbox_is_shown_in_the_logs(check: Check) -> None:
    check.program.main_view.page("outbox").show_in_logs.emit(BulkId("mc-1"))

    assert check.program.main_view.current_page == "logs"
    assert check.program.main_view.page("logs").browser.wanted().bulk_id == "mc-1"


def test_the_welcome_page_leads_to_the_test_addresses(check: Check) -> None:
    check.program.main_view.page("welcome").test_addresses_wanted.emit()

    assert check.program.main_view.current_page == "compose"
    assert any("bounce@" in address for address in check.program.main_view.page("compose").session.draft.to)


def test_the_welcome_page_leads_to_the_account_dialog(check: Check) -> None:
    check.program.main_view.page("welcome").account_wanted.emit()

    dialog = check.driver.find(QDialog, "account_dialog")
    assert dialog.isVisible()
    dialog.reject()


def test_the_outbox_is_made_by_itself_to_count_what_needs_a_person(check: Check) -> None:
    check.driver.until("it is made", lambda: check.program.window.findChild(QWidget, "outbox_page") is not None)
