"""All that is known of a message, as names and values."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import msgspec
import pytest

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import VendorError
from composer_app.ui.messages.message_fields import fields_of

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "shown"), [("UTC", "12:00:00 UTC"), ("CET-1", "13:00:00 CET (2026-11-23 12:00:00 UTC)")]
)
def test_a_time_is_reported_once(monkeypatch: pytest.MonkeyPatch, zone: str, shown: str) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    row = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="a@example.com", sent_at=NOON)
    said = dict(fields_of(row))["Sent"]
    monkeypatch.undo()
    time.tzset()
    assert said.startswith("23 Nov ")
    assert said.endswith(shown)
    assert said.count("UTC") == 1


def test_what_helps_is_reported_by_its_name() -> None:
    row = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.BOUNCED, to="a@example.com")
    for permanent, field in (
        (True, ("Permanent", "sending it again does not help")),
        (False, ("Temporary", "it may work later")),
    ):
        error = VendorError(2, "USER_ERRORS", 6012, "EC_HARD_BOUNCE", "Hard bounce", permanent)
        assert field in fields_of(msgspec.structs.replace(row, error=error))


def test_fields_leave_out_what_no_one_said() -> None:
    bare = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="a@example.com")
    assert fields_of(bare) == [("Status", "Queued"), ("To", "a@example.com"), ("Report", "No report yet")]
