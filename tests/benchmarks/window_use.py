"""The window in use over a big archive: scrolling, another theme, memory, and first pages of archives of other sizes.

Environment as for the group `window`. `python -m tests.benchmarks.window_use PROFILE` prints the memory of one run.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from composer_app.archive.archive import Archive
from composer_app.services.profile import Profile
from composer_app.ui.theme.theme_store import ThemeMode, store
from tests.benchmarks.archive_maker import RARE, cached_archive
from tests.benchmarks.driven_window import ROUNDS, ROWS_GOAL_MS, DrivenPage, Painted, running_program
from tests.benchmarks.figures import Figure
from tests.benchmarks.memory import own_share_mb
from tests.benchmarks.window_load import MESSAGES, PAGE

STEPS = 200
FRAME_MS = 16
"""What is blank after one more frame counts as a blank."""
SCROLL_GOAL = 1.25
BLANKS_GOAL = 0.02
THEME_GOAL_MS = 150
LIST_GOAL_MB, USED_GOAL_MB = 120, 160
DETAILS = 50
GROWTH_GOAL = 1.5
SIZES = (10_000, 100_000)
_NOTCH = 120


def measure() -> list[Figure]:
    figures = _growth()
    with tempfile.TemporaryDirectory(prefix="mail-composer-bench-") as folder:
        profile = _profile(Path(folder), MESSAGES)
        figures += _memory(profile)
        with running_program(profile) as program:
            page = _Logs(program)
            figures += page.scrolled()
            figures.append(page.other_theme())
    return figures


def _profile(folder: Path, messages: int) -> Profile:
    profile = Profile(folder / f"profile-{messages}")
    profile.make()
    shutil.copyfile(cached_archive(messages), profile.archive)
    Archive.open(profile.archive).close()
    return profile


class _PlainModel(QAbstractTableModel):
    """As many rows with the texts of the first ones of the list, cell by cell."""

    def __init__(self, texts: list[list[str]], parent: QObject) -> None:
        super().__init__(parent)
        self._texts = texts

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else MESSAGES

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._texts[0])

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._texts[index.row() % len(self._texts)][index.column()]


class _Logs(DrivenPage):
    key = "logs"

    def first_page(self) -> float:
        """Milliseconds to the rows of no filter, from a filter that finds few."""
        times = []
        for _ in range(ROUNDS):
            self.browser.show_filter([], RARE)
            self.rest()
            times.append(self.ask(lambda: self.enter("")))
            self.rest()
        return statistics.median(times)

    def scrolled(self) -> list[Figure]:
        """CPU of the window's thread for each step of the wheel, of a page and of the thumb, beside a plain table."""
        self.clear()
        columns = [one for one in range(self.model.columnCount()) if not self.table.isColumnHidden(one)]
        rows = range(min(PAGE, self.model.rowCount()))
        plain = QTableView()
        texts = [[str(self.model.index(row, column).data()) for column in columns] for row in rows]
        plain.setModel(_PlainModel(texts, plain))
        for place, column in enumerate(columns):
            plain.setColumnWidth(place, self.table.columnWidth(column))
        plain.verticalHeader().hide()
        plain.verticalHeader().setDefaultSectionSize(self.table.rowHeight(0))
        plain.setVerticalScrollMode(self.table.verticalScrollMode())
        plain.resize(self.table.size())
        plain.show()
        figures = []
        for name, step in (("wheel", _wheel), ("page", _page), ("thumb", _thumb)):
            ours = self._cpu_of(self.table, step)
            blanks = self._blank_share
            bare = self._cpu_of(plain, step)
            goal = SCROLL_GOAL
            figures.append(Figure(f"window.scroll_{name}_cpu_p99", "ms", _p99(ours), _p99(bare), goal, "lower"))
            figures.append(Figure(f"window.scroll_{name}_blanks", "share", blanks, 1.0, BLANKS_GOAL, "lower"))
        plain.close()
        plain.deleteLater()
        return figures

    def _cpu_of(self, table: QTableView, step: Callable[[QTableView, int], None]) -> list[float]:
        table.scrollToTop()
        self.rest()
        spent, blank, seen = [], 0, 0
        for number in range(STEPS):
            began = time.thread_time()
            self.timed(lambda number=number: step(table, number), Painted(table.viewport(), lambda: True))
            spent.append((time.thread_time() - began) * 1000)
            if table is self.table:
                self.wait(FRAME_MS)
                rows = range(max(table.rowAt(0), 0), max(table.rowAt(table.viewport().height() - 1), 0) + 1)
                seen += len(rows)
                blank += sum(self.model.record(row) is None for row in rows)
                self.rest()
        self._blank_share = blank / seen if seen else 0.0
        return spent

    def other_theme(self) -> Figure:
        """CPU of the window's thread until all is painted in the other theme."""
        spent = []
        for _ in range(ROUNDS):
            for mode in (ThemeMode.DARK, ThemeMode.LIGHT):
                began = time.thread_time()
                store().set_mode(mode)
                self.rest()
                spent.append((time.thread_time() - began) * 1000)
        return Figure("window.theme_cpu", "ms", statistics.median(spent), THEME_GOAL_MS, 1.0, "lower")

    def used(self) -> dict[str, float]:
        """Megabytes with the list in sight, and after scrolling through it and reading details."""
        self.clear()
        found = {"list": own_share_mb()}
        for step in (_wheel, _page, _thumb):
            self._cpu_of(self.table, step)
        self.table.scrollToTop()
        self.table.setFocus()
        self.table.selectRow(0)
        QTest.keyClick(self.table, Qt.Key.Key_Space)
        self.until(lambda: self.browser.side.is_open)
        for _ in range(DETAILS):
            QTest.keyClick(self.table, Qt.Key.Key_Down)
            self.rest()
        return found | {"used": own_share_mb()}


