"""SQLite connection to the archive's file, with settings that make commits durable."""

from __future__ import annotations

import os
import sqlite3
import sys
from array import array
from binascii import unhexlify
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from composer_app.archive.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveReadOnly,
    Interrupted,
    translated,
)
from composer_app.archive.file_watch import FileWatch
from composer_app.domain.archive_rescue import FileChange

Row = tuple[Any, ...]
Parameters = Sequence[object] | dict[str, object]

BUSY_TIMEOUT_S = 5.0
"""How long to wait for another program's transaction before `ArchiveLocked`."""

# WAL lets the window read while another thread writes. FULL: a commit has reached the disk when it returns;
# on macOS that takes fullfsync, since a plain fsync stops at the drive's cache.
_WRITER_SETTINGS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # erased data is overwritten in the file; Debian's SQLite does so by default
    "PRAGMA temp_store = MEMORY",
)
_TOUCH = "SELECT 1 FROM sqlite_schema LIMIT 1"
_READER_SETTINGS = ("PRAGMA query_only = ON", "PRAGMA temp_store = MEMORY")
_PAGES_AT_ONCE = 2048
_STEPS_AT_ONCE = 100_000
"""SQLite VM steps between two calls: some milliseconds."""

# One value holds all numbers, so that Python takes no step for each. SQLite keeps the order of a subquery for
# group_concat. Other threads of Python run meanwhile.
_NUMBERS = "SELECT CAST(group_concat(printf('%016x', row), '') AS BLOB) FROM ({select})"
_DIGITS = 16
_NUMBERS_AT_ONCE = 65_536
"""Decoding so many takes 1 ms, in which no other thread runs."""

OnFileChange = Callable[[FileChange], None]
OnProgress = Callable[[int, int], None]
"""Called with the amount done and the total. An exception stops the work."""


def nothing_more() -> None:
    """The end of a transaction that has nothing else to do."""


def unobserved(_done: int, _total: int) -> None:
    """Progress that is not shown."""


class TooManySteps(Exception):
    """Reading takes longer than it may (`Database.at_most`)."""


