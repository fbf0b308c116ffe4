"""What the program believes of the vendor, against the Sandbox, which reads the vendor's pages a second time."""

from __future__ import annotations

from datetime import timedelta

from composer_app.domain import vendor_limits
from composer_app.sandbox.mail import limits


def test_the_logs_reach_back_as_far_as_those_of_the_sandbox() -> None:
    assert timedelta(hours=limits.LOG_HOURS) == vendor_limits.LOG_REACH


def test_no_page_is_bigger_than_the_sandbox_allows() -> None:
    assert limits.PAGE_MOST == vendor_limits.MAX_LIMIT


def test_what_is_not_certain_yet_is_still_in_the_logs() -> None:
    assert vendor_limits.CLOCK_TOLERANCE < vendor_limits.LOG_DELAY < vendor_limits.LOG_REACH
