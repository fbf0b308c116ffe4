"""A new archive for a test: the copy of one that is laid out once in each process, which takes a sixth of the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from composer_app.archive.archive import Archive


def lay_out(path: Path) -> None:
    """Put a new archive at the path, closed, unless there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.write_bytes(_laid_out())


def open_new(path: Path) -> Archive:
    """The same, opened; the caller closes it."""
    lay_out(path)
    return Archive.open(path)


@contextmanager
def passing_archive() -> Iterator[Archive]:
    """An archive that is gone afterwards: each example of a property test begins with a new one."""
    with TemporaryDirectory() as folder, closing(open_new(Path(folder) / "archive.sqlite")) as archive:
        yield archive


@cache
def _laid_out() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.sqlite"
        Archive.open(path).close()
        return path.read_bytes()
