"""The window over a big archive: from the last key or click to painted rows, beside the bare SQL of the same page.

The real program runs in this process, on the display that there is or on Qt's offscreen platform. Environment:
BENCH_MESSAGES is the size of the archive (1,000,000), BENCH_CACHE the folder that keeps it between runs.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from composer_app.archive.archive import Archive
from composer_app.domain.filter_parser import parse
from composer_app.domain.outcome import BY_GRAVITY
from composer_app.domain.queries import ArchiveFilter
from composer_app.services.profile import Profile
from composer_app.services.records import Found
from composer_app.services.settings import Settings
from tests.benchmarks import log_fetch_load
from tests.benchmarks.archive_maker import LETTER_WORD, RARE, cached_archive
from tests.benchmarks.driven_window import ROUNDS, Blocks, DrivenPage, Painted, is_filled, running_program
from tests.benchmarks.figures import Figure, medians_in_turn

MESSAGES = int(os.environ.get("BENCH_MESSAGES") or 1_000_000)
PAGE = 200
DETAILS_GOAL_MS = 25
BLOCK_GOAL_MS = 50
SELECTED = 1_000
LETTERS, LETTER_EVERY_MS = "invoice", 250

_MESSAGES_SQL = """
    SELECT message.*, submission.id, verdict.* FROM message JOIN verdict ON verdict.number = message.verdict
    LEFT JOIN submission ON submission.number = message.submission WHERE message.account = 1 AND {where}
    ORDER BY {order} LIMIT 200
"""
_REPORTS_SQL = """
    SELECT report.*, message.*, verdict.* FROM report JOIN message ON message.row = report.message
    JOIN verdict ON verdict.number = report.verdict WHERE report.account = 1 AND {where} ORDER BY {order} LIMIT 200
