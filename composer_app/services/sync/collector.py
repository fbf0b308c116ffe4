"""Fetching reports and logs, and storing them before anything else is done with them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from composer_app.api.reader_version import READER
from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId, BulkId
from composer_app.domain.queries import MAX_LIMIT, LogQuery, ReportQuery, TimeRange
from composer_app.domain.service_clock import ServiceClock, time_of_answer
from composer_app.services.accounts.connections import Connections
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.log_query import read_to_end
from composer_app.services.sync.log_sync import LogPage, LogSync
from composer_app.services.sync.report_receiver.process import ReceiverProcess
from composer_app.services.sync.sync_result import SyncResult

if TYPE_CHECKING:
    from composer_app.api.answers import Answer, ParsedLogs, ParsedReports
    from composer_app.api.session import ApiSession
    from composer_app.archive.archive import Archive

log = logging.getLogger(__name__)

T = TypeVar("T")

MAX_PULLS = 200
"""Answers of a thousand reports that one harvest takes at the most; the next one goes on."""
LONGEST_WAIT_S = 60.0
"""After this the service counts requests anew (api/README.md 4: 60 a minute for v1, 120 for v4)."""
MAX_WAITS = 3

Sleep = Callable[[float], Awaitable[None]]
Shielded = Callable[[Coroutine[Any, Any, "SyncResult"]], Awaitable["SyncResult"]]
"""Runs what must not be cancelled with its caller, see `HttpWorker.shielded`."""


class Collector:
    """Reads reports and logs of an account into the archive. Belongs to the worker's loop; knows no Qt."""

    def __init__(
        self,
        archive: ArchiveAccess,
        connections: Connections,
        receiver: ReceiverProcess,
        clock: Clock,
        shielded: Shielded,
        sleep: Sleep | None = None,
    ) -> None:
        self._archive = archive
        self._connections = connections
        self._receiver = receiver
        self._now = clock
        self._shielded = shielded
        self._sleep = sleep or _sleep
        self._clocks: dict[AccountId, ServiceClock] = {}

    async def pull_reports(self, account: Account, query: ReportQuery) -> SyncResult:
        """Have the vendor hand out reports, once and for ever: the bytes are on disk before they are parsed.

        Raises ApiError, and what `Connections.session` raises. From the request on it cannot be cancelled by its
        caller: an answer that nobody waits for would be lost.
        """
        session = await self._connections.session(account)
        return await self._shielded(self._pull(session, account, query))

    async def pull_all_reports(self, account: Account) -> SyncResult:
        """Pull every report of the account. There is no paging: one asks until nothing new comes (api/README.md 4)."""
        pulled = SyncResult.nothing(self._now())
        for _ in range(MAX_PULLS):
            page = await self._pull_patiently(account, ReportQuery(limit=MAX_LIMIT))
            pulled += page
            if not page.new:
                return pulled
        return pulled.with_left(LeftUnread.MORE)

    async def pull_own_reports(self, account: Account, since: datetime) -> SyncResult:
        """Pull the reports of every bulk sent from here since then that is not final yet, and of no other.

        Whether one could ask is found out first: without a key, "nothing to ask for" would hide that.
        """
        await self._connections.session(account)
        pulled = SyncResult.nothing(self._now())
        for bulk_id in await self._open_bulks(account, since):
            pulled += await self._pull_patiently(account, ReportQuery(bulk_id=bulk_id, limit=MAX_LIMIT))
        return pulled

    async def fetch_logs(self, account: Account, query: LogQuery) -> SyncResult:
        """Ask the logs once, with just these parameters, and store what comes."""
        return await self._ingest(account, await self._logs_page(account, query), None)

    async def fetch_all_logs(self, account: Account, query: LogQuery) -> SyncResult:
        """Ask the logs with these parameters, as often as it takes to have everything that matches."""

        async def ask(question: LogQuery, cursor: str | None) -> LogPage:
            return await self._patiently(lambda: self._logs_page(account, question, cursor))

        async def keep(page: LogPage, covered: TimeRange | None) -> SyncResult:
            return await self._ingest(account, page, covered)

        time = self.service_clock(account.id).estimate()
        return await read_to_end(query, time, ask, keep, SyncResult.nothing(self._now()))

    async def fetch_logs_of(self, account: Account, bulk_id: BulkId) -> SyncResult:
        """The log entries of one bulk."""
        return await self.fetch_logs(account, LogQuery(bulk_ids=(bulk_id,), limit=MAX_LIMIT))

    async def sync_logs(self, account: Account) -> SyncResult:
        """Read all logs of the last 48 hours that are not certain yet, see `LogSync`."""

        async def ask(query: LogQuery, cursor: str | None) -> LogPage:
            return await self._patiently(lambda: self._logs_page(account, query, cursor))

        async def keep(page: LogPage, covered: TimeRange | None) -> SyncResult:
            return await self._ingest(account, page, covered)

        sync = LogSync(self._archive, account.id, self.service_clock(account.id), ask, keep)
        return await sync.run(SyncResult.nothing(self._now()))

    def service_clock(self, account_id: AccountId) -> ServiceClock:
        """The clock of an account's service. Any thread may ask it for the time."""
        return self._clocks.setdefault(account_id, ServiceClock(self._now))

    async def _open_bulks(self, account: Account, since: datetime) -> tuple[BulkId, ...]:
        return await self._archive.writing(lambda archive: archive.outbox.open_bulks(account.id, since))

    async def _pull_patiently(self, account: Account, query: ReportQuery) -> SyncResult:
        return await self._patiently(lambda: self.pull_reports(account, query))

    async def _patiently(self, ask: Callable[[], Awaitable[T]]) -> T:
        """Wait where the service asks for that: broken off, the next round would begin with the same questions again,
        and where there are more than may be asked in a minute, the last would never have their turn."""
        from composer_app.api.errors import RateLimited

        for _ in range(MAX_WAITS):
            try:
                return await ask()
            except RateLimited as error:
                await self._sleep(min(error.retry_after_s or LONGEST_WAIT_S, LONGEST_WAIT_S))
        return await ask()

    async def _pull(self, session: ApiSession, account: Account, query: ReportQuery) -> SyncResult:
        """On a disk that is almost full the receiver asks for few reports at a time: then again, until all came."""
        pulled, limit = await self._pull_once(session, account, query)
        while limit is not None:
            more, limit = await self._pull_once(session, account, query)
            pulled += more
        return pulled

    async def _pull_once(
        self, session: ApiSession, account: Account, query: ReportQuery
    ) -> tuple[SyncResult, int | None]:
        """What came; and the limit that held it short, if one smaller than the query's did."""
        import asyncio  # see ArchiveAccess.writing

        incoming_answers = self._archive.incoming_answers
        asked = msgspec.json.encode(query).decode()
        received = await asyncio.wrap_future(
            self._receiver.receive(session.report_source, query, incoming_answers.folder)
        )
        is_stored = False
        try:
            answer = session.recorded_answer(incoming_answers.received(received.path, received.size_bytes), self._now())
            assert answer is not None  # anything but a success is an error of the receiver
            answer = msgspec.structs.replace(answer, is_complete=answer.is_complete and received.is_complete)
            stored = await self._archive.writing(partial(store_reports, account.id, asked, answer))
            is_stored = True
        finally:
            received.release(is_stored=is_stored)  # what the archive does not take now is left for the next start
        parsed = session.read_reports(answer)
        pulled = await self.take_reports(stored, parsed, answer.received_at)
        session.refuse_page(answer)
        is_short = received.limit is not None and len(parsed.reports) + len(parsed.unread) >= received.limit
        return pulled, received.limit if is_short else None

    async def take_reports(self, stored: int, parsed: ParsedReports, at: datetime) -> SyncResult:
        """Keep what was read in an answer that came at `at` and is in the spool as number `stored`."""
        ingested = await self._archive.writing(
            lambda a: a.reports.ingest(stored, parsed.reports, parsed.problem, at, READER)
        )
        problem = str(parsed.problem or "")
        return SyncResult(len(parsed.reports), ingested.new, ingested.not_ours, ingested.rows, self._now(), problem)

    async def _logs_page(self, account: Account, query: LogQuery, cursor: str | None = None) -> LogPage:
        """One answer, on disk before it is parsed. One that was cut off is not kept: the same can be asked again."""
        session = await self._connections.session(account)
        answer = await session.fetch_logs(query, cursor)
        received_at = self._now()
        self.service_clock(account.id).note(answer.served_at, received_at)
        time = time_of_answer(answer.served_at, received_at, answer.elapsed_s)
        stored = None
        if answer.is_complete:
            asked = msgspec.json.encode(query).decode()
            stored = await self._archive.writing(
                lambda a: a.answers.store(account.id, "logs", asked, answer.body, True, time.at)
            )
        return LogPage(session.read_logs(answer), stored, time)

    async def take_logs(
        self,
        account: Account,
        parsed: ParsedLogs,
        at: datetime,
        stored: int | None = None,
        covered: TimeRange | None = None,
    ) -> SyncResult:
        """The same for log entries, with the time range that was read in full with them. `at` is the service's time."""
        ingested = await self._archive.writing(
            lambda a: a.logs.ingest(account.id, parsed.entries, at, covered, stored, parsed.problem, READER)
        )
        return SyncResult(
            len(parsed.entries),
            ingested.new,
            ingested.not_ours,
            ingested.rows,
            self._now(),
            str(parsed.problem or ""),
            is_kept=parsed.problem is None or stored is not None,
        )

    async def _ingest(self, account: Account, page: LogPage, covered: TimeRange | None) -> SyncResult:
        return await self.take_logs(account, page.parsed, page.time.at, page.stored, covered)


async def _sleep(pause_s: float) -> None:
    import asyncio  # see ArchiveAccess.writing

    await asyncio.sleep(pause_s)


def store_reports(account_id: AccountId, query: str, answer: Answer, archive: Archive) -> int:
    """Put an answer with reports into the spool; gives its number there. On the archive's thread."""
    return archive.answers.store(account_id, "reports", query, answer.body, answer.is_complete, answer.received_at)
