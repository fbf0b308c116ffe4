"""A log query of the user, over as many pages as it takes."""

from __future__ import annotations

import msgspec

from composer_app.domain.queries import LogQuery, TimeRange
from composer_app.domain.service_clock import ServiceTime
from composer_app.domain.vendor_limits import LOG_REACH, MAX_LIMIT
from composer_app.services.sync.log_paging import LeftUnread, Reading, ceil_to_moment, next_step
from composer_app.services.sync.recent_logs import MARGIN, Ask, Keep
from composer_app.services.sync.sync_result import SyncResult

MOST_PAGES = 100
"""Most pages of a thousand entries that one query reads."""


async def read_to_end(query: LogQuery, time: ServiceTime, ask: Ask, keep: Keep, nothing: SyncResult) -> SyncResult:
    """Read everything that matches `query`, newest first, ignoring its limit. Each page is stored before the next
    request.

    Args:
        time: of the service, about now.
        nothing: the empty sum.

    Raises:
        ApiError: pages before it are stored.
    """
    from composer_app.api import errors  # with httpx, see Connections.session

    until = query.sent_until or time.at + MARGIN
    since = query.sent_since or time.earliest - LOG_REACH - MARGIN
    pulled, left = nothing, None
    todo = [Reading.of(TimeRange(min(since, until), until))]
    for _ in range(MOST_PAGES):
        if not todo:
            return pulled.with_left(left)
        reading = todo.pop()
        question = msgspec.structs.replace(
            query,
            sent_since=reading.asked.since,
            sent_until=ceil_to_moment(reading.asked.until),
            limit=MAX_LIMIT,
        )
        try:
            page = await ask(question, reading.cursor)
        except (errors.Rejected, errors.NotThisApi, errors.ServerFault, errors.MaybeSent):
            if reading.cursor is None:
                raise
            todo.append(reading.by_time())
            continue
        pulled += await keep(page, None)
        step = next_step(reading, page.facts)
        todo += step.rest
        left = step.left or left
    return pulled.with_left(LeftUnread.MORE if todo else left)
