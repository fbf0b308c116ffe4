"""Where an answer lies while it comes in: a file that the system writes the bytes into as it hands them over.

An answer that hands reports out comes once. Between its last byte and the spool lie a few milliseconds, more where the
archive is busy, and a process that is killed in them would have taken the reports with it. So the connection receives
straight into a file mapped into memory: what the process has read is in the file, in one step of the system, and the
file outlives the process. Only a loss of power can still take it, until the spool has it with a commit of its own.
"""

from __future__ import annotations

import contextlib
import errno
import mmap
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from composer_app.archive.errors import ArchiveError, ArchiveFull, ArchiveReadOnly
from composer_app.domain.clock import Clock, utc_now
from composer_app.domain.ids import AccountId

_FIRST_BYTES = 128 * 1024
_LEAST_ROOM = 16 * 1024
_BEGUN_WITHIN_S = 60.0
_SUFFIX = ".arriving"
_BINARY = getattr(os, "O_BINARY", 0)  # Windows writes another end of line without it


class ArrivalHead(msgspec.Struct, frozen=True):
    """What was asked, as the spool will want to know it."""

    account_id: AccountId
    query: str
    asked_at: datetime


class LeftOver(msgspec.Struct):
    """What a process that died had received. `raw`: the answer as it stands on the wire, head and body."""

    head: ArrivalHead
    raw: bytes
    is_stored: bool = False
    """To be set when the spool has it, or it is not worth that: then it is thrown away."""


_HEAD = msgspec.json.Decoder(ArrivalHead)


class Arrival:
    """The file of one answer. Belongs to one thread. Closed, it stays until it is thrown away."""

    def __init__(self, path: Path, head: ArrivalHead) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            _lock(self._file)
            self._start = self._size = self._at = os.write(self._file, msgspec.json.encode(head) + b"\n")
            self._grow(_FIRST_BYTES)
        except BaseException:
            os.close(self._file)
            path.unlink(missing_ok=True)
            raise
        self.is_open = self.is_whole = True

    @property
    def size_bytes(self) -> int:
        """What has come so far."""
        return self._at - self._start

    def clear(self) -> None:
        """Make ready for an answer; an earlier one handed nothing out."""
        self.is_whole = True
        if self._at > self._start:
            self._map[self._start : self._at] = bytes(self._at - self._start)
            self._at = self._start

    def put(self, raw: bytes) -> None:
        """All of an answer at once, in the place of what is there. Raises OSError without room; then that stays."""
        missing = len(raw) + _LEAST_ROOM - (self._size - self._start)
        if missing > 0:
            self._grow(missing)
        self.clear()
        self._map[self._start : self._start + len(raw)] = raw
        self._at += len(raw)

    def room(self) -> memoryview:
        """Where the next bytes go. Raises OSError if the disk is full."""
        if self._size - self._at < _LEAST_ROOM:
            self._grow(self._size)
        return memoryview(self._map)[self._at :]

    def filled(self, count: int) -> bytes:
        """So many bytes were put into `room`; they are given back."""
        self._at += count
        return self._map[self._at - count : self._at]

    def blacken(self, places: Callable[[bytes], Iterable[tuple[int, int]]]) -> None:
        """Overwrite some places of what came, named by what it is given."""
        for start, end in places(self._map[self._start : self._at]):
            self._map[self._start + start : self._start + end] = b"*" * (end - start)

    def close(self) -> None:
        """Leave the file to whoever looks for what is left over."""
        if self.is_open:
            self.is_open = False
            _unlock(self._file)
            os.close(self._file)
            with contextlib.suppress(BufferError):  # a connection still has its room in it
                self._map.close()

    def throw_away(self) -> None:
        """The answer is in the spool, or there was none."""
        self.close()
        with contextlib.suppress(OSError):  # Windows keeps it as long as it is mapped; then it is taken in twice
            self.path.unlink(missing_ok=True)

    def _grow(self, count: int) -> None:
        # Written, not only set: a mapped page for which the disk has no room would end the process.
        os.lseek(self._file, self._size, os.SEEK_SET)
        missing = count
        while missing:
            missing -= os.write(self._file, bytes(missing))
        self._size += count
        self._map = mmap.mmap(self._file, self._size)


