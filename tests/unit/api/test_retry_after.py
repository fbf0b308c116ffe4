"""The Retry-After header."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.api.retry_after import retry_after_s

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)

STRANGE = ["soon", "", "nan", "inf", "1e3", "1_0", "\u0663", "0x10", "+5", "-5", "5.5", "5 s", "9" * 40]
UNDATED = ["Mon, 23 Nov 2026 11:59:59 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 +1400"]


@pytest.mark.parametrize("wait", STRANGE + UNDATED)
def test_a_strange_retry_after_asks_for_no_wait(wait: str) -> None:
    assert retry_after_s(wait, NOW) is None


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [
        ("0", 0.0),
        (" 7 ", 7.0),
        ("86401", 86400.0),
        ("999999999999", 86400.0),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 13:00:30 +0100", 30.0),
        ("Monday, 23-Nov-26 12:00:30 GMT", 30.0),
        ("Mon Nov 23 12:00:30 2026", 30.0),
        ("Tue, 23 Nov 2027 12:00:30 GMT", 86400.0),
    ],
)
def test_a_retry_after_is_seconds_or_a_moment(wait: str, seconds: float) -> None:
    assert retry_after_s(wait, NOW) == seconds
