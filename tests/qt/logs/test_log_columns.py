"""The columns of the Logs page."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.logs.log_columns import COLUMNS, FIRST_SORT, MESSAGES

AT = datetime(2026, 11, 23, 13, 56, tzinfo=UTC)
ROW = MessageRow(row=1, account_id=SANDBOX_ACCOUNT, outcome=Outcome.QUEUED, to="ana@example.com", queued_at=AT)
SENT = next(column for column in COLUMNS if column.title == "Sent")


def test_a_mail_that_waits_says_so_behind_its_time() -> None:
    left = msgspec.structs.replace(ROW, sent_at=AT)

    assert SENT.tooltip(ROW) == f"Queued {SENT.tooltip(left)}"
    assert SENT.text(ROW) == SENT.text(left)


def test_the_table_begins_with_a_column_that_can_be_sorted() -> None:
    assert FIRST_SORT[0] in [column.sort for column in MESSAGES.columns if not column.is_hidden]
    assert sum(column.takes_rest for column in COLUMNS) == 1


def test_the_raw_value_of_a_column_is_a_field_of_the_message() -> None:
    assert {column.field for column in COLUMNS if column.field} <= set(MessageRow.__struct_fields__)
