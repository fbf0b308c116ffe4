"""Values that go into and out of the archive and exist for its sake alone."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Protocol

import msgspec

from composer_app.domain.ids import AccountId, MessageId
from composer_app.domain.status import Status

AnswerKind = Literal["reports", "logs"]


class AnsweredRecipient(Protocol):
    """What the answer to a send says of one recipient. The parser's own value fits."""

    @property
    def address(self) -> str: ...

    @property
    def message_id(self) -> MessageId | None: ...

    @property
    def status(self) -> Status: ...


class StoredAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An answer in the spool that was not read, or not in full. Its bytes are had by `Archive.answer_body`."""

    id: int
    account_id: AccountId
    kind: AnswerKind
    query: str
    received_at: datetime
    is_complete: bool
    size_bytes: int
    is_read: bool
    """False: the program ended before anybody read it. True: it was read and something in it was not understood."""
    problem: str | None
    reader: int = 0
    """Which version of the reading code tried it last; 0: one that did not say so, or none."""


class Ingested(msgspec.Struct, frozen=True):
    """What reports or log entries changed."""

    new: int = 0
    known: int = 0
    """Told before; changed nothing."""
    not_ours: int = 0
    """Of the new ones: about mail that was not sent from here."""
    rows: tuple[int, ...] = ()
    """The messages that the new ones are about, each once."""
