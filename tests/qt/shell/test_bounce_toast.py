"""Mail that did not arrive."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.ui.shell.bounce_toast import words_of
from tests.qt.shell.whole import text_of_toast


def test_a_bounce_is_announced_once_and_leads_to_its_row(check: Check) -> None:
    send_flows.write(check, ("bounce@example.com",), "Will bounce", "<p>Hello</p>")
    mail = send_flows.send(check)
    send_flows.until_settled(check, mail, SubmissionState.ACCEPTED)

    check.driver.until("it is announced", lambda: "Not delivered to bounce@example.com." in text_of_toast(check))

    main_view = check.program.main_view
    assert main_view.current_page == "compose", "nothing is moved"
    assert "1 needs you" in main_view.page_button("logs").accessibleName()
    check.driver.click(check.driver.find(QAbstractButton, "toast_action"))
    assert main_view.current_page == "logs"
    browser = main_view.page("logs").browser
    check.driver.until("its row is listed", lambda: browser.list.model.rowCount() == 1)
    assert [token.key for token in browser.filter.tokens()] == ["id"]
    assert "you" not in main_view.page_button("logs").accessibleName()


def message(number: int, outcome: Outcome) -> MessageRow:
    return MessageRow(row=number, account_id=AccountId("a"), outcome=outcome, to=f"person{number}@example.com")


def test_several_are_one_line() -> None:
    failed = [message(number, Outcome.BOUNCED) for number in range(3)]
    assert words_of(failed) == "Not delivered to person0@example.com and 2 others."
    assert words_of(failed[:1]).startswith("Not delivered to person0@example.com.")
