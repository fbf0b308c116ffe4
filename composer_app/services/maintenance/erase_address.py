"""Erases an address from all data of the program."""

from __future__ import annotations

import logging
from collections import deque
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal, Slot

from composer_app.domain.ids import SANDBOX_ACCOUNT
from composer_app.services.app_context import AppContext
from composer_app.services.compose.draft_saving import Drafts
from composer_app.services.maintenance.attachment_cleanup import AttachmentCleanup
from composer_app.services.running_erasure import Erasure
from composer_app.services.runtime.tasks import Task
from composer_app.services.settings import Settings

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.privacy.erase import Erased

log = logging.getLogger(__name__)


class AddressEraser(QObject):
    """Erases addresses. GUI thread only.

    Signals:
        forgotten: an erasure is done; apply it to values in memory (`Erasure`).
        erased: an erasure is done; shown rows may be deleted (`Erased`).
    """

    forgotten = Signal(object)
    erased = Signal(object)

    def __init__(self, context: AppContext, drafts: Drafts, sweep: AttachmentCleanup, settings: Settings) -> None:
        super().__init__(context)
        self._context = context
        self._drafts = drafts
        self._sweep = sweep
        self._settings = settings
        self._under_way: deque[Erasure] = deque()  # the archive does one after the other

    def erase(self, address: str) -> Task[Erased]:
        """Erase every message to this address, and the address everywhere else in the archive and in drafts.

        The task succeeds with `Erased`. It fails with `Failed`: MAIL_BEING_SENT if a mail to the address is being sent,
        or an error of the archive; then nothing was erased.
        """
        folder = self._context.profile.attachments
        erasure, context = Erasure(), self._context
        held = self._sweep.held()
        self._drafts.flush()  # so that no late save brings a draft back as it was

        def job(archive: Archive) -> Erased:
            from composer_app.archive.attachment_store import AttachmentStore

            erased = archive.erasure.erase(address, self._context.clock(), folder)
            erasure.has_erased(erased.mask)
            needed = held - erased.mask.replaced_files  # the page switches to their replacements
            AttachmentStore(folder).remove(set(erased.unused_files) - needed)
            return _everywhere(context, archive, erased)

        task = self._context.write(job)
        self._under_way.append(erasure)
        self._drafts.expect(erasure)
        return task.on_success(self._on_erased).on_failure(self._on_ended)

    def _on_erased(self, erased: Erased) -> None:
        self._on_ended(erased)
        self.erased.emit(erased)
        self._sweep.request()

    @Slot(object)
    def _on_ended(self, _result: object) -> None:
        erasure = self._under_way.popleft()
        self._drafts.settle(erasure)
        if erasure.is_done:
            self._settings.apply(erasure.applied_to_bytes)
            self.forgotten.emit(erasure)


def _everywhere(context: AppContext, archive: Archive, erased: Erased) -> Erased:
    """Erase the address from the profile's other files. The archive's thread."""
    from composer_app.services.maintenance.erase_files import erase_from_files, files_with

    profile = context.profile
    is_idle = not archive.outbox.is_sending(SANDBOX_ACCOUNT)
    try:
        if is_idle and files_with(profile.sandbox, erased.mask):
            context.sandbox.stop()  # it starts again, empty, on next use
        files = erase_from_files(profile, erased.mask, may_empty_sandbox=is_idle)
    except OSError as error:
        log.warning("not all files of the profile could be looked through: %s", type(error).__name__)
        return msgspec.structs.replace(erased, copies=(*erased.copies, profile.folder))
    left = [path for path in files.left if path not in erased.copies]
    return msgspec.structs.replace(erased, is_sandbox_emptied=files.is_sandbox_emptied, copies=(*erased.copies, *left))
