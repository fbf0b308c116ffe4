"""The bytes of attachments, in files named after their own SHA-256.

Names from requests are never used as file names.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from composer_app.sandbox.mail.send_request import FilePart

_NO_NAME = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of characters and line ends. Blanks and joiners of any script may be in a name."""


class IncomingFile:
    """A file of a request being received: written to disk and hashed block by block."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._hash = hashlib.sha256()
        self._size_bytes = 0
        self._file: BinaryIO = path.open("xb")

    @property
    def blob(self) -> str:
        return self._hash.hexdigest()

    def write(self, block: bytes) -> None:
        self._hash.update(block)
        self._size_bytes += len(block)
        self._file.write(block)

    def close(self) -> None:
        self._file.close()

    def finish(self, file_name: str, content_type: str) -> FilePart:
        """Closes the file and describes it, under a name that a mail header can carry."""
        self.close()
        shown = "".join("_" if unicodedata.category(char) in _NO_NAME else char for char in file_name) or "attachment"
        return FilePart(shown, content_type, self._size_bytes, self.blob)


class Tray:
    """The files of one request: kept together, or deleted if the request is refused."""

    def __init__(self, blobs: "Blobs") -> None:
        self._blobs = blobs
        self._files: list[IncomingFile] = []

    def new_file(self) -> IncomingFile:
        file = IncomingFile(self._blobs.incoming / secrets.token_hex(16))
        self._files.append(file)
        return file

    def keep(self, parts: Iterable[FilePart]) -> None:
        """Moves the finished files to their place. Call it before the message is committed."""
        wanted = {part.blob for part in parts}
        for file in self._files:
            file.close()
            target = self._blobs.path_of(file.blob)
            if target.name in wanted and not target.exists():
                target.parent.mkdir(exist_ok=True)
                os.replace(file.path, target)

    def clear(self) -> None:
        for file in self._files:
            file.close()
            file.path.unlink(missing_ok=True)


class Blobs:
    """The folder of kept files."""

    def __init__(self, folder: Path) -> None:
        self._kept = folder / "blobs"
        self.incoming = folder / "incoming"
        # Files that a killed server left unfinished belong to no message.
        shutil.rmtree(self.incoming, ignore_errors=True)
        self._kept.mkdir(exist_ok=True)
        self.incoming.mkdir(exist_ok=True)

    @contextlib.contextmanager
    def tray(self) -> Iterator[Tray]:
        """Yields a tray for the files of one request; unkept files are deleted at the end."""
        tray = Tray(self)
        try:
            yield tray
        finally:
            tray.clear()

    def path_of(self, blob: str) -> Path:
        return self._kept / blob[:2] / blob

    def read(self, blob: str) -> bytes:
        return self.path_of(blob).read_bytes()