"""
_FOUND = "message.row IN (SELECT rowid FROM message_search WHERE message_search MATCH '{terms}')"
_NEWEST, _NEWEST_REPORT = "message.sent_at DESC", "report.done_at DESC"


class Filter(NamedTuple):
    """A filter as it is typed, and the condition that finds the same rows."""

    name: str
    typed: str
    where: str


FILTERS = (
    Filter("status", "status:bounced", "message.outcome = 'bounced'"),
    Filter("since", "since:2025-08-01", "message.sent_at >= 1754006400000000"),
    Filter(
        "doubtful",
        "is:doubtful",
        "message.row IN (SELECT row FROM message INDEXED BY message_disputed WHERE account = 1 AND is_disputed = 1"
        " UNION ALL SELECT row FROM message INDEXED BY message_unheard WHERE account = 1 AND outcome = 'accepted'"
        " AND basis < 2)",
    ),
    Filter(
        "to_pattern",
        "to:*@example.com",
        _FOUND.format(terms='address : "@example.com"') + " AND message.address LIKE '%@example.com'",
    ),
    Filter("common_word", "invoice", _FOUND.format(terms='"invoice"')),
    Filter(
        "text_of_mail",
        LETTER_WORD,
        "message.submission IN (SELECT submission FROM letter WHERE number IN"
        f" (SELECT rowid FROM letter_search WHERE letter_search MATCH '\"{LETTER_WORD}\"'))",
    ),
    Filter(
        "two_letters",
        "qx",
        "(message.address LIKE '%qx%' OR message.sender LIKE '%qx%' OR message.subject LIKE '%qx%'"
        " OR message.message_id LIKE '%qx%' OR message.bulk_id LIKE '%qx%')",
    ),
    Filter(
        "three_combined",
        "status:bounced to:*@example.com invoice",
        _FOUND.format(terms='address : "@example.com" AND "invoice"') + " AND message.outcome = 'bounced'",
    ),
)
ERRORS = Filter(
    "errors_by_status", "error:6010", "message.verdict IN (SELECT number FROM verdict WHERE error_id = 6010)"
)
ORDERS = {  # by the column of the Logs page
    1: ("sent", "message.sent_at"),
    0: ("status", ""),
    2: ("to", "message.address COLLATE NOCASE"),
    5: ("done", "message.done_at"),
    3: ("subject", "message.subject COLLATE NOCASE"),
    6: ("from", "message.sender COLLATE NOCASE"),
    8: ("message_id", "message.message_id"),
    7: ("price", "CAST(message.price AS REAL)"),
}


def measure() -> list[Figure]:
    made = cached_archive(MESSAGES)
    with tempfile.TemporaryDirectory(prefix="mail-composer-bench-") as folder:
        profile = Profile(Path(folder) / "profile")
        profile.make()
        shutil.copyfile(made, profile.archive)
        Archive.open(profile.archive).close()
        log_fetch_load.prepare(profile)
        with (
            closing(sqlite3.connect(f"{profile.archive.as_uri()}?mode=ro", uri=True)) as plain,
            running_program(profile) as program,
        ):
            figures = []
            for page in (_Logs, _Reports, _Fetch):
                figures += page(program, plain).measure()
        return [_start(profile, Profile(Path(folder) / "empty")), *figures]


def _start(big: Profile, empty: Profile) -> Figure:
    """From nothing to painted rows, with Logs in front, beside the same with an empty archive."""

    def started(profile: Profile) -> float:
        Settings(profile.settings).current_page = "logs"
        began = time.perf_counter()
        with running_program(profile) as program:
            rows = program.main_view.page("logs").browser.list
            return (Painted(program.window, lambda: rows.is_empty or is_filled(rows)).wait() - began) * 1000

    return Figure(
        "window.start_logs", "ms", *medians_in_turn(lambda: started(big), lambda: started(empty), ROUNDS), 1.3, "lower"
    )


class _Logs(DrivenPage):
    key, sql = "logs", _MESSAGES_SQL

    def measure(self) -> list[Figure]:
        figures = [self.no_filter(_NEWEST)]
        found = [one for one in FILTERS if self.finds(one.where, _NEWEST)]  # a small archive may have none
        figures += [self.filter(one.name, one.typed, one.where, _NEWEST) for one in found]
        figures.append(self._nothing_found())
        figures += [self._sorted(column) for column in ORDERS]
        figures.append(self._errors_by_status())
        figures.append(self._letters())
        figures += self._selected()
        figures += self._details()
        figures += self._copied()
        return figures

    def _nothing_found(self) -> Figure:
        """Cleared while the program still counts what other filters would find."""
        ours, bare = [], []
        for _ in range(ROUNDS):
            self.browser.show_filter([], "nothing-has-this")
            self.until(lambda: self.browser.list.is_empty)
            ours.append(self.ask(lambda: self.enter("")))
            self.rest()
            bare.append(self.bare("1", _NEWEST))
        return self.figure("clear_of_nothing", ours, bare)

    def _sorted(self, column: int) -> Figure:
        name, keys = ORDERS[column]
        was_hidden = self.table.isColumnHidden(column)
        self.table.setColumnHidden(column, False)
        self.clear()
        ours, bare = [], []
        for _ in range(ROUNDS):
            self.sort(4)  # what cannot be sorted by: the next click is ascending again
            self.rest()
            ours.append(self.ask(lambda: self.sort(column)))
            self.rest()
            down = self.table.sorted_by()[1] is Qt.SortOrder.DescendingOrder
            bare.append(self.bare(*(self._by_gravity(down) if name == "status" else _by(keys, down))))
        self.table.setColumnHidden(column, was_hidden)
        return self.figure(f"sort_{name}", ours, bare)

    def _errors_by_status(self) -> Figure:
        """The mail with an error that many have, sorted by status."""
        tokens, text = parse(ERRORS.typed)
        ours, bare = [], []
        for _ in range(ROUNDS):
            self._by_sent()
            self.browser.show_filter(tokens, text)
            self.rest()
            ours.append(self.ask(lambda: self.sort(0)))
            self.rest()
            bare.append(self.bare(f"message.outcome = 'bounced' AND {ERRORS.where}", _NEWEST))
        self._by_sent()
        return self.figure(ERRORS.name, ours, bare)

    def _by_gravity(self, down: bool) -> tuple[str, str]:
        """The first page by status: of the gravest or least grave status that there is, the newest or oldest."""
        names = [outcome.value for outcome in (reversed(BY_GRAVITY) if down else BY_GRAVITY)]
        wheres = [f"message.outcome = '{name}'" for name in names]
        return next(where for where in wheres if self.finds(where, _NEWEST)), _by("message.sent_at", not down)[1]

    def _letters(self) -> Figure:
        """A word letter by letter, beside the same word at once; from the last key, with the pause after it."""
        self._by_sent()
        slowly, at_once = [], []
        field = self.browser.filter.input()

        def last_key() -> None:
            QTest.keyClicks(field, LETTERS[-1])

        for _ in range(ROUNDS):
            self.clear()
            field.setFocus()
            for letter in LETTERS[:-1]:
                QTest.keyClicks(field, letter)
                loop = QEventLoop()
                QTimer.singleShot(LETTER_EVERY_MS, loop.quit)
                loop.exec()
            slowly.append(self._asked_for(last_key))
            self.rest()
            self.clear()
            field.setFocus()
            QTest.keyClicks(field, LETTERS[:-1])
            at_once.append(self._asked_for(last_key))
            self.rest()
        median = statistics.median
        return Figure("window.logs.letter_by_letter", "ms", median(slowly), median(at_once), 1.2, "lower")

    def _asked_for(self, act: Callable[[], None]) -> float:
        """Milliseconds to the rows of the whole word; those of a part of it do not count."""
        before: list[Found] = []

        def note(wanted: ArchiveFilter) -> None:
            if wanted.words == (LETTERS,):
                before.append(self.model.found)

        def holds() -> bool:
            return bool(before) and self.model.found is not before[0] and is_filled(self.browser.list)

        self.browser.filter_changed.connect(note)
        try:
            return self.timed(act, Painted(self.table.viewport(), holds))
        finally:
            self.browser.filter_changed.disconnect(note)

    def _by_sent(self) -> None:
        self.table.sort_requested.emit(1, Qt.SortOrder.DescendingOrder)
        self.table.show_sorted(1, Qt.SortOrder.DescendingOrder)
        self.rest()

    def _selected(self) -> list[Figure]:
        """Sorting with many rows selected, beside the same with none."""
        times: dict[int, list[float]] = {0: [], SELECTED: []}
        blocks: dict[int, list[float]] = {0: [], SELECTED: []}
        for _ in range(ROUNDS):
            for selected in times:
                self.clear()
                self._by_sent()
                self.table.clearSelection()
                if selected:
                    self.table.selectRow(0)
                    self.table.verticalScrollBar().setValue(0)
                    last = self.model.index(selected - 1, 0)
                    at = self.table.visualRect(last).center()
                    QTest.mouseClick(
                        self.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, at
                    )
                    self.rest()
                assert len(self.table.selectionModel().selectedRows()) == selected
                meter = Blocks()
                times[selected].append(self.ask(lambda: self.sort(0)))
                self.rest()
                assert len(self.table.selectionModel().selectedRows()) == selected
                blocks[selected].append(meter.longest_ms)
        median = statistics.median
        return [
            Figure(f"window.logs.{name}", "ms", median(values[SELECTED]), median(values[0]), 2.0, "lower")
            for name, values in (("sort_selected", times), ("sort_selected_block", blocks))
        ]

    def _details(self) -> list[Figure]:
        """Down in the list while the details are open."""
        self.clear()
        self.table.setFocus()
        self.table.selectRow(0)
        QTest.keyClick(self.table, Qt.Key.Key_Space)
        details = self.browser.details
        self.until(lambda: self.browser.side.is_open)
        self.rest()
        ours, bare, cpu = [], [], []

        def is_shown() -> bool:
            shown = details.details
            return shown is not None and shown.message.row == self.browser.list.current

        for _ in range(4 * ROUNDS):
            began = time.thread_time()
            ours.append(self.timed(lambda: QTest.keyClick(self.table, Qt.Key.Key_Down), Painted(details, is_shown)))
            cpu.append((time.thread_time() - began) * 1000)
            self.rest()
            bare.append(self._bare_details(int(self.browser.list.current or 0)))
        QTest.keyClick(self.table, Qt.Key.Key_Space)
        goal = round(DETAILS_GOAL_MS / statistics.median(bare), 2)
        median = statistics.median
        return [
            Figure("window.logs.details", "ms", median(ours), median(bare), goal, "lower"),
            Figure("window.logs.details_cpu", "ms", median(cpu), 12.0, 1.0, "lower"),
        ]

    def _bare_details(self, row: int) -> float:
        began = time.perf_counter()
        for table, column in (
            ("message", "row"),
            ("event", "message"),
            ("log_entry", "message"),
            ("report", "message"),
        ):
            self.plain.execute(f"SELECT * FROM {table} WHERE {column} = ?", (row,)).fetchall()
        return (time.perf_counter() - began) * 1000

    def _copied(self) -> list[Figure]:
        """All rows selected and copied: the longest block, and the time until they are on the clipboard."""
        blocks, times = [], []
        clipboard = QGuiApplication.clipboard()
        for _ in range(ROUNDS):
            self.clear()
            self.table.setFocus()
            clipboard.setText("before")
            self.rest()
            meter, began = Blocks(), time.perf_counter()
            QTest.keyClick(self.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            QTest.keyClick(self.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
            self.until(lambda: clipboard.text() != "before")
            times.append((time.perf_counter() - began) * 1000)
            blocks.append(meter.longest_ms)
        clipboard.clear()
        median = statistics.median
        return [
            Figure("window.logs.copy_block", "ms", median(blocks), BLOCK_GOAL_MS, 1.0, "lower"),
            Figure("window.logs.copy", "ms", median(times), 1000.0, 1.0, "lower"),
        ]


def _by(keys: str, down: bool) -> tuple[str, str]:
    """Any message, and the order."""
    return "1", ", ".join(f"{key} {'DESC' if down else 'ASC'}" for key in [*keys.split(", "), "message.row"])


class _Reports(DrivenPage):
    key, sql = "reports", _REPORTS_SQL

    def measure(self) -> list[Figure]:
        rare = _FOUND.format(terms=f'"{RARE}"')
        return [
            self.no_filter(_NEWEST_REPORT),
            self.filter("rare_word", RARE, rare, _NEWEST_REPORT),
        ]


class _Fetch(DrivenPage):
    """Logs, all of it, while entries are fetched. Last, since the archive grows."""

    key, sql = "logs", _MESSAGES_SQL

    def measure(self) -> list[Figure]:
        self.clear()
        return log_fetch_load.measure(self._program, self.until)
