"""Result of a sync."""

from __future__ import annotations

from datetime import datetime

import msgspec

from composer_app.domain.ids import SubmissionId
from composer_app.domain.problem import Problem
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.services.sync.log_paging import LeftUnread


class SyncResult(msgspec.Struct, frozen=True):
    """Result of a report pull or a log query.

    `new`: not known before; `not_ours`: about mail of other programs; `rows`: the archive's rows of the new ones; `at`:
    time of receipt, by this computer's clock.
    """

    received: int
    new: int
    not_ours: int
    rows: tuple[int, ...]
    at: datetime
    unread: ReadingProblem | None = None
    """Why a part of an answer could not be read."""
    was_asked: bool = True
    """False: nothing was requested."""
    is_kept: bool = True
    """The unread bytes are kept. False: the query can be repeated."""
    left: LeftUnread | None = None
    """Why the rest was not requested."""
    failure: Problem | None = None
    """Why the request after these answers failed."""
    submissions: frozenset[SubmissionId] = frozenset()
    """Mails sent from here that have another state, or of whose recipients there is news."""

    @classmethod
    def nothing(cls, at: datetime) -> SyncResult:
        return cls(0, 0, 0, (), at, was_asked=False)

    @property
    def is_all(self) -> bool:
        """True if everything was read."""
        return self.unread is None and self.left is None and self.failure is None

    def with_left(self, left: LeftUnread | None) -> SyncResult:
        return msgspec.structs.replace(self, left=left)

    def with_failure(self, failure: Problem) -> SyncResult:
        return msgspec.structs.replace(self, failure=failure)

    def __add__(self, other: SyncResult) -> SyncResult:
        return SyncResult(
            self.received + other.received,
            self.new + other.new,
            self.not_ours + other.not_ours,
            tuple(dict.fromkeys(self.rows + other.rows)),
            max(self.at, other.at),
            self.unread or other.unread,
            self.was_asked or other.was_asked,
            self.is_kept and other.is_kept,
            self.left or other.left,
            self.failure or other.failure,
            self.submissions | other.submissions,
        )
