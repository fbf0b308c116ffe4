"""Fetches logs; each answer is stored before it is parsed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import reduce
from typing import TYPE_CHECKING

import msgspec

from composer_app.api.reader_version import READER
from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId, BulkId
from composer_app.domain.queries import LogQuery, TimeRange
from composer_app.domain.service_clock import ServiceClock, time_of_answer
from composer_app.domain.vendor_limits import MAX_LIMIT
from composer_app.services.connections.connections import Connections
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import Failed, raising_failed
from composer_app.services.sync.log_query import read_to_end
from composer_app.services.sync.rate_limit_waits import Sleep, patiently, sleep
from composer_app.services.sync.recent_logs import LogPage, RecentLogs
from composer_app.services.sync.sync_result import SyncResult

if TYPE_CHECKING:
    from composer_app.api.answers import ParsedLogs


class LogFetches:
    """Fetches logs of an account into the archive. Belongs to the worker's loop; knows no Qt."""

    def __init__(self, archive: ArchiveAccess, connections: Connections, clock: Clock, pause: Sleep = sleep) -> None:
        self._archive = archive
        self._connections = connections
        self._now = clock
        self._pause = pause
        self._clocks: dict[AccountId, ServiceClock] = {}

    async def fetch(self, account: Account, query: LogQuery) -> SyncResult:
        """Query the logs once with these parameters, and store the answer."""
        return await self._keep(account, await self._page(account, query), None)

    async def fetch_all(
        self, account: Account, query: LogQuery, on_page: Callable[[SyncResult], None] = lambda _page: None
    ) -> SyncResult:
        """Query the logs with these parameters, repeated until all matches are read. A failure after the first page is
        in the result.

        Args:
            on_page: gets what each page brought, once it is stored.
        """
        pages: list[SyncResult] = []

        async def ask(question: LogQuery, cursor: str | None) -> LogPage:
            return await patiently(lambda: self._page(account, question, cursor), self._pause)

        async def keep(page: LogPage, covered: TimeRange | None) -> SyncResult:
            pages.append(await self._keep(account, page, covered))
            on_page(pages[-1])
            return pages[-1]

        time = self.service_clock(account.id).estimate()
        return await _with_failure(read_to_end(query, time, ask, keep, SyncResult.nothing(self._now())), pages)

    async def fetch_bulk(self, account: Account, bulk_id: BulkId) -> SyncResult:
        """The log entries of one bulk."""
        return await self.fetch(account, LogQuery(bulk_ids=(bulk_id,), limit=MAX_LIMIT))

    async def fetch_recent(self, account: Account) -> SyncResult:
        """All uncertain logs of the last 48 hours, see `RecentLogs`. A failure behind the first page is in it."""
        pages: list[SyncResult] = []

        async def ask(query: LogQuery, cursor: str | None) -> LogPage:
            return await patiently(lambda: self._page(account, query, cursor), self._pause)

        async def keep(page: LogPage, covered: TimeRange | None) -> SyncResult:
            pages.append(await self._keep(account, page, covered))
            return pages[-1]

        recent = RecentLogs(self._archive, account.id, self.service_clock(account.id), ask, keep)
        return await _with_failure(recent.fetch(SyncResult.nothing(self._now())), pages)

    def service_clock(self, account_id: AccountId) -> ServiceClock:
        """The clock of an account's service. Any thread may ask it for the time."""
        return self._clocks.setdefault(account_id, ServiceClock(self._now))

    async def take_in(
        self,
        account: Account,
        parsed: ParsedLogs,
        at: datetime,
        stored: int | None = None,
        covered: TimeRange | None = None,
    ) -> SyncResult:
        """Store the entries of an answer.

        Args:
            at: time of the answer, by the service's clock.
            stored: the number of the stored answer, if its bytes are kept.
            covered: the time range that the answer covers.
        """
        ingested = await self._archive.writing(
            lambda archive: archive.logs.ingest(account.id, parsed.entries, at, covered, stored, parsed.problem, READER)
        )
        return SyncResult(
            len(parsed.entries),
            ingested.new,
            ingested.not_ours,
            ingested.rows,
            self._now(),
            parsed.problem,
            is_kept=parsed.problem is None or stored is not None,
            submissions=ingested.submissions,
        )

    async def _page(self, account: Account, query: LogQuery, cursor: str | None = None) -> LogPage:
        """One answer, on disk before it is parsed. A cut-off answer is not stored, since the query can be repeated."""
        session = await self._connections.session(account)
        answer = await session.fetch_logs(query, cursor)
        received_at = self._now()
        self.service_clock(account.id).note(answer.served_at, received_at)
        time = time_of_answer(answer.served_at, received_at, answer.elapsed_s)
        stored = None
        if answer.is_complete:
            asked = msgspec.json.encode(query).decode()
            stored = await self._archive.writing(
                lambda archive: archive.answers.store(account.id, "logs", asked, answer.body, True, time.at)
            )
        return LogPage(session.read_logs(answer), stored, time)

    async def _keep(self, account: Account, page: LogPage, covered: TimeRange | None) -> SyncResult:
        return await self.take_in(account, page.parsed, page.time.at, page.stored, covered)


async def _with_failure(reading: Awaitable[SyncResult], pages: list[SyncResult]) -> SyncResult:
    """The result; if the reading fails, that of the pages before, which are stored. Raises Failed without any."""
    try:
        with raising_failed():
            return await reading
    except Failed as failure:
        if not pages:
            raise
        return reduce(SyncResult.__add__, pages).with_failure(failure.problem)
