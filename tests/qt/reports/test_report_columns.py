"""The columns of the Reports page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from composer_app.domain.message_history import ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.reports.report_columns import COLUMNS, FIRST_SORT, report_source
from tests.qt.messages.samples import report_row

SEEN = datetime.now(UTC) - timedelta(minutes=1)
ROW = report_row(Outcome.DELIVERED, received_at=SEEN)
RECEIVED = next(column for column in COLUMNS if column.title == "Received")


def test_a_report_is_new_from_the_moment_the_page_was_left() -> None:
    source = report_source(lambda: SEEN)

    assert source.is_new(ROW)
    assert not source.is_new(msgspec.structs.replace(ROW, received_at=SEEN - timedelta(seconds=1)))


def test_only_another_day_is_named() -> None:
    before = msgspec.structs.replace(ROW, received_at=SEEN - timedelta(days=3))

    assert RECEIVED.text(ROW).count(" ") == 0
    assert RECEIVED.text(before).endswith(RECEIVED.text(before).split()[-1])
    assert RECEIVED.text(before).count(" ") >= 2


def test_the_table_begins_with_a_column_that_can_be_sorted() -> None:
    assert FIRST_SORT[0] in [column.sort for column in COLUMNS if not column.is_hidden]
    assert {column.field for column in COLUMNS if column.field} <= set(ReportRow.__struct_fields__)
