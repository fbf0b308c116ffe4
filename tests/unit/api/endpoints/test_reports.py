"""Delivery reports: asked for and read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from composer_app.api.endpoints.reports import build_reports, parse_reports
from composer_app.domain.account import Generation
from composer_app.domain.ids import BulkId, MessageId
from composer_app.domain.outcome import Outcome
from composer_app.domain.queries import ReportQuery
from composer_app.domain.reading_problem import ReadingProblem
from tests.unit.api.samples import recorded


@pytest.mark.parametrize(
    ("generation", "query", "target"),
    [
        (Generation.V3, ReportQuery(), "/email/1/reports"),
        (Generation.V1, ReportQuery(limit=2), "/email/1/reports?limit=2"),
        (
            Generation.V4,
            ReportQuery(bulk_id=BulkId("mc-1 &x"), limit=1000),
            "/email/4/reports?bulkId=mc-1%20%26x&limit=1000",
        ),
        (Generation.V3, ReportQuery(message_id=MessageId("a+b")), "/email/1/reports?messageId=a%2Bb"),
    ],
)
def test_the_query(generation: Generation, query: ReportQuery, target: str) -> None:
    call = build_reports(generation, query)
    assert (call.method, call.target, call.body) == ("GET", target, None)


def test_v1_reports() -> None:
    parsed = parse_reports(Generation.V3, recorded("reports_v1.json"))
    assert parsed.problem is None
    first, second = parsed.reports
    assert first.to == "recipient@example.com"
    assert first.bulk_id is None
    assert first.sent_at == datetime(2016, 8, 31, 13, 25, 18, 477000, tzinfo=UTC)
    assert first.price is not None
    assert first.price.currency == ""
    assert first.outcome is Outcome.DELIVERED
    assert second.price is not None
    assert second.price.per_message == Decimal("0.0004")
    assert (second.error.id, second.error.permanent) == (6010, False)
    assert second.outcome is Outcome.BOUNCED
    assert json.loads(second.raw)["timeToFirstAttempt"] == 4100


def test_v4_reports() -> None:
    (report,) = parse_reports(Generation.V4, recorded("reports_v4.json")).reports
    assert (report.sender, report.callback_data) == ("Jane <jane@example.com>", "order 7")
    assert report.to == "john.smith@example.com"


def test_one_odd_item_spoils_no_other() -> None:
    good = '{"messageId":7,"to":"a@example.com","status":{"groupId":9,"groupName":"NEWER","id":9,"extra":{}},"later":1}'
    odd = ('{"to":"a@example.com"}', "5", '{"messageId":{},"to":"a@example.com"}')
    parsed = parse_reports(Generation.V3, f'{{"results":[{good},{",".join(odd)},{good}]}}'.encode())
    assert len(parsed.reports) == 2
    assert parsed.unread == tuple(one.encode() for one in odd)
    assert parsed.problem is ReadingProblem.UNREAD_ITEMS
    report = parsed.reports[0]
    assert (report.message_id, report.status.group_name, report.outcome) == ("7", "NEWER", Outcome.PENDING)
    assert report.raw == good.encode()


def test_empty_and_null_values_are_read() -> None:
    body = (
        b'{"results":[{"messageId":"m","to":"a@example.com","bulkId":null,"sentAt":null,"doneAt":"soon","price":null,'
        b'"error":null,"status":{"groupId":1,"groupName":null,"id":null,"name":null,"description":null,"action":null}}]}'
    )
    (report,) = parse_reports(Generation.V3, body).reports
    assert (report.bulk_id, report.sent_at, report.done_at, report.price) == (None, None, None, None)
    assert not report.error.is_error
    assert report.status.id == -1


def test_an_empty_answer_is_no_problem() -> None:
    parsed = parse_reports(Generation.V3, b'{"results":[]}')
    assert (parsed.reports, parsed.problem) == ((), None)


def test_a_body_that_breaks_off_gives_what_came_whole() -> None:
    body = recorded("reports_v1.json")
    parsed = parse_reports(Generation.V3, body[:-30], is_complete=False)
    assert len(parsed.reports) == 1
    assert parsed.problem is ReadingProblem.CUT_OFF
