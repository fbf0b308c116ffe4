"""F5: fetch new reports and logs, then show how many came."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.services.sync.background_sync import BackgroundSync
from composer_app.services.sync.sync_result import SyncResult
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts import shell as texts


class FetchNew(QObject):
    """Runs the background fetch at once: logs, and the reports of mail sent from this program. Reports that other
    programs wait for stay at the vendor."""

    def __init__(self, main_view: MainView, sync: BackgroundSync, parent: QObject) -> None:
        super().__init__(parent)
        self._main_view = main_view
        self._sync = sync
        self._is_asked = False
        self._reports = self._logs = 0
        self._is_all = True
        command = main_view.commands.add("fetch_new", menu="Message", icon="pull")
        command.triggered.connect(self._run)
        sync.reports_stored.connect(self._on_reports)
        sync.logs_stored.connect(self._on_logs)
        sync.state_changed.connect(self._on_ended)

    @Slot()
    def _run(self) -> None:
        self._is_asked = True
        self._reports = self._logs = 0
        self._is_all = True
        self._main_view.show_toast(texts.FETCHING)
        self._sync.run_now()

    @Slot(object)
    def _on_reports(self, pulled: SyncResult) -> None:
        self._reports += pulled.new
        self._is_all = self._is_all and pulled.is_all

    @Slot(object)
    def _on_logs(self, pulled: SyncResult) -> None:
        self._logs += pulled.new
        self._is_all = self._is_all and pulled.is_all

    @Slot()
    def _on_ended(self) -> None:
        if self._is_asked and not self._sync.is_current_syncing:  # another account may end first
            QTimer.singleShot(0, self, self._tell)  # reports_stored and logs_stored follow this signal

    @Slot()
    def _tell(self) -> None:
        if not self._is_asked:
            return
        self._is_asked = False
        if self._sync.state.failure is not None:
            self._main_view.show_toast(texts.NOT_FETCHED)
            return
        self._main_view.show_toast(texts.fetched(self._reports, self._logs, is_all=self._is_all))
