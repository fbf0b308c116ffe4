"""The sentences around the pages: numbers and branches."""

from __future__ import annotations

import pytest

from composer_app.ui.texts import shell


@pytest.mark.parametrize(
    ("reports", "logs", "said"),
    [
        (0, 0, "Nothing new."),
        (1, 0, "1 new report."),
        (1200, 0, "1,200 new reports."),
        (0, 1, "1 new log entry."),
        (0, 2, "2 new log entries."),
        (1, 2, "1 new report and 2 new log entries."),
    ],
)
def test_a_fetch_says_what_it_brought(reports: int, logs: int, said: str) -> None:
    assert shell.fetched(reports, logs, is_all=True) == said
    assert shell.fetched(reports, logs, is_all=False).startswith(f"{said} Not everything could be read.")


@pytest.mark.parametrize(
    ("address", "others", "why", "said"),
    [
        ("ana@example.com", 0, "", "Not delivered to ana@example.com."),
        ("ana@example.com", 0, "Mailbox is full", "Not delivered to ana@example.com. Mailbox is full."),
        ("ana@example.com", 0, "550 No such user.", "Not delivered to ana@example.com. 550 No such user."),
        ("ana@example.com", 1, "Mailbox is full", "Not delivered to ana@example.com and 1 other."),
        ("ana@example.com", 1200, "", "Not delivered to ana@example.com and 1,200 others."),
    ],
)
def test_who_did_not_get_the_mail(address: str, others: int, why: str, said: str) -> None:
    assert shell.not_delivered(address, others, why) == said


def test_the_question_before_the_window_closes_counts_the_mail() -> None:
    one, several = shell.closing_question(1), shell.closing_question(3)

    assert one[0] == "1 mail is being sent."
    assert one[1].startswith("Wait: the window closes when the mail is sent.")
    assert several[0] == "3 mails are being sent."
    assert "several requests" not in several[1]
    with_run = shell.closing_question(3, has_run=True)
    assert with_run[0] == several[0]
    assert with_run[1].endswith("A send in several requests goes on with the next recipient at the next start.")
    assert several[1].startswith("Wait: the window closes when the 3 mails are sent.")


@pytest.mark.parametrize(("left_out", "said"), [(0, "Accepted."), (1, "Accepted for 2 of 3 recipients.")])
def test_accepted_says_for_how_many(left_out: int, said: str) -> None:
    assert shell.accepted(3, left_out) == said
