"""Ids that nobody else makes."""

from __future__ import annotations

from datetime import UTC, datetime

from composer_app.domain.ids import (
    BulkId,
    message_id_in,
    new_account_id,
    new_bulk_id,
    new_draft_id,
    new_submission_id,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_ids_are_unlike_any_other() -> None:
    for make in (new_account_id, new_draft_id, new_submission_id, lambda: new_bulk_id(NOW)):
        assert len({make() for _ in range(1000)}) == 1000


def test_the_vendors_ids_can_be_read_and_fit() -> None:
    bulk = new_bulk_id(NOW)
    assert bulk.startswith("mc-20261123-")
    assert len(bulk) <= 100
    assert len(message_id_in(bulk, 1000)) <= 200
    assert message_id_in(BulkId("b"), 7) == "b-7"
