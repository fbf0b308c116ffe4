"""Errors of a backup file, which would otherwise look like errors of the archive."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed


@contextlib.contextmanager
def backup_reading_errors(file: Path) -> Iterator[None]:
    """Context for reading `file`: turns its errors into `Failed`."""
    from composer_app.archive.errors import ArchiveDamaged, NewerArchive

    try:
        yield
    except ArchiveDamaged as error:
        raise Failed(Problem(ProblemCode.NO_BACKUP, subject=file.name, vendor_text=str(error))) from error
    except NewerArchive as error:
        raise Failed(Problem(ProblemCode.NEWER_BACKUP, subject=file.name)) from error


@contextlib.contextmanager
def backup_writing_errors(file: Path) -> Iterator[None]:
    """Context for writing it."""
    from composer_app.archive.backup import FileExists
    from composer_app.archive.errors import ArchiveReadOnly

    try:
        yield
    except FileExists as error:
        raise Failed(Problem(ProblemCode.NOT_REPLACED, subject=file.name)) from error
    except ArchiveReadOnly as error:
        raise Failed(Problem(ProblemCode.FILE_NOT_WRITTEN, subject=file.name, vendor_text=str(error))) from error
