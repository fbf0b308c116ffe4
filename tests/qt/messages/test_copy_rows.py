"""Rows as text for the clipboard."""

from __future__ import annotations

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError
from composer_app.ui.logs.log_columns import COLUMNS
from composer_app.ui.messages.copy_rows import as_lines


def test_copied_cells_hold_no_tab_or_line_break() -> None:
    row = MessageRow(
        row=1,
        account_id=SANDBOX_ACCOUNT,
        outcome=Outcome.REJECTED,
        to="a@example.com",
        subject="one\ttwo\nthree",
        status=Status(5, "REJECTED", 777, "NEW_STATUS", "Something\nnew"),
        error=VendorError(),
    )
    assert as_lines([row], COLUMNS[:5]) == "Rejected\t\ta@example.com\tone two three\tSomething new"
