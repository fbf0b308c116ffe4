"""The real program in this process, worked by keys and clicks: when what is painted, and how long its loop stood.

It runs on the display that there is, or on Qt's offscreen platform.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from composer_app.app import Program, build_program, build_services
from composer_app.launch import make_application, open_window
from composer_app.services.profile import Profile
from composer_app.services.runtime.gc_thread import GarbageCollector
from composer_app.services.settings import Settings
from composer_app.ui.compose.compose_page import PREVIEW_FLAG
from composer_app.ui.messages.message_browser import MessageBrowser
from composer_app.ui.messages.message_list import MessageList
from tests.benchmarks.archive_maker import RARE
from tests.benchmarks.figures import Figure

ROUNDS = 5
ROWS_GOAL_MS = 60
"""Rows that an index gives in order are there within this time, however quick the bare SQL is."""
SQL_GOAL = 1.5
"""Rows for which SQLite must look at many take so many times the bare SQL."""
PATIENCE_MS = 60_000
_LOOK_EVERY_MS = 2


def is_filled(rows: MessageList) -> bool:
    return rows.model.rowCount() > 0 and rows.model.record(max(rows.table.rowAt(0), 0)) is not None


@contextmanager
def running_program(profile: Profile) -> Iterator[Program]:
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or make_application(sys.argv[:1])
    assert isinstance(app, QApplication)
    settings = Settings(profile.settings)
    settings.set_flag(PREVIEW_FLAG, False)
    settings.has_been_welcomed = True
    window = open_window(app, profile, settings)
    window.resize(1900, 900)
    program = build_program(app, build_services(profile, settings), window, (GarbageCollector(app),))
    program.start()
    try:
        yield program
    finally:
        window.close()
        program.stop()
        window.deleteLater()
        gc.collect()  # here: a timer that another thread frees cannot be stopped there


class Painted(QObject):
    """Ends a loop once `holds` is true when a widget or a part of it has been painted."""

    def __init__(self, widget: QWidget, holds: Callable[[], bool]) -> None:
        super().__init__()
        self._widget = widget
        self._holds = holds
        self._loop = QEventLoop()
        self._is_there = False

    def wait(self) -> float:
        """The time (`perf_counter`) at which it was."""
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        QTimer.singleShot(PATIENCE_MS, self._loop.quit)
        self._loop.exec()
        at = time.perf_counter()
        app.removeEventFilter(self)
        assert self._is_there, "waited in vain for rows"
        return at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self._is_there and isinstance(watched, QWidget):
            is_part = watched is self._widget or self._widget.isAncestorOf(watched)
            if is_part and self._holds():
                self._is_there = True
                QTimer.singleShot(0, self._loop.quit)  # this paint comes first
        return False


class Blocks(QObject):
    """The longest time for which the event loop did not turn."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start()

    def _on_turn(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000 - _LOOK_EVERY_MS)
        self._last = now


class DrivenPage:
    """One page of the window, with the hands to work it."""

    key = ""
    sql = ""

    def __init__(self, program: Program, plain: sqlite3.Connection | None = None) -> None:
        self._program = program
        self._plain = plain
        QTest.mouseClick(program.main_view.page_button(self.key), Qt.MouseButton.LeftButton)
        self.browser: MessageBrowser = program.main_view.page(self.key).browser
        self.table = self.browser.list.table
        self.model = self.browser.list.model
        self.rest()

    @property
    def plain(self) -> sqlite3.Connection:
        """The connection for bare SQL."""
        assert self._plain is not None
        return self._plain

    def rest(self) -> None:
        """Let the program end what it does."""
        self.until(lambda: self._program.services.context.tasks_under_way == 0)

    def until(self, holds: Callable[[], bool]) -> None:
        loop, clock = QEventLoop(), QTimer(interval=_LOOK_EVERY_MS)
        held = 0

        def look() -> None:
            nonlocal held
            held = held + 1 if holds() else 0
            if held > 10:  # what one answer sets off begins with another turn of the loop
                loop.quit()

        clock.timeout.connect(look)
        clock.start()
        loop.exec()

    def wait(self, milliseconds: int) -> None:
        """Let the program run for a time."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def ask(self, act: Callable[[], None]) -> float:
        """Milliseconds from the act to the painted rows of its answer."""
        before = self.model.found
        rows = self.browser.list
        painted = Painted(self.table.viewport(), lambda: self.model.found is not before and is_filled(rows))
        return self.timed(act, painted)

    def timed(self, act: Callable[[], None], painted: Painted) -> float:
        """Milliseconds from the act until it is painted."""
        began = 0.0

        def run() -> None:
            nonlocal began
            began = time.perf_counter()
            act()

        QTimer.singleShot(0, run)
        return (painted.wait() - began) * 1000

    def enter(self, typed: str) -> None:
        """Put this filter into the bar and press Enter."""
        bar = self.browser.filter
        for box in bar.token_widgets():
            QTest.keyClick(box, Qt.Key.Key_Delete)
        bar.input().setText(typed)
        QTest.keyClick(bar.input(), Qt.Key.Key_Return)

    def clear(self) -> None:
        self.browser.show_filter([], "")
        self.rest()

    def sort(self, column: int) -> None:
        header = self.table.horizontalHeader()
        at = header.rect().center()
        at.setX(header.sectionViewportPosition(column) + header.sectionSize(column) // 2)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def finds(self, where: str, order: str) -> bool:
        return self.plain.execute(self.sql.format(where=where, order=order)).fetchone() is not None

    def bare(self, where: str, order: str) -> float:
        """Milliseconds of the same page in plain SQL."""
        began = time.perf_counter()
        self.plain.execute(self.sql.format(where=where, order=order)).fetchall()
        return (time.perf_counter() - began) * 1000

    def filter(self, name: str, typed: str, where: str, order: str) -> Figure:
        """The figure of a filter beside its SQL."""
        ours, bare = [], []
        for _ in range(ROUNDS):
            self.clear()
            ours.append(self.ask(lambda: self.enter(typed)))
            self.rest()
            bare.append(self.bare(where, order))
        return self.figure(name, ours, bare)

    def no_filter(self, order: str) -> Figure:
        ours, bare = [], []
        for _ in range(ROUNDS):
            self.browser.show_filter([], RARE)
            self.rest()
            ours.append(self.ask(lambda: self.enter("")))
            self.rest()
            bare.append(self.bare("1", order))
        return self.figure("no_filter", ours, bare)

    def figure(self, name: str, ours: list[float], bare: list[float]) -> Figure:
        """`ROWS_GOAL_MS`, or where the SQL takes long, `SQL_GOAL` times as long."""
        reference = statistics.median(bare)
        goal = round(max(ROWS_GOAL_MS / reference, SQL_GOAL), 2)
        return Figure(f"window.{self.key}.{name}", "ms", statistics.median(ours), reference, goal, "lower")
