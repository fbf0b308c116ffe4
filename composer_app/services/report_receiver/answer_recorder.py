"""Records one answer while it is received: in its file, and in memory while the disk is full."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import msgspec

from composer_app.api.timeouts import Timeouts
from composer_app.archive.errors import ArchiveFull
from composer_app.archive.incoming_answers import IncomingAnswer, IncomingAnswers
from composer_app.domain.ids import AccountId
from composer_app.domain.queries import ReportQuery
from composer_app.domain.vendor_limits import MAX_LIMIT

REPORT_BYTES = 8 * 1024
"""Room for one report: an ordinary one takes 600 bytes, one with the longest callback data of 4,000 letters 5,000."""
HEAD_BYTES = 64 * 1024
"""Room for the head of an answer and for text that relays add."""


def reserved(folder: Path, account_id: AccountId, query: ReportQuery) -> tuple[IncomingAnswer, ReportQuery]:
    """The file for the answer to a query, and the query to ask: for fewer reports where the disk is almost full.

    Raises:
        ArchiveFull, ArchiveReadOnly: no room for a single report; do not pull.
    """
    incoming_answers = IncomingAnswers(folder)
    wanted = limit = min(query.limit or MAX_LIMIT, MAX_LIMIT)
    while True:
        asked = query if limit == wanted else msgspec.structs.replace(query, limit=limit)
        try:
            words = msgspec.json.encode(asked).decode()
            return incoming_answers.begin(account_id, words, HEAD_BYTES + limit * REPORT_BYTES), asked
        except ArchiveFull:
            if limit == 1:
                raise
            limit //= 2


class AnswerRecorder:
    """Records an answer in the file of an `IncomingAnswer`. Belongs to one thread.

    Args:
        incoming_answer: its file.
        limits: how long the program waits, and how long a connection may be silent.
        on_late: called once when the program stops waiting; the answer is still received.
    """

    def __init__(self, incoming_answer: IncomingAnswer, limits: Timeouts, on_late: Callable[[], object]) -> None:
        self.incoming_answer = incoming_answer
        self._limits = limits
        self._on_late = on_late
        self._is_late = False
        self._begun_at = time.monotonic()
        self._in_memory: deque[bytes] = deque()

    @property
    def is_empty(self) -> bool:
        """No bytes received."""
        return not self.incoming_answer.size_bytes and not self._in_memory

    def begin(self) -> None:
        """A new request starts."""
        self._begun_at = time.monotonic()
        self._in_memory.clear()
        self.incoming_answer.clear()

    def append(self, data: bytes) -> None:
        """Append bytes of the answer."""
        if data:
            self._in_memory.append(data)
            self.flush()
        self._look_at_time()

    def flush(self) -> bool:
        """Write the bytes in memory to the file. False if there is no room for all."""
        while self._in_memory:
            data = self._in_memory[0]
            before = self.incoming_answer.size_bytes
            try:
                self.incoming_answer.append(data)
            except OSError:
                self._in_memory[0] = data[self.incoming_answer.size_bytes - before :]
                return False
            self._in_memory.popleft()
        return True

    def goes_on_waiting(self, silence_s: float) -> bool:
        """Keep waiting while the server is there, since reports are handed out once."""
        self._look_at_time()
        return silence_s < self._limits.silence_s

    def recorded(self, at_most: int) -> bytes:
        """The first bytes received since `begin`."""
        content = self.incoming_answer.content(at_most)
        return content + b"".join(self._in_memory)[: at_most - len(content)]

    def _look_at_time(self) -> None:
        patience_s = self._limits.read_s if self.is_empty else self._limits.answer_s
        if not self._is_late and time.monotonic() - self._begun_at >= patience_s:
            self._is_late = True
            self._on_late()
