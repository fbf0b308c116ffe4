"""Exclusive jobs, which need the archive closed: restore of a backup, repair of a damaged archive."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

import msgspec

from composer_app.domain.clock import Clock
from composer_app.domain.problem import Problem
from composer_app.services.maintenance.backup_errors import backup_reading_errors
from composer_app.services.profile import Profile
from composer_app.services.runtime.error_mapping import Failed, raising_failed

OnProgress = Callable[[int, int], None]


class ExclusiveJobKind(Enum):
    RESTORE = auto()
    REPAIR = auto()


class ExclusiveJobResult(msgspec.Struct, frozen=True):
    """Result of the job. With a problem nothing was changed."""

    kind: ExclusiveJobKind
    problem: Problem | None = None
    former: Path | None = None
    """New path of the former archive."""
    in_doubt: int = 0
    """Mails that waited in it, and are not sent by themselves."""
    unreadable: int = 0
    """Unreadable places of the damaged archive."""


class ExclusiveJob:
    """One such job. `run` blocks; call it on a worker thread while the archive is closed everywhere."""

    def __init__(self, profile: Profile, clock: Clock, file: Path | None) -> None:
        self.kind = ExclusiveJobKind.REPAIR if file is None else ExclusiveJobKind.RESTORE
        self._profile = profile
        self._clock = clock
        self._file = file

    def run(self, on_progress: OnProgress) -> ExclusiveJobResult:
        """Run the job. Errors are in the result.

        Args:
            on_progress: amount done, and total; a repair does not report it.
        """
        try:
            with raising_failed():
                return self._repair() if self._file is None else self._restore(self._file, on_progress)
        except Failed as failure:
            return ExclusiveJobResult(self.kind, failure.problem)

    def _repair(self) -> ExclusiveJobResult:
        from composer_app.archive.repair.repair import repair

        done = repair(self._profile.archive, self._clock())
        unreadable = sum(table.unreadable for table in done.kept.values())
        return ExclusiveJobResult(self.kind, None, done.damaged, done.in_doubt, unreadable)

    def _restore(self, file: Path, on_progress: OnProgress) -> ExclusiveJobResult:
        from composer_app.archive.backup import restore

        with backup_reading_errors(file):
            done = restore(
                file,
                self._profile.archive,
                self._profile.attachments,
                self._clock(),
                replace=True,
                on_progress=on_progress,
            )
        return ExclusiveJobResult(self.kind, None, done.former, done.in_doubt)
