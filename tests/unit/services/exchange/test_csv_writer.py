"""Texts of a CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from composer_app.domain.formula_guard import unguarded
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.services.exchange.csv_writer import CsvWriter, csv_table
from composer_app.services.exchange.exported_columns import ExportColumn, TitledColumn
from tests.unit.services.exchange.common import job_for, why


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_comes_back(subject: str) -> None:
    file = io.BytesIO()
    row = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="", subject=subject)
    columns = (TitledColumn(ExportColumn.SUBJECT, "Subject"), TitledColumn(ExportColumn.TO, "To"))

    writer = CsvWriter(file, job_for(Path("a.csv"), columns=columns), lambda _rows: [row], why)
    assert writer.write([1]) == 1
    writer.finish()

    read = list(csv.reader(io.StringIO(file.getvalue().decode(), newline="")))
    assert [[unguarded(cell) for cell in cells] for cells in read] == [["Subject", "To"], [subject, ""]]


def test_a_small_table_is_guarded_and_read_by_excel() -> None:
    written = csv_table([("Finding", "These"), ("=1+1", 38), ("half \ud800", -1)])
    assert written == b"\xef\xbb\xbfFinding,These\r\n'=1+1,38\r\nhalf ?,-1\r\n"