def _wheel(table: QTableView, _number: int) -> None:
    at = QPointF(table.viewport().rect().center())
    turn = QWheelEvent(
        at,
        QPointF(table.viewport().mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, -_NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), turn)


def _page(table: QTableView, _number: int) -> None:
    bar = table.verticalScrollBar()
    bar.triggerAction(bar.SliderAction.SliderPageStepAdd)


def _thumb(table: QTableView, number: int) -> None:
    bar = table.verticalScrollBar()
    bar.setSliderPosition(bar.maximum() * (number * 37 % STEPS + 1) // STEPS)


def _p99(values: list[float]) -> float:
    return sorted(values)[len(values) * 99 // 100 - 1]


def _growth() -> list[Figure]:
    """A first page of an archive of each size, beside the smallest."""
    times: dict[int, float] = {}
    for size in (*SIZES, MESSAGES):
        with (
            tempfile.TemporaryDirectory(prefix="mail-composer-bench-") as folder,
            running_program(_profile(Path(folder), size)) as program,
        ):
            times[size] = _Logs(program).first_page()
    goal = round(max(ROWS_GOAL_MS / times[SIZES[0]], GROWTH_GOAL), 2)
    return [
        Figure(f"window.first_page_of_{size}", "ms", took, times[SIZES[0]], goal, "lower")
        for size, took in times.items()
    ]


def _memory(profile: Profile) -> list[Figure]:
    """Of a process that runs nothing else: PSS, which shares a page among those that have it."""
    command = [sys.executable, "-m", "tests.benchmarks.window_use", str(profile.folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    used = json.loads(done.stdout.splitlines()[-1])
    return [
        Figure("window.memory_of_list", "MB", used["list"], LIST_GOAL_MB, 1.0, "lower"),
        Figure("window.memory_after_use", "MB", used["used"], USED_GOAL_MB, 1.0, "lower"),
    ]


if __name__ == "__main__":
    with running_program(Profile(Path(sys.argv[1]))) as running:
        print(json.dumps(_Logs(running).used()))
