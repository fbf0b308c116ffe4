"""Columns of the Logs page: one row per mail and recipient."""

from __future__ import annotations

from composer_app.domain.message_history import MessageRow
from composer_app.domain.queries import SortKey
from composer_app.services.records import RecordKind
from composer_app.ui.messages import common_columns as common
from composer_app.ui.messages.cell_text import time_text, time_tooltip
from composer_app.ui.messages.message_column import Column
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.texts import messages
from composer_app.ui.widgets.table.column_kinds import ColumnKind

_SENT = Column(
    messages.SENT,
    ColumnKind.TIME,
    lambda message: time_text(message.sent_at or message.queued_at),
    SortKey.SENT,
    lambda message: _sent(message),
    field="sent_at",
)
COLUMNS = (
    common.STATUS,
    _SENT,
    common.TO,
    common.SUBJECT,
    common.WHY,
    *common.hidden(common.DONE, common.FROM, common.PRICE, common.MESSAGE_ID, common.BULK),
)
FIRST_SORT = (SortKey.SENT, True)

MESSAGES = MessageSource(columns=COLUMNS, kind=RecordKind.MESSAGE, is_new=lambda message: message.is_new)


def _sent(message: MessageRow) -> str:
    """A time alone does not say whether the mail has left."""
    if message.sent_at is None and message.queued_at is not None:
        return messages.QUEUED_AT.format(time=time_tooltip(message.queued_at))
    return time_tooltip(message.sent_at)
