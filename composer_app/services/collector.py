"""Fetching reports and logs, and storing them before anything else is done with them."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import BulkId
from composer_app.domain.query import LOG_REACH, MAX_LIMIT, LogQuery, ReportQuery, Stretch
from composer_app.services.archive_access import ArchiveAccess
from composer_app.services.connections import Connections

if TYPE_CHECKING:
    from composer_app.api.session import ApiSession

log = logging.getLogger(__name__)

MAX_PAGES = 200
"""Pages of a thousand log entries that one harvest reads at the most."""
OVERLAP = timedelta(minutes=2)
"""A harvest begins this much before the last one ended: entries appear in the logs a little after the fact."""


class Pulled(msgspec.Struct, frozen=True):
    """What a pull of reports or logs brought.

    `new` were not known before; `not_ours` belong to mail that was not sent from here; `rows` are the archive's
    rows of all of them. `unread` tells in the parser's words what could not be understood; it is kept all the same.
    """

    received: int
    new: int
    not_ours: int
    rows: tuple[int, ...]
    at: datetime
    unread: str = ""

    def __add__(self, other: Pulled) -> Pulled:
        return Pulled(
            self.received + other.received,
            self.new + other.new,
            self.not_ours + other.not_ours,
            tuple(dict.fromkeys(self.rows + other.rows)),
            max(self.at, other.at),
            self.unread or other.unread,
        )


class Collector:
    """Reads reports and logs of an account into the archive. Belongs to the worker's loop; knows no Qt."""

    def __init__(self, archive: ArchiveAccess, connections: Connections, clock: Clock) -> None:
        self._archive = archive
        self._connections = connections
        self._now = clock

    async def pull_reports(self, account: Account, query: ReportQuery) -> Pulled:
        """Have the vendor hand out reports, once and for ever: the bytes are on disk before they are parsed.

        Raises ApiError, and what `Connections.session` raises. From the request on it cannot be cancelled by its
        caller: an answer that nobody waits for would be lost.
        """
        session = await self._connections.session(account)
        pull = asyncio.ensure_future(self._pull(session, account, query))
        return await asyncio.shield(pull)

    async def pull_own_reports(self, account: Account, since: datetime) -> Pulled:
        """Pull the reports of every bulk sent from here since then that is not final yet, and of no other."""
        bulks = await self._archive.writing(lambda archive: archive.open_bulks(account.id, since))
        pulled = Pulled(0, 0, 0, (), self._now())
        for bulk_id in bulks:
            pulled += await self.pull_reports(account, ReportQuery(bulk_id=bulk_id))
        return pulled

    async def fetch_logs(self, account: Account, query: LogQuery) -> Pulled:
        """Ask the logs once, with just these parameters, and store what comes."""
        pulled, _ = await self._logs_page(account, query)
        return pulled

    async def fetch_logs_of(self, account: Account, bulk_id: BulkId) -> Pulled:
        """The log entries of one bulk."""
        return await self.fetch_logs(account, LogQuery(bulk_ids=(bulk_id,), limit=MAX_LIMIT))

    async def harvest_logs(self, account: Account) -> Pulled:
        """Read all logs since the last harvest, at most 48 hours back, and note the stretch as recorded.

        A full page is split by time: the next one ends where the oldest entry of this one lies.
        """
        until = self._now()
        since = max(until - LOG_REACH, await self._recorded_until(account) - OVERLAP)
        pulled = Pulled(0, 0, 0, (), until)
        page_until = until
        for _ in range(MAX_PAGES):
            query = LogQuery(sent_since=since, sent_until=page_until, limit=MAX_LIMIT)
            page, oldest = await self._logs_page(account, query)
            pulled += page
            is_full = page.received >= MAX_LIMIT
            if not is_full or oldest is None or oldest >= page_until:
                if is_full:
                    log.warning("more than %s log entries in one moment", MAX_LIMIT)
                await self._note_recorded(account, Stretch(since, until))
                return pulled
            page_until = oldest
        await self._note_recorded(account, Stretch(page_until, until))
        return pulled

    async def _pull(self, session: ApiSession, account: Account, query: ReportQuery) -> Pulled:
        answer = await session.pull_reports(query)
        asked = msgspec.json.encode(query).decode()
        stored = await self._archive.writing(
            lambda a: a.store_answer(account.id, "reports", asked, answer.body, answer.is_complete, answer.received_at)
        )
        parsed = session.read_reports(answer)
        ingested = await self._archive.writing(
            lambda a: a.ingest_reports(stored, parsed.reports, parsed.problem, answer.received_at)
        )
        return Pulled(
            len(parsed.reports),
            ingested.new,
            ingested.not_ours,
            ingested.rows,
            answer.received_at,
            parsed.problem or "",
        )

    async def _logs_page(self, account: Account, query: LogQuery) -> tuple[Pulled, datetime | None]:
        session = await self._connections.session(account)
        answer = await session.fetch_logs(query)
        parsed = session.read_logs(answer)
        ingested = await self._archive.writing(
            lambda a: a.ingest_logs(account.id, parsed.entries, answer.received_at, None)
        )
        oldest = min((entry.sent_at for entry in parsed.entries if entry.sent_at), default=None)
        pulled = Pulled(
            len(parsed.entries),
            ingested.new,
            ingested.not_ours,
            ingested.rows,
            answer.received_at,
            parsed.problem or "",
        )
        return pulled, oldest

    async def _recorded_until(self, account: Account) -> datetime:
        stretches = await self._archive.writing(lambda archive: archive.recorded(account.id))
        return max((stretch.until for stretch in stretches), default=self._now() - LOG_REACH)

    async def _note_recorded(self, account: Account, stretch: Stretch) -> None:
        await self._archive.writing(lambda a: a.ingest_logs(account.id, (), stretch.until, stretch))
