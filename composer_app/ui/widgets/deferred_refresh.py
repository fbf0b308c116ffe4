"""Refresh of a widget soon after its data changed, or when it is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget


class DeferredRefresh(QObject):
    """Says when a widget refreshes: a little after a change, once for several of them. A hidden widget waits until it
    is shown. It is stale from the beginning.

    Args:
        widget: whose data change.
        pause_ms: from a change to the refresh.
        when_shown_ms: from the moment at which a stale widget is shown to its refresh.

    Attributes:
        is_stale: the data have changed since the last refresh.

    Signals:
        due: refresh now.
    """

    due = Signal()

    def __init__(self, widget: QWidget, pause_ms: int, *, when_shown_ms: int = 0) -> None:
        super().__init__(widget)
        self._widget = widget
        self.pause_ms = pause_ms
        self._when_shown_ms = when_shown_ms
        self.is_stale = True
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        widget.installEventFilter(self)

    @Slot()
    def soon(self) -> None:
        """The data have changed."""
        self.is_stale = True
        if self._widget.isVisible() and not self._timer.isActive():
            self._timer.start(self.pause_ms)

    def done(self) -> None:
        """The widget has refreshed without being asked to."""
        self.is_stale = False
        self._timer.stop()

    @Slot()
    def _on_timeout(self) -> None:
        self.is_stale = False
        self.due.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and self.is_stale:
            self._timer.start(self._when_shown_ms)
        return super().eventFilter(watched, event)
