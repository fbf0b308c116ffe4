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
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import timedelta
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.domain.comparison import Against, Question, compare
from composer_app.domain.facets import Facet
from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.domain.inconsistencies import SILENCE
from composer_app.domain.outcome import Outcome
from composer_app.domain.overview import Grouping, OverviewQuery
from composer_app.domain.overview_period import PeriodKind, period_of
from composer_app.domain.queries import ArchiveFilter, SortKey
from composer_app.domain.vendor_records import DeliveryReport, LogEntry
from tests.benchmarks.archive_maker import BEGIN, DAYS, RARE, SEED, Reported, cached_archive, mails, make_archive
from tests.benchmarks.figures import Figure, medians_in_turn

MESSAGES = 1_000_000
PAGE = 200
BLOCK = 1_000
BLOCKS_A_ROUND = 5
ROUNDS = 9
COUNT_GOAL_MS = 50
COMPARISON_GOAL_MS = 1_000
BIG_COMPARISON_GOAL_MS = 500
FACETS_GOAL_MS = 150
OVERVIEW_GOAL_MS = 300
MEMORY_GOAL_MB = 32
INGEST_GOAL = 0.7
NOW = BEGIN + timedelta(days=DAYS)

Row = tuple[Any, ...]


class Block(NamedTuple):
    """One answer of the vendor, parsed."""

    reports: list[DeliveryReport]
    entries: list[LogEntry]
    body: bytes


Take = Callable[[Archive, Block], None]


def measure() -> list[Figure]:
    made = cached_archive(MESSAGES)
    with tempfile.TemporaryDirectory(prefix="mail-composer-bench-") as folder:
        path = Path(folder) / "archive.sqlite"
        shutil.copyfile(made, path)
        return [
            *_pages(path),
            *_counts(path),
            *_comparisons(path),
            _facets(path),
            _overview(path),
            _memory(path),
            *_ingest(path, Path(folder) / "model.sqlite"),
        ]


def _pages(path: Path) -> list[Figure]:
    """The first page of a filter, ids and rows, newest first."""
    since, until = BEGIN + timedelta(days=30), BEGIN + timedelta(days=48)
    by_status = ArchiveFilter(
        account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED}), since=since, until=until
    )
    micros = [int(at.timestamp()) * 1_000_000 for at in (since, until)]
    status_sql = _PAGE_SQL.format(
        "message.account = 1 AND message.outcome = 'bounced' AND sent_at >= ? AND sent_at < ?"
    )
    doubtful_sql = _PAGE_SQL.format(
        "message.row IN (SELECT row FROM message INDEXED BY message_disputed WHERE account = 1 AND is_disputed = 1"
        " UNION ALL SELECT row FROM message INDEXED BY message_unheard"
        " WHERE account = 1 AND outcome = 'accepted' AND basis < 2 AND answered_at <= ?)"
    )
    rare_sql = _PAGE_SQL.format("message.row IN (SELECT rowid FROM message_search WHERE message_search MATCH ?)")
    with closing(ArchiveReader.open(path)) as reader, closing(sqlite3.connect(path)) as plain:

        def page(wanted: ArchiveFilter) -> int:
            return len(reader.messages.rows(reader.messages.ids(wanted, SortKey.SENT, True, PAGE)))

        def bare(sql: str, values: Sequence[object]) -> int:
            return len(plain.execute(sql, values).fetchall())

        rare = ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=(RARE,))
        inconsistent = ArchiveFilter(account_id=SANDBOX_ACCOUNT, inconsistent_at=NOW)
        silent_since = int((NOW - SILENCE).timestamp()) * 1_000_000
        pairs = (
            ("archive.page_status_time", by_status, status_sql, (*micros, PAGE)),
            ("archive.page_rare_substring", rare, rare_sql, (f'"{RARE}"', PAGE)),
            ("archive.page_doubtful", inconsistent, doubtful_sql, (silent_since, PAGE)),
        )
        figures = []
        for name, wanted, sql, values in pairs:
            assert page(wanted) == bare(sql, values) > 0
            ours = _timed(lambda wanted=wanted: page(wanted))
            reference = _timed(lambda sql=sql, values=values: bare(sql, values))
            figures.append(Figure(name, "ms", *medians_in_turn(ours, reference, 41), 2.0, "lower"))
        return figures


