"""The short words of the outbox."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.ui.texts import outbox
from tests.qt.outbox.samples import unknown

NOW = datetime(2026, 11, 23, 13, 58).astimezone()


def test_today_has_no_date() -> None:
    assert outbox.when(NOW, NOW) == "13:58:00"
    assert outbox.when(NOW - timedelta(days=1), NOW) == "22 Nov 13:58:00"


def test_days_are_named() -> None:
    assert outbox.day_title(NOW, NOW) == "Done today"
    assert outbox.day_title(NOW - timedelta(days=1), NOW) == "Yesterday"
    assert outbox.day_title(NOW - timedelta(days=3), NOW) == "20 Nov"
    assert outbox.day_title(NOW - timedelta(days=400), NOW) == "19 Oct 2025"


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((2, 2, 1, 1), "2 need you · 2 sending · 1 queued · 1 scheduled"),
        ((1, 0, 0, 0), "1 needs you"),
        ((0, 0, 0, 0), "Nothing is waiting"),
    ],
)
def test_the_status_line(numbers: tuple[int, int, int, int], said: str) -> None:
    assert outbox.status_left(*numbers) == said


@pytest.mark.parametrize("is_over", [False, True])
def test_what_was_answered_in_foreign_words_is_reported_for_a_mail_of_which_no_record_knows(is_over: bool) -> None:
    problem = Problem(ProblemCode.FOREIGN_ANSWER, http_status=403, vendor_text="Forbidden: IP address not whitelisted")
    changes: dict[str, Any] = {"next_lookup_at": None} if is_over else {}
    reported = outbox.unknown(unknown(problem=problem, **changes).submission)

    assert reported.body.startswith("The answer says: 403 Forbidden: IP address not whitelisted. ")
    assert "It is not sent" in reported.body
