"""Rows as text for the clipboard."""

from __future__ import annotations

import csv

import pytest

from composer_app.domain.outcome import Outcome
from composer_app.domain.status import Status, VendorError
from composer_app.ui.logs.log_columns import COLUMNS
from composer_app.ui.messages.copy_rows import as_lines
from tests.qt.messages.samples import row


def test_copied_cells_hold_no_tab_or_line_break() -> None:
    status = Status(5, "REJECTED", 777, "NEW_STATUS", "Something\nnew")
    copied = row(Outcome.REJECTED, subject="one\ttwo\nthree", status=status, error=VendorError())
    assert as_lines([copied], COLUMNS[:5]) == "Rejected\t\tana@example.com\tone two three\tSomething new"


@pytest.mark.parametrize("subject", ["=HYPERLINK(1)", "+49 30", "-1", "@SUM(A1)", " \t=1+1", "＝1", "'=1"])
def test_no_copied_cell_is_a_formula(subject: str) -> None:
    cell = as_lines([row(Outcome.DELIVERED, subject=subject)], COLUMNS).split("\t")[3]
    assert cell == f"'{subject.strip()}"


@pytest.mark.parametrize("subject", ['"open', '"=1+1"', 'He said "no"', '"'])
def test_a_quote_swallows_no_cells_behind_it(subject: str) -> None:
    lines = as_lines([row(Outcome.DELIVERED, subject=subject), row(Outcome.DELIVERED)], COLUMNS).splitlines()
    (first, second) = csv.reader(lines, delimiter="\t")
    assert first[3] == subject
    assert len(first) == len(second) == len(COLUMNS)
