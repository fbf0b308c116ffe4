"""Scheduled sends: `/email/1/bulks` and `/email/1/bulks/status`, for every generation (api/README.md 6)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from composer_app.api.api_request import ApiRequest, Body
from composer_app.api.endpoints.shared_fields import NotAnItem, fields_of, text_in
from composer_app.api.errors import BadReply
from composer_app.api.wire_time import read_wire_time, wire_time
from composer_app.domain.ids import BulkId
from composer_app.domain.scheduled_bulk import BulkStatus, overall_status

_TIMES, _STATUSES = "/email/1/bulks", "/email/1/bulks/status"


def build_bulk_times(bulk_id: BulkId) -> ApiRequest:
    """Asks when a scheduled send goes out."""
    return ApiRequest(method="GET", path=_TIMES, query=(("bulkId", bulk_id),))


def build_bulk_statuses(bulk_id: BulkId) -> ApiRequest:
    """Asks for its status."""
    return ApiRequest(method="GET", path=_STATUSES, query=(("bulkId", bulk_id),))


def build_move_bulk(bulk_id: BulkId, send_at: datetime) -> ApiRequest:
    """Moves it to another time."""
    return _put(_TIMES, bulk_id, {"sendAt": wire_time(send_at)})


def build_change_bulk(bulk_id: BulkId, status: BulkStatus) -> ApiRequest:
    """Pauses, resumes or cancels it."""
    return _put(_STATUSES, bulk_id, {"status": status.value})


def parse_bulk_times(status: int, body: bytes) -> datetime | None:
    """The earliest time in the answer; None if it names none. Raises BadReply if it cannot be read."""
    times = [at for bulk in _bulks(status, body) if (at := read_wire_time(bulk.get("sendAt"))) is not None]
    return min(times, default=None)


def parse_bulk_statuses(status: int, body: bytes) -> BulkStatus:
    """One status for all bulks in the answer. Raises BadReply if it names none that is known."""
    known = set(BulkStatus)
    found = [
        BulkStatus(word)
        for bulk in _bulks(status, body)
        if (word := text_in(bulk.get("status")).strip().upper().replace("CANCELLED", "CANCELED")) in known
    ]
    if not found:
        raise BadReply(http_status=status, raw=body)
    return overall_status(found)


def _bulks(status: int, body: bytes) -> Iterator[dict[str, object]]:
    try:
        listed = fields_of(body).get("bulks")
    except NotAnItem:
        raise BadReply(http_status=status, raw=body) from None
    if not isinstance(listed, list):
        raise BadReply(http_status=status, raw=body)
    return (bulk for bulk in listed if isinstance(bulk, dict))


def _put(path: str, bulk_id: BulkId, fields: dict[str, str]) -> ApiRequest:
    body = Body("application/json", (msgspec.json.encode(fields),))
    return ApiRequest(method="PUT", path=path, query=(("bulkId", bulk_id),), body=body)
