"""Columns of the Logs page: one row per mail and recipient."""

from __future__ import annotations

from composer_app.domain.message_history import MessageRow
from composer_app.domain.queries import SortKey
from composer_app.services.records import RecordKind
from composer_app.ui.messages.message_source import (
    Column,
    MessageSource,
    explained,
    price_text,
    time_text,
    time_tooltip,
)
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.texts.outcome_reasons import why_of
from composer_app.ui.widgets.table.column_kinds import ColumnKind

COLUMNS = (
    Column(
        messages.STATUS,
        ColumnKind.OUTCOME,
        lambda m: outcome_words.word(m.outcome),
        SortKey.STATUS,
        explained,
        field="outcome",
    ),
    Column(
        messages.SENT,
        ColumnKind.TIME,
        lambda m: time_text(m.sent_at or m.queued_at),
        SortKey.SENT,
        lambda m: _sent(m),
        field="sent_at",
    ),
    Column(messages.TO, ColumnKind.ADDRESS, lambda m: m.to, SortKey.TO),
    Column(messages.SUBJECT, ColumnKind.TEXT, lambda m: m.subject, SortKey.SUBJECT, takes_rest=True),
    Column(messages.WHY, ColumnKind.SECOND, lambda m: why_of(m), None, explained, grows_to=240, field="status"),
    Column(
        messages.DONE,
        ColumnKind.TIME,
        lambda m: time_text(m.done_at),
        SortKey.DONE,
        lambda m: time_tooltip(m.done_at),
        is_hidden=True,
        field="done_at",
    ),
    Column(messages.FROM, ColumnKind.ADDRESS, lambda m: m.sender, SortKey.SENDER, is_hidden=True),
    Column(
        messages.PRICE, ColumnKind.NUMBER, lambda m: price_text(m.price), SortKey.PRICE, is_hidden=True, field="price"
    ),
    Column(messages.MESSAGE_ID, ColumnKind.ID, lambda m: m.message_id or "", SortKey.MESSAGE_ID, is_hidden=True),
    Column(messages.BULK, ColumnKind.ID, lambda m: m.bulk_id or "", is_hidden=True),
)
FIRST_SORT = (SortKey.SENT, True)

MESSAGES = MessageSource(columns=COLUMNS, kind=RecordKind.MESSAGE, is_new=lambda message: message.is_new)


def _sent(message: MessageRow) -> str:
    """A time alone does not say whether the mail has left."""
    if message.sent_at is None and message.queued_at is not None:
        return messages.QUEUED_AT.format(time=time_tooltip(message.queued_at))
    return time_tooltip(message.sent_at)
