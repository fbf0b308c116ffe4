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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from composer_app.archive.files import sync_folder

BLOCK_BYTES = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = ".copying-"


class BlobError(Exception):
    """A file could not be taken in; nothing of it is left in the store."""


class IsFolder(BlobError):
    """It is a folder, or something else that is no file."""


class FileNotReadable(BlobError):
    """It is gone, may not be read, or reading it failed half way."""


class BlobTooBig(BlobError):
    """It has more bytes than were allowed; `size` is how many it had when it was refused."""

    def __init__(self, size: int) -> None:
        super().__init__(f"{size} bytes")
        self.size = size


class StoreNotWritable(BlobError):
    """The store's own folder does not take it: the disk is full or read-only."""


class BlobStore:
    """Files by content. Several threads and processes may use one folder; each call may block on the disk."""

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
                raise BlobTooBig(size_bytes)
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

    def remove_unused(self, keep: set[str]) -> int:
        """Delete everything that is not in `keep`, and copies a killed program left unfinished; gives how many.

        Nobody may be adding files meanwhile.
        """
        removed = 0
        for file in self._folder.iterdir() if self._folder.is_dir() else ():
            is_ours = _DIGEST.fullmatch(file.name) or file.name.startswith(_UNFINISHED)
            if is_ours and file.name not in keep:
                file.unlink(missing_ok=True)
                removed += 1
        return removed

    def _keep(
        self,
        source: IO[bytes],
        size_bytes: int,
        on_progress: Callable[[int, int], None] | None,
        limit_bytes: int | None,
    ) -> tuple[str, int]:
        unfinished = self._folder / f"{_UNFINISHED}{os.getpid()}-{secrets.token_hex(6)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with unfinished.open("xb") as target:
                sha256, copied = _copy(source, target, size_bytes, on_progress, limit_bytes)
                target.flush()
                os.fsync(target.fileno())
            final = self.path(sha256)
            if not final.exists():
                unfinished.replace(final)
                sync_folder(self._folder)
        except OSError as error:
            raise StoreNotWritable(str(error)) from error
        finally:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
        return sha256, copied


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
            raise BlobTooBig(copied)
        digest.update(block)
        target.write(block)
        if on_progress is not None:
            on_progress(copied, max(size_bytes, copied))
