"""Delivery reports: `GET /email/1/reports` and `GET /email/4/reports` (api/README.md 4).

Each report is handed out once; there is no paging: repeat the request until the answer is empty.
"""

from __future__ import annotations

from composer_app.api.answers import ParsedReports
from composer_app.api.api_request import ApiRequest
from composer_app.api.endpoints.paths import REPORTS
from composer_app.api.endpoints.shared_fields import NotAnItem, fields_of, shared_part, text_in
from composer_app.api.item_splitting import list_items
from composer_app.domain.account import Generation
from composer_app.domain.queries import ReportQuery
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.domain.vendor_records import DeliveryReport


def build_reports(generation: Generation, query: ReportQuery) -> ApiRequest:
    """The vendor deletes the matching reports once it has answered."""
    pairs = []
    if query.bulk_id is not None:
        pairs.append(("bulkId", str(query.bulk_id)))
    if query.message_id is not None:
        pairs.append(("messageId", str(query.message_id)))
    if query.limit is not None:
        pairs.append(("limit", str(query.limit)))
    return ApiRequest(method="GET", path=REPORTS[generation], query=tuple(pairs))


def parse_reports(generation: Generation, body: bytes, *, is_complete: bool = True) -> ParsedReports:
    """Every report that can be read, in the order of the answer. Never raises for what the body holds."""
    listed = list_items(body, is_complete=is_complete)
    reports, unread = [], []
    for raw in listed.items:
        try:
            reports.append(_report(generation, raw))
        except NotAnItem:
            unread.append(raw)
    problem = listed.problem or (ReadingProblem.UNREAD_ITEMS if unread else None)
    return ParsedReports(tuple(reports), tuple(unread), problem)


def _report(generation: Generation, raw: bytes) -> DeliveryReport:
    fields = fields_of(raw)
    callback_data = text_in(fields.get("callbackData"))
    return DeliveryReport(callback_data=callback_data, raw=raw, **shared_part(generation, fields))
