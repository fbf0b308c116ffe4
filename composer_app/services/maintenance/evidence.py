"""Saves evidence: one zip for a support ticket."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile

from composer_app.domain.message_history import MessageDetails
from composer_app.domain.problem import Problem, ProblemCode
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.runtime.error_mapping import Failed
from composer_app.services.runtime.program_versions import versions
from composer_app.services.runtime.tasks import Task


class EvidenceSaver(QObject):
    """Writes evidence packs on worker threads. GUI thread only."""

    def __init__(self, context: AppContext, accounts: Accounts) -> None:
        super().__init__(context)
        self._context = context
        self._accounts = accounts

    def save(self, details: MessageDetails, path: Path) -> Task[Path]:
        """Write all data about this message into a zip at `path`, atomically.

        The task succeeds with the path, or fails with `Failed`: FILE_NOT_WRITTEN or IN_PROFILE; an existing file stays.
        """
        account = self._accounts.get(details.message.account_id)
        profile, now = self._context.profile, self._context.clock()
        folder = profile.attachments

        async def save() -> Path:
            import asyncio

            from composer_app.services.maintenance.evidence_pack import Evidence, pack_entries

            profile.keep_out(path)
            submission_id = details.message.submission_id
            submission = None
            if submission_id is not None:
                submission = await self._context.archive.reading_after_writes(
                    lambda archive: archive.outbox.get(submission_id)
                )
            evidence = Evidence(
                details=details, submission=submission, account=account, versions=versions(), saved_at=now
            )
            entries = pack_entries(evidence, lambda sha256: stored_path(folder, sha256))
            await asyncio.to_thread(lambda: write_whole(path, zipped(entries, now)))
            return path

        return self._context.run(save, shielded=True)


def zipped(entries: Iterable[tuple[str, bytes]], at: datetime) -> bytes:
    """A zip of these files, dated `at`."""
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            pack.writestr(entry, content)
    return target.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Write the file atomically. Raises Failed(FILE_NOT_WRITTEN)."""
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(content) == len(content) and file.commit()):
        file.cancelWriting()
        raise Failed(Problem(ProblemCode.FILE_NOT_WRITTEN, subject=path.name))
