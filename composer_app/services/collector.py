"""Fetching reports and logs, and storing them before anything else is done with them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from composer_app.api.reader import READER
from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId, BulkId
from composer_app.domain.query import LOG_REACH, MAX_LIMIT, LogQuery, ReportQuery, Stretch
from composer_app.services.archive_access import ArchiveAccess
from composer_app.services.connections import Connections
from composer_app.services.receiver_process import ReceiverProcess

if TYPE_CHECKING:
    from composer_app.api.answers import Answer, ParsedLogs, ParsedReports
    from composer_app.api.session import ApiSession
    from composer_app.archive.archive import Archive

log = logging.getLogger(__name__)

MAX_PAGES = 200
"""Pages of a thousand entries that one harvest reads at the most; the next one reads on."""
OVERLAP = timedelta(minutes=2)
"""A harvest begins this much before the last one ended: entries appear in the logs a little after the fact."""
LONGEST_WAIT_S = 60.0
"""After this the service counts requests anew (CONTRACT 4: 60 a minute for v1, 120 for v4)."""
MAX_WAITS = 3
_MOMENT = timedelta(milliseconds=1)
"""The shortest time that the logs can be asked for."""

Sleep = Callable[[float], Awaitable[None]]
SeeThrough = Callable[[Coroutine[Any, Any, "Pulled"]], Awaitable["Pulled"]]
"""Runs what must not be cancelled with its caller, see `HttpWorker.see_through`."""


class Pulled(msgspec.Struct, frozen=True):
    """What a pull of reports or logs brought.

    `new` were not known before; `not_ours` belong to mail that was not sent from here; `rows` are the archive's
    rows of all of them. `unread` tells in the parser's words what could not be understood; it is kept all the same.
    `was_asked` is False if there was nothing to ask the vendor for.
    """

    received: int
    new: int
    not_ours: int
    rows: tuple[int, ...]
    at: datetime
    unread: str = ""
    was_asked: bool = True

    @classmethod
    def nothing(cls, at: datetime) -> Pulled:
        return cls(0, 0, 0, (), at, was_asked=False)

    def __add__(self, other: Pulled) -> Pulled:
        return Pulled(
            self.received + other.received,
            self.new + other.new,
            self.not_ours + other.not_ours,
            tuple(dict.fromkeys(self.rows + other.rows)),
            max(self.at, other.at),
            self.unread or other.unread,
            self.was_asked or other.was_asked,
        )


@dataclass(frozen=True)
class _Page:
    """One answer of the logs. `stored` is its number in the spool, if it is kept there."""

    parsed: ParsedLogs
    stored: int | None
    at: datetime

    @property
    def count(self) -> int:
        return len(self.parsed.entries) + len(self.parsed.unread)

    @property
    def is_whole(self) -> bool:
        """True if the list was read to its end, whatever was made of its items."""
        return self.parsed.problem is None or bool(self.parsed.unread)

    @property
    def oldest(self) -> datetime | None:
        return min((entry.sent_at for entry in self.parsed.entries if entry.sent_at), default=None)


class Collector:
    """Reads reports and logs of an account into the archive. Belongs to the worker's loop; knows no Qt."""

    def __init__(
        self,
        archive: ArchiveAccess,
        connections: Connections,
        receiver: ReceiverProcess,
        clock: Clock,
        see_through: SeeThrough,
        sleep: Sleep | None = None,
    ) -> None:
        self._archive = archive
        self._connections = connections
        self._receiver = receiver
        self._now = clock
        self._see_through = see_through
        self._sleep = sleep or _sleep

    async def pull_reports(self, account: Account, query: ReportQuery) -> Pulled:
        """Have the vendor hand out reports, once and for ever: the bytes are on disk before they are parsed.

        Raises ApiError, and what `Connections.session` raises. From the request on it cannot be cancelled by its
        caller: an answer that nobody waits for would be lost.
        """
        session = await self._connections.session(account)
        return await self._see_through(self._pull(session, account, query))

    async def pull_all_reports(self, account: Account) -> Pulled:
        """Pull every report of the account. There is no paging: one asks until nothing new comes (CONTRACT 4)."""
        pulled = Pulled.nothing(self._now())
        for _ in range(MAX_PAGES):
            page = await self._pull_patiently(account, ReportQuery(limit=MAX_LIMIT))
            pulled += page
            if not page.new:
                break
        return pulled

    async def pull_own_reports(self, account: Account, since: datetime) -> Pulled:
        """Pull the reports of every bulk sent from here since then that is not final yet, and of no other.

        Whether one could ask is found out first: without a key, "nothing to ask for" would hide that.
        """
        await self._connections.session(account)
        pulled = Pulled.nothing(self._now())
        for bulk_id in await self._open_bulks(account, since):
            pulled += await self._pull_patiently(account, ReportQuery(bulk_id=bulk_id, limit=MAX_LIMIT))
        return pulled

    async def fetch_logs(self, account: Account, query: LogQuery) -> Pulled:
        """Ask the logs once, with just these parameters, and store what comes."""
        return await self._ingest(account, await self._logs_page(account, query), None)

    async def fetch_logs_of(self, account: Account, bulk_id: BulkId) -> Pulled:
        """The log entries of one bulk."""
        return await self.fetch_logs(account, LogQuery(bulk_ids=(bulk_id,), limit=MAX_LIMIT))

    async def harvest_logs(self, account: Account) -> Pulled:
        """Read all logs of the last 48 hours that were not read yet, and note the stretches as recorded."""
        now = self._now()
        recorded = await self._archive.writing(lambda archive: archive.recorded(account.id))
        pulled, pages = Pulled.nothing(now), MAX_PAGES
        for gap in reversed(gaps_in(recorded, now - LOG_REACH, now)):
            more, used = await self._read_stretch(account, gap, pages)
            pulled, pages = pulled + more, pages - used
        return pulled

    async def _open_bulks(self, account: Account, since: datetime) -> tuple[BulkId, ...]:
        return await self._archive.writing(lambda archive: archive.open_bulks(account.id, since))

    async def _pull_patiently(self, account: Account, query: ReportQuery) -> Pulled:
        """Wait where the service asks for that: broken off, the next round would begin with the same bulks again, and
        where there are more of them than may be asked for in a minute, the last would never have their turn."""
        from composer_app.api.errors import RateLimited

        for _ in range(MAX_WAITS):
            try:
                return await self.pull_reports(account, query)
            except RateLimited as error:
                await self._sleep(min(error.retry_after_s or LONGEST_WAIT_S, LONGEST_WAIT_S))
        return await self.pull_reports(account, query)

    async def _pull(self, session: ApiSession, account: Account, query: ReportQuery) -> Pulled:
        import asyncio  # see ArchiveAccess.writing

        arrivals = self._archive.arrivals
        asked = msgspec.json.encode(query).decode()
        received = await asyncio.wrap_future(self._receiver.receive(session.errand(query), arrivals.folder))
        is_stored = False
        try:
            answer = session.landed(arrivals.received(received.path, received.size_bytes), self._now())
            assert answer is not None  # anything but a success is an error of the receiver
            answer = msgspec.structs.replace(answer, is_complete=answer.is_complete and received.is_complete)
            stored = await self._archive.writing(partial(store_reports, account.id, asked, answer))
            is_stored = True
        finally:
            received.release(is_stored=is_stored)  # what the archive does not take now is left for the next start
        return await self.take_reports(stored, session.read_reports(answer), answer.received_at)

    async def take_reports(self, stored: int, parsed: ParsedReports, at: datetime) -> Pulled:
        """Keep what was read in an answer that came at `at` and is in the spool as number `stored`."""
        ingested = await self._archive.writing(
            lambda a: a.ingest_reports(stored, parsed.reports, parsed.problem, at, READER)
        )
        return Pulled(
            len(parsed.reports), ingested.new, ingested.not_ours, ingested.rows, at, str(parsed.problem or "")
        )

    async def _read_stretch(self, account: Account, gap: Stretch, max_pages: int) -> tuple[Pulled, int]:
        """Read a stretch from its end to its beginning; what was read is noted with each page. Gives the pages too.

        The newest entries come first. A full page is followed by its cursor (v4), or else the next one ends where
        the oldest entry of this one lies: both ends are part of what is asked for, so nothing falls between two pages.
        """
        pulled = Pulled.nothing(gap.until)
        asked_until = noted_until = gap.until
        cursor = None
        for number in range(1, max_pages + 1):
            query = LogQuery(sent_since=gap.since, sent_until=asked_until, limit=MAX_LIMIT)
            page = await self._logs_page(account, query, cursor)
            is_full, oldest = page.count >= MAX_LIMIT, page.oldest
            if not page.is_whole or not is_full or oldest is None:
                is_last = page.is_whole and not is_full
                pulled += await self._ingest(account, page, Stretch(gap.since, noted_until) if is_last else None)
                return pulled, number
            cursor = page.parsed.next_cursor
            read_from = oldest
            if cursor is None and oldest > asked_until - _MOMENT:
                log.warning("more than %s log entries in one moment: some of them cannot be read", MAX_LIMIT)
                read_from, oldest = oldest + _MOMENT, oldest - _MOMENT
            pulled += await self._ingest(account, page, Stretch(read_from, noted_until))
            noted_until = oldest
            if cursor is None:
                asked_until = oldest
        return pulled, max_pages

    async def _logs_page(self, account: Account, query: LogQuery, cursor: str | None = None) -> _Page:
        """One answer, on disk before it is parsed. One that was cut off is not kept: the same can be asked again."""
        session = await self._connections.session(account)
        answer = await session.fetch_logs(query, cursor)
        stored = None
        if answer.is_complete:
            asked = msgspec.json.encode(query).decode()
            stored = await self._archive.writing(
                lambda a: a.store_answer(account.id, "logs", asked, answer.body, True, answer.received_at)
            )
        return _Page(session.read_logs(answer), stored, answer.received_at)

    async def take_logs(
        self,
        account: Account,
        parsed: ParsedLogs,
        at: datetime,
        stored: int | None = None,
        stretch: Stretch | None = None,
    ) -> Pulled:
        """The same for log entries. `stretch` was read in full with them."""
        ingested = await self._archive.writing(
            lambda a: a.ingest_logs(account.id, parsed.entries, at, stretch, stored, parsed.problem, READER)
        )
        return Pulled(
            len(parsed.entries), ingested.new, ingested.not_ours, ingested.rows, at, str(parsed.problem or "")
        )

    async def _ingest(self, account: Account, page: _Page, stretch: Stretch | None) -> Pulled:
        return await self.take_logs(account, page.parsed, page.at, page.stored, stretch)


async def _sleep(pause_s: float) -> None:
    import asyncio  # see ArchiveAccess.writing

    await asyncio.sleep(pause_s)


def store_reports(account_id: AccountId, query: str, answer: Answer, archive: Archive) -> int:
    """Put an answer with reports into the spool; gives its number there. On the archive's thread."""
    return archive.store_answer(account_id, "reports", query, answer.body, answer.is_complete, answer.received_at)


def gaps_in(recorded: Iterable[Stretch], since: datetime, until: datetime) -> tuple[Stretch, ...]:
    """What is not recorded between two moments, oldest first. Each gap begins a little before its time.

    Args:
        recorded: stretches that do not overlap, oldest first.
    """
    gaps = []
    at = since
    for stretch in recorded:
        if stretch.until <= at:
            continue
        if stretch.since >= until:
            break
        if stretch.since > at:
            gaps.append(Stretch(max(at - OVERLAP, since), stretch.since))
        at = stretch.until
    if at < until:
        gaps.append(Stretch(max(at - OVERLAP, since), until))
    return tuple(gaps)