def _counts(path: Path) -> list[Figure]:
    everything = ArchiveFilter(account_id=SANDBOX_ACCOUNT)
    stretch = ArchiveFilter(
        account_id=SANDBOX_ACCOUNT,
        since=BEGIN + timedelta(days=12, minutes=17),
        until=BEGIN + timedelta(days=72, minutes=5),
    )
    with closing(ArchiveReader.open(path)) as reader:
        assert sum(reader.messages.count_by_outcome(everything).values()) == MESSAGES
        jobs: tuple[tuple[str, Callable[[], object]], ...] = (
            ("archive.count_by_status", lambda: reader.messages.count_by_outcome(everything)),
            ("archive.count_by_status_in_time", lambda: reader.messages.count_by_outcome(stretch)),
        )
        return [
            Figure(name, "ms", statistics.median(_timed(job)() for _ in range(21)), COUNT_GOAL_MS, 1.0, "lower")
            for name, job in jobs
        ]


def _comparisons(path: Path) -> list[Figure]:
    """ "What is different?" about the bounces of the newest week, and about all that was delivered."""
    bounced = ArchiveFilter(
        account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.BOUNCED}), since=NOW - timedelta(days=7)
    )
    keys = frozenset({"status", "since"})
    with closing(ArchiveReader.open(path)) as reader:

        def compared(against: Against) -> None:
            assert compare(reader.comparison.counts(Question(bounced, against, keys=keys))).findings

        figures = [
            Figure(
                f"archive.compare_{name}",
                "ms",
                statistics.median(_timed(lambda against=against: compared(against))() for _ in range(5)),
                COMPARISON_GOAL_MS,
                1.0,
                "lower",
            )
            for name, against in (("with_others", Against.OTHERS), ("with_everything", Against.EVERYTHING))
        ]
        most = ArchiveFilter(account_id=SANDBOX_ACCOUNT, outcomes=frozenset({Outcome.DELIVERED}))
        spent = _cpu_of(lambda: reader.comparison.counts(Question(most, keys=frozenset({"status"}))))
        return [*figures, Figure("archive.compare_most_cpu", "ms", spent, BIG_COMPARISON_GOAL_MS, 1.0, "lower")]


def _facets(path: Path) -> Figure:
    """CPU of counting all facets of what a common word finds."""
    wanted = ArchiveFilter(account_id=SANDBOX_ACCOUNT, words=("invoice",))
    with closing(ArchiveReader.open(path)) as reader:
        spent = _cpu_of(lambda: reader.facets.counts(wanted, dict.fromkeys(Facet, 5)))
    return Figure("archive.facets_of_common_word_cpu", "ms", spent, FACETS_GOAL_MS, 1.0, "lower")


def _cpu_of(job: Callable[[], object]) -> float:
    spent = []
    for _ in range(5):
        began = time.thread_time()
        job()
        spent.append((time.thread_time() - began) * 1000)
    return statistics.median(spent)


def _overview(path: Path) -> Figure:
    """All figures of the overview for 12 months, in a time zone whose days begin within hours of UTC."""
    query = OverviewQuery(
        account_id=SANDBOX_ACCOUNT,
        period=period_of(PeriodKind.YEAR, NOW, ZoneInfo("Asia/Kolkata")),
        grouping=Grouping.DOMAIN,
        limit=Fraction(2, 100),
    )
    with closing(ArchiveReader.open(path)) as reader:
        assert reader.overview.read(query).counts.sent > MESSAGES * 0.9
        took = statistics.median(_timed(lambda: reader.overview.read(query))() for _ in range(9))
    return Figure("archive.overview_of_a_year", "ms", took, OVERVIEW_GOAL_MS, 1.0, "lower")


