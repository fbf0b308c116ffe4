"""Profile: the folder with all data of one user."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.profile_permissions import keep_folder_private


@dataclass(frozen=True)
class Profile:
    """One folder with data and settings, independent of other profiles."""

    folder: Path

    @classmethod
    def default(cls) -> Profile:
        """The platform's standard folder for application data."""
        base = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
        return cls(Path(base) / "mail-composer")

    @property
    def archive(self) -> Path:
        return self.folder / "archive.sqlite"

    @property
    def attachments(self) -> Path:
        return self.folder / "attachments"

    @property
    def sandbox(self) -> Path:
        return self.folder / "sandbox"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.ini"

    @property
    def logs(self) -> Path:
        return self.folder / "log"

    @property
    def sender_lock(self) -> Path:
        return self.folder / "window.lock"

    @property
    def collect_lock(self) -> Path:
        return self.folder / "collect.lock"

    @property
    def replacement_lock(self) -> Path:
        return self.folder / "replace.lock"

    @property
    def command_locks(self) -> Path:
        return self.folder / "commands"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    def holds(self, file: Path) -> bool:
        """Whether the path is in this folder, also by a link."""
        return file.resolve().is_relative_to(self.folder.resolve())

    def keep_out(self, file: Path) -> None:
        """For files that the user writes. Raises Failed(IN_PROFILE): it could replace what the program keeps."""
        if self.holds(file):
            raise Failed(Problem(ProblemCode.IN_PROFILE, subject=file.name))

    def make(self) -> None:
        """Create the folder, readable by its owner alone, even if it exists with wider permissions. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_folder_private(self.folder)
