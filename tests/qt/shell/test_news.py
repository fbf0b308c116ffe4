"""What the window tells by itself: mail that did not arrive, and a service that is down."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.submission import SubmissionState
from composer_app.ui.shell.bounce_banner import words_of
from composer_app.ui.shell.sent_notice import accepted_words
from composer_app.ui.shell.service_banner import waiting_words
from composer_app.ui.widgets.banner import BannerStack
from composer_app.ui.widgets.toast import Toast
from tests.faulty_server import answers, faulty_server, unused_port
from tests.qt.shell.whole import use_account

EMPTY = {"results": []}


def banner(check: Check) -> str:
    stack = check.program.main_view.findChild(BannerStack)
    assert isinstance(stack, BannerStack)
    shown = stack.shown()
    return shown.accessibleName() if shown is not None else ""


def toast(check: Check) -> str:
    found = check.program.window.findChild(Toast)
    return found.text() if isinstance(found, Toast) and not found.isHidden() else ""


def test_a_bounce_is_announced_once_and_leads_to_its_row(check: Check) -> None:
    send_flows.write(check, ("bounce@example.com",), "Will bounce", "<p>Hello</p>")
    mail = send_flows.send(check)
    send_flows.until_settled(check, mail, SubmissionState.ACCEPTED)

    check.driver.until("it is announced", lambda: "Not delivered to bounce@example.com." in toast(check))

    main_view = check.program.main_view
    assert main_view.current_page == "compose", "nothing is moved"
    assert "1 need you" in main_view.page_button("logs").accessibleName()
    check.driver.click(check.driver.find(QAbstractButton, "toast_action"))
    assert main_view.current_page == "logs"
    browser = main_view.page("logs").browser
    check.driver.until("its row is listed", lambda: browser.list.model.rowCount() == 1)
    assert [token.key for token in browser.filter.tokens()] == ["id"]
    assert "need you" not in main_view.page_button("logs").accessibleName()


def message(number: int, outcome: Outcome) -> MessageRow:
    return MessageRow(row=number, account_id=AccountId("a"), outcome=outcome, to=f"person{number}@example.com")


def test_several_are_one_line() -> None:
    failed = [message(number, Outcome.BOUNCED) for number in range(3)]
    assert words_of(failed) == "Not delivered to person0@example.com and 2 others."
    assert words_of(failed[:1]).startswith("Not delivered to person0@example.com.")


def test_a_service_that_is_down_is_told_and_taken_back_when_it_is_back(check: Check) -> None:
    port = unused_port()
    use_account(check, f"http://127.0.0.1:{port}")
    check.program.services.sync.run_now()

    check.driver.until("it is told", lambda: "does not take the connection." in banner(check))
    assert "Since " in banner(check)
    assert "Check" in banner(check) or "wrong" in banner(check)

    with faulty_server(port=port) as server:
        for path in ("/email/1/logs", "/email/1/reports"):
            server.plays("GET", path, answers(EMPTY))
        button = next(one for one in check.program.window.findChildren(QAbstractButton) if one.text() == "Try now")
        check.driver.click(button)
        check.driver.until("it is taken back", lambda: "does not take" not in banner(check))


def test_mail_that_waits_for_the_service_is_counted(check: Check) -> None:
    use_account(check, f"http://127.0.0.1:{unused_port()}")
    send_flows.write(check, ("ana@example.com",), "Waits", "<p>Hello</p>")
    send_flows.send(check)

    check.driver.until("it is told", lambda: "1 mail waits and leaves when it is back." in banner(check))


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, ""), (1, "1 mail waits and leaves when it is back."), (1200, "1,200 mails wait and leave when it is back.")],
)
def test_how_many_wait(number: int, words: str) -> None:
    assert waiting_words(number) == words


def test_a_mail_that_was_taken_for_some_says_for_how_many(check: Check) -> None:
    send_flows.write(check, ("ana@example.com", "reject@example.com"), "For two", "<p>Hello</p>")
    mail = send_flows.send(check)
    send_flows.until_settled(check, mail, SubmissionState.ACCEPTED)

    check.driver.until("it is told", lambda: toast(check) == "Accepted for 1 of 2. For two")


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ((), "Accepted."),
        ((Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.BOUNCED), "Accepted."),
        ((Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.REJECTED), "Accepted for 1 of 3."),
        ((Outcome.ACCEPTED,) * 1200 + (Outcome.REJECTED,), "Accepted for 1,200 of 1,201."),
    ],
)
def test_for_how_many_it_was_taken(outcomes: tuple[Outcome, ...], words: str) -> None:
    assert accepted_words(tuple(message(number, outcome) for number, outcome in enumerate(outcomes))) == words
