"""Mails that still need work, ordered by when it is due. Pure; every time is passed in."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import count

from composer_app.domain.ids import SubmissionId
from composer_app.domain.submission import SubmissionHead
from composer_app.services.sending.send_schedule import due_at, is_asked_about, is_waiting, undo_ends, waits_for_keyring

_Item = tuple[datetime, int, SubmissionHead]


class UnfinishedMail:
    """Tracks open mails from archive changes; one change costs the same with ten open mails as with ten thousand.

    A mail is in one of four places until its head is replaced. An entry of a heap is valid only while it is the latest
    head.
    """

    def __init__(self) -> None:
        self._latest: dict[SubmissionId, SubmissionHead] = {}
        self._in_undo: dict[SubmissionId, SubmissionHead] = {}
        self._waiting_for_keyring: set[SubmissionId] = set()
        self._later: list[_Item] = []
        """By due time."""
        self._to_send: list[_Item] = []
        """Due now, by age."""
        self._to_look_up: dict[SubmissionId, SubmissionHead] = {}
        self._order = count()

    def replace(self, heads: Iterable[SubmissionHead]) -> None:
        """Replace all data. `heads`: oldest first."""
        self._latest.clear()
        self._in_undo.clear()
        self._waiting_for_keyring.clear()
        self._later.clear()
        self._to_send.clear()
        self._to_look_up.clear()
        for head in heads:
            self._add(head)

    def update(self, asked: Iterable[SubmissionId], heads: Iterable[SubmissionHead]) -> None:
        """Update some mails. A requested one without a head was deleted."""
        for submission_id in asked:
            self._drop(submission_id)
        for head in heads:
            self._drop(head.id)
            self._add(head)

    def due(self, now: datetime, may_begin: Callable[[SubmissionHead], bool], room: int) -> tuple[SubmissionHead, ...]:
        """Work that is due: all lookups, and the oldest mails to send. It stays due until the mail changes.

        Args:
            may_begin: False: skip the mail, which is in progress or blocked; it takes no room.
            room: the most mails to send.
        """
        self._sort(now)
        lookups = [head for head in self._to_look_up.values() if may_begin(head)]
        taken: list[_Item] = []
        found: list[SubmissionHead] = []
        while len(found) < room and self._to_send:
            item = heapq.heappop(self._to_send)
            if self._is_latest(item[2]):
                taken.append(item)
                if may_begin(item[2]):
                    found.append(item[2])
        for item in taken:
            heapq.heappush(self._to_send, item)
        return (*lookups, *found)

    def next_at(self, now: datetime) -> datetime | None:
        """When the next mail becomes due; None: there is none."""
        self._sort(now)
        ends = [at for head in self._in_undo.values() if (at := undo_ends(head, now)) is not None]
        return min([*ends, *(item[0] for item in self._later[:1])], default=None)

    def in_undo(self, now: datetime) -> set[SubmissionId]:
        """Mails that the user can take back now."""
        return {head.id for head in self._in_undo.values() if undo_ends(head, now) is not None}

    def waits_for_keyring(self) -> bool:
        """Whether mail waits only for the keyring."""
        return bool(self._waiting_for_keyring)

    def _add(self, head: SubmissionHead) -> None:
        self._latest[head.id] = head
        if waits_for_keyring(head):
            self._waiting_for_keyring.add(head.id)
        if is_waiting(head) and head.problem is None and head.leaves_at is not None:
            self._in_undo[head.id] = head  # the end depends on the clock, which may be set back
            return
        at = due_at(head, head.created_at)
        if at is not None:
            heapq.heappush(self._later, (at, next(self._order), head))

    def _drop(self, submission_id: SubmissionId) -> None:
        self._latest.pop(submission_id, None)
        self._in_undo.pop(submission_id, None)
        self._waiting_for_keyring.discard(submission_id)
        self._to_look_up.pop(submission_id, None)

    def _sort(self, now: datetime) -> None:
        """Move mails that have become due."""
        for head in self._due_later(now):
            if is_asked_about(head):
                self._to_look_up[head.id] = head
            else:
                heapq.heappush(self._to_send, (head.created_at, next(self._order), head))
        for head in [one for one in self._in_undo.values() if undo_ends(one, now) is None]:
            del self._in_undo[head.id]
            heapq.heappush(self._to_send, (head.created_at, next(self._order), head))

    def _due_later(self, now: datetime) -> Iterator[SubmissionHead]:
        while self._later and (self._later[0][0] <= now or not self._is_latest(self._later[0][2])):
            head = heapq.heappop(self._later)[2]
            if self._is_latest(head):
                yield head

    def _is_latest(self, head: SubmissionHead) -> bool:
        return self._latest.get(head.id) is head
