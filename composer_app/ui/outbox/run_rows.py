"""The rows of the send runs in the outbox, read again after each change."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.send_run import SendRunEntry
from composer_app.services.runtime.tasks import Task
from composer_app.services.services import Services
from composer_app.ui.outbox.row_model import Row
from composer_app.ui.outbox.run_row import run_row_of

NEWEST = 100
"""Most runs listed."""
REFRESH_AFTER_MS = 200
"""Delay that joins several changes into one update: a run changes several times a second."""


class RunRows(QObject):
    """Follows the runs of the account in use.

    Args:
        is_shown: says whether the list is in sight; otherwise nothing is read.

    Signals:
        read: `rows` are others than before.
    """

    read = Signal()

    def __init__(self, services: Services, is_shown: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self._is_shown = is_shown
        self._rows: list[Row] = []
        self._reading: Task[tuple[SendRunEntry, ...]] | None = None
        self._is_stale = False
        self._timer = QTimer(self, singleShot=True, interval=REFRESH_AFTER_MS)
        self._timer.timeout.connect(self._read)
        services.send_runs.changed.connect(self.refresh_soon)

    def rows(self) -> list[Row]:
        """Newest first."""
        return self._rows

    @Slot()
    def refresh_soon(self, _run_ids: object = None) -> None:
        """Read them again in a moment."""
        self._is_stale = True
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _read(self) -> None:
        if self._reading is not None or not self._is_shown():
            return  # read again after it, or once the list is shown
        self._is_stale = False
        task = self._reading = self._services.send_runs.newest_entries(self._services.accounts.current.id, NEWEST)
        task.on_success(self._on_read).on_failure(self._on_not_read).on_cancel(self._on_ended)

    @Slot(object)
    def _on_read(self, entries: tuple[SendRunEntry, ...]) -> None:
        accounts, now = self._services.accounts, self._services.context.clock()
        own = [one for one in entries if one.run.account_id == accounts.current.id]
        rows = [run_row_of(one, accounts.get(one.run.account_id), now) for one in own]
        self._on_ended()
        if rows != self._rows:
            self._rows = rows
            self.read.emit()

    @Slot(object)
    def _on_not_read(self, _failure: Exception) -> None:
        """The list of mails says that the archive cannot be read; the rows shown stay."""
        self._on_ended()

    @Slot()
    def _on_ended(self) -> None:
        self._reading = None
        if self._is_stale:
            self._timer.start()
