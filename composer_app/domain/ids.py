"""Identifiers: our own, and the two of the vendor's that the client may choose.

A mail is looked up by its bulkId or messageId when it may have been sent, so both are generated here, before the
request, and unique (api/README.md 3.7: the API has no idempotency key, but `bulkId` and `messageId` may be
client-chosen).
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import NewType

AccountId = NewType("AccountId", str)
DraftId = NewType("DraftId", str)
SubmissionId = NewType("SubmissionId", str)
SendRunId = NewType("SendRunId", str)
BulkId = NewType("BulkId", str)
MessageId = NewType("MessageId", str)

SANDBOX_ACCOUNT = AccountId("sandbox")
"""The account that always exists and cannot be removed."""


def new_account_id() -> AccountId:
    return AccountId(_random_hex(16))


def new_draft_id() -> DraftId:
    return DraftId(_random_hex(16))


def new_submission_id() -> SubmissionId:
    return SubmissionId(_random_hex(16))


def new_send_run_id() -> SendRunId:
    return SendRunId(_random_hex(16))


def bulk_id_in(stem: str, number: int) -> BulkId:
    """The bulkId of the batch of a send run that begins with this row: always the same, so that a batch that is made
    again after a restore is found in the logs."""
    return BulkId(f"{stem}-{number}")


def new_bulk_id(now: datetime) -> BulkId:
    """A readable, unique bulkId: day and 48 random bits (at most 100 chars)."""
    return BulkId(f"mc-{now:%Y%m%d}-{_random_hex(6)}")


def message_id_in(bulk: BulkId, number: int) -> MessageId:
    """The messageId of the mail with this number (from 1) in a bulk (at most 200 chars)."""
    return MessageId(f"{bulk}-{number}")


_SUBSTITUTE = "no-id-"


def substitute_message_id(digest: str) -> MessageId:
    """An id for reports and log entries that have no messageId. The vendor does not know it."""
    return MessageId(f"{_SUBSTITUTE}{digest[:16]}")


def is_substitute(message_id: str) -> bool:
    """True if the vendor gave no messageId."""
    return message_id.startswith(_SUBSTITUTE)


def _random_hex(byte_count: int) -> str:
    """From `os.urandom`: importing secrets or uuid delays the first window by 8 ms."""
    return os.urandom(byte_count).hex()
