"""From an answer with an HTTP status that is no success to the error it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from composer_app.api.envelopes import Complaint, read_complaint
from composer_app.api.errors import (
    ApiError,
    AuthFailed,
    Forbidden,
    NotThisApi,
    RateLimited,
    Rejected,
    ServerFault,
    Unavailable,
    Unreachable,
    UnreachableReason,
)

_BY_STATUS: dict[int, type[ApiError]] = {
    401: AuthFailed,
    403: Forbidden,
    405: NotThisApi,
    408: ServerFault,  # something between gave up waiting: for us, or for the service that had the mail by then
    413: Rejected,
    429: RateLimited,
    503: Unavailable,
}
_MAX_WAIT_S = 24 * 3600.0


def refusal_of(status: int, headers: Mapping[str, str], body: bytes, now: datetime) -> ApiError:
    """The error for a status of 300 or more.

    A status that the API itself gives with an envelope and that came with a foreign body is NotThisApi: there
    is a web server, but not the vendor's.
    """
    if status == 407:
        return Unreachable(UnreachableReason.PROXY, http_status=status, detail="HTTP 407")
    complaint = read_complaint(body)
    told = complaint or Complaint()
    return _kind_of(status, complaint, is_html(headers.get("content-type", ""), body))(
        http_status=status,
        vendor_code=told.code,
        vendor_text=told.text,
        violations=told.violations,
        raw=body,
        retry_after_s=_retry_after_s(headers.get("retry-after"), now) if status in (429, 503) else None,
    )


def is_html(content_type: str, body: bytes) -> bool:
    """True if the body is a page and no JSON, whatever its label says about JSON inside."""
    start = body[:64].lstrip().lower()
    return start.startswith(b"<") or ("html" in content_type.lower() and not start.startswith((b"{", b"[")))


def _kind_of(status: int, complaint: Complaint | None, html: bool) -> type[ApiError]:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if status >= 500:
        return ServerFault
    if status < 400 or html or (status == 404 and complaint is None):
        return NotThisApi
    return Rejected


def _retry_after_s(text: str | None, now: datetime) -> float | None:
    """Seconds from a Retry-After header, which holds seconds or a date (RFC 9110, 10.2.3)."""
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        try:
            seconds = (parsedate_to_datetime(text) - now).total_seconds()
        except (ValueError, TypeError, OverflowError):  # TypeError: a date without a zone
            return None
    return min(max(seconds, 0.0), _MAX_WAIT_S) if seconds == seconds else None
