"""The attachment store: files by the SHA-256 of their content, copied when they are attached.

What is changed or deleted on the disk later is still the same mail here.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path
from typing import IO, NamedTuple

from composer_app.archive.file_lock import lock
from composer_app.archive.file_operations import sync_folder

BLOCK_BYTES = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED, _BEING_READ, _LEAVING = ".copying-", ".reading-", ".leaving-"
GRACE_S = 60.0
"""From the moment a content is stored to the one in which the archive refers to it, at most."""
_MADE_WITHIN_S = 5.0
_NO_LOCKS_S = 86_400.0


class Swept(NamedTuple):
    """Result of a sweep."""

    removed: int
    waiting: int
    """It was too early to delete these: they are fresh, or something still holds them."""
    again_after_s: float = GRACE_S + 1.0
    """Time after which every file that is fresh now can be deleted."""


class AttachmentStoreError(Exception):
    """A file could not be stored; no part of it is left in the store."""


class IsFolder(AttachmentStoreError):
    """The path is a folder or another non-file."""


class FileNotReadable(AttachmentStoreError):
    """The file is missing or unreadable, or reading it failed half way."""


class FileTooBig(AttachmentStoreError):
    """The file is larger than allowed; `size` is its size when it was refused."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


class StoreNotWritable(AttachmentStoreError):
    """The store's folder cannot be written: the disk is full or read-only."""


class AttachmentStore:
    """Files by content hash. Threads and processes may share a folder; each call may block on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add_file(
        self,
        path: Path,
        on_progress: Callable[[int, int], None] | None = None,
        limit_bytes: int | None = None,
    ) -> tuple[str, int]:
        """Copy a file into the store, a block at a time. What is stored is what was read, even if the file changes.

        Args:
            on_progress: gets the bytes copied and the bytes there were at the start.
            limit_bytes: a file with more is refused, at once where its size says so.

        Returns:
            SHA-256 in hex, and size in bytes.

        Raises:
            BlobError: one of the kinds above.
        """
        if path.is_dir() or (path.exists() and not path.is_file()):
            raise IsFolder(path.name)
        try:
            source = path.open("rb")
        except OSError as error:
            raise FileNotReadable(str(error)) from error
        with source:
            size_bytes = os.fstat(source.fileno()).st_size
            if limit_bytes is not None and size_bytes > limit_bytes:
                raise FileTooBig(size_bytes)
            return self._keep(source, size_bytes, on_progress, limit_bytes)

    def add_bytes(self, content: bytes) -> tuple[str, int]:
        """Store bytes that are in memory already; gives SHA-256 in hex and size."""
        return self._keep(io.BytesIO(content), len(content), None, None)

    def add_stream(self, source: IO[bytes], size_bytes: int) -> tuple[str, int]:
        """Store what can be read from `source`, a block at a time; gives SHA-256 in hex and size."""
        return self._keep(source, size_bytes, None, None)

    def files(self) -> Iterator[Path]:
        """Everything that is stored; nothing if there is no store yet."""
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            if _DIGEST.fullmatch(file.name):
                yield file

    def remove(self, digests: Iterable[str]) -> int:
        """Delete these contents, which nothing refers to any more; gives how many were there."""
        removed = 0
        for sha256 in digests:
            file = self.path(sha256)
            removed += file.exists()
            file.unlink(missing_ok=True)
        return removed

    def path(self, sha256: str) -> Path:
        """Where the content lies; the file is there if it was added.

        Raises:
            ValueError: not a SHA-256 in hex, so possibly a path out of the store.
        """
        if not _DIGEST.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self._folder / sha256

    @contextlib.contextmanager
    def kept_whole(self) -> Iterator[None]:
        """Nothing is swept away meanwhile, by any process: a backup or a restore is under way."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):  # where no mark can be made, nothing can be deleted either
                self._folder.mkdir(exist_ok=True)
                mark = self._folder / _own_name(_BEING_READ)
                stack.callback(_unlink, mark)
                lock(stack.enter_context(mark.open("xb")).fileno())
            yield

    def sweep(
        self,
        used: Set[str],
        held: Set[str] = frozenset(),
        *,
        known: Set[str] = frozenset(),
        kept_until: float = 0.0,
        now: float | None = None,
    ) -> Swept:
        """Delete what nothing refers to, and copies that a killed program left unfinished.

        What was stored within `GRACE_S` stays: another program may be about to refer to it. So does everything while
        `kept_whole` holds.

        Args:
            used: the contents that the archive refers to, all of them.
            held: what only this program still needs: an open mail, or one that an undo would bring back.
            known: what the archive needed once.
            kept_until: what was stored before that and is not known stays: it may belong to another archive.
            now: as files have it, for tests.

        Raises:
            OSError: the folder cannot be read.
        """
        at = time.time() if now is None else now
        files = list(self._folder.iterdir()) if self._folder.is_dir() else []
        if any(file.name.startswith(_BEING_READ) and not _is_left_behind(file) for file in files):
            return Swept(0, 1)
        removed = waiting = 0
        for file in files:
            with contextlib.suppress(OSError):  # another program was quicker, or reads it
                if file.name.startswith((_UNFINISHED, _BEING_READ)):
                    if _is_left_behind(file):
                        file.unlink()
                        removed += 1
                    else:
                        waiting += 1
                elif file.name.startswith(_LEAVING):
                    removed += self._decide(file, used | held, at)
                elif _DIGEST.fullmatch(file.name) and file.name not in used:
                    stored_at = file.stat().st_mtime
                    if stored_at <= kept_until and file.name not in known:
                        continue
                    if file.name in held or at - stored_at < GRACE_S:
                        waiting += 1
                    else:
                        leaving = file.with_name(f"{_LEAVING}{file.name}")
                        file.replace(leaving)
                        removed += self._decide(leaving, used, at)
        return Swept(removed, waiting)

    def _decide(self, leaving: Path, used: Set[str], at: float) -> bool:
        """Delete what was put aside, or put it back: another program may have stored it again at the last moment, or
        this one may have been killed before it had decided."""
        name = leaving.name.removeprefix(_LEAVING)
        if name in used or at - leaving.stat().st_mtime < GRACE_S:
            leaving.replace(self._folder / name)
            return False
        leaving.unlink()
        return True

    def _keep(
        self,
        source: IO[bytes],
        size_bytes: int,
        on_progress: Callable[[int, int], None] | None,
        limit_bytes: int | None,
    ) -> tuple[str, int]:
        unfinished = self._folder / _own_name(_UNFINISHED)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as target:
                with contextlib.suppress(OSError):  # a file system without locks: there it is left by its age
                    lock(target.fileno())
                sha256, copied = _copy(source, target, size_bytes, on_progress, limit_bytes)
                target.flush()
                os.fsync(target.fileno())
                now = time.time()  # the local clock: a file server's may differ
                os.utime(unfinished, (now, now))
            final = self.path(sha256)
            try:
                # Also in the place of the same content: it is as new as this one then, and not swept away.
                unfinished.replace(final)
            except PermissionError:  # Windows, while it is being read
                if not final.exists():
                    raise
                os.utime(final)
            sync_folder(self._folder)
        except OSError as error:
            raise StoreNotWritable(str(error)) from error
        finally:
            _unlink(unfinished)
        return sha256, copied


