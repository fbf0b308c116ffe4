"""What the outbox shows of one mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from composer_app.domain.ids import AccountId
from composer_app.domain.message_history import MessageRow
from composer_app.domain.submission import Submission

if TYPE_CHECKING:
    from composer_app.archive.archive_reader import ArchiveReader


class OutboxEntry(msgspec.Struct, frozen=True):
    """A submission and each of its recipients as they stand."""

    submission: Submission
    messages: tuple[MessageRow, ...]
    copies: int = 1
    """How many messages the logs list for one of its recipients; more than one: it may have arrived so often."""
    may_have_left_before: bool = False
    """It was sent again, and was refused or waits; whether the earlier try reached the service is not known."""


def read_entries(archive: ArchiveReader, account_id: AccountId, limit: int) -> tuple[OutboxEntry, ...]:
    """The newest submissions of an account, newest first."""
    copies, doubted = archive.outbox.copies(account_id), archive.outbox.maybe_sent_before(account_id)
    return tuple(
        OutboxEntry(one, archive.messages.of_submission(one.id), copies.get(one.id, 1), one.id in doubted)
        for one in archive.outbox.newest(account_id=account_id, limit=limit)
    )
