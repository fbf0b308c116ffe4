"""The columns that Logs and Reports share."""

from __future__ import annotations

import msgspec

from composer_app.domain.message_history import MessageRow, ReportRow
from composer_app.domain.outcome import Outcome
from composer_app.ui.messages.common_columns import BULK, MESSAGE_ID, PRICE, STATUS, TO, WHY, hidden
from tests.qt.messages.samples import FULL, row


def test_a_cell_says_what_the_row_has_and_nothing_where_it_has_nothing() -> None:
    bounced = msgspec.structs.replace(row(Outcome.BOUNCED, error=FULL), message_id=None, bulk_id=None)

    assert STATUS.text(bounced) == "Bounced"
    assert WHY.text(bounced) == "Mailbox is full"
    assert TO.text(bounced) == bounced.to
    assert [column.text(bounced) for column in (MESSAGE_ID, BULK, PRICE)] == ["", "", ""]


def test_their_fields_are_those_of_messages_and_of_reports() -> None:
    fields = {column.field for column in (STATUS, WHY, PRICE)}

    assert fields <= set(MessageRow.__struct_fields__) & set(ReportRow.__struct_fields__)


def test_a_hidden_column_is_the_same_in_all_else() -> None:
    (column,) = hidden(BULK)

    assert (column.is_hidden, BULK.is_hidden) == (True, False)
    assert (column.title, column.text) == (BULK.title, BULK.text)
