"""Columns of the Reports page: one row per report as received."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from composer_app.domain.queries import SortKey
from composer_app.services.records import RecordKind
from composer_app.ui.messages import common_columns as common
from composer_app.ui.messages.cell_text import time_text
from composer_app.ui.messages.message_column import Column
from composer_app.ui.messages.message_source import MessageSource
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages
from composer_app.ui.widgets.table.column_kinds import ColumnKind

_RECEIVED = Column(
    messages.RECEIVED,
    ColumnKind.TIME,
    lambda report: _received(report.received_at),
    SortKey.RECEIVED,
    lambda report: fmt.moment_tooltip(report.received_at),
    width=92,
    field="received_at",
)
_SENT = Column(messages.SENT, ColumnKind.TIME, lambda report: time_text(report.sent_at), SortKey.SENT, field="sent_at")
COLUMNS = (
    common.STATUS,
    common.DONE,
    common.TO,
    common.SUBJECT,
    common.WHY,
    common.PRICE,
    common.MESSAGE_ID,
    _RECEIVED,
    *common.hidden(common.FROM, _SENT, common.BULK),
)
FIRST_SORT = (SortKey.DONE, True)


def report_source(seen_until: Callable[[], datetime]) -> MessageSource:
    """Reports of the archive.

    Args:
        seen_until: reports received since then are marked as new.
    """
    return MessageSource(
        columns=COLUMNS,
        kind=RecordKind.REPORT,
        is_new=lambda report: report.received_at >= seen_until(),
        seen_until=seen_until,
    )


def _received(at: datetime) -> str:
    is_today = fmt.local_day(at) == fmt.local_day(datetime.now(UTC))
    return fmt.clock(at) if is_today else fmt.moment(at)
