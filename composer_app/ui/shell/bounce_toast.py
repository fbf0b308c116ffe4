"""Toast about bounced mail, shown when the background fetch brings the report; the page does not move."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from composer_app.domain.filter_keys import FilterKey
from composer_app.domain.filter_parser import FilterToken
from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.outcome import Outcome
from composer_app.services.services import Services
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts import shell as texts
from composer_app.ui.texts.outcome_reasons import why_of

FAILED = (Outcome.BOUNCED, Outcome.EXPIRED, Outcome.REJECTED)
STAY_MS = 15_000
MOST_LOOKED_AT = 5_000


class BounceToast(QObject):
    """Shows a toast, a count at "Logs" until that page is shown, and a window alert.

    Each message is counted once, and only mail sent from this program.

    Signals:
        found: the messages (`MessageRow`) that were not delivered.
    """

    found = Signal(object)

    def __init__(self, main_view: MainView, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._main_view = main_view
        self._services = services
        self._known: set[int] = set()
        self._unseen = 0
        for stored in (services.sync.reports_stored, services.sync.logs_stored):
            stored.connect(self._on_stored)
        main_view.page_shown.connect(self._on_page_shown)

    @Slot(object)
    def _on_stored(self, pulled: SyncResult) -> None:
        rows = [row for row in pulled.rows if row not in self._known][:MOST_LOOKED_AT]
        if pulled.new and rows:
            self._services.records.messages(rows).on_success(self._on_read)

    @Slot(object)
    def _on_read(self, messages: Sequence[MessageRow]) -> None:
        failed = [
            one
            for one in messages
            if one.outcome in FAILED and one.submission_id is not None and one.row not in self._known
        ]
        if not failed:
            return
        self._known.update(one.row for one in failed)
        self._main_view.show_toast(words_of(failed), texts.SHOW, partial(self.show_failed, failed), STAY_MS)
        QApplication.alert(self._main_view.window())
        self.found.emit(failed)
        if self._main_view.current_page != "logs":
            self._unseen += len(failed)
            self._main_view.set_count("logs", self._unseen, urgent=True)

    def show_failed(self, failed: Sequence[MessageRow]) -> None:
        """List these messages in Logs."""
        self._use_account(failed[0].account_id)
        self._main_view.show_page("logs")
        logs = self._main_view.page("logs").browser
        if len(failed) == 1 and failed[0].message_id is not None:
            logs.show_filter([FilterToken(FilterKey.ID, failed[0].message_id)])
        else:
            outcomes = dict.fromkeys(one.outcome for one in failed)
            logs.show_filter([FilterToken(FilterKey.STATUS, outcome.value) for outcome in outcomes])

    def _use_account(self, account_id: AccountId) -> None:
        if account_id != self._services.accounts.current.id:
            self._services.accounts.use(account_id)

    @Slot(str)
    def _on_page_shown(self, key: str) -> None:
        if key == "logs" and self._unseen:
            self._unseen = 0
            self._main_view.set_count("logs", 0, urgent=False)


def words_of(failed: Sequence[MessageRow]) -> str:
    """The recipients that did not get their mail; for a single one also the reason."""
    return texts.not_delivered(failed[0].to, len(failed) - 1, why_of(failed[0]))