_PAGE_SQL = """
    SELECT message.*, submission.id, verdict.* FROM message JOIN verdict ON verdict.number = message.verdict
    LEFT JOIN submission ON submission.number = message.submission WHERE {}
    ORDER BY sent_at DESC LIMIT ?
"""
_PAGING = """
import sys
from pathlib import Path
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.domain.queries import ArchiveFilter, SortKey
from tests.benchmarks.memory import tree_mb
import os

reader = ArchiveReader.open(Path(sys.argv[1]))
ids = reader.messages.ids(ArchiveFilter(), SortKey.SENT, True)
reader.messages.rows(ids[:200])
before = highest = tree_mb(os.getpid())
for start in range(0, len(ids), 200):
    reader.messages.rows(ids[start : start + 200])
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


def _ingest(path: Path, scratch: Path) -> list[Figure]:
    """Rows a second: each block of a thousand is on the disk before the next one begins."""
    make_archive(scratch, 20)
    source = mails(SEED + 1, 1_000_000)
    kinds = (("archive.ingest_logs", _take_logs), ("archive.ingest_reports", _take_reports))
    with closing(Archive.open(path)) as archive, closing(Archive.open(scratch)) as model, closing(_bare(path)) as bare:

        def blocks() -> list[list[Reported]]:
            return [list(islice(source, BLOCK)) for _ in range(BLOCKS_A_ROUND)]

        def ours(take: Take) -> float:
            reported = [_as_reported(block) for block in blocks()]
            began = time.perf_counter()
            for block in reported:
                take(archive, block)
            return BLOCKS_A_ROUND * BLOCK / (time.perf_counter() - began)

        def reference(take: Take) -> float:
            rows = [_rows_of(model, scratch, take, block) for block in blocks()]
            began = time.perf_counter()
            for block in rows:
                _insert(bare, block)
            return BLOCKS_A_ROUND * BLOCK / (time.perf_counter() - began)

        figures = []
        for name, take in kinds:
            rates = medians_in_turn(lambda take=take: ours(take), lambda take=take: reference(take), ROUNDS)
            figures.append(Figure(name, "rows/s", *rates, INGEST_GOAL, "higher"))
        return figures


def _as_reported(block: list[Reported]) -> Block:
    return Block(
        [reported.as_report() for reported in block],
        [reported.as_entry() for reported in block],
        b'{"results":[' + b",".join(reported.raw() for reported in block) + b"]}",
    )


def _take_logs(archive: Archive, block: Block) -> None:
    answer = archive.answers.store(SANDBOX_ACCOUNT, "logs", "", block.body, True, NOW)
    archive.logs.ingest(SANDBOX_ACCOUNT, block.entries, NOW, None, answer)


def _take_reports(archive: Archive, block: Block) -> None:
    answer = archive.answers.store(SANDBOX_ACCOUNT, "reports", "", block.body, True, NOW)
    archive.reports.ingest(answer, block.reports, None, NOW)


def _rows_of(model: Archive, model_path: Path, take: Take, block: list[Reported]) -> dict[str, list[Row]]:
    """The rows that a block becomes, as another archive made them; messages are numbered from 0."""
    with closing(sqlite3.connect(model_path)) as db:
        (last,) = db.execute("SELECT max(row) FROM message").fetchone()
        take(model, _as_reported(block))
        select = "SELECT * FROM {} WHERE {} > ?"
        messages = [(row[0] - last, *row[1:]) for row in db.execute(select.format("message", "row"), (last,))]
        logs = [(row[0] - last, *row[1:]) for row in db.execute(select.format("log_entry", "message"), (last,))]
        events = [(row[0] - last, *row[1:]) for row in db.execute(select.format("event", "message"), (last,))]
        reports = [
            (None, row[1], row[2] - last, 1, *row[4:])
            for row in db.execute(select.format("report", "message"), (last,))
        ]
    return {"message": messages, "log_entry": logs, "report": reports, "event": events}


def _bare(path: Path) -> sqlite3.Connection:
    """The settings that a commit needs to be durable, and nothing else of ours."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    return db


def _insert(db: sqlite3.Connection, rows: dict[str, list[Row]]) -> None:
    db.execute("BEGIN IMMEDIATE")
    (last,) = db.execute("SELECT max(row) FROM message").fetchone()
    for table, block in rows.items():
        if not block:
            continue
        # The one number that depends on the file is added by SQLite.
        column = 2 if table == "report" else 0
        places = ", ".join(f"? + {last}" if at == column else "?" for at in range(len(block[0])))
        db.executemany(f"INSERT INTO {table} VALUES ({places})", block)
    db.execute("COMMIT")


def _timed(job: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        began = time.perf_counter()
        job()
        return (time.perf_counter() - began) * 1000

    return run
