"""Common part of ingesting reports and log entries. Ingesting an item again changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import TypeVar

import msgspec

from composer_app.archive.column_values import EPOCH, micros, micros_or_none, price_columns, storable
from composer_app.archive.database import Database
from composer_app.archive.ingest_writes import IngestWrites
from composer_app.archive.message_matching import Block, Match, MessageIdentity
from composer_app.archive.privacy.suppression import SuppressedItems, Suppression
from composer_app.archive.status_resolution import Fact, log_basis, report_basis
from composer_app.archive.submission_transitions import SubmissionTransitions
from composer_app.archive.vendor_status_store import VendorStatusStore
from composer_app.domain.ids import SubmissionId
from composer_app.domain.message_history import EventSource
from composer_app.domain.recipients import address_key
from composer_app.domain.vendor_records import DeliveryReport, LogEntry

T = TypeVar("T")

BLOCK = 1000
"""Items that are looked up and written together: a full answer of the vendor."""
_MAILS_OF = """
    SELECT DISTINCT submission.id
    FROM json_each(?) AS wanted CROSS JOIN message ON message.row = wanted.value
    JOIN submission ON submission.number = message.submission
"""


class Ingested(msgspec.Struct, frozen=True):
    """What reports or log entries changed."""

    new: int = 0
    known: int = 0
    """Known before; changed nothing."""
    not_ours: int = 0
    """New ones about mail of other programs."""
    rows: tuple[int, ...] = ()
    """The messages of the new ones, each once."""
    submissions: frozenset[SubmissionId] = frozenset()
    """Mails sent from here that have another state, or of whose recipients there is news."""


class Ingestion:
    """Ingests the items of one answer: counts them, drops those about erased addresses, and finally accepts the mails
    that they prove to be sent. Inside one transaction.

    Args:
        is_import: the items are from a file of any age, so that addresses that were erased at any time are dropped.
    """

    def __init__(
        self,
        database: Database,
        statuses: VendorStatusStore,
        account: int,
        received_at: datetime,
        *,
        is_import: bool = False,
    ) -> None:
        self._db = database
        self._statuses = statuses
        self._suppression = Suppression(database, EPOCH if is_import else received_at)
        self._suppressed = SuppressedItems()
        self._new = self._known = self._foreign = 0
        self._rows: dict[int, None] = {}
        self._own_rows: dict[int, None] = {}
        self._copied_rows: set[int] = set()
        self._submissions: set[SubmissionId] = set()
        self.account = account
        self.received_at = received_at

    def fact(self, item: DeliveryReport | LogEntry) -> Fact:
        """An item as columns."""
        outcome = item.outcome
        amount, currency = price_columns(item.price)
        return Fact(
            report_basis(outcome) if isinstance(item, DeliveryReport) else log_basis(outcome),
            outcome,
            micros(item.received_at or self.received_at),
            self._statuses.number_of(item.status, item.error),
            micros_or_none(item.sent_at),
            micros_or_none(item.done_at),
            amount,
            currency,
            storable(item.sender),
            storable(item.bulk_id) if item.bulk_id else None,
        )

    def is_left_out(self, identity: MessageIdentity, sent_at: datetime | None, fact: Fact, source: EventSource) -> bool:
        """True for an item about an erased address, which is dropped; it may still prove that a mail was sent."""
        if not self._suppression.covers(identity.address, sent_at):
            return False
        self._known += 1
        self._suppressed.add(identity.address, identity.bulk_id, fact.outcome, source)
        return True

    def count_known(self) -> None:
        """Count a known item."""
        self._known += 1

    def count_new(self, match: Match) -> None:
        """Count an item with news about this message."""
        self._new += 1
        if match.is_ours:
            self._own_rows[match.row] = None
        else:
            self._foreign += 1
        self._rows[match.row] = None

    def count_copies(self, row: int) -> None:
        """Note that a message of ours is listed more than once."""
        self._copied_rows.add(row)

    def accept_known_mail(self) -> None:
        """Accept the mails that the items prove to be sent. Call once, when all items are written."""
        transitions = SubmissionTransitions(self._db)
        transitions.accept_known(self._own_rows, self.received_at)
        for bulk_id, outcome, source in self._suppressed.outcomes:
            at = self.received_at
            self._submissions.update(transitions.accept_known_bulk(self.account, bulk_id, outcome, source, at))
        if rows := self._own_rows.keys() | self._copied_rows:
            found = self._db.rows(_MAILS_OF, (json.dumps(list(rows)),))
            self._submissions.update(SubmissionId(row[0]) for row in found)

    def mask_answer(self, answer_id: int) -> None:
        """Mask erased addresses in an answer whose bytes are kept."""
        self._suppressed.mask_answer(self._db, answer_id)

    def result(self) -> Ingested:
        rows, submissions = tuple(self._rows), frozenset(self._submissions)
        return Ingested(self._new, self._known, self._foreign, rows, submissions)


def find_match(block: Block, writes: IngestWrites, identity: MessageIdentity) -> Match | None:
    """The message that an item is about, or None if the archive has none."""
    match = block.exact(identity)
    if match is None and block.may_know(identity):
        writes.write()  # the search must see the messages before this one
        match = block.search(identity)
    return match


def identity_of(item: DeliveryReport | LogEntry) -> MessageIdentity:
    """The identity of an item's message."""
    address = storable(item.to)
    return MessageIdentity(
        message_id=storable(item.message_id),
        bulk_id=storable(item.bulk_id) if item.bulk_id else None,
        address=address,
        address_key=address_key(address),
    )


def blocks(items: Iterable[T]) -> Iterator[list[T]]:
    """The items in order, `BLOCK` at a time."""
    rest = iter(items)
    while block := list(islice(rest, BLOCK)):
        yield block
