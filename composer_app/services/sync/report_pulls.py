"""Pulls reports; each answer is stored before it is parsed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from composer_app.api.reader_version import READER
from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ReportQuery
from composer_app.domain.vendor_limits import MAX_LIMIT
from composer_app.services.connections.connections import Connections
from composer_app.services.report_receiver.process import ReceiverProcess
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.sync.log_paging import LeftUnread
from composer_app.services.sync.rate_limit_waits import Sleep, patiently, sleep
from composer_app.services.sync.sync_result import SyncResult

if TYPE_CHECKING:
    from composer_app.api.answers import Answer, ParsedReports
    from composer_app.api.session import ApiSession
    from composer_app.archive.archive import Archive

MAX_PULLS = 200
"""Most answers of a thousand reports that one sync pulls; the next one continues."""

Shielded = Callable[[Coroutine[Any, Any, SyncResult]], Awaitable[SyncResult]]
"""Shields work from cancellation, see `HttpWorker.shielded`."""

OnPulled = Callable[[SyncResult], object]


class ReportPulls:
    """Pulls reports of an account into the archive. Belongs to the worker's loop; knows no Qt."""

    def __init__(
        self,
        archive: ArchiveAccess,
        connections: Connections,
        receiver: ReceiverProcess,
        clock: Clock,
        shielded: Shielded,
        pause: Sleep = sleep,
    ) -> None:
        self._archive = archive
        self._connections = connections
        self._receiver = receiver
        self._now = clock
        self._shielded = shielded
        self._pause = pause

    async def pull(self, account: Account, query: ReportQuery) -> SyncResult:
        """Pull reports, which the vendor then deletes; the bytes are on disk before they are parsed.

        Raises ApiError, and what `Connections.session` raises. Once requested, cancelling the caller does not stop it,
        since the answer would be lost.
        """
        session = await self._connections.session(account)
        return await self._shielded(self._pull(session, account, query))

    async def pull_all(self, account: Account, on_pulled: OnPulled = lambda _part: None) -> SyncResult:
        """Pull every report of the account. There is no paging: the pull is repeated until nothing new comes
        (api/README.md 4).

        Args:
            on_pulled: gets what each answer brought. It is stored, also if a later one fails.
        """
        pulled = SyncResult.nothing(self._now())
        for _ in range(MAX_PULLS):
            page = await self._pull_patiently(account, ReportQuery(limit=MAX_LIMIT))
            on_pulled(page)
            pulled += page
            if not page.new:
                return pulled
        return pulled.with_left(LeftUnread.MORE)

    async def pull_own(self, account: Account, since: datetime, on_pulled: OnPulled = lambda _part: None) -> SyncResult:
        """Pull only the reports of bulks sent from here since then that are not final yet.

        The session is opened first, so that a missing key is reported even if there is nothing to pull.

        Args:
            on_pulled: gets what each bulk brought. It is stored, also if a later one fails.
        """
        await self._connections.session(account)
        pulled = SyncResult.nothing(self._now())
        for bulk_id in await self._archive.writing(lambda archive: archive.outbox.open_bulks(account.id, since)):
            part = await self._pull_patiently(account, ReportQuery(bulk_id=bulk_id, limit=MAX_LIMIT))
            on_pulled(part)
            pulled += part
        return pulled

    async def take_in(self, stored: int, parsed: ParsedReports, at: datetime) -> SyncResult:
        """Store the reports of the stored answer with this number, received at `at`."""
        ingested = await self._archive.writing(
            lambda archive: archive.reports.ingest(stored, parsed.reports, parsed.problem, at, READER)
        )
        return SyncResult(
            len(parsed.reports),
            ingested.new,
            ingested.not_ours,
            ingested.rows,
            self._now(),
            parsed.problem,
            submissions=ingested.submissions,
        )

    async def _pull_patiently(self, account: Account, query: ReportQuery) -> SyncResult:
        return await patiently(lambda: self.pull(account, query), self._pause)

    async def _pull(self, session: ApiSession, account: Account, query: ReportQuery) -> SyncResult:
        """On an almost full disk the receiver pulls few reports at a time: repeat until all are pulled."""
        pulled, limit = await self._pull_once(session, account, query)
        while limit is not None:
            more, limit = await self._pull_once(session, account, query)
            pulled += more
        return pulled

    async def _pull_once(
        self, session: ApiSession, account: Account, query: ReportQuery
    ) -> tuple[SyncResult, int | None]:
        """Pull once. Returns the result, and the limit that cut it short if that was below the query's."""
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
            received.release(is_stored=is_stored)  # an answer that the archive refuses now is left for the next start
        parsed = session.read_reports(answer)
        pulled = await self.take_in(stored, parsed, answer.received_at)
        session.refuse_page(answer)
        is_short = received.limit is not None and len(parsed.reports) + len(parsed.unread) >= received.limit
        return pulled, received.limit if is_short else None


def store_reports(account_id: AccountId, query: str, answer: Answer, archive: Archive) -> int:
    """Store an answer with reports; returns its number. On the archive's thread."""
    return archive.answers.store(account_id, "reports", query, answer.body, answer.is_complete, answer.received_at)
