"""A JSON text that folds, with a search in it. Long ones are read in slices, between the window's events."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from time import perf_counter

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from composer_app.domain.json_outline import JsonOutline, JsonSyntaxError
from composer_app.domain.json_search import JsonSearch
from composer_app.ui.texts import json_view as texts
from composer_app.ui.widgets.buttons import quiet_button
from composer_app.ui.widgets.field_helpers import set_wrong
from composer_app.ui.widgets.json_view.json_table import JsonTable
from composer_app.ui.widgets.layouts import REST, in_column, in_row
from composer_app.ui.widgets.small_note import SmallNote
from composer_app.ui.widgets.step_field import StepField

SLICE_S = 0.012
"""Longest time that reading or searching takes between two events."""


class JsonView(QWidget):
    """Rows that fold, below a bar with the buttons that fold and the search.

    Signals:
        read: the text is shown.
        refused: the text is not JSON.
        searched: the search has ended.
        copied: a sentence that says so.
    """

    read = Signal()
    refused = Signal()
    searched = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outline = JsonOutline("")
        self._search: JsonSearch | None = None
        self._reading: Iterator[None] = iter(())
        self._searching: Iterator[None] = iter(())
        self._read_on = self._timer(self._read)
        self._search_on = self._timer(self._look)
        self.table = JsonTable(self)
        self.fold_all = quiet_button(texts.FOLD_ALL, self, compact=True)
        self.fold_all.setObjectName("fold_all")
        self.unfold_all = quiet_button(texts.UNFOLD_ALL, self, compact=True)
        self.unfold_all.setObjectName("unfold_all")
        self.note = SmallNote(self)
        self.note.setObjectName("json_note")
        self._find_button = quiet_button(parent=self, icon="search", tooltip=texts.FIND, compact=True)
        self._find_button.setObjectName("find_in_json")
        self._field = _Field(self)
        self._field.setObjectName("json_words")
        self._field.setPlaceholderText(texts.FIND)
        self._field.setAccessibleName(texts.FIND)
        self._count = SmallNote(self)
        self._count.setObjectName("json_finds")
        self._bar = QWidget(self)
        self._find_bar = QWidget(self)
        self._lay_out()
        self._find_bar.hide()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=0)
        timer.timeout.connect(slot)
        return timer

    def _lay_out(self) -> None:
        back = quiet_button(parent=self, icon="chevron-up", tooltip=texts.FIND_BACK, compact=True)
        on = quiet_button(parent=self, icon="chevron-down", tooltip=texts.FIND_ON, compact=True)
        cross = quiet_button(parent=self, icon="close", tooltip=texts.CLOSE_FIND, compact=True)
        back.setObjectName("json_back")
        on.setObjectName("json_on")
        cross.setObjectName("close_json_find")
        in_row(self._bar, self.fold_all, self.unfold_all, self.note, REST, self._find_button, spacing=4)
        in_row(self._find_bar, self._field, self._count, back, on, cross, grows=self._field, spacing=4)
        in_column(self, self._bar, self._find_bar, self.table, grows=self.table, spacing=4)
        self.fold_all.clicked.connect(self.table.fold_all)
        self.unfold_all.clicked.connect(self.table.unfold_all)
        self._find_button.clicked.connect(self.open_find)
        back.clicked.connect(self._find_back)
        on.clicked.connect(self._find_on)
        cross.clicked.connect(self.close_find)
        self._field.textChanged.connect(self._on_words)
        self._field.step_wanted.connect(self._step)
        self._field.left.connect(self.close_find)
        self.table.find_wanted.connect(self.open_find)
        self.table.step_wanted.connect(self._step)
        self.table.copied.connect(self.copied)

    # the text

    def set_text(self, text: str) -> None:
        """Show a text, folded if it is long. Short ones are there at once. Emits `read` or `refused`."""
        if text == self._outline.text and len(self._outline):
            return
        self._outline = JsonOutline(text)
        self._reading = self._outline.steps()
        self._end_search()
        self.table.rows.set_outline(JsonOutline(""))
        self._read()

    @property
    def is_reading(self) -> bool:
        """Whether the text is being read."""
        return self._read_on.isActive()

    @Slot()
    def _read(self) -> None:
        try:
            has_ended = _go_on(self._reading)
        except JsonSyntaxError:
            self._read_on.stop()
            self._outline = JsonOutline("")  # or the same text would count as shown the next time
            self.note.say("")
            self.refused.emit()
            return
        if not has_ended:
            self.note.say(texts.READING)
            self._read_on.start()
            return
        self.note.say("")
        self.table.rows.set_outline(self._outline)
        self.read.emit()
        self._on_words(self._field.text())

    # the search

    @Slot()
    def open_find(self) -> None:
        """Show the search, with the cursor in its field."""
        self._find_bar.show()
        self._field.setFocus()
        self._field.selectAll()

    @Slot()
    def close_find(self) -> None:
        """Hide the search, and go back to the rows."""
        self._field.clear()
        self._find_bar.hide()
        self.table.setFocus()

    @Slot(str)
    def _on_words(self, words: str) -> None:
        self._end_search()
        if words and len(self._outline) and not self.is_reading:
            self._search = JsonSearch(self._outline, words)
            self._searching = self._search.steps()
            self._look()

    def _end_search(self) -> None:
        self._search_on.stop()
        self._search = None
        self.table.mark(())
        self._count.say("")
        set_wrong(self._field, "")

    @Slot()
    def _look(self) -> None:
        assert self._search is not None
        is_first = not self._search.found
        has_ended = _go_on(self._searching)
        self.table.mark(self._search.found)
        if is_first and self._search.found:
            self._go_to_next()
        self._show_count()
        if has_ended:
            set_wrong(self._field, "" if self._search.found else texts.NOT_FOUND)
            self.searched.emit()
        else:
            self._search_on.start()

    def _go_to_next(self) -> None:
        """The find at the current value, or the next one."""
        assert self._search is not None
        found = self._search.found
        self.table.go_to(found[bisect_left(found, self.table.current or 0) % len(found)])

    def _show_count(self) -> None:
        found = self._search.found if self._search is not None else ()
        current = self.table.current
        place = bisect_left(found, current) if current is not None else len(found)
        is_there = place < len(found) and found[place] == current
        self._count.say(texts.place(place + 1 if is_there else 0, len(found)))

    @Slot(int)
    def _step(self, step: int) -> None:
        """Go to the next find (1) or to the one before (-1), and on at the other end."""
        found = self._search.found if self._search is not None else ()
        if not found:
            return
        current = self.table.current
        place = bisect_left(found, current or 0)
        if step > 0 and place < len(found) and found[place] == current:
            place += 1
        self.table.go_to(found[(place - (step < 0)) % len(found)])
        self._show_count()

    @Slot()
    def _find_on(self) -> None:
        self._step(1)

    @Slot()
    def _find_back(self) -> None:
        self._step(-1)


class _Field(StepField):
    """Signals:
    left: Esc.
    """

    left = Signal()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride and event.text() == "\x1b":
            event.accept()  # the window has this key as well
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() == "\x1b":
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _go_on(steps: Iterator[None]) -> bool:
    """Take steps until the slice is over; True: there are no more."""
    until = perf_counter() + SLICE_S
    return all(perf_counter() < until for _ in steps)
