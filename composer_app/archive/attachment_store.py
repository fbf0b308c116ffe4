"""The attachment store: files by the SHA-256 of their content, copied when they are attached.

Later changes to the original file do not change the mail.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import IO, NamedTuple

from composer_app.archive.file_lock import lock
from composer_app.archive.file_operations import sync_folder

BLOCK_BYTES = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED, _BEING_READ, _LEAVING = ".copying-", ".reading-", ".leaving-"
_MADE_WITHIN_S = 5.0
_NO_LOCKS_S = 86_400.0


class Swept(NamedTuple):
    """Result of a sweep."""

    removed: int
    waiting: int
    """Files not deleted yet: they are fresh, or still held."""


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

    def add_file(self, path: Path, limit_bytes: int | None = None) -> tuple[str, int]:
        """Copy a file into the store, a block at a time. The size and hash are those of the copy, even if the file
        changes.

        Args:
            limit_bytes: a larger file is refused, at once if its size says so.

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
            return self._keep(source, limit_bytes)

    def add_bytes(self, content: bytes) -> tuple[str, int]:
        """Store bytes from memory. Returns SHA-256 in hex and size."""
        return self._keep(io.BytesIO(content))

    def add_stream(self, source: IO[bytes]) -> tuple[str, int]:
        """Store the content of `source`, a block at a time. Returns SHA-256 in hex and size."""
        return self._keep(source)

    def files(self) -> Iterator[Path]:
        """All stored contents; none if there is no store yet."""
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            if _DIGEST.fullmatch(file.name):
                yield file

    def remove(self, digests: Iterable[str]) -> int:
        """Delete these unreferenced contents. Returns how many existed."""
        removed = 0
        for sha256 in digests:
            file = self.path(sha256)
            removed += file.exists()
            file.unlink(missing_ok=True)
        return removed

    def path(self, sha256: str) -> Path:
        """The path of a content; the file exists if it was added.

        Raises:
            ValueError: not a SHA-256 in hex, so possibly a path out of the store.
        """
        if not _DIGEST.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self._folder / sha256

    @contextlib.contextmanager
    def kept_whole(self) -> Iterator[None]:
        """Inside, no process deletes contents: for a backup or a restore."""
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError):  # a folder that refuses the mark also refuses deletion
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
        grace_s: float,
        now: float | None = None,
    ) -> Swept:
        """Delete unreferenced contents, and copies that a killed program left unfinished.

        Contents stored within `grace_s` stay, since another program may be about to refer to them, and all contents
        while `kept_whole` is active.

        Args:
            used: the contents that the archive refers to, all of them.
            held: contents that only this program needs: for the open draft, or for one that Undo can restore.
            known: contents that the archive ever needed.
            kept_until: unknown contents stored before this stay: they may belong to another archive.
            grace_s: in seconds.
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
                    removed += self._decide(file, used | held, at - grace_s)
                elif _DIGEST.fullmatch(file.name) and file.name not in used:
                    stored_at = file.stat().st_mtime
                    if stored_at <= kept_until and file.name not in known:
                        continue
                    if file.name in held or at - stored_at < grace_s:
                        waiting += 1
                    else:
                        leaving = file.with_name(f"{_LEAVING}{file.name}")
                        file.replace(leaving)
                        removed += self._decide(leaving, used, at - grace_s)
        return Swept(removed, waiting)

    def _decide(self, leaving: Path, used: Set[str], fresh_since: float) -> bool:
        """Delete a content that was put aside, or restore it: another program may have stored it again meanwhile, or a
        sweep may have been killed half way."""
        name = leaving.name.removeprefix(_LEAVING)
        if name in used or leaving.stat().st_mtime > fresh_since:
            leaving.replace(self._folder / name)
            return False
        leaving.unlink()
        return True

    def _keep(self, source: IO[bytes], limit_bytes: int | None = None) -> tuple[str, int]:
        unfinished = self._folder / _own_name(_UNFINISHED)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as target:
                with contextlib.suppress(OSError):  # a file system without locks: there it is left by its age
                    lock(target.fileno())
                sha256, copied = _copy(source, target, limit_bytes)
                target.flush()
                os.fsync(target.fileno())
                now = time.time()  # the local clock: a file server's may differ
                os.utime(unfinished, (now, now))
            final = self.path(sha256)
            try:
                # Also over the same content: that renews its time, so that no sweep deletes it.
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
    """True if the process that writes the file has ended: a living one holds the lock."""
    try:
        with file.open("rb") as opened:
            try:
                lock(opened.fileno())
            except BlockingIOError:
                return False
            except OSError:
                return time.time() - file.stat().st_mtime > _NO_LOCKS_S
            # Created, and not locked yet, for a moment.
            return time.time() - file.stat().st_mtime > _MADE_WITHIN_S
    except OSError:  # Windows, while it is written; or it is gone
        return False


def _copy(source: IO[bytes], target: IO[bytes], limit_bytes: int | None) -> tuple[str, int]:
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