def _unlink(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)


def _own_name(kind: str) -> str:
    return f"{kind}{os.getpid()}-{secrets.token_hex(6)}"


def _is_left_behind(file: Path) -> bool:
    """True of a file whose process has ended: as long as it lives, it holds the lock."""
    try:
        with file.open("rb") as opened:
            try:
                lock(opened.fileno())
            except BlockingIOError:
                return False
            except OSError:
                return time.time() - file.stat().st_mtime > _NO_LOCKS_S
            # Made, and not locked yet: it lies there for a moment only.
            return time.time() - file.stat().st_mtime > _MADE_WITHIN_S
    except OSError:  # Windows, while it is written; or it is gone
        return False


def _copy(
    source: IO[bytes],
    target: IO[bytes],
    size_bytes: int,
    on_progress: Callable[[int, int], None] | None,
    limit_bytes: int | None,
) -> tuple[str, int]:
    digest = hashlib.sha256()
    copied = 0
    while True:
        try:
            block = source.read(BLOCK_BYTES)
        except OSError as error:
            raise FileNotReadable(str(error)) from error
        if not block:
            return digest.hexdigest(), copied
        copied += len(block)
        if limit_bytes is not None and copied > limit_bytes:  # it grew while it was read
            raise FileTooBig(copied)
        digest.update(block)
        target.write(block)
        if on_progress is not None:
            on_progress(copied, max(size_bytes, copied))
