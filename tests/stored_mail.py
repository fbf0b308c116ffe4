"""All mail of an archive, as a test looks at it."""

from __future__ import annotations

from collections.abc import Collection

from composer_app.archive.archive import Archive
from composer_app.archive.archive_reader import ArchiveReader
from composer_app.domain.ids import SubmissionId
from composer_app.domain.submission import Submission, SubmissionState

_NEWEST_FIRST = "SELECT id FROM submission ORDER BY created_at DESC, number DESC"


def newest_mail(
    archive: Archive | ArchiveReader, states: Collection[SubmissionState] = tuple(SubmissionState)
) -> tuple[Submission, ...]:
    """Every submission in one of these states, newest first. On the thread of the archive."""
    ids = [SubmissionId(row[0]) for row in archive.database.rows(_NEWEST_FIRST)]
    found = (archive.outbox.get(submission_id) for submission_id in ids)
    return tuple(one for one in found if one is not None and one.state in states)
