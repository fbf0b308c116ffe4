"""F5: fetch what is new, and say what came."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.services.harvest import Harvest
from composer_app.services.sync.pulled import Pulled
from composer_app.ui.common import format as fmt
from composer_app.ui.frame.frame import Frame


class FetchNew(QObject):
    """Runs the background fetch at once: logs, and the reports that are this program's to pull. Nothing that another
    program waits for is taken."""

    def __init__(self, frame: Frame, harvest: Harvest, parent: QObject) -> None:
        super().__init__(parent)
        self._frame = frame
        self._harvest = harvest
        self._is_asked = False
        self._reports = self._logs = 0
        self._is_all = True
        command = frame.commands.add("fetch_new", "Fetch what is new", menu="Message", icon="pull")
        command.triggered.connect(self._run)
        harvest.reports_stored.connect(self._on_reports)
        harvest.logs_stored.connect(self._on_logs)
        harvest.state_changed.connect(self._on_ended)

    @Slot()
    def _run(self) -> None:
        self._is_asked = True
        self._reports = self._logs = 0
        self._is_all = True
        self._frame.show_toast("Fetching what is new…")
        self._harvest.run_now()

    @Slot(object)
    def _on_reports(self, pulled: Pulled) -> None:
        self._reports += pulled.new
        self._is_all = self._is_all and pulled.is_all

    @Slot(object)
    def _on_logs(self, pulled: Pulled) -> None:
        self._logs += pulled.new
        self._is_all = self._is_all and pulled.is_all

    @Slot()
    def _on_ended(self) -> None:
        if self._is_asked:
            QTimer.singleShot(0, self, self._tell)  # what was stored is told right after this

    @Slot()
    def _tell(self) -> None:
        if not self._is_asked:
            return
        self._is_asked = False
        if self._harvest.state.failure is not None:
            self._frame.show_toast("Nothing could be fetched. The line at the top says why.")
            return
        parts = [fmt.count(self._reports, "new report")] if self._reports else []
        parts += [fmt.count(self._logs, "new log entry", "new log entries")] if self._logs else []
        if not self._is_all:
            told = f"{' and '.join(parts)}, and" if parts else "Nothing new, but"
            self._frame.show_toast(f"{told} not all could be read. It is tried again with the next fetch.")
            return
        self._frame.show_toast(f"{' and '.join(parts)}." if parts else "Nothing new.")
