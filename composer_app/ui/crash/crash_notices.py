"""Crash notices: for a fault now, and at start for one that ended the last run."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from composer_app.services.runtime.crash_watch import CrashWatch
from composer_app.ui.shell.main_view import MainView
from composer_app.ui.texts import crash as texts
from composer_app.ui.texts.banner_spec import BannerKind, BannerSpec

_BANNER = "last-run"
FAULT = (texts.FAULT_TITLE, f"{texts.FAULT_TEXT} {texts.MASKED}")
ENDED = (texts.ENDED_TITLE, f"{texts.ENDED_TEXT} {texts.MASKED}")


class CrashNotices(QObject):
    """Lives as long as the main view.

    Args:
        main_view: where the banner is shown.
        watch: tells of faults.
        last_run: the report of the last run, if it crashed.
    """

    def __init__(self, main_view: MainView, watch: CrashWatch, last_run: str | None) -> None:
        super().__init__(main_view)
        self._main_view = main_view
        self._last_run = last_run or ""
        self._is_open = False
        # queued: a fault may come from any thread, or from inside other code of this one
        watch.crashed.connect(self._on_crashed, Qt.ConnectionType.QueuedConnection)
        if last_run is not None:
            spec = BannerSpec(
                BannerKind.NOTICE,
                texts.LAST_RUN_TITLE,
                texts.LAST_RUN_TEXT,
                ((texts.SHOW, self._show_last),),
                closable=True,
            )
            main_view.put_banner(_BANNER, spec)

    @Slot(str)
    def _on_crashed(self, report: str) -> None:
        if not self._is_open:  # one at a time; the log file has all of them
            self._show(*FAULT, report)

    def _show_last(self) -> None:
        self._main_view.take_banner(_BANNER)
        self._show(*ENDED, self._last_run)

    def _show(self, title: str, text: str, report: str) -> None:
        from composer_app.ui.crash.crash_dialog import CrashDialog  # most runs need none

        dialog = CrashDialog(title, text, report, self._main_view.window())
        dialog.finished.connect(self._on_finished)
        self._is_open = True
        dialog.open()

    @Slot()
    def _on_finished(self) -> None:
        self._is_open = False
