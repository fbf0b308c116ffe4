"""Pull flow of the Reports page: the requests that a pull of the user takes, one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.account import Account
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.queries import ReportQuery
from composer_app.services.runtime.tasks import Task
from composer_app.services.sync.background_sync import BackgroundSync
from composer_app.services.sync.sync_result import SyncResult


class Scope(StrEnum):
    """Whose reports to pull; also the names of the segments."""

    OWN = "own"
    BULK = "bulk"
    IDS = "ids"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class PullRequest:
    """The input of the pull row. `queries` is empty for the reports of mail sent from here."""

    scope: Scope
    queries: tuple[ReportQuery, ...] = ()
    is_to_end: bool = False
    """Each query is repeated until it returns nothing more."""


def request_of(scope: Scope, bulk_id: BulkId | None, message_ids: str, limit: int) -> PullRequest | None:
    """The request for the state of the controls; None if the scope lacks a parameter."""
    match scope:
        case Scope.OWN:
            return PullRequest(scope)
        case Scope.EVERYTHING:
            return PullRequest(scope, (ReportQuery(limit=limit),))
        case Scope.BULK:
            return PullRequest(scope, (ReportQuery(bulk_id=bulk_id, limit=limit),)) if bulk_id else None
        case Scope.IDS:
            ids = ids_in(message_ids)
            queries = tuple(ReportQuery(message_id=one, limit=limit) for one in ids)
            return PullRequest(scope, queries) if ids else None


def ids_in(text: str) -> tuple[MessageId, ...]:
    """Message ids separated by commas, semicolons or blanks, without duplicates."""
    return tuple(dict.fromkeys(MessageId(word) for word in re.split(r"[\s,;]+", text) if word))


class PullRun(QObject):
    """Runs the requests of one pull in turn and adds up their results.

    Signals:
        ended: the sum of the results, and the exception that ended the run early, or None.
    """

    ended = Signal(object, object)

    def __init__(self, sync: BackgroundSync, account: Account, request: PullRequest, parent: QObject) -> None:
        super().__init__(parent)
        self._sync = sync
        self._account = account
        self._request = request
        self._waiting = list(request.queries)
        self._asked: ReportQuery | None = None
        self._brought: SyncResult | None = None
        self.may_be_more = False
        """An answer reached its limit: more reports wait at the service."""

    def start(self) -> None:
        if self._request.scope is Scope.OWN:
            self._follow(self._sync.pull_own_reports(self._account))
        else:
            self._next()

    def _next(self) -> None:
        self._asked = self._waiting.pop(0)
        self._follow(self._sync.pull_reports(self._account, self._asked))

    def _follow(self, task: Task[SyncResult]) -> None:
        task.on_success(self._on_pulled)
        task.on_failure(self._on_failed)
        task.on_cancel(self._on_cancelled)

    @Slot(object)
    def _on_pulled(self, pulled: SyncResult) -> None:
        self._brought = pulled if self._brought is None else self._brought + pulled
        is_full = self._asked is not None and self._asked.limit is not None and pulled.received >= self._asked.limit
        if self._asked is not None and is_full and self._request.is_to_end and pulled.new:
            self._waiting.insert(0, self._asked)
        elif is_full:
            self.may_be_more = True
        if self._waiting:
            self._next()
        else:
            self.ended.emit(self._brought, None)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.ended.emit(self._brought, error)

    @Slot()
    def _on_cancelled(self) -> None:
        self.ended.emit(self._brought, None)