class Database:
    """Runs statements and translates SQLite's errors. One thread at a time."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self.rollbacks = 0
        """Number of transactions rolled back; a cache of rows is cleared when it changes."""
        self.before_commit: Callable[[], None] = nothing_more
        """The last thing that each transaction does."""
        self._is_unwanted: Callable[[], bool] | None = None
        self._watch: FileWatch | None = None
        self._on_change: OnFileChange | None = None

    @classmethod
    def open(cls, path: Path) -> Database:
        """Open for reading and writing; a missing file is created. For the calling thread.

        Raises:
            ArchiveError: the file cannot be opened, is locked or is no database.
        """
        return cls._connect(path, "rwc", _WRITER_SETTINGS, is_bound_to_thread=True)

    @classmethod
    def open_read_only(cls, path: Path) -> Database:
        """Open an existing file for reading. May be handed to another thread, but not shared by two.

        Its folder may be read-only, such as a mounted backup, or its disk full. Then close it soon: it does not see
        later changes.
        """
        database = cls._connect(path, "ro", _READER_SETTINGS, is_bound_to_thread=False)
        try:
            database.rows(_TOUCH)
        except (ArchiveReadOnly, ArchiveFull) as error:
            database.close()
            if not _lies_still(path, is_full=isinstance(error, ArchiveFull)):
                raise
            return cls._connect(path, "ro&immutable=1", _READER_SETTINGS, is_bound_to_thread=False)
        except ArchiveDamaged:
            pass  # the next statement says so
        return database

    @classmethod
    def open_alone(cls, path: Path) -> Database:
        """Open for reading and writing, exclusively until it is closed.

        Raises:
            ArchiveLocked: another program has it open, whether it is writing or not.
        """
        database = cls._connect(path, "rw", ("PRAGMA locking_mode = EXCLUSIVE",), is_bound_to_thread=True)
        try:
            # In this mode a lock is taken with the first change and kept.
            with database.transaction():
                database.run("PRAGMA user_version")
        except BaseException:
            database.close()
            raise
        return database

    @classmethod
    def _connect(cls, path: Path, mode: str, settings: Iterable[str], *, is_bound_to_thread: bool) -> Database:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        try:
            connection = sqlite3.connect(
                uri,
                uri=True,
                timeout=BUSY_TIMEOUT_S,
                isolation_level=None,  # transactions begin and end where we say
                check_same_thread=is_bound_to_thread,
                cached_statements=256,
            )
        except sqlite3.Error as error:
            raise translated(error) from error
        database = cls(connection, path)
        try:
            for setting in settings:
                database.run(setting)
        except BaseException:
            database.close()
            raise
        return database

    def close(self) -> None:
        self.connection.close()

    def watch_file(self, on_change: OnFileChange) -> None:
        """From now on check before and after each transaction that the file at the path is the opened one.

        Args:
            on_change: moves this connection to another file (`go_on_at`), or raises ArchiveError.
        """
        self._watch = FileWatch(self.path)
        self._on_change = on_change

    @property
    def has_own_log(self) -> bool:
        """Whether the log at its path belongs to the opened file."""
        return self._watch is not None and self._watch.has_own_log()

    def go_on_at(self, path: Path) -> None:
        """Continue with the file at `path`, which has the same content. Outside of a transaction only."""
        other = Database._connect(path, "rw", _WRITER_SETTINGS, is_bound_to_thread=True)
        before, self.connection, self.path = self.connection, other.connection, path
        if self._watch is not None:
            self._watch = FileWatch(path)
        before.close()  # SQLite sees that its file was moved, and leaves the log alone

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """A transaction, or within another one a part of it. Takes the write lock at once, so that reads inside stay
        valid until the end.

        The commit is on disk when the block ends without an error.
        """
        if self.connection.in_transaction:
            yield
            return
        self.heed_file()
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.before_commit()
            self.run("COMMIT")
        except BaseException:
            self.rollbacks += 1
            # On a full disk SQLite may have rolled back by itself.
            if self.connection.in_transaction:
                self.connection.rollback()
            raise
        self.heed_file(own=True)  # rescues a commit into a file that was just deleted

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All statements inside see the same state of the file, within a transaction its own. For reading."""
        if self.connection.in_transaction:
            yield
            return
        self.run("BEGIN")
        try:
            yield
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    def heed_file(self, *, own: bool = False) -> None:
        """If watched, check that the file at the path is the opened one, and have it rescued if not.

        Args:
            own: the last change was by this connection, which may have shortened the file.
        """
        if self._watch is None or self._on_change is None:
            return
        change = self._watch.change()
        if change is FileChange.CUT and (own or self._is_whole()):  # another process of ours shrank the file
            change = None
        if change is not None:
            self._on_change(change)
        elif own:
            self._watch.note()

    def _is_whole(self) -> bool:
        """Checkpoint: every page is in the file itself, and not only in the log."""
        try:
            pages, size = (self.rows(f"PRAGMA {name}")[0][0] for name in ("page_count", "page_size"))
            return self.path.stat().st_size == pages * size and self.rows("PRAGMA quick_check") == [("ok",)]
        except (ArchiveError, OSError):
            return False

    @contextmanager
    def step(self) -> Iterator[None]:
        """A savepoint: a part of a transaction that is rolled back alone if it fails."""
        self.run("SAVEPOINT step")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # on a full disk SQLite may have undone all of it
                self.run("ROLLBACK TO step")
                self.run("RELEASE step")
            raise
        self.run("RELEASE step")

    def run(self, sql: str, parameters: Parameters = ()) -> sqlite3.Cursor:
        try:
            return self.connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise translated(error) from error

    def run_many(self, sql: str, parameters: Iterable[Parameters]) -> int:
        """Run a change for each of the parameters. Returns how many rows they changed."""
        try:
            return self.connection.executemany(sql, parameters).rowcount
        except sqlite3.Error as error:
            raise translated(error) from error

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise translated(error) from error

    def row(self, sql: str, parameters: Parameters = ()) -> Row | None:
        try:
            found: Row | None = self.connection.execute(sql, parameters).fetchone()
        except sqlite3.Error as error:
            raise translated(error) from error
        return found

    def each(self, sql: str, parameters: Parameters = ()) -> Iterator[Row]:
        """Iterate over the rows, for long results."""
        try:
            yield from self.connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise translated(error) from error

    def numbers(self, select: str, parameters: Parameters = ()) -> array[int]:
        """The integers of the column `row`, in the order of the SELECT. A million take a quarter of a second."""
        found = self.row(_NUMBERS.format(select=select), parameters)
        digits = memoryview(found[0] if found is not None and found[0] is not None else b"")
        numbers = array("q")
        step = _DIGITS * _NUMBERS_AT_ONCE
        for start in range(0, len(digits), step):
            numbers.frombytes(unhexlify(digits[start : start + step]))
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def changed(self, sql: str, parameters: Parameters = ()) -> int:
        """Run a change. Returns how many rows it changed."""
        return self.run(sql, parameters).rowcount

    def inserted(self, sql: str, parameters: Parameters = ()) -> int:
        """Run an INSERT. Returns the new row's number."""
        number = self.run(sql, parameters).lastrowid
        assert number is not None
        return number

    def define(self, name: str, function: Callable[[Any], str | bytes | int | None]) -> None:
        """Register a deterministic SQL function of one argument."""
        try:
            self.connection.create_function(name, 1, function, deterministic=True)
        except sqlite3.Error as error:
            raise translated(error) from error

    def stop_when(self, is_unwanted: Callable[[], bool] | None) -> None:
        """Stop the running statement with `Interrupted` when `is_unwanted()` returns True. It is called often.

        None: no statement is stopped any more.
        """
        self._is_unwanted = is_unwanted
        self.connection.set_progress_handler(is_unwanted, _STEPS_AT_ONCE)

    @contextmanager
    def at_most(self, steps: int) -> Iterator[None]:
        """Reading inside takes about so many VM steps at most, always the same for the same data.

        Raises:
            TooManySteps: it took more.
        """
        left, is_unwanted = max(steps // _STEPS_AT_ONCE, 1), self._is_unwanted

        def is_too_long() -> bool:
            nonlocal left
            left -= 1
            return left < 0 or (is_unwanted is not None and is_unwanted())

        self.stop_when(is_too_long)
        try:
            yield
        except Interrupted:
            if left < 0:
                raise TooManySteps from None
            raise
        finally:
            self.stop_when(is_unwanted)

    def back_up(self, target: Path, on_progress: OnProgress = unobserved) -> None:
        """Copy a snapshot into the new file `target`, not yet synced to disk. Others may keep writing.

        Args:
            on_progress: in pages.
        """
        try:
            copy = sqlite3.connect(target, isolation_level=None)
            try:
                copy.execute("PRAGMA synchronous = OFF")
                self.connection.execute("BEGIN")
                # Holds the snapshot: otherwise each commit of another connection would restart the copy.
                self.connection.execute(_TOUCH).fetchall()
                self.connection.backup(
                    copy, pages=_PAGES_AT_ONCE, progress=lambda _, left, total: on_progress(total - left, total)
                )
            finally:
                copy.close()
                if self.connection.in_transaction:
                    self.connection.rollback()
        except sqlite3.Error as error:
            raise translated(error) from error


def _lies_still(path: Path, *, is_full: bool) -> bool:
    """No process can write to it: the folder refuses the index that SQLite keeps beside a file in use, and the log
    holds no commit."""
    log = path.with_name(f"{path.name}-wal")
    is_writable = os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
    return path.is_file() and (is_full or not is_writable) and not (log.exists() and log.stat().st_size)
