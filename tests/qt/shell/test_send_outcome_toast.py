"""What became of a mail that left."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from composer_app.cli.self_check import send_flows
from composer_app.cli.self_check.check import Check
from composer_app.domain.ids import AccountId, SendRunId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.send_run import SendRunState
from composer_app.domain.submission import SubmissionState
from composer_app.ui.shell.send_outcome_toast import accepted_words
from composer_app.ui.widgets.banner import Banner
from tests.qt.outbox.samples import batch, run, three_of_five
from tests.qt.shell.whole import text_of_toast
from tests.recipient_groups import groups_of
from tests.unit.archive.samples import submission


def message(number: int, outcome: Outcome) -> MessageRow:
    return MessageRow(row=number, account_id=AccountId("a"), outcome=outcome, to=f"person{number}@example.com")


def test_a_mail_that_was_taken_for_some_says_for_how_many(check: Check) -> None:
    send_flows.write(check, ("ana@example.com", "reject@example.com"), "For two", "<p>Hello</p>")
    mail = send_flows.send(check)
    send_flows.until_settled(check, mail, SubmissionState.ACCEPTED)

    check.driver.until("it is shown", lambda: text_of_toast(check) == "Accepted for 1 of 2 recipients. For two")


@pytest.mark.parametrize(
    ("outcomes", "words"),
    [
        ((), "Accepted."),
        ((Outcome.ACCEPTED, Outcome.DELIVERED, Outcome.BOUNCED), "Accepted."),
        ((Outcome.ACCEPTED, Outcome.UNKNOWN, Outcome.REJECTED), "Accepted for 1 of 3 recipients."),
        ((Outcome.ACCEPTED,) * 1200 + (Outcome.REJECTED,), "Accepted for 1,200 of 1,201 recipients."),
    ],
)
def test_for_how_many_it_was_taken(outcomes: tuple[Outcome, ...], words: str) -> None:
    messages = [message(number, outcome) for number, outcome in enumerate(outcomes)]
    assert accepted_words(groups_of(messages)) == words


def test_a_mail_that_was_refused_or_may_be_sent_is_named_on_other_pages(check: Check) -> None:
    view, services = check.program.main_view, check.program.services
    view.show_page("compose")
    mail = replace(submission("ana@example.com"), account_id=services.accounts.current.id)

    services.outbox.settled.emit(replace(mail, state=SubmissionState.UNKNOWN))
    check.driver.until("the banner is there", lambda: "may have been sent" in shown_banner(check))
    services.outbox.settled.emit(replace(mail, state=SubmissionState.ACCEPTED))

    check.driver.until("it is taken back", lambda: "may have been sent" not in shown_banner(check))
    services.outbox.settled.emit(replace(mail, account_id=AccountId("other"), state=SubmissionState.REJECTED))
    assert "was rejected" not in shown_banner(check)


def shown_banner(check: Check) -> str:
    found = [one.accessibleName() for one in check.program.window.findChildren(Banner) if one.isVisible()]
    return " ".join(found)


def test_a_send_run_is_announced_as_a_whole(check: Check) -> None:
    view, services = check.program.main_view, check.program.services
    view.show_page("compose")
    ours: dict[str, Any] = {"account_id": services.accounts.current.id}

    services.outbox.settled.emit(
        replace(submission("ana@example.com"), state=SubmissionState.UNKNOWN, run_id=SendRunId("r1"), **ours)
    )
    assert "sent" not in shown_banner(check)
    services.send_runs.settled.emit(three_of_five(SendRunState.PAUSED, account_id=AccountId("other")))
    assert "paused" not in shown_banner(check)
    services.send_runs.settled.emit(three_of_five(SendRunState.PAUSED, **ours))
    check.driver.until("it is told", lambda: "is paused" in shown_banner(check))

    services.send_runs.settled.emit(run(SendRunState.DONE, batch(0, SubmissionState.ACCEPTED), **ours))
    words = "Handed over to 1,000 of 1,000 recipients: Your November statement"
    check.driver.until("it is told", lambda: text_of_toast(check) == words)
