"""What is wrong with a backup is told of the backup, not of the archive."""

from __future__ import annotations

from pathlib import Path

import pytest

from composer_app.archive.backup import FileExists
from composer_app.archive.errors import ArchiveDamaged, ArchiveFull, ArchiveReadOnly, NewerArchive
from composer_app.domain.problem import ProblemCode
from composer_app.services.maintenance.backup_errors import backup_reading_errors, backup_writing_errors
from composer_app.services.runtime.error_mapping import Failed

FILE = Path("/somewhere/all.zip")


@pytest.mark.parametrize(
    ("error", "code"),
    [(ArchiveDamaged("no zip"), ProblemCode.NO_BACKUP), (NewerArchive(9, 2), ProblemCode.NEWER_BACKUP)],
)
def test_reading(error: Exception, code: ProblemCode) -> None:
    with pytest.raises(Failed) as emitted, backup_reading_errors(FILE):
        raise error
    assert (emitted.value.problem.code, emitted.value.problem.subject) == (code, "all.zip")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileExists("all.zip"), ProblemCode.NOT_REPLACED),
        (ArchiveReadOnly("no right"), ProblemCode.FILE_NOT_WRITTEN),
    ],
)
def test_writing(error: Exception, code: ProblemCode) -> None:
    with pytest.raises(Failed) as emitted, backup_writing_errors(FILE):
        raise error
    assert (emitted.value.problem.code, emitted.value.problem.subject) == (code, "all.zip")


def test_the_rest_is_as_anywhere() -> None:
    with pytest.raises(ArchiveFull), backup_writing_errors(FILE), backup_reading_errors(FILE):
        raise ArchiveFull("no room")
