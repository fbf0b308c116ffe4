"""Delivery reports: `GET /email/1/reports` and `GET /email/4/reports` (CONTRACT 4).

Each report is handed out once; there is no paging, one asks again until nothing comes.
"""

from __future__ import annotations

import msgspec

from composer_app.api.answers import ParsedReports, ReadingProblem
from composer_app.api.call import Call
from composer_app.api.endpoints.paths import REPORTS
from composer_app.api.endpoints.wire import WireItem
from composer_app.api.items import UNREADABLE, list_items
from composer_app.domain.account import Generation
from composer_app.domain.query import ReportQuery
from composer_app.domain.report import DeliveryReport


class _ReportV1(WireItem, kw_only=True):
    to: str


class _ReportV4(WireItem, kw_only=True):
    to: str
    sender: str | None = None
    callback_data: str | None = None


_V1 = msgspec.json.Decoder(_ReportV1)
_V4 = msgspec.json.Decoder(_ReportV4)


def build_reports(generation: Generation, query: ReportQuery) -> Call:
    """What this call matches is gone from the vendor once it has answered."""
    pairs = []
    if query.bulk_id is not None:
        pairs.append(("bulkId", str(query.bulk_id)))
    if query.message_id is not None:
        pairs.append(("messageId", str(query.message_id)))
    if query.limit is not None:
        pairs.append(("limit", str(query.limit)))
    return Call(method="GET", path=REPORTS[generation], query=tuple(pairs))


def parse_reports(generation: Generation, body: bytes, *, is_complete: bool = True) -> ParsedReports:
    """Every report that can be read, in the order of the answer. Never raises for what the body holds."""
    listed = list_items(body, is_complete=is_complete)
    reports, unread = [], []
    for raw in listed.items:
        try:
            reports.append(_report(generation, raw))
        except UNREADABLE:
            unread.append(raw)
    problem = listed.problem or (ReadingProblem.UNREAD_ITEMS if unread else None)
    return ParsedReports(tuple(reports), tuple(unread), problem)


def _report(generation: Generation, raw: bytes) -> DeliveryReport:
    if generation is not Generation.V4:
        old = _V1.decode(raw)
        return DeliveryReport(to=old.to, raw=raw, **old.shared())
    item = _V4.decode(raw)
    return DeliveryReport(
        to=item.to, sender=item.sender or "", callback_data=item.callback_data or "", raw=raw, **item.shared()
    )
