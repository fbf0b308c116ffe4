"""Garbage collection of cycles in the GUI thread only.

The thread that triggers the collector frees a cycle, with the QObjects in it; a QTimer freed on a worker
cannot be stopped there. So the automatic collector is off, and a timer of the GUI thread does its work.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2_000
_YOUNG = 1_000
"""Number of new objects that triggers a collection of the youngest generation, as in the automatic collector."""


class GarbageCollector(QObject):
    """Replaces automatic collection by a timer in the GUI thread, until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._round = 0
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(self.collect)
        self.timer.start()

    def collect(self) -> None:
        """Collect young objects often, old ones every minute."""
        self._round += 1
        if self._round % 30 == 0:
            gc.collect()
        elif gc.get_count()[0] > _YOUNG:
            gc.collect(1)

    def stop(self) -> None:
        self.timer.stop()
        if self._was_automatic:
            gc.enable()
