"""Parses a long text in slices, so that a list of thousands does not block the keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.ui.widgets.chips.chip_value import ChipValue

SLICE_S = 0.008
"""Half a frame, leaving the other half to the window."""

Judge = Callable[[str], Iterable[ChipValue]]


class ChipIntake(QObject):
    """Processes one text at a time; a short one at once. GUI thread only.

    Signals:
        taken: the values of the text, all of them.
        begun: a text that takes longer.
    """

    taken = Signal(list)
    begun = Signal()

    def __init__(self, judge: Judge, parent: QObject) -> None:
        super().__init__(parent)
        self._judge = judge
        self._text = ""
        self._rest: Iterator[ChipValue] = iter(())
        self._values: list[ChipValue] = []
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._go_on)

    def start(self, text: str) -> None:
        """Parse this text, after the one before."""
        self.finish()
        self._text, self._values, self._rest = text, [], iter(self._judge(text))
        self._go_on()
        if self._text:
            self._next.start()
            self.begun.emit()

    def text(self) -> str:
        """The text whose values are not known yet, or ""."""
        return self._text

    def finish(self) -> None:
        """Parse the rest now."""
        if self._text:
            self._values += self._rest
            self._end()

    def cancel(self) -> None:
        """Cancel the text being parsed."""
        self._next.stop()
        self._text, self._values, self._rest = "", [], iter(())

    @Slot()
    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE_S
        for value in self._rest:
            self._values.append(value)
            if time.perf_counter() > until:
                return
        self._end()

    def _end(self) -> None:
        values = self._values
        self.cancel()
        self.taken.emit(values)
