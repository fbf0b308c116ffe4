"""Fetches the uncertain parts of the last 48 hours of an account's logs."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec

from composer_app.domain.ids import AccountId
from composer_app.domain.queries import LogQuery, TimeRange
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.domain.service_clock import ServiceClock, ServiceTime
from composer_app.domain.vendor_limits import LOG_REACH, MAX_LIMIT
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.sync.log_paging import (
    LeftUnread,
    NextQuestions,
    Reading,
    ReadPage,
    ceil_to_moment,
    next_step,
)
from composer_app.services.sync.log_windows import certain_part, is_inside, merged, ranges_to_read, without
from composer_app.services.sync.sync_result import SyncResult

if TYPE_CHECKING:
    from composer_app.api.answers import ParsedLogs

log = logging.getLogger(__name__)

MAX_PAGES = 500
"""Most pages of a thousand entries that one sync reads; the next one continues."""
MAX_FOLLOWED = 60
"""Most ranges that one sync reads again for entries that were not final; the next one continues."""
MARGIN = timedelta(minutes=10)
"""Margin of the first query: one answer is enough if the clocks differ by less."""


@dataclass(frozen=True)
class LogPage:
    """One answer of the logs. `stored` is the number of the stored answer, if its bytes are kept."""

    parsed: ParsedLogs
    stored: int | None
    time: ServiceTime

    @property
    def facts(self) -> ReadPage:
        """The facts that decide what is read next."""

        parsed = self.parsed
        return ReadPage(
            times=[entry.sent_at for entry in parsed.entries],
            size=len(parsed.entries) + len(parsed.unread),
            is_whole=parsed.problem in (None, ReadingProblem.UNREAD_ITEMS),
            next_cursor=parsed.next_cursor,
        )


Ask = Callable[[LogQuery, str | None], Awaitable[LogPage]]
Keep = Callable[[LogPage, TimeRange | None], Awaitable[SyncResult]]
"""Stores the entries of a page, and that a range is covered."""


class RecentLogs:
    """Fetches logs by the service's clock, which each answer carries (`Date`).

    The first query uses an estimated time. Its answer has the real time, which the rest uses.
    A range is covered when it was read in full and is old enough for every entry to have appeared. Entries that are not
    final are read again until they are, or until the logs forget them.
    """

    def __init__(
        self, archive: ArchiveAccess, account_id: AccountId, clock: ServiceClock, ask: Ask, keep: Keep
    ) -> None:
        self._archive = archive
        self._account_id = account_id
        self._clock = clock
        self._ask = ask
        self._keep = keep
        self._time: ServiceTime | None = None
        self._seen: list[TimeRange] = []
        self._left: LeftUnread | None = None

    async def fetch(self, nothing: SyncResult) -> SyncResult:
        """Raises ApiError; pages before it are stored.

        Args:
            nothing: the empty sum.
        """
        account_id = self._account_id
        coverage = await self._archive.writing(lambda archive: archive.logs.covered(account_id))
        newest = ranges_to_read(coverage, self._clock.estimate().widened(MARGIN))[-1]
        pulled = nothing + (await self._read([Reading.of(newest)], MAX_PAGES) or nothing)
        assert self._time is not None  # there was an answer
        left = self._left
        if left is not LeftUnread.MORE:
            pulled += await self._follow(self._time) or nothing
        return pulled.with_left(left)  # the next sync continues

    async def _read(self, todo: list[Reading], max_pages: int) -> SyncResult | None:
        """Read these ranges, the last one first, and those that the first answer shows to be missing."""
        pulled = None
        for _ in range(max_pages):
            if not todo:
                return pulled
            reading = todo.pop()
            page = await self._page(reading)
            if page is None:
                todo.append(reading.by_time())
                continue
            step = next_step(reading, page.facts)
            is_first, self._time = self._time is None, _earlier(self._time, page.time)
            if is_first:
                todo += await self._planned(reading, step, page.time)
                todo.sort(key=lambda one: one.span.since)
            else:
                todo += step.rest
            certain = None
            if step.covered is not None:
                certain = certain_part(step.covered, msgspec.structs.replace(page.time, earliest=self._time.earliest))
            kept = await self._keep(page, certain)
            pulled = kept if pulled is None else pulled + kept
            self._note(step)
        self._left = LeftUnread.MORE if todo else self._left
        return pulled

    async def _page(self, reading: Reading) -> LogPage | None:
        """None: the cursor is unusable."""
        from composer_app.api import errors  # with httpx, see Connections.session

        query = LogQuery(
            sent_since=reading.asked.since, sent_until=ceil_to_moment(reading.asked.until), limit=MAX_LIMIT
        )
        try:
            return await self._ask(query, reading.cursor)
        except (errors.Rejected, errors.NotThisApi, errors.ServerFault, errors.MaybeSent) as error:
            if reading.cursor is None:
                raise
            log.info("the logs do not go on by their cursor: %s", type(error).__name__)
            return None

    async def _planned(self, first: Reading, step: NextQuestions, time: ServiceTime) -> Iterable[Reading]:
        """The ranges to read after the first page."""
        account_id = self._account_id
        coverage = await self._archive.writing(lambda archive: archive.logs.correct_coverage(account_id, time.at))
        missing = without(ranges_to_read(coverage, time), [first.span])
        return (*map(Reading.of, missing), *step.rest)

    def _note(self, step: NextQuestions) -> None:
        if step.covered is not None:
            self._seen.append(step.covered)
        if step.left is not None:
            log.warning("some logs cannot be read: %s", step.left)
            self._left = step.left

    async def _follow(self, time: ServiceTime) -> SyncResult | None:
        """Read ranges with entries that were not final again, unless this sync has read them."""
        account_id, seen = self._account_id, merged(self._seen)
        ranges = await self._archive.writing(
            lambda archive: archive.logs.unsettled_ranges(
                account_id, time.earliest - LOG_REACH, lambda at: is_inside(at, seen), MAX_FOLLOWED
            )
        )
        return await self._read([*map(Reading.of, ranges)], 2 * MAX_FOLLOWED)


def _earlier(known: ServiceTime | None, new: ServiceTime) -> ServiceTime:
    """The earlier time counts, since computers of one service may differ."""
    return new if known is None or new.earliest < known.earliest else known
