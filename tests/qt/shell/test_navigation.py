"""What leads from one page to another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QWidget
from pytestqt.qtbot import QtBot

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.draft import Draft
from composer_app.domain.ids import SANDBOX_ACCOUNT, AccountId, BulkId, new_draft_id
from composer_app.domain.submission import SubmissionState
from composer_app.services.records import MailRef
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.outbox.outbox_row import OutboxRow
from composer_app.ui.sent_mail.sent_mail_page import SentMailPage
from composer_app.ui.shell.navigation import Navigation
from composer_app.ui.widgets.toast import Toast
from tests.qt.messages.samples import add_logs, log_entry
from tests.qt.outbox.samples import three_of_five
from tests.qt.shell.whole import reported


def test_a_mail_that_was_sent_is_reported_with_the_way_to_it(check: Check) -> None:
    send_flows.write(check, ("ana@example.com",), "Told in a toast")
    submission = send_flows.send(check)

    toast = check.program.window.findChild(Toast)
    assert isinstance(toast, Toast)
    assert "In the outbox: Told in a toast" in toast.accessibleName() + reported(toast)
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


def shown_mail(check: Check) -> SentMailPage:
    page = check.program.main_view.page("sent_mail")
    assert isinstance(page, SentMailPage)
    check.driver.until("the mail is shown", lambda: bool(page.head.fact("to")))
    return page


def test_a_mail_of_the_outbox_is_shown_in_its_place_and_escape_leads_back(check: Check) -> None:
    main_view = check.program.main_view
    for subject in ("First", "Second"):
        send_flows.write(check, ("ana@example.com", "ben@example.com"), subject)
        send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    check.go_to("outbox")
    outbox = main_view.page("outbox")
    check.driver.until("both are listed", lambda: len(outbox.rows()) == 2)
    outbox.reveal(outbox.rows()[0].id)
    row = next(one for one in outbox.findChildren(OutboxRow) if one.hasFocus())

    check.driver.press(row, Qt.Key.Key_Return)

    page = shown_mail(check)
    assert main_view.current_page == "sent_mail"
    assert main_view.page_button("outbox").isChecked()
    check.driver.until("the newest is shown", lambda: page.head.subject.toPlainText() == "Second")
    page.step_wanted.emit(1)
    check.driver.until("the one below is shown", lambda: page.head.subject.toPlainText() == "First")
    check.driver.press(page.people.list, Qt.Key.Key_Escape)
    assert main_view.current_page == "outbox"
    check.driver.until("a row has the focus", lambda: isinstance(check.program.window.focusWidget(), OutboxRow))
    focused = check.program.window.focusWidget()
    assert isinstance(focused, OutboxRow)
    assert focused.row().title == "First"


def sent_and_selected(check: Check, to: tuple[str, ...], subject: str) -> MessageBrowser:
    """Gives the list of the logs."""
    send_flows.write(check, to, subject)
    send_flows.until_settled(check, send_flows.send(check), SubmissionState.ACCEPTED)
    check.go_to("logs")
    check.until_row("logs", to=to[-1])
    browser = check.program.main_view.page("logs").browser
    assert isinstance(browser, MessageBrowser)
    browser.list.select_row(0)
    return browser


def test_a_mail_of_the_logs_is_written_again(check: Check) -> None:
    main_view = check.program.main_view
    browser = sent_and_selected(check, ("ana@example.com", "ben@example.com"), "To be written again")
    check.driver.press(browser.list.table, Qt.Key.Key_Return)
    page = shown_mail(check)
    chosen = page.people.chosen()[0].to

    check.driver.click(check.driver.find(QAbstractButton, "write_again", page))
    check.driver.until("the draft is open", lambda: main_view.current_page == "compose")

    assert main_view.page("compose").session.draft.to == (chosen,)


def test_a_mail_is_written_again_from_the_details_of_the_logs(check: Check) -> None:
    main_view = check.program.main_view
    browser = sent_and_selected(check, ("ana@example.com",), "From the details")
    check.driver.press(browser.list.table, Qt.Key.Key_Space)
    check.driver.until("the details are shown", lambda: browser.details.details is not None)

    check.driver.click(browser.details.again)
    check.driver.until("the draft is open", lambda: main_view.current_page == "compose")

    assert main_view.page("compose").session.draft.to == ("ana@example.com",)
    assert main_view.page("compose").session.draft.subject == "From the details"


def test_the_recipients_of_a_mail_are_shown_in_the_logs_and_tab_goes_on_from_its_list(check: Check) -> None:
    main_view = check.program.main_view
    send_flows.write(check, ("ana@example.com",), "Shown in the logs")
    submission = send_flows.send(check)
    send_flows.until_settled(check, submission, SubmissionState.ACCEPTED)
    check.go_to("outbox")
    check.driver.until("it is listed", lambda: bool(main_view.page("outbox").rows()))
    main_view.page("outbox").mail_wanted.emit(MailRef(submission.id), 0, 1)
    page = shown_mail(check)
    main_view.commands["next_page"].trigger()
    assert main_view.current_page == "reports"
    main_view.show_page("sent_mail")

    check.driver.click(check.driver.find(QAbstractButton, "show_in_logs", page))

    assert main_view.current_page == "logs"
    assert main_view.page("logs").browser.wanted().bulk_id == submission.bulk_id


def test_commands_follow_new_rows_and_show_those_that_wait(check: Check, qtbot: QtBot) -> None:
    main_view, services = check.program.main_view, check.program.services
    main_view.show_page("compose")
    main_view.commands["follow"].trigger()
    assert main_view.current_page == "logs", "on another page they mean the logs"
    browser = main_view.page("logs").browser
    assert not browser.list.follows
    check.driver.until("it was asked", lambda: browser.list.model.found.is_whole)
    for number in (1, 2):  # an empty list takes its first rows at once
        add_logs(qtbot, services, [log_entry(number)])
        browser.refresh.soon()
        check.driver.until("it is there or waits", lambda: browser.list.model.rowCount() == 1)
    check.driver.until("the second one waits", browser.list.new_rows.isVisible)
    main_view.commands["show_new"].trigger()
    assert browser.list.model.rowCount() == 2
    main_view.commands["follow"].trigger()
    assert browser.list.follows


def test_a_send_in_several_requests_is_followed_in_the_outbox(check: Check) -> None:
    page = check.program.main_view.page("compose")
    check.program.main_view.show_page("compose")
    page.session.run_begun.emit(three_of_five(account_id=AccountId("other")))
    assert check.program.main_view.current_page == "compose"
    page.session.run_begun.emit(three_of_five(account_id=SANDBOX_ACCOUNT))
    assert check.program.main_view.current_page == "outbox"
