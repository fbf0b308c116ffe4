"""The page shown while the archive is restored or repaired."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from composer_app.services.maintenance.exclusive_job import ExclusiveJobKind
from composer_app.services.runtime.quit_on_signal import is_ending
from composer_app.ui.texts import maintenance
from composer_app.ui.theme import typography
from composer_app.ui.widgets.plain_text import Label
from composer_app.ui.widgets.progress_line import ProgressLine

_WIDTH = 440


class ExclusiveJobPage(QWidget):
    """Shows the progress. A closed window stays until the job ends."""

    def __init__(self, kind: ExclusiveJobKind, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("overhaul_page")
        self._is_to_close = False
        self._window = window
        self._progress = ProgressLine(left=maintenance.AT_WORK[kind])
        self._progress.set_busy(True)
        self._note = Label(maintenance.MEANWHILE)
        self._note.setObjectName("overhaul_note")
        self._note.setFont(typography.small())
        self._note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for widget in (self._progress, self._note):
            widget.setFixedWidth(_WIDTH)
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        window.installEventFilter(self)

    def show_progress(self, done: int, total: int) -> None:
        self._progress.set_busy(False)
        self._progress.set_value(done / max(total, 1))

    def end(self) -> bool:
        """It is done. True if the user has closed the window meanwhile."""
        self._window.removeEventFilter(self)
        return self._is_to_close

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and watched is self._window and not is_ending():
            self._is_to_close = True
            self._note.setText(maintenance.CLOSES_LATER)
            event.ignore()
            return True
        return super().eventFilter(watched, event)
