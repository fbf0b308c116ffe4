"""Files of answers being received: every piece is written before anything reads it.

Reports are handed out once. A process killed between the last byte and the commit to the archive, some milliseconds
later, would lose them. So each piece is written and synced as it arrives, and the file survives the process; its room
on the disk is reserved before the request.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from composer_app.archive.file_lock import lock, unlock
from composer_app.archive.file_operations import NO_ROOM, os_errors_translated, sync_folder
from composer_app.domain.clock import Clock, utc_now
from composer_app.domain.ids import AccountId

_BEGUN_WITHIN_S = 60.0
_SUFFIX = ".arriving"
_BINARY = getattr(os, "O_BINARY", 0)  # without it Windows translates line ends
_sync: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)


class AnswerHead(msgspec.Struct, frozen=True):
    """The request of an answer, as it is stored with it."""

    account_id: AccountId
    query: str
    asked_at: datetime


class UnfinishedAnswer(msgspec.Struct):
    """An answer whose process died. `raw`: the bytes received, head and body."""

    head: AnswerHead
    raw: bytes
    is_stored: bool = False
    """Set it when the answer is stored or not needed: then the file is deleted."""


_HEAD = msgspec.json.Decoder(AnswerHead)


class IncomingAnswer:
    """The file of one answer. Belongs to one thread. It stays after `close` until it is discarded."""

    def __init__(self, path: Path, head: AnswerHead, room_bytes: int) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            lock(self._file)
            self._start = self._at = _write(self._file, msgspec.json.encode(head) + b"\n")
            _reserve(self._file, self._start, room_bytes)
        except BaseException:
            os.close(self._file)
            path.unlink(missing_ok=True)
            raise
        self._is_open = True

    @property
    def size_bytes(self) -> int:
        """Bytes received so far."""
        return self._at - self._start

    def clear(self) -> None:
        """Start a new answer; an earlier one handed out no report. The reserved room stays."""
        if self._at > self._start:
            self._overwrite(self._start, bytes(self._at - self._start))
            self._at = self._start

    def append(self, data: bytes) -> None:
        """Append bytes; they are on disk when this returns.

        Raises:
            OSError: no room for all of them; `size_bytes` counts the ones written.
        """
        os.lseek(self._file, self._at, os.SEEK_SET)
        try:
            while data:
                written = os.write(self._file, data)
                self._at += written
                data = data[written:]
        finally:
            _sync(self._file)

    def content(self, at_most: int) -> bytes:
        """The first bytes received."""
        os.lseek(self._file, self._start, os.SEEK_SET)
        left = min(at_most, self.size_bytes)
        blocks = []
        while left and (block := os.read(self._file, left)):
            blocks.append(block)
            left -= len(block)
        return b"".join(blocks)

    def blacken(self, places: Callable[[bytes], Iterable[tuple[int, int]]]) -> None:
        """Overwrite ranges of the received bytes. `places` returns the ranges for the content it is given."""
        for start, end in places(self.content(self.size_bytes)):
            self._overwrite(self._start + start, b"*" * (end - start))

    def close(self) -> None:
        """Close the file, and leave it for the next search for unfinished answers."""
        if self._is_open:
            self._is_open = False
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, self._at)
            unlock(self._file)
            os.close(self._file)

    def throw_away(self) -> None:
        """Delete the file: the answer is stored, or there was none."""
        self.close()
        with contextlib.suppress(OSError):  # on Windows another process may be reading it; then it is ingested twice
            self.path.unlink(missing_ok=True)

    def _overwrite(self, at: int, data: bytes) -> None:
        os.lseek(self._file, at, os.SEEK_SET)
        _write(self._file, data)


class IncomingAnswers:
    """All such files, in a folder beside the archive. Several processes may use it at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, archive: Path) -> IncomingAnswers:
        """The answers of the archive at this path."""
        return cls(archive.with_name("arriving"))

    def files(self) -> list[Path]:
        """All files, oldest first."""
        return sorted(self.folder.glob(f"*{_SUFFIX}"), key=_age)

    def begin(self, account_id: AccountId, query: str, room_bytes: int = 0, clock: Clock = utc_now) -> IncomingAnswer:
        """Create the file for an answer of that size, before the request.

        Raises:
            ArchiveFull, ArchiveReadOnly: no room for an answer; do not send the request.
        """
        head = AnswerHead(account_id, query, clock().astimezone(UTC))
        with os_errors_translated():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with contextlib.suppress(BlockingIOError):  # a process that looks for unfinished answers locked it first
                return self._made(head, room_bytes)
            return self._made(head, room_bytes)

    def _made(self, head: AnswerHead, room_bytes: int) -> IncomingAnswer:
        incoming_answer = IncomingAnswer(self.folder / f"{os.urandom(8).hex()}{_SUFFIX}", head, room_bytes)
        with contextlib.suppress(OSError):  # a file system whose folders cannot be synced
            sync_folder(self.folder)
        return incoming_answer

    def are_there(self) -> bool:
        """Whether an answer is not stored yet; it may still be arriving."""
        return bool(self.files())

    @staticmethod
    def received(path: Path, size_bytes: int) -> bytes:
        """The answer in the file of an `IncomingAnswer` that another process holds, as it came over the wire.

        Raises:
            ArchiveReadOnly: the file cannot be read.
        """
        with os_errors_translated(), path.open("rb") as file:
            file.readline()
            return file.read(size_bytes)

    def left_over(self) -> Iterator[UnfinishedAnswer]:
        """Answers that dead processes received, oldest first. Those not marked as stored stay."""
        for path in self.files():
            with contextlib.suppress(OSError):  # another process was quicker, or receives into it
                file = os.open(path, os.O_RDWR | _BINARY)
                try:
                    lock(file)
                    found = _read(path.read_bytes())
                    if found is not None and found.raw:
                        yield found
                    was_never_begun = found is None and time.time() - _age(path) > _BEGUN_WITHIN_S
                    if was_never_begun or (found is not None and (found.is_stored or not found.raw)):
                        path.unlink(missing_ok=True)
                finally:
                    os.close(file)


def _read(content: bytes) -> UnfinishedAnswer | None:
    """None: its process has not written the head yet, or died before."""
    head, _, rest = content.partition(b"\n")
    try:
        return UnfinishedAnswer(_HEAD.decode(head), rest.rstrip(b"\0"))
    except msgspec.DecodeError:
        return None


def _write(file: int, data: bytes) -> int:
    written = 0
    while written < len(data):
        written += os.write(file, data[written:])
    return written


def _reserve(file: int, at: int, count: int) -> None:
    """Reserve disk space for `count` bytes at offset `at`. Raises OSError."""
    if not count:
        return
    if hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(file, at, count)
            return
        except OSError as error:
            if error.errno in NO_ROOM:
                raise
    os.lseek(file, at, os.SEEK_SET)  # a file system that knows of no such thing
    _write(file, bytes(count))


def _age(path: Path) -> float:
    with contextlib.suppress(OSError):
        return path.stat().st_mtime
    return 0.0
