"""Logs: `GET /email/1/logs` and `GET /email/4/logs` (CONTRACT 5). 48 hours back; reading consumes nothing."""

from __future__ import annotations

import msgspec

from composer_app.api.answers import ParsedLogs, ReadingProblem
from composer_app.api.call import Call
from composer_app.api.endpoints.paths import LOGS
from composer_app.api.endpoints.wire import WireItem
from composer_app.api.items import UNREADABLE, list_items
from composer_app.api.wire_time import wire_time
from composer_app.domain.account import Generation
from composer_app.domain.query import LogQuery
from composer_app.domain.report import LogEntry


class _EntryV1(WireItem, kw_only=True):
    to: str
    sender: str | None = msgspec.field(default=None, name="from")
    text: str | None = None


class _EntryV4(WireItem, kw_only=True):
    destination: str
    sender: str | None = None
    text: str | None = None


class _Cursor(msgspec.Struct, rename="camel"):
    next_cursor: str | None = None


_V1 = msgspec.json.Decoder(_EntryV1)
_V4 = msgspec.json.Decoder(_EntryV4)
_CURSOR = msgspec.json.Decoder(_Cursor)


def build_logs(generation: Generation, query: LogQuery, cursor: str | None = None) -> Call:
    """One query; several ids are one name repeated.

    v4 takes that by its specification; v1 is described with a single id, and articles repeat it there as well
    (CONTRACT 5, unconfirmed). A cursor exists in v4 only, and is asked for with every query there.
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
    return Call(method="GET", path=LOGS[generation], query=tuple(pairs))


def parse_logs(generation: Generation, body: bytes, *, is_complete: bool = True) -> ParsedLogs:
    """Every entry that can be read, in the order of the answer. Never raises for what the body holds."""
    listed = list_items(body, is_complete=is_complete)
    entries, unread = [], []
    for raw in listed.items:
        try:
            entries.append(_entry(generation, raw))
        except UNREADABLE:
            unread.append(raw)
    problem = listed.problem or (ReadingProblem.UNREAD_ITEMS if unread else None)
    return ParsedLogs(tuple(entries), tuple(unread), problem, _next_cursor(listed.cursor))


def _entry(generation: Generation, raw: bytes) -> LogEntry:
    if generation is not Generation.V4:
        old = _V1.decode(raw)
        return LogEntry(to=old.to, sender=old.sender or "", text=old.text or "", raw=raw, **old.shared())
    item = _V4.decode(raw)
    return LogEntry(to=item.destination, sender=item.sender or "", text=item.text or "", raw=raw, **item.shared())


def _next_cursor(raw: bytes) -> str | None:
    try:
        return _CURSOR.decode(raw).next_cursor or None if raw else None
    except UNREADABLE:
        return None
