"""The archive at a million messages with their events: taking in, finding, counting, and the memory of it.

References are the barest that does the same work in the same run: `executemany` of finished rows into the same tables,
with their indexes, search and sums, in transactions of the same size; and the SQL of a page, on a plain connection.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import islice
from pathlib import Path

from composer_app.archive.archive import Archive
from composer_app.archive.reader import ArchiveReader
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.outcome import Outcome
from composer_app.domain.query import ArchiveFilter, SortKey
from tests.benchmarks.archive_maker import BEGIN, DAYS, RARE, Told, cached_archive, mails
from tests.benchmarks.figures import Figure, medians_in_turn

MESSAGES = 1_000_000
PAGE = 200
BLOCK = 1_000
BLOCKS_A_ROUND = 10
ROUNDS = 5
COUNT_GOAL_MS = 50
MEMORY_GOAL_MB = 32
LATER = BEGIN + timedelta(days=DAYS)
_TABLES = ("message", "report", "log_entry", "event")


def measure() -> list[Figure]:
    made = cached_archive(MESSAGES)
    with tempfile.TemporaryDirectory(prefix="mail-composer-bench-") as folder:
        path = Path(folder) / "archive.sqlite"
        shutil.copyfile(made, path)
        return [*_pages(path), *_counts(path), _memory(path), *_ingest(path, Path(folder))]


def _pages(path: Path) -> list[Figure]:
    """The first page of a filter, ids and rows, newest first."""
    since, until = BEGIN + timedelta(days=60), BEGIN + timedelta(days=90)
    by_status = ArchiveFilter(
        account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED}), since=since, until=until
    )
    micros = [int(at.timestamp()) * 1_000_000 for at in (since, until)]
    status_sql = (
        "SELECT row, address, subject, outcome, sent_at, message_id FROM message WHERE account = 1"
        " AND outcome = 'bounced' AND sent_at >= ? AND sent_at < ? ORDER BY sent_at DESC LIMIT ?"
    )
    rare_sql = (
        "SELECT row, address, subject, outcome, sent_at, message_id FROM message WHERE row IN"
        " (SELECT rowid FROM message_search WHERE message_search MATCH ?) ORDER BY sent_at DESC LIMIT ?"
    )
    with closing(ArchiveReader.open(path)) as reader, closing(sqlite3.connect(path)) as plain:

        def page(wanted: ArchiveFilter) -> int:
            return len(reader.message_rows(reader.message_ids(wanted, SortKey.SENT, True, PAGE)))

        def bare(sql: str, values: Sequence[object]) -> int:
            return len(plain.execute(sql, values).fetchall())

        rare = ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=(RARE,))
        pairs = (
            ("archive.page_status_time", by_status, status_sql, (*micros, PAGE)),
            ("archive.page_rare_substring", rare, rare_sql, (f'"{RARE}"', PAGE)),
        )
        figures = []
        for name, wanted, sql, values in pairs:
            assert page(wanted) == bare(sql, values) > 0
            ours, reference = medians_in_turn(_timed(lambda w=wanted: page(w)), _timed(lambda s=sql, v=values: bare(s, v)), 41)
            figures.append(Figure(name, "ms", ours, reference, 2.0, "lower"))
        return figures


def _counts(path: Path) -> list[Figure]:
    everything = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
    stretch = ArchiveFilter(
        account_id=SANDBOX_ACCOUNT,
        since=BEGIN + timedelta(days=20, minutes=17),
        until=BEGIN + timedelta(days=120, minutes=5),
    )
    with closing(ArchiveReader.open(path)) as reader:
        assert sum(reader.count_by_outcome(everything).values()) == MESSAGES
        jobs: tuple[tuple[str, Callable[[], object]], ...] = (
            ("archive.count_by_status", lambda: reader.count_by_outcome(everything)),
            ("archive.count_by_status_in_time", lambda: reader.count_by_outcome(stretch)),
            ("archive.count_by_hour", lambda: reader.count_by_hour(SANDBOX_ACCOUNT, None, None)),
        )
        return [
            Figure(name, "ms", statistics.median(_timed(job)() for _ in range(21)), COUNT_GOAL_MS, 1.0, "lower")
            for name, job in jobs
        ]


_PAGING = """
import sys
from pathlib import Path
from composer_app.archive.reader import ArchiveReader
from composer_app.domain.query import ArchiveFilter, SortKey
from tests.benchmarks.memory import tree_mb
import os

reader = ArchiveReader.open(Path(sys.argv[1]))
ids = reader.message_ids(ArchiveFilter(), SortKey.SENT, True)
reader.message_rows(ids[:200])
before = highest = tree_mb(os.getpid())
for start in range(0, len(ids), 200):
    reader.message_rows(ids[start : start + 200])
    if start % 20_000 == 0:
        highest = max(highest, tree_mb(os.getpid()))
print(highest - before)
"""


def _memory(path: Path) -> Figure:
    """What a process gains by paging through all rows, after the ids and the first page."""
    done = subprocess.run(
        [sys.executable, "-c", _PAGING, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    return Figure("archive.memory_of_paging", "MB", float(done.stdout), MEMORY_GOAL_MB, 1.0, "lower")


def _ingest(path: Path, folder: Path) -> list[Figure]:
    """Rows a second, each block of a thousand in a durable transaction."""
    source = mails(7, 10_000_000)
    blocks = iter(lambda: [_later(told) for told in islice(source, BLOCK)], [])
    with closing(Archive.open(path)) as archive, closing(_bare(path)) as bare:
        return [
            _ratio("archive.ingest_logs", archive, bare, _log_jobs(blocks, folder)),
            _ratio("archive.ingest_reports", archive, bare, _report_jobs(blocks, folder)),
        ]
