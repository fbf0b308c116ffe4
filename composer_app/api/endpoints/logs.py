"""Logs: `GET /email/1/logs` and `GET /email/4/logs` (api/README.md 5). 48 hours back; reading consumes nothing."""

from __future__ import annotations

from composer_app.api.answers import ParsedLogs
from composer_app.api.api_request import ApiRequest
from composer_app.api.endpoints.paths import LOGS
from composer_app.api.endpoints.shared_fields import NotAnItem, fields_of, shared_part, text_in
from composer_app.api.item_splitting import list_items
from composer_app.api.wire_time import wire_time
from composer_app.domain.account import Generation
from composer_app.domain.queries import LogQuery
from composer_app.domain.reading_problem import ReadingProblem
from composer_app.domain.vendor_records import LogEntry


def build_logs(generation: Generation, query: LogQuery, cursor: str | None = None) -> ApiRequest:
    """One query; several ids are one name repeated.

    v4 takes that by its specification; v1 is described with a single id, and articles repeat it there as well
    (api/README.md 5, unconfirmed). A cursor exists in v4 only, and is asked for with every query there.
    """
    is_v4 = generation is Generation.V4
    pairs = [("messageId", str(one)) for one in query.message_ids]
    pairs += [("bulkId", str(one)) for one in query.bulk_ids]
    pairs += [
        (name, value)
        for name, value in (
            ("sender" if is_v4 else "from", query.sender),
            ("destination" if is_v4 else "to", query.to),
            ("generalStatus", query.general_status),
            ("sentSince", wire_time(query.sent_since) if query.sent_since else ""),
            ("sentUntil", wire_time(query.sent_until) if query.sent_until else ""),
            ("limit", "" if query.limit is None else str(query.limit)),
            ("useCursor", "true" if is_v4 else ""),
            ("cursor", (cursor or "") if is_v4 else ""),
        )
        if value
    ]
    return ApiRequest(method="GET", path=LOGS[generation], query=tuple(pairs))


def parse_logs(generation: Generation, body: bytes, *, is_complete: bool = True) -> ParsedLogs:
    """Every entry that can be read, in the order of the answer. Never raises for what the body holds."""
    listed = list_items(body, is_complete=is_complete)
    entries, unread = [], []
    for raw in listed.items:
        try:
            entries.append(_entry(generation, raw))
        except NotAnItem:
            unread.append(raw)
    problem = listed.problem or (ReadingProblem.UNREAD_ITEMS if unread else None)
    return ParsedLogs(tuple(entries), tuple(unread), problem, _next_cursor(listed.cursor))


def _entry(generation: Generation, raw: bytes) -> LogEntry:
    fields = fields_of(raw)
    return LogEntry(text=text_in(fields.get("text")), raw=raw, **shared_part(generation, fields))


def text_of_entry(raw: bytes) -> str:
    """The text of the mail in a stored log entry; "" without one."""
    try:
        return text_in(fields_of(raw).get("text"))
    except NotAnItem:
        return ""


def _next_cursor(raw: bytes) -> str | None:
    try:
        cursor = fields_of(raw).get("nextCursor") if raw else None
    except NotAnItem:
        return None
    return text_in(cursor) or None if isinstance(cursor, str) else None
