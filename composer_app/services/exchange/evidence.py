"""Saves evidence: one zip for a support ticket."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from composer_app.domain.message_history import MessageDetails
from composer_app.services.accounts.accounts import Accounts
from composer_app.services.app_context import AppContext
from composer_app.services.compose.attachment_copies import stored_path
from composer_app.services.exchange.atomic_file import write_atomically
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

            from composer_app.services.exchange.evidence_pack import Evidence, pack_entries

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
            await asyncio.to_thread(lambda: write_atomically(path, zipped(entries, now)))
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
