"""Columns that the lists of Logs and Reports share."""

from __future__ import annotations

from dataclasses import replace

from composer_app.domain.queries import SortKey
from composer_app.ui.messages.cell_text import explained, price_text, time_text, time_tooltip
from composer_app.ui.messages.message_column import Column
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.texts.outcome_reasons import why_of
from composer_app.ui.widgets.table.column_kinds import ColumnKind

STATUS = Column(
    messages.STATUS,
    ColumnKind.OUTCOME,
    lambda row: outcome_words.word(row.outcome),
    SortKey.STATUS,
    explained,
    field="outcome",
)
DONE = Column(
    messages.DONE,
    ColumnKind.TIME,
    lambda row: time_text(row.done_at),
    SortKey.DONE,
    lambda row: time_tooltip(row.done_at),
    field="done_at",
)
TO = Column(messages.TO, ColumnKind.ADDRESS, lambda row: row.to, SortKey.TO, grows_to=260)
FROM = Column(messages.FROM, ColumnKind.ADDRESS, lambda row: row.sender, SortKey.SENDER)
SUBJECT = Column(messages.SUBJECT, ColumnKind.TEXT, lambda row: row.subject, SortKey.SUBJECT, takes_rest=True)
WHY = Column(messages.WHY, ColumnKind.SECOND, why_of, None, explained, grows_to=240, field="status")
PRICE = Column(messages.PRICE, ColumnKind.NUMBER, lambda row: price_text(row.price), SortKey.PRICE, field="price")
MESSAGE_ID = Column(messages.MESSAGE_ID, ColumnKind.ID, lambda row: row.message_id or "", SortKey.MESSAGE_ID)
BULK = Column(messages.BULK, ColumnKind.ID, lambda row: row.bulk_id or "")


def hidden(*columns: Column) -> tuple[Column, ...]:
    """The columns, not shown until the user asks for them."""
    return tuple(replace(column, is_hidden=True) for column in columns)
