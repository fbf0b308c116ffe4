"""Sources of the tables of messages."""

from __future__ import annotations

from composer_app.domain.outcome import Outcome
from composer_app.services.records import RecordKind
from composer_app.ui.logs.log_columns import MESSAGES
from composer_app.ui.messages.message_source import MessageSource
from tests.qt.messages.samples import row


def test_a_source_marks_new_rows_and_counts_none_unless_it_says_since_when() -> None:
    source = MessageSource(MESSAGES.columns, RecordKind.MESSAGE, is_new=lambda message: message.row == 1)
    assert source.is_new(row(Outcome.DELIVERED, row=1))
    assert not source.is_new(row(Outcome.DELIVERED, row=2))
    assert source.seen_until() is None
