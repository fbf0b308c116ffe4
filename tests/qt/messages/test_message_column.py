"""Columns of the tables of messages."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome
from composer_app.ui.logs.log_columns import COLUMNS as OF_LOGS
from composer_app.ui.messages.message_column import Column
from composer_app.ui.reports.report_columns import COLUMNS as OF_REPORTS
from composer_app.ui.widgets.table.column_kinds import ColumnKind
from tests.qt.messages.samples import row


def test_a_column_without_a_tooltip_says_no_more_than_its_cell() -> None:
    column = Column("To", ColumnKind.ADDRESS, lambda message: message.to)
    shown = row(Outcome.DELIVERED, to="ben@example.com")
    assert (column.text(shown), column.tooltip(shown)) == ("ben@example.com", "")
    assert column.sort is None


def test_one_column_of_each_table_takes_the_rest_and_no_two_share_an_order() -> None:
    for columns in (OF_LOGS, OF_REPORTS):
        assert sum(one.takes_rest for one in columns) == 1
        orders = [one.sort for one in columns if one.sort is not None]
        assert len(orders) == len(set(orders))
