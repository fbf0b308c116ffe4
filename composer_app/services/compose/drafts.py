"""Drafts, saved as one types."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Future
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import DraftId
from composer_app.services.runtime.app_context import AppContext
from composer_app.services.runtime.tasks import Task

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive
    from composer_app.services.maintenance.erase_address import Erasure

SAVE_AFTER_MS = 250
"""From the first change that is not saved to its save, whether one goes on typing or not."""
SAVE_AGAIN_AFTER_MS = 5_000
"""After a save that failed, whether anybody types or not: the disk may have room again."""


class Drafts(QObject):
    """Keeps what is being written. A draft older than a second survives whatever happens to the program.

    Signals:
        saved: a draft is on disk (the draft, with its time).
        save_failed: it is not; the exception says why. It stays in hand and is tried again soon.
        changed: the list of drafts.
        released: a draft on disk needs fewer files than before, or is gone.
    """

    saved = Signal(object)
    save_failed = Signal(object)
    changed = Signal()
    released = Signal()

    def __init__(self, context: AppContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._unsaved: Draft | None = None
        self._last_tried: Draft | None = None
        self._discarded: set[DraftId] = set()
        self._saved_files: tuple[DraftId, frozenset[str]] | None = None
        self._erasures: tuple[Erasure, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        self._again = QTimer(self, singleShot=True, interval=SAVE_AGAIN_AFTER_MS)
        self._again.timeout.connect(self.flush)

    def keep(self, draft: Draft) -> None:
        """Save this draft soon; the newest of several in a row is what is saved."""
        if self._unsaved is not None and self._unsaved.id != draft.id:
            self.flush()  # another one was opened before the last words of this one were saved
        self._unsaved = draft
        if not self._timer.isActive():  # not restarted by each key: typing without a pause is saved as well
            self._timer.start()

    @Slot()
    def flush(self) -> Task[Draft] | None:
        """Save now what is not saved yet. The task succeeds with the draft; None: all is saved."""
        draft = self._taken()
        if draft is None:
            return None
        self._last_tried, erasures = draft, self._erasures
        task = self._context.write(lambda archive: _save(archive, draft, erasures))
        task.on_success(self._on_saved)
        task.on_failure(self._on_save_failed)
        return task

    def flush_and_wait(self, timeout_s: float = 3.0) -> None:
        """The same at the end of the program, when nobody waits for signals any more.

        Raises TimeoutError, or what the archive raises: then the last words are not saved, and still in hand.
        """
        draft = self._taken()
        if draft is None:
            return
        erasures = self._erasures
        try:
            future: Future[Draft] = self._context.archive.write(lambda archive: _save(archive, draft, erasures))
            future.result(timeout_s)
        except BaseException:
            self._unsaved = draft
            raise

    @property
    def unsaved(self) -> Draft | None:
        """What is in hand and not on the disk."""
        return self._unsaved

    def forget_unsaved(self) -> None:
        """Drop what is not saved yet: the draft went into the outbox, which keeps it from now on."""
        self._timer.stop()
        self._unsaved = self._last_tried = None

    def held_files(self) -> set[str]:
        """The SHA-256 of the files of what is in hand: the archive may not know of them yet."""
        drafts = [draft for draft in (self._unsaved, self._last_tried) if draft and draft.id not in self._discarded]
        return {file.sha256 for draft in drafts for file in draft.attachments}

    def list(self) -> Task[tuple[Draft, ...]]:
        """All drafts, newest first."""
        return self._context.read_after_writes(lambda archive: archive.drafts())

    def discard(self, draft_id: DraftId) -> Task[None]:
        """Throw a draft away."""
        self._discarded.add(draft_id)
        if self._unsaved is not None and self._unsaved.id == draft_id:
            self.forget_unsaved()
        task = self._context.write(lambda archive: archive.delete_draft(draft_id))
        task.on_success(self._on_discarded)
        return task

    def restore(self, draft: Draft) -> None:
        """Take a discarded draft back."""
        self._discarded.discard(draft.id)
        self.keep(draft)

    def expect(self, erasure: Erasure) -> None:
        """A person is being erased: what is saved from now on is saved after that, and as that leaves it."""
        self._erasures += (erasure,)

    def settle(self, erasure: Erasure) -> None:
        """The erasing has ended. What comes from now on was written by somebody who knows of it."""
        self._erasures = tuple(one for one in self._erasures if one is not erasure)
        self._unsaved = erasure.applied(self._unsaved)
        self._last_tried = erasure.applied(self._last_tried)

    def _taken(self) -> Draft | None:
        """What is to be saved, with its time; it is not unsaved any more."""
        self._timer.stop()
        self._again.stop()
        draft, self._unsaved = self._unsaved, None
        if draft is None or draft.id in self._discarded:
            return None
        return msgspec.structs.replace(draft, updated_at=self._context.clock())

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        if self._unsaved is None:
            self._unsaved = self._last_tried
        if not self._timer.isActive():
            self._again.start()
        self.save_failed.emit(error)

    @Slot(object)
    def _on_saved(self, draft: Draft) -> None:
        before, now = self._saved_files, frozenset(file.sha256 for file in draft.attachments)
        self._saved_files = draft.id, now
        self.saved.emit(draft)
        self.changed.emit()
        if before is not None and before[0] == draft.id and before[1] - now:
            self.released.emit()

    @Slot(object)
    def _on_discarded(self, _result: object) -> None:
        self.changed.emit()
        self.released.emit()


def _save(archive: Archive, draft: Draft, erasures: Iterable[Erasure]) -> Draft:
    for erasure in erasures:
        draft = erasure.applied(draft)
    archive.save_draft(draft)
    return draft
