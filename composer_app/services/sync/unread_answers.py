"""Ingests stored answers that an earlier run, or another process, did not read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from composer_app.api.reader_version import READER
from composer_app.domain.account import Account
from composer_app.domain.clock import Clock
from composer_app.domain.ids import AccountId
from composer_app.services.connections.connections import Connections
from composer_app.services.runtime.archive_access import ArchiveAccess
from composer_app.services.runtime.error_mapping import failure_of
from composer_app.services.sync.log_fetches import LogFetches
from composer_app.services.sync.report_pulls import ReportPulls, store_reports
from composer_app.services.sync.sync_result import SyncResult

if TYPE_CHECKING:
    from composer_app.archive.answer_store import StoredAnswer
    from composer_app.archive.archive import Archive
    from composer_app.archive.incoming_answers import IncomingAnswers

log = logging.getLogger(__name__)


class UnreadAnswers:
    """Ingests such answers. Belongs to the worker's loop; knows no Qt."""

    def __init__(
        self, archive: ArchiveAccess, connections: Connections, reports: ReportPulls, logs: LogFetches, clock: Clock
    ) -> None:
        self._archive = archive
        self._connections = connections
        self._reports = reports
        self._logs = logs
        self._now = clock

    async def read(self, accounts: Mapping[AccountId, Account]) -> tuple[SyncResult, SyncResult]:
        """Ingest unread answers, stored or not. Returns the results of reports and of logs.

        Answers that an earlier version did not understand in full are read again; those that this version did not
        understand are not.
        """
        from composer_app.api.endpoints.logs import parse_logs  # rarely anything to read
        from composer_app.api.endpoints.reports import parse_reports

        await self._adopt(accounts)
        reports = logs = SyncResult.nothing(self._now())
        for answer in await self._archive.writing(lambda archive: archive.answers.unread()):
            account = accounts.get(answer.account_id)
            if account is None or not is_to_be_read(answer):
                continue
            body = await self._body(answer.id)
            if body is None:
                continue
            at = answer.received_at
            if answer.kind == "reports":
                parsed = parse_reports(account.generation, body, is_complete=answer.is_complete)
                reports += await self._reports.take_in(answer.id, parsed, at)
            else:
                logs += await self._logs.take_in(account, parse_logs(account.generation, body), at, answer.id)
        return reports, logs

    async def _adopt(self, accounts: Mapping[AccountId, Account]) -> None:
        """Store answers that were received but not stored."""
        for left in self._archive.incoming_answers.left_over():
            account = accounts.get(left.head.account_id)
            if account is None:
                continue
            try:
                # Without the key it cannot be masked in the answer. The user is not asked for it here.
                if await self._connections.would_ask(account):
                    continue
                session = await self._connections.session(account)
            except Exception as error:  # also a fault of ours: the other answers are read all the same
                log.info("an answer is left for another time: %s", failure_of(error).problem.code)
                continue
            answer = session.recorded_answer(left.raw, left.head.asked_at)
            if answer is not None:
                await self._archive.writing(partial(store_reports, account.id, left.head.query, answer))
            left.is_stored = True

    async def _body(self, stored: int) -> bytes | None:
        """None if it was read meanwhile, by a pull of this run."""
        from composer_app.archive.errors import NotFound

        try:
            return await self._archive.writing(lambda archive: archive.answers.body(stored))
        except NotFound:
            return None


def has_left_over(incoming_answers: IncomingAnswers, archive: Archive) -> bool:
    """True if there is anything for `UnreadAnswers.read`."""
    return incoming_answers.are_there() or any(map(is_to_be_read, archive.answers.unread()))


def is_to_be_read(answer: StoredAnswer) -> bool:
    """True for a stored answer not read yet, or not understood by an earlier version."""
    return not answer.is_read or answer.reader < READER
