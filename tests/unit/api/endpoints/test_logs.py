"""Logs: asked for and read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from composer_app.api.endpoints.logs import build_logs, parse_logs, text_of_entry
from composer_app.domain.account import Generation
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import LogQuery
from tests.unit.api.samples import recorded

FULL = LogQuery(
    message_ids=(MessageId("a"), MessageId("b")),
    bulk_ids=(BulkId("c"),),
    sender="s@example.com",
    to="t@example.com",
    general_status="DELIVERED",
    sent_since=datetime(2026, 11, 23, 12, tzinfo=UTC),
    sent_until=datetime(2026, 11, 23, 13, tzinfo=UTC),
    limit=10,
)
TIMES = "sentSince=2026-11-23T12%3A00%3A00.000Z&sentUntil=2026-11-23T13%3A00%3A00.000Z"


@pytest.mark.parametrize(
    ("generation", "target"),
    [
        (
            Generation.V3,
            "/email/1/logs?messageId=a&messageId=b&bulkId=c&from=s%40example.com&to=t%40example.com"
            f"&generalStatus=DELIVERED&{TIMES}&limit=10",
        ),
        (
            Generation.V4,
            "/email/4/logs?messageId=a&messageId=b&bulkId=c&sender=s%40example.com&destination=t%40example.com"
            f"&generalStatus=DELIVERED&{TIMES}&limit=10&useCursor=true&cursor=next",
        ),
    ],
)
def test_the_query_in_each_versions_names(generation: Generation, target: str) -> None:
    assert build_logs(generation, FULL, "next").target == target


def test_no_condition_asks_for_everything() -> None:
    assert build_logs(Generation.V3, LogQuery()).target == "/email/1/logs"


def test_v1_entries() -> None:
    parsed = parse_logs(Generation.V3, recorded("logs_v1.json"))
    new, old = parsed.entries
    assert (new.sender, new.text) == ("Jane <jane@example.com>", "Zdravo, Žiga")
    assert new.outcome is Outcome.DELIVERED
    assert (old.bulk_id, old.error.is_error, old.outcome) == (None, False, Outcome.PENDING)
    assert (parsed.problem, parsed.next_cursor) == (None, None)


def test_v4_entries_and_cursor() -> None:
    parsed = parse_logs(Generation.V4, recorded("logs_v4.json"))
    (entry,) = parsed.entries
    assert (entry.to, entry.sender) == ("recipient@example.com", "Jane <jane@example.com>")
    assert (entry.status.action, entry.outcome) == ("Remove it", Outcome.REJECTED)
    assert parsed.next_cursor == "c3VuZmxvd2Vy"


@pytest.mark.parametrize("cursor", ["null", "{}", "5", '{"nextCursor":null}', '{"nextCursor":""}', '{"nextCursor":7}'])
def test_an_odd_cursor_is_the_end(cursor: str) -> None:
    assert parse_logs(Generation.V4, f'{{"results":[],"cursor":{cursor}}}'.encode()).next_cursor is None


@pytest.mark.parametrize(
    ("raw", "text"), [(b'{"text":"Hello"}', "Hello"), (b'{"text":null}', ""), (b"[]", ""), (b"no JSON", "")]
)
def test_the_text_of_a_stored_entry(raw: bytes, text: str) -> None:
    assert text_of_entry(raw) == text
