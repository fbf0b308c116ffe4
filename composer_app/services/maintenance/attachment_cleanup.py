"""Cleanup of the attachment store: deletes files that nothing refers to."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from composer_app.services.app_context import AppContext

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.archive.attachment_store import Swept

log = logging.getLogger(__name__)

SWEEP_AFTER_MS = 2_000
"""Delay after a release, by which a sent or discarded mail has left the page."""

GRACE_S = 60.0
"""The longest time between storing a file and the first reference to it in the archive. Younger files stay."""
_AGAIN_AFTER_S = GRACE_S + 1.0
"""Then every file that is too fresh now can be deleted."""

Holder = Callable[[], Iterable[str]]


class AttachmentCleanup(QObject):
    """Sweeps the attachment store at start, when a draft releases files, and later again for files too fresh or still
    held. GUI thread only; sweeps run on the archive's writing thread, so that no write comes in between. If the archive
    cannot be read, nothing is deleted.
    """

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        self._context = context
        self._holders: list[Holder] = []
        self._is_stopped = False
        self._soon = QTimer(self, singleShot=True, interval=SWEEP_AFTER_MS)
        self._soon.timeout.connect(self.sweep)
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.sweep)

    def add_holder(self, holder: Holder) -> None:
        """Add a source, asked before each sweep, for the SHA-256 of needed files that the archive does not refer to."""
        self._holders.append(holder)

    def held(self) -> set[str]:
        """Needed files that the archive does not refer to."""
        return {sha256 for holder in self._holders for sha256 in holder()}

    @Slot()
    def request(self) -> None:
        """Sweep soon."""
        if not self._is_stopped and not self._soon.isActive():
            self._soon.start()

    @Slot()
    def sweep(self) -> None:
        """Sweep now."""
        if self._is_stopped:
            return
        self._soon.stop()
        self._later.stop()
        folder, held = self._context.profile.attachments, self.held()

        def job(archive: Archive) -> Swept:
            from composer_app.archive.attachment_store import AttachmentStore

            used_before, kept_until = archive.attachments.used_by_former_archives()
            known, began_at = archive.attachments.known()
            used = archive.attachments.used() | used_before
            return AttachmentStore(folder).sweep(
                used, held, known=known, kept_until=max(kept_until, began_at), grace_s=GRACE_S
            )

        task = self._context.write(job)
        task.on_success(self._on_swept)
        task.on_failure(self._on_failed)

    def stop(self) -> None:
        self._is_stopped = True
        self._soon.stop()
        self._later.stop()

    @Slot(object)
    def _on_swept(self, swept: Swept) -> None:
        if swept.removed:
            log.info("%d attached files that nothing needs were deleted", swept.removed)
        if swept.waiting and not self._is_stopped:
            self._later.start(round(_AGAIN_AFTER_S * 1000))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        log.info("the attachment store was not swept: %s", type(error).__name__)
