"""Scheduled sends: requests, and answers against a real Sandbox."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from composer_app.api.endpoints.bulks import (
    build_bulk_statuses,
    build_bulk_times,
    build_change_bulk,
    build_move_bulk,
    parse_bulk_statuses,
    parse_bulk_times,
)
from composer_app.api.errors import ApiError, BadReply
from composer_app.api.session import ApiSession
from composer_app.domain.ids import BulkId
from composer_app.domain.scheduled_bulk import BulkStatus, ScheduledBulk
from composer_app.domain.secret import Secret
from tests.unit.api.samples import account
from tests.unit.sandbox.running import KEY, RunningSandbox, sandbox

BULK = BulkId("a b&c")
AT = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def test_the_requests_name_the_bulk_in_the_query() -> None:
    assert build_bulk_times(BULK).target == "/email/1/bulks?bulkId=a%20b%26c"
    assert build_bulk_statuses(BULK).target == "/email/1/bulks/status?bulkId=a%20b%26c"
    move, change = build_move_bulk(BULK, AT), build_change_bulk(BULK, BulkStatus.PAUSED)
    assert (move.method, move.target) == ("PUT", "/email/1/bulks?bulkId=a%20b%26c")
    assert (change.method, change.target) == ("PUT", "/email/1/bulks/status?bulkId=a%20b%26c")
    assert move.body is not None
    assert change.body is not None
    assert move.body.pieces == (b'{"sendAt":"2026-12-01T08:00:00.000Z"}',)
    assert change.body.pieces == (b'{"status":"PAUSED"}',)


def test_the_earliest_of_several_times_counts() -> None:
    answer = b'{"bulks":[{"sendAt":"2026-12-02T08:00:00.000+0000"},{"sendAt":"2026-12-01T08:00:00.000+0000"},{},7]}'
    assert parse_bulk_times(200, answer) == AT
    assert parse_bulk_times(200, b'{"bulks":[{"sendAt":"soon"}]}') is None


def test_a_status_is_read_in_either_spelling() -> None:
    assert parse_bulk_statuses(200, b'{"bulks":[{"status":"cancelled"}]}') is BulkStatus.CANCELED
    assert parse_bulk_statuses(200, b'{"bulks":[{"status":"NEW"},{"status":"PAUSED"}]}') is BulkStatus.PAUSED


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"bulks":{}}', b'{"bulks":[]}', b'{"bulks":[{"status":"NEW"}]}'])
def test_an_answer_without_a_status_is_unreadable(body: bytes) -> None:
    with pytest.raises(BadReply):
        parse_bulk_statuses(200, body)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSandbox]:
    with sandbox() as running:
        yield running


def test_a_session_moves_pauses_and_cancels(running: RunningSandbox) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    first, later = now + timedelta(days=1), now + timedelta(days=2)
    running.send("ana@example.com", bulkId="bulk-9", sendAt=first.isoformat())
    bulk = BulkId("bulk-9")

    async def change() -> list[ScheduledBulk]:
        session = ApiSession(account(), running.url, Secret(KEY))
        found = [await session.fetch_bulk(bulk)]
        await session.move_bulk(bulk, later)
        await session.change_bulk(bulk, BulkStatus.PAUSED)
        found.append(await session.fetch_bulk(bulk))
        await session.change_bulk(bulk, BulkStatus.CANCELED)
        found.append(await session.fetch_bulk(bulk))
        with pytest.raises(ApiError) as refused:
            await session.change_bulk(bulk, BulkStatus.PENDING)
        assert (refused.value.http_status, refused.value.may_have_been_sent) == (409, False)
        with pytest.raises(ApiError) as gone:
            await session.fetch_bulk(BulkId("nothing"))
        assert (gone.value.http_status, gone.value.is_vendors_refusal) == (404, True)
        await session.aclose()
        return found

    assert asyncio.run(change()) == [
        ScheduledBulk(BulkStatus.PENDING, first),
        ScheduledBulk(BulkStatus.PAUSED, later),
        ScheduledBulk(BulkStatus.CANCELED, later),
    ]
