"""Ids that nobody else makes."""

from __future__ import annotations

from datetime import UTC, datetime

from composer_app.domain import ids

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_ids_are_unlike_any_other() -> None:
    for make in (ids.new_account_id, ids.new_draft_id, ids.new_submission_id, lambda: ids.new_bulk_id(NOW)):
        assert len({make() for _ in range(1000)}) == 1000


def test_the_vendors_ids_can_be_read_and_fit() -> None:
    bulk = ids.new_bulk_id(NOW)
    assert bulk.startswith("mc-20261123-")
    assert len(bulk) <= 100
    assert len(ids.message_id_in(bulk, 1000)) <= 200
    assert ids.message_id_in(ids.BulkId("b"), 7) == "b-7"
