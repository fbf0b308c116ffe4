"""Rows as text for the clipboard."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError
from composer_app.ui.logs.log_columns import COLUMNS
from composer_app.ui.messages.copy_rows import as_lines
from tests.qt.messages.samples import row


def test_copied_cells_hold_no_tab_or_line_break() -> None:
    status = Status(5, "REJECTED", 777, "NEW_STATUS", "Something\nnew")
    copied = row(Outcome.REJECTED, subject="one\ttwo\nthree", status=status, error=VendorError())
    assert as_lines([copied], COLUMNS[:5]) == "Rejected\t\tana@example.com\tone two three\tSomething new"