class Arrivals:
    """All of them, in a folder beside the archive. Several processes may use it at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, archive: Path) -> Arrivals:
        """Those of the archive in this file."""
        return cls(archive.with_name("arriving"))

    def files(self) -> list[Path]:
        """All there are, oldest first."""
        return sorted(self.folder.glob(f"*{_SUFFIX}"), key=_age)

    def begin(self, account_id: AccountId, query: str, clock: Clock = utc_now) -> Arrival:
        """Make a file for an answer, before it is asked for.

        Raises:
            ArchiveFull, ArchiveReadOnly: there is no place for an answer; one should not ask for one.
        """
        head = ArrivalHead(account_id, query, clock().astimezone(UTC))
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with contextlib.suppress(BlockingIOError):  # somebody who looks for left-overs was quicker to lock it
                return Arrival(self._new_path(), head)
            return Arrival(self._new_path(), head)
        except OSError as error:
            raise _translated(error) from error

    def _new_path(self) -> Path:
        return self.folder / f"{os.urandom(8).hex()}{_SUFFIX}"

    def are_there(self) -> bool:
        """Some answer has not got into the spool; it may still be coming in."""
        return bool(self.files())

    @staticmethod
    def received(path: Path, size_bytes: int) -> bytes:
        """The answer in the file of an `Arrival` that another process holds, as it stands on the wire.

        Raises:
            ArchiveReadOnly: the file cannot be read.
        """
        try:
            with path.open("rb") as file:
                file.readline()
                return file.read(size_bytes)
        except OSError as error:
            raise _translated(error) from error

    def left_over(self) -> Iterator[LeftOver]:
        """What dead processes received, oldest first. What is not marked as stored stays."""
        for path in self.files():
            with contextlib.suppress(OSError):  # another process was quicker, or receives into it
                file = os.open(path, os.O_RDWR | _BINARY)
                try:
                    _lock(file)
                    found = _read(path.read_bytes())
                    if found is not None and found.raw:
                        yield found
                    was_never_begun = found is None and time.time() - _age(path) > _BEGUN_WITHIN_S
                    if was_never_begun or (found is not None and (found.is_stored or not found.raw)):
                        path.unlink(missing_ok=True)
                finally:
                    os.close(file)


def _read(content: bytes) -> LeftOver | None:
    """None: its process is just making it, or did not live to."""
    head, _, rest = content.partition(b"\n")
    try:
        return LeftOver(_HEAD.decode(head), rest.rstrip(b"\0"))
    except msgspec.DecodeError:
        return None


def _age(path: Path) -> float:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _translated(error: OSError) -> ArchiveError:
    return (ArchiveFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else ArchiveReadOnly)(str(error))


if sys.platform == "win32":
    import msvcrt

    _LOCKED_AT = 2**31 - 2  # far behind what is received: there a lock keeps nobody from reading

    def _lock(file: int) -> None:
        """Until it is unlocked, or the process ends. Raises OSError if another one has it."""
        _at_lock(file, msvcrt.LK_NBLCK)

    def _unlock(file: int) -> None:
        _at_lock(file, msvcrt.LK_UNLCK)

    def _at_lock(file: int, mode: int) -> None:
        place = os.lseek(file, 0, os.SEEK_CUR)
        os.lseek(file, _LOCKED_AT, os.SEEK_SET)
        try:
            msvcrt.locking(file, mode, 1)
        finally:
            os.lseek(file, place, os.SEEK_SET)
else:
    import fcntl

    def _lock(file: int) -> None:
        """Until it is unlocked, or the process ends. Raises OSError if another one has it."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: int) -> None:
        """Closing alone would not do: the mapping keeps the file open as well."""
        fcntl.flock(file, fcntl.LOCK_UN)
