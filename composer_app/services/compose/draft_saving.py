"""All drafts of a profile: saved while the user types, listed, deleted. No other service deletes a draft.

The transaction that queues a mail also deletes its draft, after `hand_over` has released it here.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from composer_app.domain.draft import Draft
from composer_app.domain.ids import DraftId
from composer_app.services.app_context import AppContext
from composer_app.services.running_erasure import Erasure
from composer_app.services.runtime.tasks import Task

if TYPE_CHECKING:
    from composer_app.archive.archive import Archive

SAVE_AFTER_MS = 250
"""Delay from the first unsaved change to its save, even while the user types."""
SAVE_AGAIN_AFTER_MS = 5_000
"""Delay after a failed save: the disk may have room again."""
_LAST_SAVE_WITHIN_S = 3.0


class Drafts(QObject):
    """Saves, lists and deletes drafts. A draft older than a second survives a crash.

    Signals:
        saved: a draft is on disk (the draft, with its time).
        save_failed: some could not be saved; the exception says why. They stay in memory and are retried soon.
        changed: the list of drafts (`known`).
        released: a draft on disk needs fewer files than before, or is gone.
    """

    saved = Signal(object)
    save_failed = Signal(object)
    changed = Signal()
    released = Signal()

    def __init__(self, context: AppContext, *, save_after_ms: int = SAVE_AFTER_MS) -> None:
        super().__init__(context)
        self._context = context
        self._known: dict[DraftId, Draft] = {}
        self._unsaved: dict[DraftId, Draft] = {}
        """Oldest first. Several only while saving fails."""
        self._under_way: deque[tuple[Draft, ...]] = deque()
        """Saves in progress, in the order of the archive's answers."""
        self._is_failing = False
        self._handed_over: set[DraftId] = set()  # being queued by the outbox; a save may still be running
        self._deleted: set[DraftId] = set()
        self._saved_files: tuple[DraftId, frozenset[str]] | None = None
        self._erasures: tuple[Erasure, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=save_after_ms)
        self._timer.timeout.connect(self.flush)
        self._again = QTimer(self, singleShot=True, interval=SAVE_AGAIN_AFTER_MS)
        self._again.timeout.connect(self.flush)

    # -- what there is

    def list(self) -> Task[tuple[Draft, ...]]:
        """Read all drafts, newest first."""
        task = self._context.read_after_writes(lambda archive: archive.drafts.all())
        task.on_success(self._on_listed)
        return task

    def known(self) -> tuple[Draft, ...]:
        """The drafts with content, newest first, as far as listed or saved by now, each in its last version. What the
        archive refuses is among them."""
        in_hand = {draft.id: draft for draft in self._in_hand() if draft.id in self._known or self.is_refused(draft.id)}
        full = [draft for draft in (self._known | in_hand).values() if not draft.is_empty]
        return tuple(sorted(full, key=lambda draft: draft.updated_at, reverse=True))

    def saved_at(self, draft_id: DraftId) -> datetime | None:
        """When the draft was saved; None: it is not on disk."""
        draft = self._known.get(draft_id)
        return None if draft is None else draft.updated_at

    def holds(self, draft_id: DraftId) -> bool:
        """True if the draft is on disk or will be."""
        in_hand = any(draft.id == draft_id for draft in self._in_hand())
        return draft_id in self._known or (in_hand and not self._is_gone(draft_id))

    @property
    def unsaved(self) -> tuple[Draft, ...]:
        """Drafts in memory that are not on disk, oldest first."""
        return tuple(self._unsaved.values())

    @property
    def are_refused(self) -> bool:
        """The archive did not take the last save: what is in hand is lost with the program."""
        return self._is_failing and any(draft.id not in self._deleted for draft in self._in_hand())

    def is_refused(self, draft_id: DraftId) -> bool:
        """The archive did not take the last save, and this draft is in hand."""
        return self._is_failing and not self._is_gone(draft_id) and any(one.id == draft_id for one in self._in_hand())

    def held_files(self) -> set[str]:
        """The SHA-256 of the files of drafts in memory, which the archive may not have yet."""
        drafts = [draft for draft in self._in_hand() if draft.id not in self._deleted]
        return {sha256 for draft in drafts for sha256 in draft.needed_files()}

    def _in_hand(self) -> Iterator[Draft]:
        """All drafts that may not be on disk yet. Of several versions of one the newest comes last."""
        for drafts in self._under_way:
            yield from drafts
        yield from self._unsaved.values()

    # -- saving

    def keep(self, draft: Draft) -> None:
        """Save this draft soon; of several calls in a row the last counts."""
        if self._unsaved.keys() - {draft.id} and not self._is_failing:
            self.flush()  # another draft was opened before the last change of this one was saved
        self._unsaved[draft.id] = draft
        if not self._timer.isActive():  # not restarted by each key, so that continuous typing is saved as well
            self._timer.start()

    @Slot()
    def flush(self) -> Task[tuple[Draft, ...]] | None:
        """Save all unsaved drafts now. The task succeeds with them; None: all are saved."""
        drafts, erasures = self._taken(), self._erasures
        if not drafts:
            return None
        self._under_way.append(drafts)
        task = self._context.write(lambda archive: _save(archive, drafts, erasures))
        task.on_success(self._on_saved)
        task.on_failure(self._on_save_failed)
        return task

    def flush_and_wait(self) -> None:
        """Do the same at the end of the program, without signals. Saves in progress are repeated, since they may have
        failed.

        Raises TimeoutError or the archive's error: then the last changes are not saved, and stay in memory.
        """
        under_way = {one.id: one for drafts in self._under_way for one in drafts if not self._is_gone(one.id)}
        drafts = tuple({**under_way, **{one.id: one for one in self._taken()}}.values())
        if not drafts:
            return
        erasures = self._erasures
        try:
            future: Future[object] = self._context.archive.write(lambda archive: _save(archive, drafts, erasures))
            future.result(_LAST_SAVE_WITHIN_S)
        except BaseException:
            self._unsaved = {one.id: one for one in drafts}
            raise

    # -- the end of a draft

    def discard(self, draft_id: DraftId) -> Task[None]:
        """Delete a draft, and ignore later changes to it."""
        self._deleted.add(draft_id)
        self._handed_over.discard(draft_id)
        self._unsaved.pop(draft_id, None)
        if not self._unsaved:
            self._timer.stop()
        if self._known.pop(draft_id, None) is not None:
            self.changed.emit()
        task = self._context.write(lambda archive: archive.drafts.delete(draft_id))
        task.on_success(self._on_deleted)
        return task

    def hand_over(self, draft: Draft) -> None:
        """Release this draft to the outbox, after saving its last change.

        `discard` follows if the mail is queued, else `restore`.
        """
        self.keep(draft)
        self.flush()
        self._handed_over.add(draft.id)
        if self._known.pop(draft.id, None) is not None:
            self.changed.emit()

    def restore(self, draft: Draft) -> None:
        """Restore a draft that was discarded or handed over."""
        self._deleted.discard(draft.id)
        self._handed_over.discard(draft.id)
        self.keep(draft)

    # -- erasing

    def expect(self, erasure: Erasure) -> None:
        """An erasure begins: later saves wait for it, and are masked by it."""
        self._erasures += (erasure,)

    def settle(self, erasure: Erasure) -> None:
        """The erasure has ended: later changes are saved unmasked."""
        self._erasures = tuple(one for one in self._erasures if one is not erasure)
        self._unsaved = {draft_id: erasure.applied(draft) for draft_id, draft in self._unsaved.items()}
        self._under_way = deque(tuple(map(erasure.applied, drafts)) for drafts in self._under_way)
        self._known = {draft_id: erasure.applied(draft) for draft_id, draft in self._known.items()}
        self.changed.emit()

    # -- what becomes of it

    def _taken(self) -> tuple[Draft, ...]:
        """The drafts to save, with their time; they count as saved from here on."""
        self._timer.stop()
        self._again.stop()
        drafts, self._unsaved = self._unsaved.values(), {}
        now = self._context.clock()
        return tuple(
            msgspec.structs.replace(draft, updated_at=now) for draft in drafts if draft.id not in self._deleted
        )

    def _is_gone(self, draft_id: DraftId) -> bool:
        return draft_id in self._deleted or draft_id in self._handed_over

    @Slot(object)
    def _on_listed(self, drafts: tuple[Draft, ...]) -> None:
        self._known = {draft.id: draft for draft in drafts if not self._is_gone(draft.id)}
        self.changed.emit()

    @Slot(object)
    def _on_save_failed(self, error: Exception) -> None:
        self._is_failing = True
        wanted = [draft for draft in self._under_way.popleft() if draft.id not in self._deleted]
        if not wanted:
            return
        newer = {draft.id for draft in self._in_hand()}
        self._unsaved = {draft.id: draft for draft in wanted if draft.id not in newer} | self._unsaved
        if not self._timer.isActive():
            self._again.start()
        self.changed.emit()
        self.save_failed.emit(error)

    @Slot(object)
    def _on_saved(self, drafts: tuple[Draft, ...]) -> None:
        self._is_failing = False
        self._under_way.popleft()
        for draft in drafts:
            self._note_saved(draft)

    def _note_saved(self, draft: Draft) -> None:
        before, now = self._saved_files, draft.needed_files()
        self._saved_files = draft.id, now
        if not self._is_gone(draft.id):
            self._known[draft.id] = draft
            self.changed.emit()
        self.saved.emit(draft)
        if before is not None and before[0] == draft.id and before[1] - now:
            self.released.emit()

    @Slot(object)
    def _on_deleted(self, _result: object) -> None:
        self.changed.emit()
        self.released.emit()


def _save(archive: Archive, drafts: Iterable[Draft], erasures: Iterable[Erasure]) -> tuple[Draft, ...]:
    """The saved drafts, without the erased address."""
    for erasure in erasures:
        drafts = map(erasure.applied, drafts)
    saved = tuple(drafts)
    for draft in saved:
        archive.drafts.save(draft)
    return saved
