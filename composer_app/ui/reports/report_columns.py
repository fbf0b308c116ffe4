"""Columns of the Reports page: one row per report as received."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

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
from composer_app.ui.texts import format as fmt
from composer_app.ui.texts import messages, outcome_words
from composer_app.ui.texts.outcome_reasons import why_of
from composer_app.ui.widgets.table.column_kinds import ColumnKind

COLUMNS = (
    Column(
        messages.STATUS,
        ColumnKind.OUTCOME,
        lambda r: outcome_words.word(r.outcome),
        SortKey.STATUS,
        explained,
        field="outcome",
    ),
    Column(
        messages.DONE,
        ColumnKind.TIME,
        lambda r: time_text(r.done_at),
        SortKey.DONE,
        lambda r: time_tooltip(r.done_at),
        field="done_at",
    ),
    Column(messages.TO, ColumnKind.ADDRESS, lambda r: r.to, SortKey.TO),
    Column(messages.SUBJECT, ColumnKind.TEXT, lambda r: r.subject, SortKey.SUBJECT, takes_rest=True),
    Column(messages.WHY, ColumnKind.SECOND, lambda r: why_of(r), None, explained, grows_to=240, field="status"),
    Column(messages.PRICE, ColumnKind.NUMBER, lambda r: price_text(r.price), SortKey.PRICE, field="price"),
    Column(messages.MESSAGE_ID, ColumnKind.ID, lambda r: r.message_id, SortKey.MESSAGE_ID),
    Column(
        messages.RECEIVED,
        ColumnKind.TIME,
        lambda r: _received(r.received_at),
        SortKey.RECEIVED,
        lambda r: fmt.moment_tooltip(r.received_at),
        width=92,
        field="received_at",
    ),
    Column(messages.FROM, ColumnKind.ADDRESS, lambda r: r.sender, SortKey.SENDER, is_hidden=True),
    Column(
        messages.SENT, ColumnKind.TIME, lambda r: time_text(r.sent_at), SortKey.SENT, is_hidden=True, field="sent_at"
    ),
    Column(messages.BULK, ColumnKind.ID, lambda r: r.bulk_id or "", is_hidden=True),
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
